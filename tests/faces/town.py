"""A council with services that ship, its staff, and the desks that stand behind either face."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from desk.applying import Desk
from desk.files import Files
from engine.case import Case
from engine.commands import Actor, Complete
from engine.course.letters import LINK
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.engine.making import NINE
from tests.migrated import database_in
from tests.workflows.services import FILES
from workflows.load import load


@dataclass
class Town:
    """Its clock stands."""

    engine: Engine
    desk: Desk
    files: Files
    folder: Path
    now: datetime = NINE

    def case(self, reference: str) -> Case:
        case = self.engine.store.cases.load(reference)
        assert case
        return case

    def works(self, reference: str, team: str, step: str, answers: Mapping[str, Any]) -> None:
        """Somebody of a team does the task that waits at a step."""
        case, actor = self.case(reference), Actor(f"{team} officer", name="Ann Officer", teams=frozenset({team}))
        (task,) = [one.id for one in case.tasks.values() if one.step == step]
        done = self.engine.do(Complete(actor, self.now, reference, task, dict(answers), f"{task} is done"))
        assert isinstance(done, Done), done

    def link_in(self, reference: str, message: str) -> str:
        """The secret part of the link in the last message whose subject begins so."""
        sent = self.engine.store.messages.of(reference)
        number = next(one.number for one in reversed(sent) if one.subject.startswith(message) and LINK in one.body)
        token = self.desk.link_in(reference, number, self.now)
        assert isinstance(token, str), token
        return token


def town(folder: Path, services: Iterable[str]) -> Town:
    random = Random(5).randbytes
    store = Store(database_in(folder))
    kept = {"definitions/organisation.yaml": FILES["organisation.yaml"]}
    for service in services:
        texts = kept | {path_of(service): FILES[f"{service}.yaml"]}
        store.versions.publish(service, service, texts, NINE, "ada", "Ada Osei")
    house = load(FILES, f"{service}.yaml").organisation
    engine = Engine(store, Library(store, lambda: house))
    made = Town(
        engine, Desk(engine, random), Files(engine, FolderFiles(folder / "files"), random, lambda: made.now), folder
    )
    return made
