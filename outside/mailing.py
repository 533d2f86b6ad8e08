"""The words of a message as they leave the council: plain text, the same as HTML, and short enough for a telephone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from components.wording import says
from engine.ports import Outgoing
from workflows.organisation import Organisation
from workflows.speaking import voice

#: Whole addresses, those in the United Kingdom that are written as people say them, and mailboxes.
LINK = re.compile(
    r"(?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<whole>https?://[^\s<>\"“”]+)"
    r"|(?<![\w.@/-])(?P<said>(?:[a-z0-9-]+\.)+uk(?![\w-])(?:/[^\s<>\"“”]*)?)"
)
#: Ends a sentence rather than an address.
AFTER = ".,;:!?)’'"
ITEM = "- "
#: A telephone gets no more of one text message.
LONGEST_TEXT = 918
#: Ends a text message that had to be cut, and one to which files belong.
CUT = says("This message is longer. To know the rest, ask us: {contact}")
NO_FILES = says("No files go by text. See them on the page of your case, or ask us: {contact}")
STYLE = "font-family: Arial, Helvetica, sans-serif; font-size: 19px; line-height: 1.5; color: #0b0c0c"
WIDTH = "max-width: 580px; margin: 0 auto; padding: 20px; overflow-wrap: anywhere"


@dataclass(frozen=True)
class Written:
    """One message in two ways that say the same."""

    subject: str
    plain: str
    html: str


def written(message: Outgoing, house: Organisation) -> Written:
    subject, language = one_line(message.subject), message.language or "en"
    footer = [house.name, *contact(house)]
    plain = "\n\n".join([message.body.strip(), "\n".join(footer)]) + "\n"
    return Written(subject, plain, _page(subject, message.body, footer, language))


def short(message: Outgoing, house: Organisation) -> str:
    """For a telephone: the whole where it fits, else the paragraphs that do: before all the way back to the case."""
    paragraphs = list(_paragraphs(message.body))
    files = [_ask_us(NO_FILES, message, house)] if message.attached else []
    whole = "\n\n".join([*paragraphs, *files])
    if len(whole) <= LONGEST_TEXT:
        return whole
    ends = [*files, _ask_us(CUT, message, house)]
    kept = _fitting(paragraphs, LONGEST_TEXT - len("\n\n".join(["", *ends])))
    return "\n\n".join([*kept, *ends])


def _ask_us(words: str, message: Outgoing, house: Organisation) -> str:
    return voice(message.language).say(words, contact=next(iter(contact(house)), house.name))


def _fitting(paragraphs: list[str], left: int) -> list[str]:
    """The paragraphs with a link, then the last, where the code stands, then from the beginning."""
    kept: set[int] = set()
    last = len(paragraphs) - 1
    for at in sorted(range(len(paragraphs)), key=lambda at: ("://" not in paragraphs[at], at != last, at)):
        left -= len(paragraphs[at]) + 2
        if left < 0:
            break
        kept.add(at)
    return [paragraphs[at] for at in sorted(kept)]


def mark(message: Outgoing) -> str:
    """What a message is known by at every try; another one where another server of ours happens to make its key."""
    told = "\n".join([message.key, message.channel, message.address, message.subject])
    return f"{message.key} {sha256(told.encode()).hexdigest()[:12]}"


def contact(house: Organisation) -> tuple[str, ...]:
    """Where the council may be asked, a line each."""
    return tuple(filter(None, (house.contact.phone, house.contact.email, house.contact.hours)))


def one_line(text: str) -> str:
    """Without whatever could begin a new header."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _page(subject: str, body: str, footer: list[str], language: str) -> str:
    paragraphs = "\n".join(_block(paragraph) for paragraph in _paragraphs(body))
    under = "<br>\n".join(_linked(line) for line in footer)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(subject)}</title>\n'
        f'</head>\n<body style="margin: 0; background: #ffffff; {STYLE}">\n<main dir="auto" style="{WIDTH}">\n'
        f'<h1 style="font-size: 24px; line-height: 1.3">{escape(subject)}</h1>\n{paragraphs}\n'
        f'<hr style="border: 0; border-top: 1px solid #b1b4b6; margin: 30px 0">\n<p>{under}</p>\n'
        "</main>\n</body>\n</html>\n"
    )


def _paragraphs(body: str) -> Iterator[str]:
    return (paragraph.strip() for paragraph in re.split(r"\n\s*\n", body) if paragraph.strip())


def _block(paragraph: str) -> str:
    """A paragraph; lines that begin with a dash are a list, also under a line that leads to it."""
    lines = paragraph.splitlines()
    first = next((at for at, line in enumerate(lines) if line.startswith(ITEM)), len(lines))
    lead, listed = lines[:first], lines[first:]
    if not all(line.startswith(ITEM) for line in listed):
        lead, listed = lines, []
    said = f"<p>{'<br>'.join(_linked(line) for line in lead)}</p>" if lead else ""
    items = "".join(f"<li>{_linked(line.removeprefix(ITEM))}</li>" for line in listed)
    return said + (f"<ul>{items}</ul>" if items else "")


def _linked(line: str) -> str:
    """Escaped, with every address a link that shows where it leads."""
    parts, at = [], 0
    for found in LINK.finditer(line):
        address = found[0].rstrip(AFTER)
        start = {"mail": "mailto:", "said": "https://"}.get(found.lastgroup or "", "")
        parts += [escape(line[at : found.start()]), f'<a href="{escape(start + address)}">{escape(address)}</a>']
        at = found.start() + len(address)
    return "".join([*parts, escape(line[at:])])
