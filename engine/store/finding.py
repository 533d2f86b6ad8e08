"""Finding a case by any word in it, among those a team may see: full text in SQLite and in PostgreSQL.

Words are split here, the same for both. The teams that may see a case are indexed with its words, so that
a common word costs no more in a small team than in a large one. Where each word stands is kept beside it, so
that a finding can say why it was found.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Text, bindparam, text
from sqlmodel import Field, SQLModel

from engine.events import Event, ExtraDone, FileAttached, NoteAdded, ReplyGiven
from engine.store.database import Driver, Statement
from engine.store.moments import moment, moment_or_none
from engine.store.state import to_text
from engine.store.text import squeezed, words_of, words_wanted

#: More words than this make no search narrower.
MOST_WORDS = 12
#: A finding names so many of the places where its words stand.
MOST_REASONS = 3
#: So few letters begin many words.
FEW = 3
REFERENCE, NOTE, FILE = "Reference", "A note", "A document’s name"


class FoundByRow(SQLModel, table=True):
    """What a case is found by, as JSON: its names and answers by their label, and what was added, the newest first."""

    __tablename__ = "wf_found_by"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    standing: str = Field(sa_type=Text)
    added: str = Field(sa_type=Text)


_WRITE = {
    "sqlite": Statement(text("INSERT OR REPLACE INTO wf_find (rowid, words) VALUES (:number, :tokens)")),
    "postgresql": Statement(
        text(
            "INSERT INTO wf_find (number, words) VALUES (:number, array_to_tsvector(:tokens)) "
            "ON CONFLICT (number) DO UPDATE SET words = excluded.words"
        )
    ),
}
_REMOVE = {
    "sqlite": text("DELETE FROM wf_find WHERE rowid = :number"),
    "postgresql": text("DELETE FROM wf_find WHERE number = :number"),
}
_KEPT = Statement(text("SELECT standing, added FROM wf_found_by WHERE number = :number"))
_KEEP = Statement(
    text(
        "INSERT INTO wf_found_by (number, standing, added) VALUES (:number, :standing, :added) "
        "ON CONFLICT (number) DO UPDATE SET standing = excluded.standing, added = excluded.added"
    )
)
_PLACES = text("SELECT number, standing, added FROM wf_found_by WHERE number IN :numbers").bindparams(
    bindparam("numbers", expanding=True)
)
_FORGET = text("DELETE FROM wf_found_by WHERE number = :number")
_SHOWN = (
    "wf_case.number, wf_case.reference, wf_case.service_title, wf_case.words, wf_case.applicant, wf_case.opened, "
    "wf_case.closed, wf_case.outcome"
)
#: A word that is in so many of the newest cases fills a list with them, and no other case need be looked at.
_RECENT = "(SELECT number, words FROM wf_find ORDER BY number DESC LIMIT 10000)"
#: `strip` keeps the index out of it: what is sought there are the telling words, the others among what they find.
_EVERY = (
    "(SELECT number FROM wf_find WHERE words @@ CAST(:sought AS tsquery) "
    "AND (CAST(:sought AS text) = CAST(:query AS text) OR strip(words) @@ CAST(:query AS tsquery)))"
)
_NEWEST = (
    f"SELECT {_SHOWN} FROM newest JOIN wf_case ON wf_case.number = newest.number ORDER BY newest.number DESC"
)  # fmt: skip
#: One after another, until one fills the list.
_MATCHED = {
    "sqlite": [
        text(
            f"SELECT {_SHOWN} FROM wf_find JOIN wf_case ON wf_case.number = wf_find.rowid "
            "WHERE wf_find MATCH :query ORDER BY wf_find.rowid DESC LIMIT :limit"
        )
    ],
    "postgresql": [
        text(
            f"WITH newest AS (SELECT number FROM {_RECENT} AS recent WHERE words @@ CAST(:query AS tsquery) "
            f"ORDER BY number DESC LIMIT :limit) {_NEWEST}"
        ),
        # Materialized, or the planner walks every case from the newest where it expects many to match and few do.
        text(
            f"WITH matched AS MATERIALIZED {_EVERY}, "
            f"newest AS (SELECT number FROM matched ORDER BY number DESC LIMIT :limit) {_NEWEST}"
        ),
    ],
}
_SPELT = text(
    f"SELECT {_SHOWN} FROM wf_case WHERE wf_case.spelling = :spelling AND EXISTS (SELECT 1 FROM wf_reader "
    "WHERE wf_reader.reference = wf_case.reference AND wf_reader.team IN :teams) LIMIT :limit"
).bindparams(bindparam("teams", expanding=True))


@dataclass(frozen=True)
class Found:
    """A case as a list of findings shows it; `words` are its `list as:`, `why` names where the wanted words stand."""

    reference: str
    service_title: str
    words: str
    applicant: str
    opened: datetime
    closed: datetime | None
    outcome: str
    why: tuple[str, ...] = ()


def digest(standing: Mapping[str, str], teams: Collection[str]) -> str:
    """Changes when a case has to be made findable again."""
    return sha256("\n".join([to_text(standing), *sorted(teams)]).encode()).hexdigest()


def added(events: Iterable[Event]) -> list[tuple[str, str]]:
    """What the council's staff may find a case by beside its answers, each under its label, the newest first."""
    return [one for event in events for one in _added(event)][::-1]


