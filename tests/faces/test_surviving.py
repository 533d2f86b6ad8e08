"""What was accepted is the same wherever it was kept and by whatever it comes out: draft, export and API, in SQLite and
in PostgreSQL."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from random import Random
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from components.base import Answer, Problem, Question, Raw
from components.controls import File
from components.wording import lines_of
from desk.applying import Desk
from desk.exports import CASE, Exports
from desk.figures import Figures
from desk.figures import Question as Wanted
from desk.tables import disarmed
from desk.views import Applying, Sent
from engine.commands import Refusal
from engine.store import Store
from engine.store.database import Database
from tests.components.test_every_kind import SEEN
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, MEI, NINE
from tests.faces.everything import ORGANISATION, asking, everything
from tests.faces.hand import is_file, typed
from tests.faces.length import share
from tests.migrated import database_in
from tests.postgres import fresh_database
from tests.reception import Clock
from tests.uploaded import JPEG, PDF
from tests.web.api.conftest import Program, Programs, behind
from web.api.app import mounted

CASES = share(200)
#: What every case has beside.
PLACE = {"place": "Elm Hill"}
#: By the ending that a question takes.
CONTENTS = {".pdf": PDF, ".jpg": JPEG}


@dataclass
class Here:
    """A desk whose one service asks everything, and its API."""

    office: Office
    desk: Desk
    clerk: Program


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if request.param == "sqlite":
        opened = database_in(tmp_path_factory.mktemp("faces"))
        yield opened
        opened.close()
        return
    with fresh_database(request.getfixturevalue("postgres_url")) as url:
        opened = Database.open(url)
        opened.upgrade()
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def here(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Here:
    folder = tmp_path_factory.mktemp("files")
    made = office(folder, everything() + INSPECT + END, organisation=ORGANISATION, database=database)
    clock = Clock()
    app = Starlette(routes=[mounted(behind(made.desk, clock, Random(7).randbytes))])
    programs = Programs(made, clock, TestClient(app, raise_server_exceptions=False))
    return Here(made, Desk(made.engine, Random(8).randbytes), programs.client("clerk", "highways"))


def accepted(question: Question) -> Iterator[tuple[Raw, Answer]]:
    """What a hand types that is accepted, again and again."""
    chance = Random(question.kind)
    while True:
        raw = typed(question, SEEN, chance)
        try:
            yield raw, question.answer(raw, SEEN)
        except Problem:
            continue


def uploads(here: Here, visitor: str, question: Question, pair: tuple[Raw, Answer]) -> tuple[Raw, Answer]:
    """A file has to be there: what asks for one gets one that is."""
    control = question.controls(None, SEEN)[0]
    if not isinstance(control, File):
        return pair
    (ending, content), *_ = [each for each in CONTENTS.items() if each[0] in control.accept]
    known = here.office.files.keep_unsent(visitor, f"Übersicht & Größe (1) 李{ending}", content)
    assert not isinstance(known, Refusal)
    return [known], question.answer([known], SEEN)


@pytest.fixture(scope="module")
def cases(here: Here) -> dict[str, dict[str, Answer]]:
    """Answers by case, each sent from a draft that was left and come back to."""
    streams = {name: islice(accepted(question), CASES) for name, question in asking().items()}
    found = {}
    for number in range(CASES):
        visitor = f"visitor {number}"
        pairs = {name: uploads(here, visitor, asking()[name], next(stream)) for name, stream in streams.items()}
        raw = {name: pair[0] for name, pair in pairs.items()}
        found[applied(here, visitor, raw)] = {name: pair[1] for name, pair in pairs.items()}
    return found


def applied(here: Here, visitor: str, raw: dict[str, Raw]) -> str:
    desk = here.desk
    begun = desk.begin(visitor, "mend", NINE)
    assert isinstance(begun, Applying)
    on = desk.save(visitor, begun, raw, NINE)
    assert isinstance(on, Applying), on
    back = desk.resume(visitor, on.draft, 0, NINE)
    assert isinstance(back, Applying) and back.page
    assert back.page.raw == raw
    last = desk.resume(visitor, on.draft, 1, NINE)
    assert isinstance(last, Applying)
    done = desk.save(visitor, last, PLACE, NINE)
    assert isinstance(done, Applying) and done.page is None, done
    sent = desk.send(visitor, done.draft, done.draft, NINE)
    assert isinstance(sent, Sent), sent
    return sent.reference


def lines(name: str, answer: Answer) -> list[str]:
    return asking()[name].show(answer, SEEN)


def test_the_database_gives_back_the_answers(here: Here, cases: dict[str, dict[str, Answer]]) -> None:
    """To a store that never saw them."""
    stored = Store(here.office.engine.store.database).cases
    for reference, answers in cases.items():
        case = stored.load(reference)
        assert case is not None
        assert case.values() == answers | PLACE


def test_the_file_for_a_spreadsheet_has_every_answer_as_people_read_it(
    here: Here, cases: dict[str, dict[str, Answer]]
) -> None:
    figures = Figures(here.office.engine)
    frame = figures.frame(MEI, Wanted(service="mend"), NINE)
    assert not isinstance(frame, Refusal), frame
    _, *rows = csv.reader(StringIO(Exports(figures).answers(MEI, frame).removeprefix("\ufeff"), newline=""))

    found = {row[0]: row[len(CASE) : len(CASE) + len(asking())] for row in rows}

    assert found == {
        reference: [disarmed("; ".join(lines(name, answers[name]))) for name in asking()]
        for reference, answers in cases.items()
    }


def test_the_api_tells_every_answer_as_it_is_kept_and_as_people_read_it(
    here: Here, cases: dict[str, dict[str, Answer]]
) -> None:
    for reference, answers in cases.items():
        told: list[dict[str, Any]] = here.clerk.get(f"/cases/{reference}").json()["answers"]

        assert {one["name"]: one["value"] for one in told} == answers | PLACE
        assert {one["name"]: one["words"] for one in told if one["name"] in answers} == {
            name: [line for said in asking()[name].read_back(answer, SEEN) for line in lines_of(said)]
            for name, answer in answers.items()
        }


def test_what_the_api_told_opens_the_same_case_again(here: Here, cases: dict[str, dict[str, Answer]]) -> None:
    """By the raw of each answer; a file belongs to the case that it was sent with."""
    for answers in cases.values():
        kept = {name: answer for name, answer in answers.items() if not is_file(asking()[name], SEEN)}
        again = here.clerk.opens(**{name: asking()[name].write(answer) for name, answer in kept.items()})

        told = here.clerk.get(f"/cases/{again}").json()["answers"]
        assert {one["name"]: one["value"] for one in told} == kept | PLACE
