"""A file that is written to be slow is read like any other: what was not tried is said once, where that begins."""

from collections.abc import Callable, Iterable

import pytest

from tests.workflows.services import HEAD, NAME, ORGANISATION
from workflows.load import Examined, examine

TOP = HEAD + "    holes: {type: number, label: How many holes are there?}\n"
END = "- end: done\n"
OUTCOMES = "outcomes: {done: {title: It is done}}\n"
TABLE = """\
- look up: rate_{n}
  gives: {{band_{n}: "choice of low, high"}}
  table: |
    {read} || band_{n}
    {low} || low
    {high} || high
"""


def go_tos(count: int) -> str:
    return "".join(f"- go to: report\n  when: holes is {n}\n" for n in range(count))


def ends(count: int) -> str:
    return "".join(f"- end: done\n  when: holes is {n}\n" for n in range(count))


def ways(count: int) -> str:
    return "- branch:\n" + "".join(f"  - when: holes is {n}\n    then:\n    - end: done\n" for n in range(count))


def tables(count: int) -> str:
    first = TABLE.format(n=0, read="holes", low="< 10", high=">= 10")
    return first + "".join(TABLE.format(n=n, read=f"band_{n - 1}", low="low", high="high") for n in range(1, count))


def loops(count: int) -> str:
    """Ways back to one step after another, each loop inside the one around it."""
    asks = "".join(f"- ask: look_{n}\n  questions: {{seen_{n}: {{type: text, label: What?}}}}\n" for n in range(count))
    return asks + "".join(f"- go to: look_{n}\n  when: holes is {n}\n" for n in range(count))


def read(steps: str) -> Examined:
    text = f"{TOP}{steps}{OUTCOMES}"
    return examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME)


def said(found: Examined, *codes: str) -> Iterable[str]:
    return [fault.sentence for fault in found.faults if fault.code in codes]


@pytest.mark.parametrize(("shape", "count"), [(go_tos, 250), (ends, 250), (ways, 1_100), (loops, 500)])
def test_what_was_not_tried_is_said_once_where_that_begins(shape: Callable[[int], str], count: int) -> None:
    found = read(shape(count) + END)

    assert found.workflow is not None
    assert [fault.sentence.partition(":")[0] for fault in found.faults if fault.code == "not-proved"] == [
        "Not proved from here on which ways can be taken, and that nothing is left over"
    ]


def test_a_long_chain_of_tables_is_proved_whole() -> None:
    found = read(tables(60) + END)

    assert found.workflow is not None
    assert not said(found, "not-proved")


@pytest.mark.parametrize("shape", [go_tos, ends, ways])
def test_a_last_step_without_an_end_is_refused_however_much_comes_before_it(shape: Callable[[int], str]) -> None:
    found = read(shape(1_100 if shape is ways else 250))

    assert found.workflow is None
    assert len([*said(found, "no-end")]) == 1


def test_a_loop_without_a_way_out_is_refused_however_much_comes_before_it() -> None:
    stuck = "- ask: look\n  questions: {seen: {type: text, label: What?}}\n- go to: look\n"

    assert said(read(ends(250) + stuck), "no-end") == ["From Look no way leads to an end"]
