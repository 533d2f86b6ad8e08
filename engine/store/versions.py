"""Definitions published, never changed after, and their drafts, which two people may not overwrite for one another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Connection, Row, Text, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, SQLModel

from engine.store.database import Database
from engine.store.errors import Stale
from engine.store.moments import moment, written


class VersionRow(SQLModel, table=True):
    __tablename__ = "wf_version"

    service: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    hash: str
    files: str = Field(sa_type=Text)
    at: int = Field(sa_type=BigInteger)
    by: str
    by_name: str
    why: str = Field(sa_type=Text)


class DefinitionRow(SQLModel, table=True):
    __tablename__ = "wf_definition"

    path: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)
    revision: int
    at: int = Field(sa_type=BigInteger)
    by: str
    by_name: str


@dataclass(frozen=True)
class Version:
    """A definition as published: `files` is path → text, `hash` of them all."""

    service: str
    number: int
    hash: str
    files: dict[str, str]
    at: datetime
    by: str
    by_name: str
    why: str


@dataclass(frozen=True)
class Definition:
    """A draft of one file. Its `revision` grows with each save."""

    path: str
    text: str
    revision: int
    at: datetime
    by: str
    by_name: str


_versions = SQLModel.metadata.tables["wf_version"]
_definitions = SQLModel.metadata.tables["wf_definition"]
_OF_SERVICE = select(_versions).where(_versions.c.service == bindparam("service"))
_LATEST = _OF_SERVICE.order_by(_versions.c.number.desc()).limit(1)
_GET = _OF_SERVICE.where(_versions.c.number == bindparam("number"))
_SERVICES = select(_versions.c.service).distinct().order_by(_versions.c.service)
_DEFINITION = select(_definitions).where(_definitions.c.path == bindparam("path"))


class Versions:
    def __init__(self, database: Database) -> None:
        self._database = database

    def publish(
        self, service: str, hash: str, files: Mapping[str, str], at: datetime, by: str, by_name: str, why: str = ""
    ) -> int:
        """The number it now has. Where the latest is the very same, nothing is written and its number is given.

        Raises `Stale` where somebody else published this service at the same moment.
        """
        row = {"service": service, "hash": hash, "files": json.dumps(dict(files)), "at": written(at)}
        row |= {"by": by, "by_name": by_name, "why": why}
        try:
            with self._database.write() as connection:
                return _publish(connection, row)
        except IntegrityError as error:
            raise Stale() from error

    def latest(self, service: str) -> Version | None:
        return self._first(_LATEST, {"service": service})

    def get(self, service: str, number: int) -> Version | None:
        return self._first(_GET, {"service": service, "number": number})

    def of(self, service: str) -> tuple[Version, ...]:
        """Every version of a service, the newest first."""
        with self._database.read() as connection:
            found = connection.execute(_OF_SERVICE.order_by(_versions.c.number.desc()), {"service": service})
            return tuple(_version(row) for row in found)

    def services(self) -> list[str]:
        """Every service that was ever published."""
        with self._database.read() as connection:
            return list(connection.execute(_SERVICES).scalars())

    def definition(self, path: str) -> Definition | None:
        with self._database.read() as connection:
            row = connection.execute(_DEFINITION, {"path": path}).one_or_none()
        return _definition(row) if row else None

    def definitions(self) -> list[Definition]:
        with self._database.read() as connection:
            return [_definition(row) for row in connection.execute(select(_definitions).order_by(_definitions.c.path))]

    def save(self, path: str, text: str, revision: int, at: datetime, by: str, by_name: str) -> int:
        """Keep a draft that was read at `revision` (0 is a new file) and give its new one.

        Raises `Stale` with the other's text where somebody saved since.
        """
        row = {"path": path, "text": text, "revision": revision + 1, "at": written(at), "by": by, "by_name": by_name}
        try:
            with self._database.write() as connection:
                saved = _save(connection, row, revision)
        except IntegrityError:
            saved = False
        if not saved:
            now = self.definition(path)
            raise Stale(now.text if now else "")
        return revision + 1

    def _first(self, statement: Any, values: dict[str, Any]) -> Version | None:
        with self._database.read() as connection:
            row = connection.execute(statement, values).one_or_none()
        return _version(row) if row else None


def _publish(connection: Connection, row: dict[str, Any]) -> int:
    latest = connection.execute(_LATEST, row).one_or_none()
    if latest and latest.hash == row["hash"]:
        return int(latest.number)
    number = latest.number + 1 if latest else 1
    connection.execute(insert(_versions), row | {"number": number})
    return number


def _save(connection: Connection, row: dict[str, Any], revision: int) -> bool:
    if not revision:
        connection.execute(insert(_definitions), row)
        return True
    known = (_definitions.c.path == row["path"]) & (_definitions.c.revision == revision)
    return connection.execute(update(_definitions).where(known).values(row)).rowcount == 1


def _version(row: Row[Any]) -> Version:
    return Version(**dict(row._mapping) | {"files": json.loads(row.files), "at": moment(row.at)})


def _definition(row: Row[Any]) -> Definition:
    return Definition(**dict(row._mapping) | {"at": moment(row.at)})
