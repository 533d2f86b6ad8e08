"""A new service that runs from the first moment: three questions, a task, a branch, letters and examples."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workflows.settings import RESERVED
from workflows.writing import lines, word

TEXT = """\
# Lines that begin with # are for you alone.
service: {service}
title: {title}{summary}
owner: {owner}
starts: anyone
reference: {reference}
contact: [email]
list as: (({first_id}))
law:
  basis: {LAW}
  checked: no
privacy:
  purpose: {PURPOSE}
  basis: public task
  keep: 3 years after closing
steps:
- ask: apply
  who: applicant
  title: {title}
  next: We will look at what you sent us.
  questions:
    {first_id}:
      type: {first_kind}
      label: {first}{first_also}
    {second_id}:
      type: {second_kind}
      label: {second}{second_also}
    email:
      type: email
      label: {third}
- send: thanks
  to: applicant
- ask: decide
  who: {owner}
  title: {task}
  due: 10 working days
  questions:
    decision:
      type: choice
      label: What is your decision?
      options: [Accept, Refuse]
    reason:
      type: long text
      label: What should we tell them?
- branch:
  - when: decision is "Accept"
    then:
    - send: accepted
      to: applicant
    - end: accepted
- send: refused
  to: applicant
- end: refused
messages:
  thanks:
    subject: {got}
    body: |
      Thank you. We will write to you
      when we have decided.
  accepted:
    subject: {accepted}
    body: |
      We have accepted your request.

      ((reason))
  refused:
    subject: {refused}
    body: |
      We have looked at your request
      and cannot do what you asked.

      ((reason))
outcomes:
  accepted:
    title: We have accepted your request
  refused:
    title: We cannot do what you asked
examples:
- story: It is accepted
  play:
  - apply:
      {first_id}: {first_answer}
      {second_id}: {second_answer}
      email: a@example.org
  - decide: {{decision: Accept, reason: Why}}
  expect: {{sent: [thanks, accepted]}}
  ends: accepted
- story: It is refused
  play:
  - apply:
      {first_id}: {first_other}
      {second_id}: {second_other}
      email: a@example.org
  - decide: {{decision: Refuse, reason: Why}}
  expect: {{sent: [thanks, refused]}}
  ends: refused
"""
#: What only the council can write; as long as it stands there, the checker reminds of it.
LAW = "Write which law lets you do this"
PURPOSE = "Write what you need the answers for"
#: What stands for the choices until somebody writes them.
OPTIONS = ("One thing", "Another")
#: Names that the text has already.
OWN = frozenset({"apply", "decide", "decision", "reason", "email", "thanks", "request", "yes_or_no"})
#: Words of a question that say little of what it asks.
SMALL = frozenset(
    "a an and any are at be can could do does for have how i in is it like of on or our please should tell the there "
    "this to us was we what when where which who why will with would you your".split()
)


@dataclass(frozen=True)
class Kind:
    """A kind of question that a new service may begin with: how people say it, its line more, two answers to it."""

    called: str
    answers: tuple[str, str]
    #: Whether people choose from a list that is written with it.
    chosen: bool = False


#: The most usual kinds; the others are put in afterwards.
KINDS = {
    "long text": Kind("In their own words", ("What they wrote", "Something else")),
    "text": Kind("In one line", ("What they wrote", "Something else")),
    "name": Kind("A person’s name", ("Zoë Ng", "Sam Green")),
    "yes or no": Kind("Yes or no", ("no", "yes")),
    "choice": Kind("By choosing one of several", OPTIONS, chosen=True),
    "number": Kind("A number", ("2", "5")),
    "money": Kind("An amount of money", ("£12.50", "£150")),
    "date": Kind("A date", ("2026-05-01", "2026-06-30")),
    "memorable date": Kind("A date of birth", ("1980-03-31", "2001-11-05")),
    "location": Kind("A place", ("Magdalen Street", "Elm Hill")),
    "address": Kind("An address", ("12 Elm Hill, Norwich, NR3 1HN", "3 Ber Street, Norwich, NR1 3EJ")),
    "photo": Kind("A photo", ("one.jpg", "another.jpg")),
    "file": Kind("A file, such as a letter or a plan", ("one.pdf", "another.pdf")),
    "phone": Kind("A phone number", ("01603 222222", "01603 222223")),
}


@dataclass(frozen=True)
class Wanted:
    """What is asked before a new service begins; the kinds are of `KINDS`."""

    title: str
    owner: str
    first: str = "What would you like us to do?"
    second: str = "Is it urgent?"
    third: str = "What is your email address?"
    first_kind: str = "long text"
    second_kind: str = "yes or no"
    #: Of a question that is answered by choosing, at least two.
    first_options: tuple[str, ...] = OPTIONS
    second_options: tuple[str, ...] = OPTIONS
    #: One sentence under the title; "" leaves it out.
    summary: str = ""
    #: Names of teams, which no answer may have.
    teams: frozenset[str] = frozenset()


def template(wanted: Wanted) -> str:
    """The text of a new service, sound as it stands."""
    first_id = id_of(wanted.first, wanted.teams, "request")
    second_id = id_of(wanted.second, {*wanted.teams, first_id}, "yes_or_no")
    called = wanted.title.replace("((", "( (")  # two brackets would begin a placeholder
    return TEXT.format(
        service=name_of(wanted.title), reference=reference_of(wanted.title), owner=wanted.owner, LAW=LAW,
        PURPOSE=PURPOSE, title=word(wanted.title), first=word(wanted.first), second=word(wanted.second),
        third=word(wanted.third), first_id=first_id, second_id=second_id,
        summary=f"\nsummary: {word(wanted.summary)}" if wanted.summary else "",
        task=word(f"Decide on “{called}”"), got=word(f"{called}: we have what you sent, ((reference))"),
        accepted=word(f"{called}: accepted, ((reference))"), refused=word(f"{called}: not accepted, ((reference))"),
        **_of_kind("first", wanted.first_kind, wanted.first_options),
        **_of_kind("second", wanted.second_kind, wanted.second_options),
    )  # fmt: skip


def _of_kind(which: str, name: str, options: tuple[str, ...]) -> dict[str, str]:
    """What a question's kind puts in the text: choices are answered by the first and by the second."""
    kind = KINDS[name]
    answer, other = (word(one, inside=True) for one in options[:2]) if kind.chosen else kind.answers
    also = f"\n      {lines({'options': list(options)})[0]}" if kind.chosen else ""
    return {f"{which}_kind": name, f"{which}_also": also, f"{which}_answer": answer, f"{which}_other": other}


def id_of(question: str, taken: Iterable[str], otherwise: str) -> str:
    """The first word of a question that says something of what it asks."""
    words = re.findall(r"[a-z][a-z0-9]*", question.lower().replace("’", "").replace("'", ""))
    free = (one for one in words if 2 < len(one) <= 30 and one not in {*SMALL, *RESERVED, *OWN, *taken})
    return next(free, otherwise)


def name_of(title: str) -> str:
    """The service's own name, as its file is called; it never changes."""
    name = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("’", "").replace("'", "")).strip("-")
    if not name or name[0].isdigit() or name in RESERVED:
        name = f"service-{name}".strip("-")
    return name[:60].strip("-")


def reference_of(title: str) -> str:
    """A prefix of three letters, from the first letters of the words that say something, or of the longest."""
    every = re.findall(r"[A-Za-z]+", title)
    words = [one for one in every if one.lower() not in SMALL] or every
    initials = "".join(one[0] for one in words)
    longest = max(words, key=len, default="CASE")
    return (initials if len(initials) >= 3 else longest)[:3].upper().ljust(3, "X")
