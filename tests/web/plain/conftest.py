"""A browser at the plain pages, over a desk and a database of its own; or over a trial."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from desk.applying import Desk
from desk.coming_back import ComingBack
from desk.files import Files
from desk.trial import Trial
from engine.case import Case
from outside import papers
from tests.desk.making import Office, office
from tests.engine.making import NINE
from tests.reception import Desk as People
from tests.reception import open_desk
from tests.web.conftest import BEHIND, ORIGIN, WEB, gate_arguments
from tests.web.plain.person import Person
from web.errors import error_pages
from web.gate import Gate
from web.plain.face import Face
from web.plain.limits import Limits
from web.plain.routes import routes
from web.return_link import Return

#: A service that asks everything on one page.
REPORT = """\
- ask: report
  next: We will look at it.
  pages:
  - title: The road
    questions:
      place: {type: text, label: Where is it}
      email: {type: email, label: Email, optional: yes}
      phone: {type: phone, label: Phone, optional: yes}
"""


@dataclass
class House:
    office: Office
    make: Callable[[], TestClient]

    def browser(self) -> TestClient:
        """A browser that has never been here."""
        return self.make()

    def case(self, reference: str) -> Case:
        case = self.office.engine.store.cases.load(reference)
        assert case
        return case


def serving(desk: Desk, files: Files, people: People, random: Callable[[int], bytes]) -> Starlette:
    """The plain pages over a desk, behind the gate."""
    web = replace(WEB, languages=desk.languages)
    face = Face(web, desk, files, lambda: NINE, random, Limits(lambda: NINE), papers)
    links = Return(web, ComingBack(desk.engine, lambda: NINE))
    return Starlette(
        routes=[*links.routes(), *routes(face), *BEHIND],
        middleware=[Middleware(Gate, **gate_arguments(WEB, people))],
        exception_handlers=dict(error_pages(web, people.accounts.random)),
    )


def rehearsed(trial: Trial, people: People) -> Person:
    """Somebody at the pages of a service that nobody published."""
    app = serving(trial.applying, trial.desk.files, people, Random(7).randbytes)
    return Person(TestClient(app, base_url=ORIGIN))


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    people = open_desk(f"sqlite:///{tmp_path}/people.db")
    yield people
    people.database.close()


@pytest.fixture
def house_of(tmp_path: Path, people: People) -> Callable[..., House]:
    """A house with one service called `mend`; a test writes only what matters to it."""

    def make(steps: str, top: str = "", messages: str = "", **more: Any) -> House:
        made, chance = office(tmp_path, steps, top, messages, **more), Random(5).randbytes
        app = serving(Desk(made.engine, chance), made.files, people, chance)
        return House(made, lambda: TestClient(app, base_url=ORIGIN))

    return make
