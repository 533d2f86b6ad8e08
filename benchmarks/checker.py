"""Reading and checking: 300 questions, cold and known, beside what YAML's own events cost; then many steps, and files
that are written to be slow.

python -m benchmarks.checker [QUESTIONS]

The check is all that is asked of a definition once it is read: names and types, gaps, ways, loops, what may be
missing. Everything is measured by the processor's time, the least of several.
"""

import gc
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count
from typing import TypeVar

import yaml

from workflows.checks.flow import check_flow, flow
from workflows.checks.gaps import check_gaps
from workflows.checks.leaving import check_leaving
from workflows.checks.proving import Prover
from workflows.checks.service import check_service
from workflows.checks.tracing import Tracer
from workflows.faults import Faults
from workflows.load import examine

T = TypeVar("T")
TIMES = 7
NUMBERS = count()
NAME = "big.yaml"
ORGANISATION = "organisation: Norfolk County Council\nteams: {highways: Highways, parks: Parks}\n"
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
LAST = """\
- end: done
messages:
{letters}
outcomes: {{done: {{title: It is done}}}}
"""
END = """\
- end: done
messages:
  told:
    subject: ((reference))
    body: A hole. ((if text_0_1 is not missing))It is ((text_0_1)).((end))
outcomes: {done: {title: It is done}}
"""
#: Steps of a service, and how many milliseconds its check may take.
LIMITS: Mapping[int, int] = {500: 50, 2_000: 500}
#: Steps of a long service: an assessment, a table, a way back, parts at the same time, a letter, a sum, an end.
ROUND = """\
- ask: assess_{n}
  who: highways
  due: 10 working days
  if late:
  - hand to: parks
  questions:
    verdict_{n}: {{type: choice, label: What do you find?, options: [Yes, No, More]}}
    why_{n}: {{type: text, label: Why not?, when: verdict_{n} is "No"}}
    size_{n}: {{type: number, label: How many?}}
- look up: rate_{n}
  gives: {{band_{n}: "choice of low, high"}}
  table: |
    size_{n} | verdict_{n} || band_{n}
    < 10  | -    || low
    >= 10 | Yes  || high
    >= 10 | not Yes || low
- branch:
  - when: verdict_{n} is "More"
    then:
    - ask: more_{n}
      questions:
        told_more_{n}: {{type: text, label: Tell us more}}
    - go to: assess_{n}
  - when: verdict_{n} is "No" and band_{n} is "low"
    then:
    - send: told_{m}
      to: highways
  - otherwise: go on
- together:
    roads:
    - ask: roads_{n}
      when: band_{n} is "high"
      questions:
        road_fit_{n}: {{type: yes or no, label: Is the road fit?}}
    paths:
    - ask: paths_{n}
      questions:
        path_fit_{n}: {{type: yes or no, label: Is the path fit?}}
- wait: 2 days
- work out:
    answer_by_{n}: today + 5 days
- end: done
  when: path_fit_{n} is no and verdict_{n} is "No"
"""
STEPS_OF_ROUND = 13
#: A letter is sent in as many rounds.
ROUNDS_OF_LETTER = 4
LETTER = """\
  told_{n}:
    subject: ((reference))
    body: It is ((band_{n})). ((if verdict_{n} is "No"))It is not, since ((why_{n})).((end))
"""


#: Steps that are many times one thing, how often, and as the last of them a branch.
SLOW: Mapping[str, tuple[str, int]] = {
    "go to … when": ("- go to: report\n  when: size is {n}\n", 500),
    "end … when": ("- end: done\n  when: size is {n}\n", 500),
    "ways of one branch": ("  - when: size is {n}\n    then:\n    - end: done\n", 1_500),
    "look ups in a chain": (
        "- look up: rate_{n}\n  gives: {{band_{n}: number}}\n  table: |\n    {before} || band_{n}\n"
        "    < 10 || 5\n    >= 10 || 15\n", 60,
    ),
}  # fmt: skip


