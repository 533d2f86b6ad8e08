"""Cases that a journey needs and is not about: begun at the engine, over the database of the house that runs."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from engine.commands import Actor, Open
from engine.course import letters
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.store.database import Database
from engine.who import codes
from tests.journeys.house import House
from workflows.conditions import Context
from workflows.load import as_published
from workflows.workflow import Workflow


def a_pothole(house: House, place: str) -> str:
    """What `Resident.reports_a_pothole` does, in a hundredth of the time."""
    answers = {"place": place, "depth": "Deep", "cycle_route": "yes"}
    return begun(house, "report-a-pothole", answers | {"name": "Zofia Kowalczyk", "email": "zofia@example.org"})


def begun(house: House, service: str, answers: Mapping[str, Any]) -> str:
    """The reference of a case of a resident whose browser is gone; answers as an example tells them."""
    database = Database.open(f"sqlite:///{house.folder}/var/wherry.db")
    store, now, token = Store(database), datetime.now(UTC), secrets.token_hex()
    version = store.versions.latest(service)
    assert version is not None
    workflow = as_published(version.files, path_of(service))
    engine = Engine(store, Library(store, lambda: workflow.organisation))
    reference = f"{workflow.file.reference}-{_letters()}-{_letters()}"
    raw = _typed(workflow, answers, now)
    done = engine.do(Open(Actor(token, "applicant"), now, service, version.number, reference, raw, token))
    database.close()
    assert isinstance(done, Done), done
    return reference


def _letters() -> str:
    return codes.letters_of(secrets.token_bytes(4))


def _typed(workflow: Workflow, answers: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    house = workflow.organisation
    seen = letters.seen(house, Context(now, house.calendars["england"]))
    told = {name: workflow.questions[name].told(answer, seen) for name, answer in answers.items()}
    return {name: workflow.questions[name].write(answer) for name, answer in told.items()}
