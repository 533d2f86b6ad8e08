"""The demo's people and the lives of its cases, read from the YAML files beside this one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from engine.who.people import Person, Role
from workflows.calendars import LONDON, NAMED
from workflows.reading import plain, read

HERE = Path(__file__).parent
Deed: TypeAlias = Literal[
    "answer", "claim", "note", "pays", "fails", "extends", "withdraws",
    "holds", "hands_over", "asks", "writes", "replies", "links", "looks",
]  # fmt: skip
#: A file of cases a service. The order is that of the first cases; what is new stands at the end.
CASES = (
    "potholes.yaml", "requests.yaml", "blue-badges.yaml", "complaints.yaml", "school-places.yaml",
    "ehc-needs.yaml", "watercourses.yaml", "safeguarding.yaml", "not-spots.yaml", "river-levels.yaml",
)  # fmt: skip
#: The words of an act that do not name a step.
OURS = ("ago", "at", "by", "claim", "note", "item", "named", "for")
#: What an act may do beside answering a step: the word that names it, as in `play:`.
DEEDS: tuple[Deed, ...] = (
    "claim", "fails", "extends", "withdraws", "holds", "hands_over", "asks", "writes", "replies", "links", "looks",
)  # fmt: skip
#: A day told from the day of the act.
DAY = re.compile(r"today(?: ([+-]) (\d+) days)?")


@dataclass(frozen=True)
class SamplePerson:
    """Somebody to sign in as; `does` says in a few words what they do."""

    person: Person
    does: str


@dataclass(frozen=True)
class SampleAbsence:
    """Somebody is away for so many `days`, from so many working days `ago`, and `substitute` stands in."""

    person: str
    substitute: str
    ago: int
    days: int


@dataclass(frozen=True)
class Act:
    """One thing somebody did. `by` is a person's id, or "" for the applicant; `step` is "" for a note.

    `item` is the number of the one of a list whose task it is. `text` is a note's, a reply's, or why.
    """

    does: Deed
    ago: int
    at: time
    by: str
    step: str = ""
    answers: Mapping[str, Any] | None = None
    text: str = ""
    item: int = 0
    #: Whom a note is for; what else an act says: `to`, `until`, `title`, `subject`.
    mentions: tuple[str, ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """One case's life so far; its first act is the one that begins it. Others are linked with it by its `name`."""

    service: str
    acts: tuple[Act, ...]
    name: str = ""


@cache
def people() -> tuple[SamplePerson, ...]:
    return tuple(_person(entry) for entry in _file("people.yaml")["people"])


def absences() -> tuple[SampleAbsence, ...]:
    found = _file("people.yaml")["away"]
    return tuple(SampleAbsence(one["person"], one["substitute"], int(one["ago"]), int(one["days"])) for one in found)


def scripts() -> tuple[Script, ...]:
    files = [_file(name) for name in CASES]
    return tuple(
        Script(file["service"], tuple(_act(entry) for entry in acts), acts[0].get("named", ""))
        for file in files
        for acts in file["cases"]
    )


def on(day: date, told: Any) -> Any:
    """What is told on a day: `today + 30 days` counts from it, however deep it stands."""
    if isinstance(told, dict):
        return {name: on(day, one) for name, one in told.items()}
    if isinstance(told, list):
        return [on(day, one) for one in told]
    found = DAY.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        return told
    days = int(found[2] or 0) * (-1 if found[1] == "-" else 1)
    return (day + timedelta(days=days)).isoformat()


def moment(act: Act, today: date) -> datetime:
    """When an act was done: so many of England's working days before `today`."""
    return datetime.combine(before(today, act.ago), act.at, LONDON)


def before(day: date, left: int) -> date:
    """So many of England's working days before a day."""
    while left:
        day -= timedelta(days=1)
        left -= NAMED["england"].works(day)
    return day


def _file(name: str) -> dict[str, Any]:
    return cast(dict[str, Any], plain(read((HERE / name).read_text(encoding="utf-8"), name)))


def _person(entry: dict[str, Any]) -> SamplePerson:
    email = f"{entry['id']}@norfolk.example.org"
    roles = frozenset(_roles(entry.get("may", {})))
    return SamplePerson(Person(entry["id"], email, entry["name"], tuple(entry["teams"]), roles), entry["does"])


def _roles(may: dict[Literal["manage", "edit", "publish"], list[str]]) -> Iterator[Role]:
    for what, named in may.items():
        yield from (Role(what, of) for of in named)


def _act(entry: dict[str, Any]) -> Act:
    ago, at, by = int(entry["ago"]), time.fromisoformat(entry["at"]), entry.get("by", "")
    deed = next((deed for deed in DEEDS if deed in entry), None)
    item = int(entry.get("item", 0))
    if deed:
        says = {word: told for word, told in entry.items() if word not in OURS and word != deed}
        return Act(deed, ago, at, by, step=entry[deed], text=entry.get("why", ""), item=item, says=says)
    if "note" in entry:
        return Act("note", ago, at, by, text=entry["note"], mentions=tuple(entry.get("for", ())))
    step = next(word for word in entry if word not in OURS)
    if entry[step] == "paid":
        return Act("pays", ago, at, by, step=step)
    return Act("answer", ago, at, by, step=step, answers=entry[step], item=item)
