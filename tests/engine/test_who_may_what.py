"""The page that says who may do what names every command there is, and no other."""

import re
from pathlib import Path

import pytest

from engine import commands
from engine.commands import Actor, Begun, Returned, Settle, Tick
from tests.engine.making import ADA, END, INSPECT, MEI, OFFICER, REPORT, ZOE, refused, trial

PAGE = Path(__file__).parents[2] / "docs" / "decisions" / "who-may-what.md"


def test_every_command_has_its_row() -> None:
    table = PAGE.read_text("utf-8").partition("## Commands")[2].partition("\n## ")[0]

    rows = re.findall(r"^\| ([A-Z]\w+) \| \S", table, re.MULTILINE)

    assert sorted(rows) == sorted(named(commands.Command))


def named(kind: type) -> list[str]:
    """The names of the commands of a kind: those that no other is a kind of."""
    inner = kind.__subclasses__()
    return [name for one in inner for name in named(one)] if inner else [kind.__name__]


@pytest.mark.parametrize("actor", [ADA, MEI, OFFICER, ZOE, Actor("g", "guest", case="ROA-1")])
def test_what_time_and_other_cases_do_nobody_asks_for(actor: Actor) -> None:
    case = trial(REPORT + "- run: mend\n  with: {place: place}\n" + INSPECT + END)
    waiting = next(iter(case.case.waiting))

    assert refused(case.do(Tick, actor, case="ROA-1")) == "Only the program itself does this"
    assert refused(case.do(Returned, actor, case="ROA-1")) == "Only the program itself does this"
    assert refused(case.do(Begun, actor, case="ROA-1", waiting=waiting, reference="ROA-2")) == (
        "Only the program itself does this"
    )
    assert "Only the system" in refused(case.do(Settle, actor, case="ROA-1", waiting=waiting, token=""))
