"""Typesets one paper as a tagged PDF: its words as JSON come in, the file goes out. Run by itself, once for each."""

import sys
from typing import Literal

import typst

#: How a letter looks. The words come as data: nothing that somebody wrote is ever part of this.
LETTER = rb"""
#let paper = json(bytes(sys.inputs.paper))
// A line is in pieces, and may end between them.
#let lines(block) = block.map(pieces => pieces.join(box())).join(linebreak())
#set document(title: paper.title, author: paper.council)
#set page(paper: "a4", margin: 25mm, numbering: "1", footer: context align(right, text(10pt)[
  #paper.reference #h(1em) #counter(page).display("1 / 1", both: true)
]))
#set text(
  lang: paper.language, region: paper.region, size: 12pt, hyphenate: false,
  font: ("Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "Libertinus Serif"),
)
#set par(leading: 0.7em, spacing: 1.2em, justify: false)
#show heading: set block(above: 1.6em, below: 1em)
#show heading.where(level: 1): set text(20pt)
#show heading.where(level: 2): set text(14pt)
#par(strong(paper.council))
#if paper.to.len() > 0 { par(lines(paper.to)) }
#par(paper.dated)
#heading(level: 1, lines(paper.heading))
#for block in paper.blocks { par(lines(block)) }
#if paper.contact.len() > 0 {
  heading(level: 2, paper.contact_us)
  par(lines(paper.contact))
}
"""

