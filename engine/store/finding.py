"""Finding a case by any word in it, among those a team may see: full text in SQLite and in PostgreSQL.

Words are split here, the same for both. The teams that may see a case are indexed with its words, so that
a common word costs no more in a small team than in a large one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text

from engine.store.database import Driver, Statement
from engine.store.moments import moment, moment_or_none
from engine.store.text import squeezed, words_of, words_wanted

#: More words than this make no search narrower.
MOST_WORDS = 12

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
_SHOWN = (
    "wf_case.reference, wf_case.service_title, wf_case.words, wf_case.applicant, wf_case.opened, wf_case.closed, "
    "wf_case.outcome"
)
_MATCHED = {
    "sqlite": text(
        f"SELECT {_SHOWN} FROM wf_find JOIN wf_case ON wf_case.number = wf_find.rowid "
        "WHERE wf_find MATCH :query ORDER BY wf_find.rowid DESC LIMIT :limit"
    ),
    "postgresql": text(
        f"SELECT {_SHOWN} FROM wf_find JOIN wf_case ON wf_case.number = wf_find.number "
        "WHERE wf_find.words @@ CAST(:query AS tsquery) ORDER BY wf_find.number DESC LIMIT :limit"
    ),
}
_SPELT = text(
    f"SELECT {_SHOWN} FROM wf_case WHERE wf_case.spelling = :spelling AND EXISTS (SELECT 1 FROM wf_reader "
    "WHERE wf_reader.reference = wf_case.reference AND wf_reader.team IN :teams) LIMIT :limit"
).bindparams(bindparam("teams", expanding=True))


@dataclass(frozen=True)
class Found:
    """A case as a list of findings shows it; `words` are its `list as:`."""

    reference: str
    service_title: str
    words: str
    applicant: str
    opened: datetime
    closed: datetime | None
    outcome: str


def digest(findable: str, teams: Collection[str]) -> str:
    """Changes when a case has to be made findable again."""
    return sha256("\n".join([findable, *sorted(teams)]).encode("utf-8", "replace")).hexdigest()


def write(driver: Driver, number: int, reference: str, findable: str, teams: Collection[str]) -> None:
    words = words_of(f"{reference} {squeezed(reference)} {findable}")
    tokens = [*words, *map(_team, sorted(teams))]
    sqlite = driver.dialect.name == "sqlite"
    values = {"number": number, "tokens": " ".join(tokens) if sqlite else tokens}
    _WRITE[driver.dialect.name].run(driver, values)


def remove(connection: Connection, number: int) -> None:
    connection.execute(_REMOVE[connection.dialect.name], {"number": number})


def find(connection: Connection, wanted: str, teams: Collection[str], limit: int) -> list[Found]:
    """Cases with a word that begins with each word wanted; a reference in any spelling comes first."""
    words = words_wanted(wanted)[:MOST_WORDS]
    if not words or not teams:
        return []
    dialect = connection.dialect.name
    values = {"spelling": squeezed(wanted), "limit": limit, "query": _QUERIES[dialect](words, teams)}
    spelt = connection.execute(_SPELT, values | {"teams": list(teams)}).all()
    matched = connection.execute(_MATCHED[dialect], values).all()
    return list(dict.fromkeys(_read(row) for row in (*spelt, *matched)))[:limit]


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


def _read(row: Row[Any]) -> Found:
    values = dict(row._mapping)
    return Found(**values | {"opened": moment(values["opened"]), "closed": moment_or_none(values["closed"])})
