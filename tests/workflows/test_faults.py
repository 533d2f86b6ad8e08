"""What a fault says, and that all of them are said at once."""

import pytest

from workflows.beginning import Wanted, template
from workflows.faults import Fault, Faults, Faulty, Place, did_you_mean, listed
from workflows.reading import read

HERE = Place("pothole.yaml", 3, 5)


def test_a_fault_is_said_with_place_code_sentence_and_cure():
    fault = Fault(HERE, "unknown", "fault", 'There is no "dept"', 'Did you mean "depth"?')

    assert fault.as_text() == 'pothole.yaml:3:5 unknown There is no "dept" — Did you mean "depth"?'
    assert fault.as_json() == {
        "file": "pothole.yaml", "line": 3, "column": 5, "code": "unknown", "level": "fault",
        "sentence": 'There is no "dept"', "cure": 'Did you mean "depth"?',
    }  # fmt: skip


def test_faults_are_raised_together_in_reading_order():
    faults = Faults()
    faults.fault(Place("a.yaml", 9, 1), "later", "Later")
    faults.remark(Place("a.yaml", 2, 1), "advice", "Advice")
    faults.fault(Place("a.yaml", 1, 1), "first", "First")

    with pytest.raises(Faulty) as faulty:
        faults.raise_if_any()

    assert [fault.code for fault in faulty.value.faults] == ["first", "advice", "later"]


def test_the_same_fault_is_said_once():
    faults = Faults()
    faults.fault(HERE, "twice", "Twice")
    faults.fault(HERE, "twice", "Twice")

    assert len(faults.all) == len(faults) == 1


def test_remarks_alone_stop_nothing():
    faults = Faults()
    faults.remark(HERE, "advice", "Advice")

    faults.raise_if_any()

    assert faults.all[0].level == "remark"


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("dept", 'Did you mean "depth"?'),
        ("Depth", 'Did you mean "depth"?'),
        ("zebra", ""),
        ("", ""),
        ("depth" * 100, ""),
    ],
)
def test_a_slip_of_the_fingers_is_asked_about(word, answer):
    assert did_you_mean(word, ["place", "depth"]) == answer


def test_of_many_names_only_those_most_like_the_word_are_listed():
    teams = {f"team-{number}" for number in range(40)} | {"gardens", "parks-and-paths"}

    assert listed("parks", ["roads", "fields"]) == "fields, roads"
    assert listed("parks", teams).startswith("gardens, parks-and-paths, team-")
    assert listed("parks", teams).endswith(" and 38 more")


THEN = "    then:\n    - send: accepted\n      to: applicant\n"
OUT_OF_LINE = {
    "deeper than the list above": (THEN + "      - send: refused\n", 3, "2 spaces further right than the list"),
    "deeper than a value": (THEN + "        - send: refused\n", 3, "4 spaces further right than the list"),
    "less than the list below": (
        "    then:\n      - send: refused\n        to: applicant\n    - send: accepted\n", 3,
        "2 spaces further left than the list",
    ),
    "no dash": ("    then:\n      send: refused\n    - send: accepted\n", 2, "Line {first} stands in the list"),
    "a name too far left": (THEN.replace("      to", "     to"), 2, "1 space further left than line {first}"),
    "a name too far right": (THEN.replace("      to", "       to"), 2, "1 space further right than line {first}"),
}  # fmt: skip


@pytest.mark.parametrize(("written", "after", "said"), OUT_OF_LINE.values(), ids=OUT_OF_LINE)
def test_a_line_that_is_out_of_line_is_told_by_how_many_spaces(written: str, after: int, said: str):
    text = template(Wanted("Ask for a bench", "parks"))
    first = text[: text.index(THEN)].count("\n") + 1

    with pytest.raises(Faulty) as caught:
        read(text.replace(THEN, written), "ask-for-a-bench.yaml")

    (fault,) = caught.value.faults
    assert said.format(first=first + 1) in fault.sentence
    assert fault.place.line == first + after


def test_words_below_a_line_that_holds_a_value_may_miss_a_line_between():
    with pytest.raises(Faulty) as caught:
        read("steps:\n- ask: apply\n  who: applicant\n    library:\n      type: text\n", "a.yaml")
    (fault,) = caught.value.faults
    assert "Take 2 away" in fault.cure
    assert "a line that ends in a colon, such as questions:, is missing above" in fault.cure


def test_a_colon_in_wording_is_still_told_as_a_colon():
    with pytest.raises(Faulty) as caught:
        read("a:\n  label: Where is it: the drain\n", "a.yaml")
    assert caught.value.faults[0].code == "colon"
