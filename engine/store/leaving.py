"""Everything that is kept, as plain records for other programs: at one moment, and one case in memory at a time."""

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Connection, MetaData, Row, bindparam, select
from sqlmodel import SQLModel

from engine.case import Case
from engine.store import history
from engine.store.case_rows import cases
from engine.store.files import files
from engine.store.messages import MessageRow
from engine.store.moments import moment
from engine.store.state import read_case
from engine.store.verifying import AT_ONCE

#: Plain JSON, by names that a reader understands; moments as ISO 8601 in UTC.
Record: TypeAlias = dict[str, Any]
_TABLES: MetaData = SQLModel.metadata
_messages = _TABLES.tables[str(MessageRow.__tablename__)]
_PAGE = select(cases).where(cases.c.number > bindparam("last")).order_by(cases.c.number).limit(AT_ONCE)
_EVENTS = select(history.events).where(history.events.c.reference == bindparam("of")).order_by(history.events.c.seq)
_MESSAGES = select(_messages).where(_messages.c.reference == bindparam("of")).order_by(_messages.c.number)
_FILES = (
    select(files)
    .where(files.c.holder_kind == "case", files.c.holder == bindparam("of"))
    .order_by(files.c.created, files.c.id)
)
_effects, _payments = (_TABLES.tables[name] for name in ("wf_effect", "wf_payment"))
_EFFECTS = select(_effects).where(_effects.c.reference == bindparam("of")).order_by(_effects.c.at, _effects.c.key)
_PAYMENTS = (
    select(_payments).where(_payments.c.reference == bindparam("of")).order_by(_payments.c.begun, _payments.c.attempt)
)
#: A moment in a row is a whole number, under one of these names.
_MOMENTS = frozenset({"at", "created", "settled", "due", "begun"})
#: Said already by the case that something is in, or of no use but to this program.
_SAID = frozenset({"number", "holder_kind", "holder", "reference", "most", "look_at"})


def every_case(connection: Connection) -> Iterator[Record]:
    """The first to be opened first."""
    last = 0
    while found := connection.execute(_PAGE, {"last": last}).all():
        yield from (_case(connection, row) for row in found)
        last = found[-1].number


def versions(connection: Connection) -> Iterator[Record]:
    """Every definition that was published; `files` is path → text."""
    table = _TABLES.tables["wf_version"]
    for row in connection.execute(select(table).order_by(table.c.service, table.c.number)):
        yield _plain(row) | {"files": json.loads(row.files)}


def drafts(connection: Connection) -> Iterator[Record]:
    """Every definition that is being written."""
    table = _TABLES.tables["wf_definition"]
    yield from map(_plain, connection.execute(select(table).order_by(table.c.path)))


def erased(connection: Connection) -> Iterator[Record]:
    """What is left of each case that was erased whole."""
    table = _TABLES.tables["wf_case_tombstone"]
    yield from map(_plain, connection.execute(select(table).order_by(table.c.at)))


def audit(connection: Connection) -> Iterator[Record]:
    """Who was refused what, and who read what is sensitive."""
    table = _TABLES.tables["wf_audit"]
    rows = connection.execute(select(table).order_by(table.c.number).execution_options(yield_per=AT_ONCE))
    yield from map(_plain, rows)


def staff(connection: Connection) -> Iterator[Record]:
    """Everyone who signs in, with their teams and roles, and no password."""
    people, teams, grants = (_TABLES.tables[name] for name in ("wf_person", "wf_membership", "wf_grant"))
    for row in connection.execute(select(people).order_by(people.c.id)).all():
        inside = connection.scalars(select(teams.c.team).where(teams.c.person == row.id).order_by(teams.c.team))
        may = connection.execute(select(grants.c.may, grants.c.of).where(grants.c.person == row.id))
        yield {
            "id": row.id, "name": row.name, "email": row.email, "disabled": row.disabled, "teams": list(inside),
            "may": sorted(f"{what} {of}" for what, of in may),
        }  # fmt: skip


def _case(connection: Connection, row: Row[Any]) -> Record:
    of = {"of": row.reference}
    commands = [_command(one) for one in connection.execute(_EVENTS, of)]
    return _standing(row, read_case(row.state)) | {
        "notes": list(_notes(commands)),
        "messages": [_plain(one, _SAID) | {"attached": json.loads(one.attached)}
                     for one in connection.execute(_MESSAGES, of)],
        "files": [_plain(one, _SAID) for one in connection.execute(_FILES, of)],
        "effects": [_plain(one, _SAID) for one in connection.execute(_EFFECTS, of)],
        "payments": [_plain(one, _SAID) for one in connection.execute(_PAYMENTS, of)],
        "history": commands,
    }  # fmt: skip


def _standing(row: Row[Any], case: Case) -> Record:
    return {
        "reference": row.reference,
        "service": row.service,
        "service_title": row.service_title,
        "version": row.version,
        "practice": row.practice,
        "about": row.words,
        "opened": _iso(row.opened),
        "closed": None if row.closed is None else _iso(row.closed),
        "outcome": row.outcome,
        "owner": row.owner,
        "language": case.language,
        "parties": [vars(party) for party in case.parties],
        "answers": case.answers,
        "answers_set_aside": case.aside,
        "documents": [{"name": name, **document} for name, document in case.documents.items()],
        "open_tasks": [{"title": task.title, "who": task.who, "due": task.due and task.due.isoformat()}
                       for task in case.tasks.values()],
        "linked": case.linked,
    }  # fmt: skip


def _command(row: Row[Any]) -> Record:
    """One accepted command; of an erased one, what is people's is gone."""
    facts = json.loads(row.facts)
    name, contents = ("", [{}] * len(facts)) if row.content is None else json.loads(row.content)
    return {
        "number": row.seq,
        "at": _iso(row.at),
        "actor": row.actor,
        "actor_name": name,
        "command": row.command,
        "erased": row.content is None,
        "events": [fact | content for fact, content in zip(facts, contents, strict=True)],
        "hash": row.hash,
    }


def _notes(commands: list[Record]) -> Iterator[Record]:
    for command in commands:
        for event in command["events"]:
            if event["event"] == "NoteAdded":
                yield {"at": command["at"], "by": command["actor_name"], "text": event.get("text", "")}


def _plain(row: Row[Any], without: frozenset[str] = frozenset()) -> Record:
    return {
        name: _iso(value) if name in _MOMENTS and value is not None else value
        for name, value in row._mapping.items()
        if name not in without
    }


def _iso(at: int) -> str:
    return moment(at).isoformat()
