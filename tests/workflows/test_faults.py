"""What a fault says, and that all of them are said at once."""

import pytest

from workflows.faults import Fault, Faults, Faulty, Place, did_you_mean

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
