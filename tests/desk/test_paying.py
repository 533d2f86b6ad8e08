"""Payments beside the course: asked about until they end, and told to the owner where they fit no case."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.paying import CHECKING, NEW, SELDOM, SOON, Paying, key_for, look_again
from engine.commands import Actor, Complete, Open, Refusal, Rewind, Withdraw
from engine.engine import Done
from engine.ports import Failed, Later, Payment
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, MEI, NINE, REPORT

FEE = "- pay: fee\n  amount: £10\n"
TWICE = """\
- ask: agree
  who: applicant
  questions: {agreed: {type: yes or no, label: Do you agree}}
"""
WITHDRAWN = '- end: withdrawn\n  when: found is "Crack"\n'
BACK = FEE + "  if failed:\n  - go to: agree\n"


@dataclass
class Service:
    """A payment service in memory; `fault` is what it says instead of an answer."""

    kept: dict[str, Payment] = field(default_factory=dict)
    fault: Exception | None = None
    asked: int = 0

    def begin(
        self, key: str, amount: int, description: str, return_url: str, email: str = "", language: str = "en"
    ) -> Payment:
        self._asked()
        id = f"p{len(self.kept) + 1}"
        self.kept[id] = Payment(id, "open", amount, key, f"https://pay.example/{id}")
        return self.kept[id]

    def look(self, id: str) -> Payment:
        self._asked()
        return self.kept[id]

    def find(self, key: str) -> Payment | None:
        self._asked()
        return next((one for one in self.kept.values() if one.reference == key), None)

    def becomes(self, id: str, state: str, **more: int) -> None:
        why = "The card was not accepted" if state == "failed" else ""
        self.kept[id] = replace(self.kept[id], state=state, why=why, **more)  # type: ignore[arg-type]

    def _asked(self) -> None:
        self.asked += 1
        if self.fault:
            raise self.fault


@dataclass
class House:
    office: Office
    service: Service
    paying: Paying

    def begin(self, waiting: str = "fee.1") -> str | Refusal:
        return self.paying.begin("ROA-1", "ROA-1", waiting, NINE)

    def look_again(self, after: timedelta = SOON) -> int:
        return look_again(self.office.engine, self.service, NINE + after)

    def told(self) -> list[str]:
        """What the owner's extra tasks ask."""
        case = self.office.engine.store.cases.load("ROA-1")
        return [task.asks for task in case.tasks.values() if task.extra] if case else []

    def paid(self) -> dict[str, str]:
        case = self.office.engine.store.cases.load("ROA-1")
        return case.paid if case else {}


def house_for(folder: Path, steps: str, top: str = "") -> Iterator[House]:
    made, service = office(folder, steps, top), Service()
    made.begin("ROA-1")
    yield House(made, service, Paying(made.engine, service, "https://forms.example"))
    made.engine.store.database.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    yield from house_for(tmp_path, REPORT + FEE + INSPECT + WITHDRAWN + END, "withdraw: until inspect\n")


def test_an_open_payment_is_asked_about_each_minute_and_after_a_day_each_hour(house: House) -> None:
    house.begin()
    house.service.asked = 0

    assert [house.look_again(minute * SOON) for minute in (0.5, 1, 1.5, 2)] == [0, 1, 0, 1]
    house.look_again(NEW)
    assert [house.look_again(NEW + minute * SOON) for minute in (1, 2, 30, 61)] == [0, 0, 0, 1]
    assert house.office.engine.store.payments.of("ROA-1")[0].look_at == NINE + NEW + 61 * SOON + SELDOM
    assert house.service.asked == 4


def test_while_nobody_answers_it_is_asked_once_and_left_for_later(house: House) -> None:
    house.begin()
    house.service.fault = Later("down")

    assert house.look_again() == 0
    house.service.fault = None
    house.service.becomes("p1", "taken")
    assert house.look_again(2 * SOON) == 1

    assert house.paid() == {"fee": "p1"}
    assert house.told() == []


def test_another_amount_than_was_asked_is_not_counted_and_told_to_the_owner_once(house: House) -> None:
    house.begin()
    house.service.becomes("p1", "taken", amount=1200)

    house.look_again()
    house.look_again(2 * SOON)

    assert house.paid() == {}
    assert house.told() == [
        "£12 was taken where £10 was asked. The payment service calls this payment p1. "
        "Find out why, and pay back what is due"
    ]
    assert house.office.engine.store.payments.of("ROA-1")[0].state == "wrong"
    assert house.begin() == Refusal(CHECKING)
    assert len(house.service.kept) == 1, "nobody is asked twice"


def test_money_for_a_case_that_was_withdrawn_is_told_by_a_note(house: House) -> None:
    house.begin()
    applicant = Actor("visitor:ROA-1", "applicant", "The applicant", case="ROA-1")
    house.office.engine.do(Withdraw(applicant, NINE, "ROA-1"))
    house.service.becomes("p1", "taken")

    house.look_again()

    latest = house.office.case(ADA, "ROA-1").timeline[0]
    assert house.paid() == {}
    assert latest.who == "The payment service"
    assert "£10 was taken, but this case does not wait for it any more" in " ".join(latest.details)