#: How questions look that are printed and filled in by hand. Our own words are English where we speak nothing else.
BLANK = rb"""
#let paper = json(bytes(sys.inputs.paper))
#let pen = 0.8pt + black
#let lines(block) = block.map(pieces => pieces.join(box())).join(linebreak())
#let english(words) = text(lang: "en", region: "GB", words)
#let ours(words) = if paper.english { english(lines(words)) } else { lines(words) }
#let small(words) = text(11pt, fill: luma(60), words)
#set document(title: paper.title, author: paper.council)
#set page(paper: "a4", margin: 25mm, numbering: "1", footer: context text(10pt)[
  #paper.title #h(1fr) #counter(page).display("1 / 1", both: true)
])
#set text(
  lang: paper.language, region: paper.region, size: 12pt, hyphenate: false,
  font: ("Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans", "Libertinus Serif"),
)
#set par(leading: 0.65em, spacing: 1em, justify: false)
#show heading: set block(above: 1.6em, below: 0.8em)
#show heading.where(level: 1): set text(22pt)
#show heading.where(level: 2): set text(15pt)
#show heading.where(level: 3): set text(13pt)
#show heading.where(level: 4): set text(12pt)

#let room(wide, high) = box(baseline: 30%, rect(width: wide, height: high, stroke: pen))
#let tick = box(baseline: 15%, rect(width: 4.5mm, height: 4.5mm, stroke: pen))
#let named(one) = {
  if one.label.len() > 0 { par(lines(one.label)) }
  if one.hint.len() > 0 { par(small(lines(one.hint))) }
}
#let why(one) = par(small({ ours(paper.ours.why); " "; lines(one.why) }))
#let option(one, by-us) = {
  if by-us { ours(one.at(0)) } else { lines(one.at(0)) }
  if one.at(1).len() > 0 { linebreak(); small(lines(one.at(1))) }
}
#let cell(one) = {
  one.prefix; box(height: 7mm); one.options.map(each => { tick; h(2mm); lines(each) }).join(h(4mm)); h(1fr); one.suffix
}
#let drawn(one) = {
  if one.mark == "words" { for block in one.blocks { par(lines(block)) } }
  if one.mark == "box" {
    named(one)
    let wide = if one.wide > 0 { one.wide * 1mm } else { 100% }
    par((one.prefix, room(wide, 9mm), one.suffix).filter(part => part != "").join(h(2mm)))
  }
  if one.mark == "squares" {
    named(one)
    par(range(one.count).map(_ => room(8mm, 9mm)).join())
  }
  if one.mark == "lines" {
    named(one)
    rect(width: 100%, height: one.count * 8.5mm, stroke: pen)
  }
  if one.mark == "ticks" {
    named(one)
    if one.how.len() > 0 { par(small(ours(one.how))) }
    list(marker: tick, body-indent: 3mm, spacing: 0.9em, ..one.options.map(each => option(each, one.ours)))
  }
  if one.mark == "group" {
    named(one)
    if one.beside { grid(columns: one.parts.len(), column-gutter: 6mm, ..one.parts.map(drawn)) }
    else { for part in one.parts { drawn(part) } }
  }
  if one.mark == "items" {
    named(one)
    for item in one.items {
      block(width: 100%, stroke: 0.5pt + luma(120), inset: 4mm, radius: 1mm, {
        block(sticky: true, strong(lines(item.title)))
        for inner in item.inside { drawn(inner) }
      })
    }
    if one.more.len() > 0 { par(small(ours(one.more))) }
  }
  if one.mark == "table" {
    named(one)
    set par(leading: 0.5em)
    table(
      columns: (auto, ..one.columns.map(_ => 1fr)), stroke: pen, inset: 2.5mm, align: left + horizon,
      table.header([], ..one.columns.map(each => {
        strong(lines(each.label))
        if each.hint.len() > 0 { linebreak(); small(lines(each.hint)) }
      })),
      ..one.rows.map(title => (lines(title), ..one.columns.map(cell))).flatten(),
    )
  }
  if one.mark == "inner" { block(breakable: not one.whole, width: 100%, {
    if one.asks { par(strong(lines(one.label))) }
    if one.only_if.len() > 0 { par(emph(ours(one.only_if))) }
    if one.asks and one.hint.len() > 0 { par(small(lines(one.hint))) }
    if one.why.len() > 0 { why(one) }
    for mark in one.marks { drawn(mark) }
  }) }
}
#let question(one) = block(breakable: not one.whole, width: 100%, above: 1.8em, {
  if one.number > 0 { heading(level: one.level, { str(one.number); ". "; lines(one.label) }) }
  if one.only_if.len() > 0 { par(emph(ours(one.only_if))) }
  if one.number > 0 and one.hint.len() > 0 { par(small(lines(one.hint))) }
  if one.why.len() > 0 { why(one) }
  for mark in one.marks { drawn(mark) }
})

#par(strong(paper.council))
#heading(level: 1, lines(paper.heading))
#if paper.summary.len() > 0 { par(lines(paper.summary)) }
#if paper.fee.len() > 0 { par(ours(paper.fee)) }
#par(ours(paper.ours.how))
#for part in paper.parts {
  if part.mark == "question" { question(part) } else {
    heading(level: part.level, lines(part.label))
    if part.only_if.len() > 0 { par(emph(ours(part.only_if))) }
  }
}
#heading(level: 2, ours(paper.ours.filled))
#if paper.ours.bring.len() > 0 { par(ours(paper.ours.bring)) }
#if paper.contact.len() > 0 {
  par(ours(paper.ours.ask))
  par(lines(paper.contact))
}
#if paper.privacy.len() > 0 {
  heading(level: 2, ours(paper.ours.privacy))
  for (words, said) in paper.privacy { par({ strong(ours(words)); linebreak(); lines(said) }) }
}
#block(breakable: false, above: 1.6em, {
  heading(level: 2, english("For our use"))
  par({ english("Received on "); h(2mm); room(40mm, 9mm); h(6mm); english("Reference "); h(2mm); room(50mm, 9mm) })
})
"""
PAGES = {"letter": LETTER, "blank": BLANK}


def typeset(page: str, paper: str, at: int) -> bytes:
    """`at` is when the words were written, in seconds since 1970."""
    fonts = typst.Fonts()
    try:
        return _drawn(page, paper, at, fonts, "ua-1")
    except typst.TypstError:  # no font here has some letter: the box in its place is not allowed by PDF/UA
        return _drawn(page, paper, at, fonts, "1.7")


def _drawn(page: str, paper: str, at: int, fonts: typst.Fonts, standard: Literal["ua-1", "1.7"]) -> bytes:
    made = typst.compile(
        PAGES[page], format="pdf", font_paths=fonts, ignore_system_fonts=True, sys_inputs={"paper": paper},
        pdf_standards=standard, timestamp=at,
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.argv[1], sys.stdin.buffer.read().decode(), int(sys.argv[2])))
