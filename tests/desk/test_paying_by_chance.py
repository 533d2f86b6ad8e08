"""Whatever is pressed and whatever is lost, in any order: nobody pays twice, and what was taken is counted once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.paying import SOON, Paying, look_again
from engine.events import PaymentTaken
from engine.ports import Later, Payment
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, NINE, REPORT

FEE = "- pay: fee\n  amount: £10\n"
#: Each story has a case of its own.
NUMBERS = count(1)
ACTS = ("press", "pay", "cancel", "come back", "tell us", "ask again")
#: What goes wrong at the next thing asked outside: it is not done; it is done and the answer is lost; what was begun
#: lately is not found.
WRONG = ("", "", "", "down", "lost", "lags")


@dataclass
class Theirs:
    """The payment service. As the real one it begins another payment where the same key comes again."""

    kept: dict[str, Payment] = field(default_factory=dict)
    wrong: str = ""

    def begin(
        self, key: str, amount: int, description: str, return_url: str, email: str = "", language: str = "en"
    ) -> Payment:
        self._answers("down")
        id = f"{key} p{len(self.kept) + 1}"
        self.kept[id] = Payment(id, "open", amount, key, id)
        self._answers("lost")
        return self.kept[id]

    def look(self, id: str) -> Payment:
        self._answers("down")
        self._answers("lost")
        return self.kept[id]

    def find(self, key: str) -> Payment | None:
        self._answers("down")
        lags, self.wrong = self.wrong == "lags", "" if self.wrong == "lags" else self.wrong
        self._answers("lost")
        return None if lags else next((one for one in self.kept.values() if one.reference == key), None)

    def ends(self, id: str, state: str) -> None:
        if self.kept[id].state == "open":
            why = "It was cancelled" if state == "failed" else ""
            self.kept[id] = replace(self.kept[id], state=state, why=why)

    def having(self, state: str) -> list[str]:
        return [id for id, one in self.kept.items() if one.state == state]

    def _answers(self, fault: str) -> None:
        if self.wrong == fault:
            self.wrong = ""
            raise Later(fault)


@dataclass
class Story:
    """Somebody who may press anything they were ever shown."""

    office: Office
    theirs: Theirs
    reference: str
    now: datetime = NINE
    shown: list[str] = field(default_factory=list)

    @property
    def paying(self) -> Paying:
        return Paying(self.office.engine, self.theirs, "")

    def act(self, what: str, wrong: str) -> None:
        self.theirs.wrong = wrong
        doing: dict[str, Callable[[], object]] = {
            "press": self._press, "pay": lambda: self._end("taken"), "cancel": lambda: self._end("failed"),
            "come back": lambda: self.paying.back(self.reference, "fee.1", self.now), "tell us": self._hear,
            "ask again": self._ask_again,
        }  # fmt: skip
        try:
            doing[what]()
        except Later:
            assert wrong, "nothing was wrong outside"
        self.theirs.wrong = ""

    def _press(self) -> None:
        answer = self.paying.begin(self.reference, self.reference, "fee.1", self.now)
        if isinstance(answer, str) and answer in self.theirs.kept:
            self.shown.append(answer)

    def _end(self, state: str) -> None:
        for id in self.shown[-1:]:
            self.theirs.ends(id, state)

    def _hear(self) -> None:
        for id in list(self.theirs.kept):
            self.paying.heard(id, self.now)

    def _ask_again(self) -> None:
        self.now += SOON
        look_again(self.office.engine, self.theirs, self.now)

    def taken(self) -> list[str]:
        """What the case was told, by its history."""
        history = self.office.engine.store.cases.history(self.reference)
        return [one.payment for entry in history for one in entry.events if isinstance(one, PaymentTaken)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for every story: to make one takes longer than a story."""
    office_ = office(tmp_path_factory.mktemp("office"), REPORT + FEE + INSPECT + END)
    yield office_
    office_.engine.store.database.close()


@settings(max_examples=100)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(WRONG)), min_size=3, max_size=14))
def test_whatever_is_pressed_and_lost_nobody_pays_twice(made: Office, acts: list[tuple[str, str]]) -> None:
    story = Story(made, Theirs(), made.begin(f"ROA-{next(NUMBERS)}"))
    for what, wrong in acts:
        story.act(what, wrong)
        payable = {id for id in story.theirs.having("open") if id in story.shown}
        assert len(payable) <= 1, "two addresses to pay at"
        assert len(story.theirs.having("taken")) <= 1
    for _ in range(2):
        story.act("ask again", "")

    taken = story.theirs.having("taken")
    case = made.engine.store.cases.load(story.reference)
    assert case and list(case.paid.values()) == taken
    assert story.taken() == taken
    assert not [task for task in case.tasks.values() if task.extra], "nothing is left to look into"
    for kept in made.engine.store.payments.of(story.reference):
        made.engine.store.payments.end(kept.key, "failed")
