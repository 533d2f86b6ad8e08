"""The service by which naughty strings go in, and what its pages should show of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from components.base import Problem, Question, Seen
from components.registry import kinds

SEEN = Seen(today=date(2027, 3, 1))
SERVICE = "naughty-strings"
#: The kinds of question that take words as they are, each on a page of its own.
KINDS = ("text", "long text", "name")
#: So many strings go into one case: a page for each kind, a box for each string.
BATCH = 103

BEGINNING = """\
service: naughty-strings
title: Naughty strings
owner: highways
starts: anyone
reference: BAD
list as: "{listed}"
law: {{basis: none, checked: no}}
privacy: {{purpose: An exam, basis: public task, keep: 1 years after closing}}
steps:
- ask: strings
  title: Naughty strings
  pages:
{pages}
- send: all_of_them
  to: highways
- ask: look
  who: highways
  title: Look at them
  questions:
    seen: {{type: yes or no, label: Have you looked?}}
- end: looked
messages:
  all_of_them:
    subject: "{subject}"
    body: |
{body}
outcomes:
  looked: {{title: Somebody has looked}}
"""


def definition() -> str:
    """A page a kind, a question a string; whatever is given is also in the inbox and in a message."""
    pages = "\n".join(
        f"  - title: Page of {kind}\n    questions:\n" + "\n".join(f"      {line}" for line in _questions(kind))
        for kind in KINDS
    )
    given = [f"((if text_{n} is not missing))((text_{n}))((end))" for n in range(BATCH)]
    body = "\n".join(f"      {words}" for words in given)
    return BEGINNING.format(pages=pages, listed=" ".join(given), subject=given[0], body=body)


def _questions(kind: str) -> Iterator[str]:
    for number in range(BATCH):
        yield f"{answer_id(kind, number)}: {{type: {kind}, label: {label(kind, number)}, optional: yes}}"


def answer_id(kind: str, number: int) -> str:
    return f"{kind.replace(' ', '_')}_{number}"


def label(kind: str, number: int) -> str:
    return f"{kind.capitalize()} {number} here"


@dataclass(frozen=True)
class Verdict:
    """What the component itself says of a string: the lines that people read, or the sentence that refuses it."""

    lines: tuple[str, ...] = ()
    refused: str = ""


def verdict(kind: str, string: str) -> Verdict:
    question: Question = kinds()[kind].model_validate({"label": label(kind, 0), "optional": "yes"})
    try:
        answer = question.answer(string, SEEN)
    except Problem as problem:
        return Verdict(refused=problem.said[0].sentence)
    return Verdict(tuple(question.show(answer, SEEN)) if answer is not None else ())
