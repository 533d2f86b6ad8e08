"""Reading and checking a service of 300 questions, cold and known, beside what YAML's own events cost.

python -m benchmarks.checker [QUESTIONS]
"""

import sys
import time
from collections.abc import Callable
from statistics import median

import yaml

from workflows.load import examine

NAME = "big.yaml"
ORGANISATION = "organisation: Norfolk County Council\nteams: {highways: Highways}\n"
TOP = """\
service: big
title: Mend many roads
owner: highways
reference: BIG
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
"""
#: Ten questions in a step, some asked only after others, then a letter, a branch and a way back.
STEP = """\
- ask: step_{n}
  who: {who}
  title: Look at road {n}
  questions:
    depth_{n}:
      type: choice
      label: How deep is hole {n}?
      options: [Shallow, Deep, Very deep]
{questions}
- send: told
  to: highways
  when: depth_{n} is one of "Deep", "Very deep"
- branch:
  - when: depth_{n} is "Very deep" and text_{n}_1 is not "again"
    then:
    - go to: step_{n}
  - otherwise: go on
"""
QUESTION = """\
    text_{n}_{m}:
      type: text
      label: What is it like at {m}?
      when: depth_{n} is not "Shallow"
"""
END = """\
- end: done
messages:
  told:
    subject: ((reference))
    body: A hole. ((if text_0_1 is not missing))It is ((text_0_1)).((end))
outcomes: {done: {title: It is done}}
"""


def main() -> None:
    questions = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    text = service(questions)
    files = {"organisation.yaml": ORGANISATION, NAME: text}
    faults = [fault.as_text() for fault in examine(files, NAME).faults if fault.level == "fault"]
    assert not faults, faults
    changes = (files | {NAME: f"{text}# {n}\n"} for n in range(1_000))
    cold = milliseconds(lambda: examine(next(changes), NAME))
    limit = milliseconds(lambda: list(yaml.parse(text, Loader=yaml.CSafeLoader)))
    known = milliseconds(lambda: examine(files, NAME))
    print(f"{questions} questions, {text.count(chr(10)):,} lines")
    print(f"  cold: {cold:.1f} ms; YAML's events alone {limit:.1f} ms; {cold / limit:.1f} times as long")
    print(f"  known: {known:.3f} ms")


def service(questions: int) -> str:
    steps = []
    for n in range(questions // 10):
        asked = "".join(QUESTION.format(n=n, m=m) for m in range(1, 10)).rstrip("\n")
        steps.append(STEP.format(n=n, who="highways" if n else "applicant", questions=asked))
    return TOP + "".join(steps) + END


def milliseconds(act: Callable[[], object], times: int = 21) -> float:
    """The middle of several; the first is not counted."""
    act()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return median(took) * 1000


if __name__ == "__main__":
    main()
