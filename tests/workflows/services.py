"""Services for tests: those that ship, and a small one whose words a test may exchange."""

from collections.abc import Mapping
from pathlib import Path

from workflows.load import load
from workflows.workflow import Workflow

DEFINITIONS = Path(__file__).parents[2] / "definitions"
SERVICES = sorted(path for path in DEFINITIONS.glob("*.yaml") if path.stem != "organisation")
FILES: Mapping[str, str] = {
    path.relative_to(DEFINITIONS).as_posix(): path.read_text("utf-8") for path in DEFINITIONS.glob("**/*.yaml")
}

ORGANISATION = """\
organisation: Norfolk County Council
teams: {highways: Highways, parks: Parks}
partners: {national-highways: National Highways}
groups: {road-owners: [national-highways]}
"""
NAME = "mend-a-road.yaml"
#: How a service begins whose steps a test writes itself; the first questions come next.
HEAD = """\
service: mend-a-road
title: Mend a road
owner: highways
reference: ROA
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: report
  questions:
"""
ROAD = """\
service: mend-a-road
title: Mend a road   # said at the counter, too
summary: Tell us about a road that is broken
owner: highways
reference: ROA
contact: [email]
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: report
  title: Tell us about the road
  questions:
    depth:
      type: choice
      label: How deep is the hole?
      options: [Shallow, Deep]
    urgent: {type: yes or no, label: Is somebody in danger?}
    email:
      type: email
      label: Where can we write to you?
      optional: yes
- ask: inspect
  who: highways
  title: Inspect the road
  due: 10 working days
  if late:
  - send: late
    to: highways
  questions:
    found:
      type: choice
      label: What did you find?
      options: [Mended, Nothing, More to look at]
- branch:
  - when: found is "Mended"
    then:
    - send: answer
      to: applicant
    - end: mended
  - when: found is "More to look at"
    then:
    - go to: inspect
  - otherwise: go on
- end: nothing
messages:
  late: {subject: ((reference)) is late, body: It was due by ((due)).}
  answer:
    subject: Your report ((reference))
    body: |
      We have mended the road.

      # Thank you
outcomes:
  mended: {title: We have mended it}
  nothing: {title: There was nothing to mend}
examples:
- story: It is mended
  play:
  - report: {depth: Deep, urgent: no}
  - inspect: {found: Mended}
  ends: mended
- story: There is nothing
  play:
  - report: {depth: Deep, urgent: no}
  - inspect: {found: Nothing}
  ends: nothing
"""


def road(*changed: tuple[str, str]) -> Workflow:
    """The small service, with some of its words exchanged; every one of them must be there."""
    text = ROAD
    for old, new in changed:
        assert old in text, f"the small service does not say {old!r}"
        text = text.replace(old, new)
    return load({"organisation.yaml": ORGANISATION, NAME: text}, NAME)