def _added(event: Event) -> Iterator[tuple[str, str]]:
    if isinstance(event, NoteAdded):
        yield NOTE, event.text
    files = event.files if isinstance(event, ExtraDone | ReplyGiven) else ()
    for file in (event.file,) if isinstance(event, FileAttached) else files:
        yield FILE, str(file.get("name", ""))


def write(
    driver: Driver,
    number: int,
    reference: str,
    standing: Mapping[str, str] | None,
    joining: Sequence[tuple[str, str]],
    teams: Collection[str],
) -> None:
    """Make a case findable; where `standing` is None, by what it was found by, and by what joins that."""
    kept = _KEPT.run(driver, {"number": number}).fetchone() or ("{}", "[]")
    stands = json.loads(kept[0]) if standing is None else standing
    joined = [*joining, *json.loads(kept[1])]
    _KEEP.run(driver, {"number": number, "standing": to_text(stands), "added": to_text(joined)})
    words = words_of(" \n ".join([reference, squeezed(reference), *stands.values(), *(words for _, words in joined)]))
    tokens = [*words, *map(_team, sorted(teams))]
    sqlite = driver.dialect.name == "sqlite"
    values = {"number": number, "tokens": " ".join(tokens) if sqlite else tokens}
    _WRITE[driver.dialect.name].run(driver, values)


def remove(connection: Connection, number: int) -> None:
    connection.execute(_REMOVE[connection.dialect.name], {"number": number})
    connection.execute(_FORGET, {"number": number})


def find(connection: Connection, wanted: str, teams: Collection[str], limit: int) -> list[Found]:
    """Cases with a word that begins with each word wanted; a reference in any spelling comes first."""
    words = words_wanted(wanted)[:MOST_WORDS]
    if not words or not teams:
        return []
    dialect = connection.dialect.name
    values = {"limit": limit} | {
        name: _QUERIES[dialect](some, teams) for name, some in (("query", words), ("sought", _telling(words)))
    }
    matched: Sequence[Row[Any]] = ()
    for statement in _MATCHED[dialect]:
        if len(matched) < limit:
            matched = connection.execute(statement, values).all()
    rows = {row.number: row for row in (*_spelt(connection, wanted, teams), *matched)}
    places = _places(connection, list(rows))
    return [_read(row, _why(row, words, wanted, places.get(number, {}))) for number, row in rows.items()][:limit]


def spelt(connection: Connection, wanted: str, teams: Collection[str]) -> list[Found]:
    """The case of this reference, in any spelling."""
    return [_read(row, (REFERENCE,)) for row in _spelt(connection, wanted, teams)]


def _spelt(connection: Connection, wanted: str, teams: Collection[str]) -> Sequence[Row[Any]]:
    spelling = squeezed(wanted)
    if not spelling or not teams:
        return []
    return connection.execute(_SPELT, {"spelling": spelling, "teams": list(teams), "limit": 2}).all()


def _places(connection: Connection, numbers: list[int]) -> dict[int, dict[str, str]]:
    """The words of each case by where they stand."""
    kept = connection.execute(_PLACES, {"numbers": numbers}).all() if numbers else []
    found: dict[int, dict[str, str]] = {}
    for number, standing, joined in kept:
        found[number] = places = dict(json.loads(standing))
        for label, words in json.loads(joined):
            places[label] = f"{places.get(label, '')} \n {words}"
    return found


def _why(row: Row[Any], words: Collection[str], wanted: str, places: Mapping[str, str]) -> tuple[str, ...]:
    """For each word, where most of what is wanted stands together with it."""
    if squeezed(wanted) == squeezed(row.reference):
        return (REFERENCE,)
    whole = {REFERENCE: f"{row.reference} {squeezed(row.reference)}", **places}
    begun = {label: _begun(words_of(text), words) for label, text in whole.items()}
    most = {word: max(len(here) for here in begun.values() if word in here) for here in begun.values() for word in here}
    found = [label for label, here in begun.items() if any(most[word] == len(here) for word in here)]
    return tuple(found[:MOST_REASONS])


def _begun(known: Collection[str], words: Iterable[str]) -> set[str]:
    """The wanted words with which a word begins that stands here."""
    return {wanted for wanted in words if any(word.startswith(wanted) for word in known)}


def _telling(words: list[str]) -> list[str]:
    """Without the few letters with which every reference begins: in PostgreSQL's index each of them is one more."""
    return [word for word in words if len(word) > FEW or not word.isalpha()] or words


def _sqlite_query(words: Collection[str], teams: Collection[str]) -> str:
    allowed = " OR ".join(f'"{_team(team)}"' for team in teams)
    return " AND ".join([*(f'"{word}" *' for word in words), f"({allowed})"])


def _postgres_query(words: Collection[str], teams: Collection[str]) -> str:
    allowed = " | ".join(f"'{_team(team)}'" for team in teams)
    return " & ".join([*(f"'{word}':*" for word in words), f"({allowed})"])


_QUERIES = {"sqlite": _sqlite_query, "postgresql": _postgres_query}


def _team(team: str) -> str:
    """A team among the words: its colon keeps it apart from every word of a person."""
    return f":{team}"


def _read(row: Row[Any], why: tuple[str, ...]) -> Found:
    values = dict(row._mapping)
    del values["number"]
    opened, closed = moment(values["opened"]), moment_or_none(values["closed"])
    return Found(**values | {"opened": opened, "closed": closed, "why": why})
