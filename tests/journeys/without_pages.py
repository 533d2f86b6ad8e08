"""What comes before a journey begins and is not what it is about: done over the database of the house that runs."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from components.controls import Raw
from desk import guests
from desk.applying import Desk
from desk.views import Applying
from engine.case import Case
from engine.commands import CLOCK, Actor, Command, Complete, Open, Settle
from engine.course import letters
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.database import Database
from engine.who import codes
from tests.journeys.house import House
from workflows.conditions import Context
from workflows.load import as_published
from workflows.workflow import Workflow


def a_pothole(house: House, place: str) -> str:
    """What `Resident.reports_a_pothole` does, in a hundredth of the time."""
    return begun(house, "report-a-pothole", about_a_pothole(place))


def about_a_pothole(place: str) -> dict[str, Any]:
    answers = {"place": place, "depth": "Deep", "cycle_route": "yes"}
    return answers | {"name": "Zofia Kowalczyk", "email": "zofia@example.org"}


def begun(house: House, service: str, answers: Mapping[str, Any]) -> str:
    """The reference of a case of a resident whose browser is gone; answers as an example tells them."""
    with office(house, service) as here:
        reference, token = f"{here.workflow.file.reference}-{_letters()}-{_letters()}", secrets.token_hex()
        raw, who = here.typed(answers), Actor(token, "applicant")
        here.does(Open(who, here.now, service, here.version, reference, raw, token))
    return reference


def filled_in(house: House, service: str, answers: Mapping[str, Any]) -> str:
    """The link back to a service that somebody has answered, all of it, and not sent."""
    with office(house, service) as here:
        visitor = secrets.token_hex()
        view = here.desk.begin(visitor, service, here.now)
        assert isinstance(view, Applying)
        # The first page keeps a draft; then the rest of it goes in at once.
        first = here.desk.save(visitor, view, here.typed(answers), here.now, unfinished=True)
        assert isinstance(first, Applying)
        whole = here.desk.save_whole(visitor, first, {}, here.now)
        assert isinstance(whole, Applying) and whole.page is None, whole
        link = here.desk.link(visitor, whole.draft, here.now)
    return f"/return/{link}"


def completed(house: House, reference: str, step: str, by: str, answers: Mapping[str, Any]) -> None:
    """What somebody of the staff, by their name, answers where the case waits at this step."""
    with office(house, reference=reference) as here:
        task = here.task(reference, step)
        here.does(Complete(here.person(by), here.now, reference, task, here.typed(answers), secrets.token_hex()))


def completed_by_link(house: House, reference: str, step: str, answers: Mapping[str, Any]) -> None:
    """The same of somebody who was asked by email."""
    with office(house, reference=reference) as here:
        task = here.task(reference, step)
        guest = guests.waited_for(here.engine, reference, task)
        assert guest is not None, f"{step} waits for nobody who was asked by email"
        here.does(Complete(guest.actor(), here.now, reference, task, here.typed(answers), secrets.token_hex()))


def heard(house: House, reference: str, step: str, given: Mapping[str, Any]) -> None:
    """What an outside system says comes by the door that every answer from outside comes by."""
    with office(house, reference=reference) as here:
        (id,) = [id for id, one in here.case(reference).waiting.items() if one.step == step]
        here.does(Settle(CLOCK, here.now, reference, id, secrets.token_hex(), given))


def link_sent(house: House, reference: str, to: str) -> str:
    """The link in the last letter to the applicant, or to somebody asked by email, by their address."""
    with office(house, reference=reference) as here:
        sent = [one for one in here.engine.store.messages.of(reference) if to in (one.to, one.address)]
        assert sent, f"nothing was written to {to}"
        link = here.desk.link_in(reference, sent[-1].number, here.now)
    assert isinstance(link, str), link
    return f"/return/{link}"


@dataclass(frozen=True)
class Office:
    """The engine and one service, in front of what the house has stored."""

    engine: Engine
    version: int
    workflow: Workflow
    now: datetime

    @property
    def desk(self) -> Desk:
        return Desk(self.engine, secrets.token_bytes)

    def does(self, command: Command) -> None:
        done = self.engine.do(command)
        assert isinstance(done, Done), done

    def case(self, reference: str) -> Case:
        case = self.engine.store.cases.load(reference)
        assert case is not None, f"there is no {reference}"
        return case

    def task(self, reference: str, step: str) -> str:
        """The one that waits at this step."""
        (task,) = [task.id for task in self.case(reference).tasks.values() if task.step == step]
        return task

    def person(self, name: str) -> Actor:
        registers = self.engine.store.registers
        with registers.read() as register:
            (person,) = [one for one in register.people.everyone() if one.name == name]
        actor = actor_of(registers, person.id, self.workflow.organisation, self.now)
        assert actor is not None, f"{name} may not act"
        return actor

    def typed(self, answers: Mapping[str, Any]) -> dict[str, Raw]:
        """Answers that an example would tell, as they are typed."""
        house, questions = self.workflow.organisation, self.workflow.questions
        seen = letters.seen(house, Context(self.now, house.calendars["england"]))
        told = {name: questions[name].told(answer, seen) for name, answer in answers.items()}
        return {name: questions[name].write(answer) for name, answer in told.items()}


@contextmanager
def office(house: House, service: str = "", reference: str = "") -> Iterator[Office]:
    """For a service by its name, or for the one that a case is of."""
    database = Database.open(f"sqlite:///{(house.folder / 'var' / 'wherry.db').as_posix()}")
    store = Store(database)
    if not service:
        case = store.cases.load(reference)
        assert case is not None, f"there is no {reference}"
        service = case.service
    version = store.versions.latest(service)
    assert version is not None, f"{service} is not published"
    workflow = as_published(version.files, path_of(service))
    engine = Engine(store, Library(store, lambda: workflow.organisation))
    yield Office(engine, version.number, workflow, datetime.now(UTC))
    database.close()


def _letters() -> str:
    return codes.letters_of(secrets.token_bytes(4))