def main() -> None:
    _questions()
    for steps, limit in LIMITS.items():
        _steps(steps, limit)
    for called, (step, times) in SLOW.items():
        took = milliseconds(partial(_anew, slow_service(step, times)), times=2)
        print(f"{times:,} {called}: read and checked in {took / 1000:.1f} s")


def _steps(steps: int, limit: int) -> None:
    text = long_service(steps)
    taken: dict[str, list[float]] = {}
    for number in range(TIMES):
        files = {"organisation.yaml": ORGANISATION, NAME: f"{text}# {number}\n"}
        for part, took in parts_of(files).items():
            taken.setdefault(part, []).append(took)
    least = {part: min(took) for part, took in taken.items()}
    print(f"{steps:,} steps, {text.count(chr(10)):,} lines: checked in {least.pop('check'):.1f} ms, limit {limit} ms; "
          f"with reading {least.pop('whole'):.1f} ms")  # fmt: skip
    print("  " + ", ".join(f"{part} {took:.1f} ms" for part, took in least.items()))


def parts_of(files: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds of the processor: reading and checking, the check alone, and its parts."""
    took: dict[str, float] = {}

    def timed(part: str, act: Callable[[], T]) -> T:
        gc.collect()
        began = time.process_time()
        found = act()
        took[part] = (time.process_time() - began) * 1000
        return found

    read = timed("whole", lambda: examine(files, NAME))
    built, faults = read.built, [fault.as_text() for fault in read.faults if fault.level == "fault"]
    assert built is not None and not faults, faults[:3]
    layout, said = built.layout, Faults()
    timed("check", lambda: check_service(NAME, "", built.file, built.organisation, layout, said))
    graph = timed("ways", lambda: flow(layout))
    tracer = timed("what is there", lambda: Tracer(layout, graph))
    prover = Prover(built, tracer)
    timed("gaps", lambda: check_gaps(prover, graph, said))
    timed("ends", lambda: check_flow(layout, graph, said))
    timed("loops", lambda: check_leaving(prover, graph, said))
    return took


def _questions() -> None:
    questions = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    text = service(questions)
    files = {"organisation.yaml": ORGANISATION, NAME: text}
    faults = [fault.as_text() for fault in examine(files, NAME).faults if fault.level == "fault"]
    assert not faults, faults
    cold = milliseconds(lambda: _anew(text))
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


def long_service(steps: int) -> str:
    """A service of so many steps: rounds one after another, then the end."""
    rounds = range((steps - 2) // STEPS_OF_ROUND)
    begin = "- ask: report\n  questions:\n    place: {type: text, label: Where is it?}\n"
    letters = "".join(LETTER.format(n=n) for n in rounds[::ROUNDS_OF_LETTER])
    whole = "".join(ROUND.format(n=n, m=n - n % ROUNDS_OF_LETTER) for n in rounds)
    return TOP + begin + whole + LAST.format(letters=letters)


def slow_service(step: str, times: int) -> str:
    """A service of one question and the same step so many times."""
    begin = "- ask: report\n  questions:\n    size: {type: number, label: How large is it?}\n"
    begin += "- branch:\n" if step.startswith("  - when") else ""
    steps = "".join(step.format(n=n, before=f"band_{n - 1}" if n else "size") for n in range(times))
    return f"{TOP}{begin}{steps}- end: done\noutcomes: {{done: {{title: It is done}}}}\n"


def _anew(text: str) -> None:
    """Read and check a text that differs in a comment from all that were read before."""
    examine({"organisation.yaml": ORGANISATION, NAME: f"{text}# {next(NUMBERS)}\n"}, NAME)


def milliseconds(act: Callable[[], object], times: int = 21) -> float:
    """Of the processor, the least of several; the first is not counted."""
    act()
    took = []
    for _ in range(times):
        gc.collect()
        began = time.process_time()
        act()
        took.append(time.process_time() - began)
    return min(took) * 1000


if __name__ == "__main__":
    main()
