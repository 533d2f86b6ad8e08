"""The demo's people and the lives of its cases, read from the YAML files beside this one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from engine.people import Person, Role
from workflows.calendars import LONDON, NAMED
from workflows.reading import plain, read

HERE = Path(__file__).parent
CASES = ("potholes.yaml", "requests.yaml")
#: The words of an act that do not name a step.
OURS = ("ago", "at", "by", "claim", "note")


@dataclass(frozen=True)
class SamplePerson:
    """Somebody to sign in as; `does` says in a few words what they do."""

    person: Person
    does: str


@dataclass(frozen=True)
class Act:
    """One thing somebody did. `by` is a person's id, or "" for the applicant; `step` is "" for a note."""

    does: Literal["answer", "claim", "note"]
    ago: int
    at: time
    by: str
    step: str = ""
    answers: Mapping[str, Any] | None = None
    text: str = ""


@dataclass(frozen=True)
class Script:
    """One case's life so far; its first act is the one that begins it."""

    service: str
    acts: tuple[Act, ...]


@cache
def people() -> tuple[SamplePerson, ...]:
    return tuple(_person(entry) for entry in _file("people.yaml")["people"])


def scripts() -> tuple[Script, ...]:
    files = [_file(name) for name in CASES]
    return tuple(
        Script(file["service"], tuple(_act(entry) for entry in acts)) for file in files for acts in file["cases"]
    )


def moment(act: Act, today: date) -> datetime:
    """When an act was done: so many of England's working days before `today`."""
    day, left = today, act.ago
    while left:
        day -= timedelta(days=1)
        left -= NAMED["england"].works(day)
    return datetime.combine(day, act.at, LONDON)


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
    if "claim" in entry:
        return Act("claim", ago, at, by, step=entry["claim"])
    if "note" in entry:
        return Act("note", ago, at, by, text=entry["note"])
    step = next(word for word in entry if word not in OURS)
    return Act("answer", ago, at, by, step=step, answers=entry[step])