def test_a_process_that_died_after_telling_the_case_does_not_tell_it_twice(house: House) -> None:
    house.begin()
    house.service.becomes("p1", "taken")
    house.look_again()
    before = house.office.engine.store.cases.load("ROA-1")
    with house.office.engine.store.database.write() as connection:
        connection.exec_driver_sql("UPDATE wf_payment SET state = 'open', look_at = 0")

    house.look_again(3 * SOON)

    assert house.office.engine.store.cases.load("ROA-1") == before
    assert house.office.engine.store.payments.of("ROA-1")[0].state == "taken"


def test_after_a_payment_that_failed_the_next_visit_has_a_key_of_its_own(tmp_path: Path) -> None:
    for house in house_for(tmp_path, REPORT + TWICE + BACK + END):
        _agreed(house, 1)
        house.begin("fee.1")
        house.service.becomes("p1", "failed")
        house.look_again()
        assert house.begin("fee.1") == Refusal("There is nothing to pay here now. It may have been paid already")
        _agreed(house, 2)

        assert house.begin("fee.2") == "https://pay.example/p2"
        house.service.becomes("p2", "taken")
        house.look_again(3 * SOON)

        assert house.paid() == {"fee": "p2"}
        assert [one.key for one in house.office.engine.store.payments.of("ROA-1")] == ["ROA-1 fee.1", "ROA-1 fee.2"]


def test_what_is_still_open_from_before_a_step_back_is_gone_on_with_and_counts(tmp_path: Path) -> None:
    for house in house_for(tmp_path, REPORT + TWICE + BACK + END):
        _agreed(house, 1)
        house.begin("fee.1")
        rewound = house.office.engine.do(Rewind(MEI, NINE, "ROA-1", "agree", "It was too early", "rewound"))
        assert isinstance(rewound, Done), rewound
        _agreed(house, 2)

        assert house.begin("fee.2") == "https://pay.example/p1"
        house.service.becomes("p1", "taken")
        house.look_again()

        assert house.paid() == {"fee": "p1"}
        assert house.told() == []


def test_what_was_taken_between_two_visits_counts_at_the_next(tmp_path: Path) -> None:
    for house in house_for(tmp_path, REPORT + TWICE + BACK + END):
        _agreed(house, 1)
        house.begin("fee.1")
        house.office.engine.do(Rewind(MEI, NINE, "ROA-1", "agree", "It was too early", "rewound"))
        house.service.becomes("p1", "taken")
        house.look_again()
        assert len(house.told()) == 1
        _agreed(house, 2)

        assert house.begin("fee.2") == "https://forms.example/status?ref=ROA-1"

        assert house.paid() == {"fee": "p1"}
        assert len(house.service.kept) == 1


def _agreed(house: House, visit: int) -> None:
    applicant = Actor("visitor:ROA-1", "applicant", "The applicant", case="ROA-1")
    done = house.office.engine.do(
        Complete(applicant, NINE, "ROA-1", f"agree.{visit}", {"agreed": "yes"}, f"agreed {visit}")
    )
    assert isinstance(done, Done), done


def test_a_key_that_is_refused_is_told_to_the_owner_once_and_the_next_press_goes_on(house: House) -> None:
    house.service.fault = Failed("GOV.UK Pay does not accept our key")

    answers = [house.begin(), house.begin()]
    house.look_again()

    assert answers == [Refusal("You cannot pay online at the moment. We know about it, and look into it")] * 2
    cannot = "The applicant cannot pay £10 online: GOV.UK Pay does not accept our key"
    assert house.told() == [cannot]
    house.look_again(NEW + SOON)
    house.look_again(NEW + 2 * SELDOM)
    assert house.told() == [
        cannot, "We cannot find out whether £10 was paid: GOV.UK Pay does not accept our key"
    ]  # fmt: skip
    house.service.fault = None
    assert house.begin() == "https://pay.example/p1"


def test_what_was_never_begun_is_given_up_after_a_day(house: House) -> None:
    house.service.fault = Later("down")
    with pytest.raises(Later):
        house.begin()
    house.service.fault = None

    assert [house.look_again(SOON), house.look_again(NEW + SOON)] == [1, 1]

    assert [(one.state, one.why) for one in house.office.engine.store.payments.of("ROA-1")] == [
        ("failed", "The payment service knows nothing of it")
    ]
    assert house.begin() == "https://pay.example/p1"


def test_no_money_is_taken_for_a_practice_case(house: House) -> None:
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}
    house.office.engine.do(Open(MEI, NINE, "mend", 1, "ROA-2", raw, "open 2", practice=True))
    house.office.engine.store.links.bind("ROA-2", "case", "ROA-2")

    answer = house.paying.begin("ROA-2", "ROA-2", "fee.1", NINE)

    assert answer == Refusal("This is a practice case: no money is taken for it")
    assert house.service.asked == 0


def test_a_key_says_case_step_and_visit_and_stays_short() -> None:
    assert key_for("ROA-1", "fee.2", 1) == "ROA-1 fee.2"
    assert key_for("ROA-1", "fee.2", 3) == "ROA-1 fee.2 3"
    long = [key_for("ROA-1", "fee@" + "/".join(["ab"] * 100) + ".1", attempt) for attempt in (1, 2)]
    assert len(set(long)) == 2
    assert all(len(key) < 200 for key in long)
