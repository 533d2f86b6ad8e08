"""What another system brings: an answer of its kind is used, of anything else the owner is told; it breaks nothing."""

from typing import Any

import pytest

from engine.commands import CLOCK, Settle
from tests.engine.making import END, REPORT, Trial, service

#: What is done with an answer of each kind, so that it is read, shown and counted with.
USED = {
    "number": "- work out:\n    twice: brought * 2\n",
    "money": "- work out:\n    twice: brought * 2\n",
    "date": "- work out:\n    later: brought + 5 working days\n",
    "duration": "- ask: soon\n  who: highways\n  due: brought\n  questions: {fine: {type: text, label: Fine}}\n",
    "team": "- ask: soon\n  who: brought\n  questions: {fine: {type: text, label: Fine}}\n",
    "yes or no": "- end: done\n  when: brought is yes\n",
    "text": "",
}
LAST = "- send: told\n  to: highways\n- ask: last\n  who: legal\n"
WORDS = "  told: {subject: About ((reference)), body: It is ((brought))}\n"
FITS = [
    ("number", 7), ("number", 1.5), ("number", "12.50"), ("number", -3), ("money", 0), ("money", 10**12),
    ("date", "2027-03-01"), ("date", "0001-01-01"), ("duration", "5 working days"), ("duration", "10000 working days"),
    ("duration", "0 days"), ("team", "parks"), ("team", "police"), ("yes or no", False),
    ("text", "a\0\ud800 ((link)) <b>"), ("text", "x" * 100_000),
]  # fmt: skip
UNFIT = [
    ("number", True), ("number", [0, [1, 2], 3]), ("number", "1e999999"), ("number", 10**400), ("number", "1_000"),
    ("number", "nan"), ("number", None), ("number", {}), ("money", 1.5), ("money", "12"), ("money", True),
    ("date", "20270301"), ("date", "2027-W09-1"), ("date", "2027-02-30"), ("date", 20270301), ("date", "10000-01-01"),
    ("duration", "-1 days"), ("duration", "9999999 years"), ("duration", "9999999 working days"), ("duration", 5),
    ("duration", "soon"), ("team", "no such team"), ("team", "applicant"), ("team", "guest:email"), ("team", ["parks"]),
    ("yes or no", "yes"), ("yes or no", 1), ("text", ""), ("text", 7), ("text", ["a"]), ("text", None),
]  # fmt: skip


def after(kind: str, answer: Any) -> Trial:
    steps = f"{REPORT}- wait for: ruling\n  gives: {{brought: {kind}}}\n{USED[kind]}{LAST}"
    trial = Trial(service(f"{steps}  questions: {{ended: {{type: text, label: End}}}}\n{END}", messages=WORDS))
    trial.open()
    given = {} if answer is None else {"brought": answer}
    assert isinstance(trial.do(Settle, CLOCK, case="ROA-1", waiting="ruling.1", token="", given=given), tuple)
    return trial


@pytest.mark.parametrize(("kind", "answer"), FITS)
def test_what_is_an_answer_of_its_kind_is_used(kind: str, answer: Any) -> None:
    case = after(kind, answer).case

    assert case.values()["brought"] == answer
    assert [task.step for task in case.tasks.values()] in (["soon"], ["last"])


@pytest.mark.parametrize(("kind", "answer"), UNFIT)
def test_what_is_none_is_told_to_the_owner_and_kept_nowhere(kind: str, answer: Any) -> None:
    case = after(kind, answer).case

    assert "brought" not in case.values()
    assert [(task.who, "It brought no brought that can be used" in task.title) for task in case.tasks.values()] == [
        ("highways", True)
    ]
