"""Typesets one paper as a tagged PDF: its words as JSON come in, the file goes out. Run by itself, once for each."""

import sys
from typing import Literal

import typst

#: How a page looks. The words come as data: nothing that somebody wrote is ever part of this.
PAGE = rb"""
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


def typeset(paper: str, at: int) -> bytes:
    """`at` is when the words were written, in seconds since 1970."""
    fonts = typst.Fonts()
    try:
        return _drawn(paper, at, fonts, "ua-1")
    except typst.TypstError:  # no font here has some letter: the box in its place is not allowed by PDF/UA
        return _drawn(paper, at, fonts, "1.7")


def _drawn(paper: str, at: int, fonts: typst.Fonts, standard: Literal["ua-1", "1.7"]) -> bytes:
    made = typst.compile(
        PAGE, format="pdf", font_paths=fonts, ignore_system_fonts=True, sys_inputs={"paper": paper},
        pdf_standards=standard, timestamp=at,
    )  # fmt: skip
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), int(sys.argv[1])))
