"""What the shipped services write to people says what happened, what happens next and by when."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pytest

from desk.play import NINE, Player
from engine.commands import Command
from engine.course.letters import LINK
from engine.dates import MONTHS
from engine.events import Event, MessageSent
from engine.ports import Outgoing
from outside.mailing import Written, written
from tests.workflows.services import FILES, SERVICES
from workflows.calendars import LONDON
from workflows.faults import Place
from workflows.load import load
from workflows.service import Example
from workflows.workflow import Workflow

DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")
LENGTH = re.compile(r"\b(\d+|one) (working |school )?(minute|hour|day|week|month)s?\b")
AT_ONCE = re.compile(r"\b(today|now)\b")
#: How a message says that nothing comes after it.
END = re.compile(r"\b(have closed|the end of your|do not need to do anything)\b")
#: How staff and partners are told what to do, or that there is nothing to do.
TO_DO = re.compile(r"\b(Please|please|You must|You can)\b")
NOTHING_TO_DO = "need nothing else from you"


@dataclass(frozen=True)
class Heard:
    """A message as its reader gets it: on which day, and whether the case was closed by the same act."""

    letter: MessageSent
    at: datetime
    received: date
    applicant: str
    closed: bool

    @property
    def body(self) -> str:
        return self.letter.body

    @property
    def name(self) -> str:
        return f"{self.letter.message} on {self.at:%Y-%m-%d}"

    def days(self) -> list[date]:
        """The days that it names beside the one on which the case began."""
        said = [date(int(year), MONTHS.index(month) + 1, int(day)) for day, month, year in DATE.findall(self.body)]
        return [day for day in said if day != self.received]

    def to_come(self) -> bool:
        """Whether it names a day that is not past, or a length of time."""
        return bool(LENGTH.search(self.body)) or any(day >= self.at.date() for day in self.days())


@dataclass
class Listener(Player):
    """Plays an example and keeps every message of the service that goes out."""

    heard: list[Heard] = field(default_factory=list)
    _letters: list[MessageSent] = field(default_factory=list)

    def happen(self, event: Event) -> None:
        super().happen(event)
        if isinstance(event, MessageSent) and event.message:
            self._letters.append(event)

    def command(self, command: Command, place: Place) -> None:
        super().command(command, place)
        party, opened = self.case.party("applicant"), self.case.opened
        assert opened is not None, "a case is open once a command was accepted"
        applicant = party.name if party else ""
        received, closed = opened.astimezone(LONDON).date(), bool(self.case.outcome)
        self.heard += [Heard(one, self.now, received, applicant, closed) for one in self._letters]
        self._letters.clear()


def played(workflow: Workflow, example: Example) -> list[Heard]:
    listener = Listener(workflow, datetime.combine(date.fromisoformat(example.begins), NINE, LONDON))
    for item in example.play:
        listener.do(item)
    return listener.heard


@pytest.fixture(params=SERVICES, ids=lambda path: path.stem)
def workflow(request: pytest.FixtureRequest) -> Workflow:
    path: Path = request.param
    return load(FILES, path.name)


@pytest.fixture
def heard(workflow: Workflow) -> list[Heard]:
    return [one for example in workflow.file.examples for one in played(workflow, example)]


def to_applicant(heard: list[Heard]) -> list[Heard]:
    return [one for one in heard if one.letter.to == "applicant"]


def test_a_message_to_the_applicant_says_by_when_or_that_it_is_the_end(heard: list[Heard]) -> None:
    open_, last = ([one for one in to_applicant(heard) if one.closed is closed] for closed in (False, True))

    assert [one.name for one in open_ if not one.to_come()] == []
    assert [one.name for one in last if not END.search(one.body)] == []


def test_a_message_that_asks_says_beside_the_link_until_when(heard: list[Heard]) -> None:
    asking = [(one.name, part) for one in heard for part in one.body.split("\n\n") if LINK in part]

    assert [name for name, part in asking if not LENGTH.search(part)] == []


def test_a_message_to_a_team_says_what_to_do_and_by_when(heard: list[Heard]) -> None:
    teams = [one for one in heard if one.letter.to != "applicant" and NOTHING_TO_DO not in one.body]

    assert [one.name for one in teams if not TO_DO.search(one.body)] == []
    assert [one.name for one in teams if not (one.days() or one.to_come() or AT_ONCE.search(one.body))] == []


def test_no_message_promises_a_day_that_is_past(heard: list[Heard]) -> None:
    promised = [
        (one, day) for one in to_applicant(heard) for day in one.days() if "should have told you" not in one.body
    ]

    assert [one.name for one, day in promised if day < one.at.date()] == []


def test_a_message_greets_whoever_gave_a_name_and_names_the_case(heard: list[Heard]) -> None:
    greeted = [one for one in to_applicant(heard) if one.applicant]

    assert [one.name for one in greeted if not one.body.startswith(f"Dear {one.applicant}\n\n")] == []
    assert [one.name for one in heard if "-1" not in one.letter.subject + one.body] == []


def test_a_message_goes_out_whole_in_the_councils_name_as_plain_text_and_as_html(
    workflow: Workflow, heard: list[Heard]
) -> None:
    house = workflow.organisation
    sent = [(one.name, written(outgoing(one.letter), house)) for one in heard]

    assert [name for name, one in sent if house.name not in one.plain or house.name not in one.html] == []
    assert [name for name, one in sent if untidy(one)] == []


def outgoing(letter: MessageSent) -> Outgoing:
    return Outgoing(letter.id, letter.channel, letter.address, letter.to_name, letter.subject, letter.body)


def untidy(message: Written) -> bool:
    """Whether a placeholder, a gap or an empty paragraph was left behind."""
    return bool(re.search(r"\(\(|\)\)|\S  |\n\n\n|\s[.,:]", message.plain) or "((" in message.html)
