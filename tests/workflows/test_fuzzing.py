"""Whatever is given to the loader, a condition, a table, a template or a duration, only our own exceptions come of it.

`WHERRY_RUNS` says how many inputs of each sort; `python -m tests.workflows.fuzz` is the long run, which also measures.
"""

import os

import pytest

from tests.workflows.conditions_house import CONTEXT, NAMES
from tests.workflows.fuzz.trials import REFUSALS, TRIALS, houses
from tests.workflows.services import NAME, ORGANISATION, ROAD
from workflows import conditions
from workflows.conditions import MISSING, Wrong
from workflows.faults import MOST
from workflows.load import Examined, check_group, examine
from workflows.organisation import MOST_CLOSED
from workflows.reading import LARGEST, Mapping, Word, place_inside, read
from workflows.shared import MOST_ASKED
from workflows.tables import read_table
from workflows.templates import check, parse

RUNS = int(os.environ.get("WHERRY_RUNS", "200"))


@pytest.mark.parametrize("called", TRIALS)
def test_nothing_but_our_own_exceptions_comes_of_any_input(called: str) -> None:
    for seed in range(RUNS):
        try:
            TRIALS[called].run(seed)
        except REFUSALS:
            continue
        except Exception as error:
            raise AssertionError(f"{called} {seed}: {TRIALS[called].input(seed)!r:.2000}") from error


@pytest.mark.parametrize("called", TRIALS)
def test_an_input_can_be_made_again_from_its_seed(called: str) -> None:
    made = [TRIALS[called].input(seed) for seed in range(50)]

    assert made == [TRIALS[called].input(seed) for seed in range(50)]
    assert len(set(map(repr, made))) > 25


def test_every_service_that_ships_is_something_to_mutate() -> None:
    assert all(len(house.conditions) > 1 for house in houses()[1:])
    assert sum(len(house.tables) for house in houses()) > 3


# What long runs found, each with the input that showed it


def examined(text: str, **beside: str) -> Examined:
    return examine({"organisation.yaml": ORGANISATION, NAME: text, **beside}, NAME)


def codes(found: Examined) -> set[str]:
    return {fault.code for fault in found.faults if fault.level == "fault"}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_that_has_no_day_in_london_is_missing(moment: str) -> None:
    answers = {"born": moment, "starts_on": "2026-11-22"}

    for text in ("born is before today", "born is not after today - 4 years", "starts_on - born < 5 days"):
        assert conditions.compile(conditions.parse(text), NAMES)(answers, CONTEXT) is MISSING


def test_a_total_of_nothing_in_a_list_reads_what_it_names() -> None:
    reads = conditions.reads(conditions.parse("total of incomebefore > £16,000 / 3"))

    assert {one.name for one in reads} == {"incomebefore"}


