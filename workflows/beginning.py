"""A new service that runs from the first moment: three questions, a task, a branch, two letters and two examples."""

import re
from dataclasses import dataclass

from workflows.settings import RESERVED
from workflows.writing import word

TEXT = """\
# Change a word and look at "Try it". Lines that begin with # are for you alone.
service: {service}
title: {title}
summary: {title}
owner: {owner}
starts: anyone
reference: {reference}
contact: [email]
list as: ((request))
law:
  basis: Write which law lets you do this
  checked: no
privacy:
  purpose: Answering you
  basis: public task
  keep: 3 years after closing
steps:
- ask: apply
  who: applicant
  title: {title}
  next: We will look at it and write to you.
  questions:
    request:
      type: long text
      label: {first}
    urgent:
      type: yes or no
      label: {second}
    email:
      type: email
      label: {third}
      optional: yes
- ask: decide
  who: {owner}
  title: Decide what to do
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
  accepted:
    subject: We have accepted your request, ((reference))
    body: |
      We have accepted your request.

      ((reason))
  refused:
    subject: We cannot do what you asked, ((reference))
    body: |
      We have looked at your request and cannot do what you asked.

      ((reason))
outcomes:
  accepted:
    title: We have accepted your request
  refused:
    title: We cannot do what you asked
examples:
- story: It is accepted
  play:
  - apply: {{request: A bench by the river, urgent: no, email: a@example.org}}
  - decide: {{decision: Accept, reason: We will put one there in spring}}
  expect: {{sent: [accepted]}}
  ends: accepted
- story: It is refused
  play:
  - apply: {{request: A bench on the roundabout, urgent: no, email: a@example.org}}
  - decide: {{decision: Refuse, reason: Nobody could reach it safely}}
  expect: {{sent: [refused]}}
  ends: refused
"""


@dataclass(frozen=True)
class Wanted:
    """What is asked before a new service begins."""

    title: str
    owner: str
    first: str = "What would you like us to do?"
    second: str = "Is it urgent?"
    third: str = "Where can we write to you?"


def template(wanted: Wanted) -> str:
    """The text of a new service, sound as it stands."""
    return TEXT.format(
        service=name_of(wanted.title), reference=reference_of(wanted.title), owner=wanted.owner,
        title=word(wanted.title), first=word(wanted.first), second=word(wanted.second), third=word(wanted.third),
    )  # fmt: skip


def name_of(title: str) -> str:
    """The service's own name, as its file is called; it never changes."""
    name = re.sub(r"[^a-z0-9]+", "-", title.lower().replace("’", "").replace("'", "")).strip("-")
    if not name or name[0].isdigit() or name in RESERVED:
        name = f"service-{name}".strip("-")
    return name[:60].strip("-")


def reference_of(title: str) -> str:
    """A prefix of three letters, from the first letters of the words or of the longest."""
    words = re.findall(r"[A-Za-z]+", title)
    initials = "".join(one[0] for one in words)
    longest = max(words, key=len, default="CASE")
    return (initials if len(initials) >= 3 else longest)[:3].upper().ljust(3, "X")
