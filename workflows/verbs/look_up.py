"""`look up`: a decision table gives answers."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, WithJsonSchema

from components.types import Type
from workflows import tables
from workflows.checks.scope import Scope
from workflows.conditions import Wrong
from workflows.expressions import say
from workflows.faults import did_you_mean
from workflows.given import Given
from workflows.hits import HITS, TwoRowsHold, given_by, unfit
from workflows.moves import Give, Halt, Move, Standing
from workflows.reading import Word
from workflows.settings import SCALAR, Id, wrong
from workflows.step import Step


def _hit(data: Any) -> Any:
    if not isinstance(data, Word):
        return data
    called = " ".join(data.text.split())
    if called not in HITS:
        cure = did_you_mean(called, HITS) or f"Write one of: {', '.join(HITS)}"
        raise wrong("wrong-hit", f"“{data.text}” is not a way to choose rows", cure, data)
    return called


def _table(data: Any) -> Any:
    if isinstance(data, Word) or data is None:
        return data
    raise wrong("wrong-shape", "A table is written after | on the lines below", "Write table: | first", data)


class LookUp(Step):
    called = "a look up step"
    verb: ClassVar = "look up"
    does: ClassVar = "Works out an answer from a table of rules, one rule a line"
    sample: ClassVar = """\
- look up: triage
  gives:
    priority: choice of urgent, soon
  table: |
    depth | cycle_route || priority
    Deep  | yes         || urgent
    -     | -           || soon
  hit: first
"""

    look_up: Id = Field(description="The name of the step")
    gives_: Given = Field(
        alias="gives", description="The answers it gives and their types: choice of a, b; number; duration"
    )
    hit: Annotated[str, BeforeValidator(_hit), WithJsonSchema({"enum": list(HITS)})] = Field(
        "unique", description="; ".join(f"{hit.called}: {hit.does}" for hit in HITS.values())
    )  # fmt: skip
    table: Annotated[Word, BeforeValidator(_table), WithJsonSchema(SCALAR)] = Field(
        description="Tests left of ||, answers right of it, one row a line"
    )
    _read: tables.Table | None = None

    @property
    def id(self) -> str:
        return self.look_up

    def gives(self) -> dict[str, Type]:
        columns = self._columns()
        return columns if unfit(HITS[self.hit], columns) else given_by(HITS[self.hit], columns)

    def _columns(self) -> dict[str, Type]:
        return {name: tables.given_type(words) for name, words in self.gives_.items()}

    @property
    def read(self) -> tables.Table | None:
        """The table as it was read; None where something in it is at fault."""
        return self._read

    def reads(self) -> Iterable[str]:
        """The answers that its rows test."""
        return self._read.inputs if self._read else ()

    def check_names(self, scope: Scope) -> None:
        if why := unfit(HITS[self.hit], self._columns()):
            scope.faults.fault(self.at("hit"), "hit-unfit", *why)
            return
        try:
            self._read = tables.read_table(self.table.text, self.gives_, scope.names, self.hit)
        except Wrong as error:
            say(error, self.table, scope.faults)

    def arrive(self, standing: Standing) -> list[Move]:
        assert self._read is not None
        try:
            given = self._read.decide(standing.answers, standing.context)
        except TwoRowsHold as error:
            return [Halt(f"{error}: {self.id}")]
        return [Give(dict(given))] if given is not None else [Halt(f"The table {self.id} has no row for these answers")]

    def describe(self) -> str:
        return f"Look up {', '.join(self.gives_)}"