@pytest.mark.parametrize("long", ["x" * (LARGEST - 10), "x #" * (LARGEST // 3 - 10), " " * (LARGEST - 20) + "#"])
def test_a_line_as_long_as_a_file_may_be_is_looked_at_once(long: str) -> None:
    assert examined(f"a: {long}\n]").faults


@pytest.mark.parametrize("words", ["'{}'", '"{}"', ">\n      {}", "|\n      {}", '"\\u00e9{}\n      x"'])
def test_a_thousand_flaws_in_one_long_word_are_placed_in_one_walk(words: str) -> None:
    long = " ".join(["word" * 20 + "((A))"] * 1_000)
    text = ROAD.replace("{title: There was nothing to mend}", f"{{title: x}}\nmore:\n  body: {words.format(long)}")
    more = read(text, NAME).get("more")
    word = more.get("body") if isinstance(more, Mapping) else None
    assert isinstance(word, Word)

    with pytest.raises(Wrong) as wrong:
        parse(word.text)
    places = [place_inside(word, flaw.offset) for flaw in wrong.value.problems]

    lines = text.split("\n")
    assert len(places) == 1_000
    assert {lines[place.line - 1][place.column - 1 :][:3] for place in places} == {"A))"}


@pytest.mark.parametrize(
    "text",
    [
        ROAD.replace("messages:\n", "messages:\n" + "".join(
            f"  m{one}: {{subject: x, body: '{' '.join(f'((x{slot}y{one}))' for slot in range(900))}'}}\n"
            for one in range(20))),
        ROAD.replace("- branch:\n", "".join("- send: late\n  to: highway\n" for _ in range(2_000)) + "- branch:\n", 1),
    ],
    ids=["placeholders", "teams"],
)  # fmt: skip
def test_so_many_faults_are_enough_and_the_rest_is_not_looked_for(text: str) -> None:
    found = examined(text)

    assert found.workflow is None and found.built is None
    assert sum(fault.level == "fault" for fault in found.faults) == MOST


def test_so_many_flaws_of_a_table_or_a_letter_are_enough() -> None:
    with pytest.raises(Wrong) as table:
        read_table("depth || given\n" + "Depp || a\n" * 5_000, {"given": "text"}, NAMES)
    with pytest.raises(Wrong) as header:
        read_table(" | ".join(f"d{number}" for number in range(5_000)) + " || given\nx || a", {"given": "text"}, NAMES)
    with pytest.raises(Wrong) as letter:
        check(parse("((nobody)) " * 1_000), NAMES)

    assert [len(wrong.value.problems) for wrong in (table, header, letter)] == [MOST] * 3


def test_a_group_with_more_faults_than_anyone_reads_is_told_of() -> None:
    group = "shared: g\nquestions:\n" + "".join(f"  q{number}: {{type: texd, label: x}}\n" for number in range(2_000))

    assert len(check_group(group, "shared/g.yaml")) == MOST


def test_shared_groups_do_not_multiply_without_bound() -> None:
    group = "shared: g\nquestions:\n" + "".join(f"  q{number}: {{type: text, label: x}}\n" for number in range(500))
    uses = "".join(f"    u{number}: {{use: g}}\n" for number in range(300))

    found = examined(ROAD.replace("    email:\n", uses + "    email:\n", 1), **{"shared/g.yaml": group})

    assert codes(found) == {"too-large"}
    assert any(f"{MOST_ASKED:,}" in fault.sentence for fault in found.faults)


def test_a_calendar_does_not_close_on_more_days_than_it_may() -> None:
    spans = ", ".join(["2020-01-01 to 2029-12-30"] * (MOST_CLOSED // 3_650 + 1))

    found = examined(ROAD, **{"organisation.yaml": f"{ORGANISATION}calendars:\n  school-days: {{closed: [{spans}]}}\n"})

    assert codes(found) == {"too-large"}


def test_answers_worked_out_from_one_another_are_not_followed_without_end() -> None:
    """Each working names the one before twice: put in their places, thirty of them would be a thousand million."""
    chain = "".join(f"- work out:\n    w{one}: w{one - 1} is yes or w{one - 1} is no\n" for one in range(1, 30))
    asks = "- branch:\n  - when: w29 is yes\n    then:\n    - end: mended\n  - otherwise: go on\n"

    found = examined(ROAD.replace("- branch:\n", f"- work out:\n    w0: urgent is yes\n{chain}{asks}- branch:\n", 1))

    assert found.workflow is not None


@pytest.mark.parametrize(
    "kind", ["money", "number", "date", "time", "yes or no", "choices", "photo", "location", "team"]
)
def test_a_question_that_changes_its_kind_leaves_conditions_at_fault_and_not_the_checker(kind: str) -> None:
    for other in ("found is one of \"Mended\", \"Nothing\"", "found is between 3 and 5", "found is before today",
                  "found > £5", "found is within 3 days of today", "found includes \"Mended\""):  # fmt: skip
        for text in (ROAD, ROAD.replace('found is "Mended"', other)):
            was = "type: choice\n      label: What did you find?"
            found = examined(text.replace(was, f"type: {kind}\n      label: What did you find?"))
            assert found.workflow is None and found.faults
