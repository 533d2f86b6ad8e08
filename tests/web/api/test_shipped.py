"""The services that ship and that programs begin: a river's gauge, a drive test without signal, a pothole's report."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from desk.casework import Desk
from desk.files import Files
from engine.commands import Actor
from engine.engine import Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.files import FolderFiles
from tests.desk.making import Office
from tests.engine.making import NINE
from tests.migrated import database_in
from tests.reception import Clock
from tests.web.api.conftest import Program, Programs, behind
from tests.workflows.services import FILES
from web.api.app import mounted
from workflows.load import load

READING = {
    "gauge": "Acle bridge", "river": "River Bure", "level": "1.60", "alert_level": "1.50",
    "read_on": {"day": "1", "month": "3", "year": "2027"}, "read_at": "08:45",
}  # fmt: skip


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[Programs]:
    database = database_in(tmp_path)
    store, random, clock = Store(database), Random(7).randbytes, Clock()
    for service in ("river-level-alert", "broadband-not-spot", "report-a-pothole"):
        files = {f"definitions/{name}": text for name, text in FILES.items()}
        store.versions.publish(service, service, files, NINE, "ada", "Ada Osei")
        assert path_of(service) in files
    house = load(FILES, "river-level-alert.yaml").organisation
    engine = Engine(store, Library(store, lambda: house))
    kept = Files(engine, FolderFiles(tmp_path / "files"), random, clock)
    desk = Desk(engine, kept)
    app = Starlette(routes=[mounted(behind(desk, clock, random))])
    yield Programs(Office(desk, engine, kept, random), clock, TestClient(app))
    database.close()


def test_a_gauge_opens_an_alert_its_readings_join_it_and_the_officer_decides(shipped: Programs) -> None:
    gauge = shipped.client("gauges", "flood-and-water", scopes=("messages:send",))
    officer = shipped.client("control room", "flood-and-water")
    message = {"about": "acle-bridge", "answers": READING, "given": {"level_now": "1.92"}}

    opened, joined = (gauge.post("/services/river-level-alert/messages", message).json() for _ in range(2))
    (task,) = officer.get("/tasks", service="river-level-alert").json()["tasks"]
    done = officer.post(
        f"/cases/{task['case']}/tasks/{task['id']}", {"answers": {"decision": "warn", "why_so": "It rises"}}
    )

    assert (opened["opened"], joined) == (True, {"reference": opened["reference"], "opened": False})
    assert (task["case"], done.json()["closed"]) == (opened["reference"], True)
    assert gauge.get(f"/cases/{task['case']}").status_code == 403


def test_the_officer_reads_every_reading_that_joined_and_the_list_the_latest(shipped: Programs) -> None:
    gauge = shipped.client("gauges", "flood-and-water", scopes=("messages:send",))
    officer = shipped.client("control room", "flood-and-water")
    path, said = "/services/river-level-alert/messages", {"about": "acle-bridge", "answers": READING}
    reference = gauge.post(path, said | {"given": {"level_now": "1.60"}}).json()["reference"]
    watch = {"answers": {"decision": "watch", "why_so": "The tide turns"}}

    low, risen = (gauge.post(path, said | {"given": {"level_now": level}}) for level in ("1.20", "2.10"))
    watched = officer.post(f"/cases/{reference}/tasks/decide.1", watch)
    after = gauge.post(path, said | {"given": {"level_now": "2.2"}})

    assert [one.json() for one in (low, risen, after)] == [{"reference": reference, "opened": False}] * 3
    assert watched.status_code == 200
    view = shipped.office.case(Actor("ros", name="Ros Bell", teams=frozenset({"flood-and-water"})), reference)
    told = [one.sentence for one in view.timeline if one.sentence.startswith("The gauge said")]
    assert told == [f"The gauge said: Level now {level}" for level in ("2.2", "2.10", "1.20")]
    assert (view.words, view.parties) == ("Acle bridge, 2.2 metres", ())
    assert [line.answer for section in view.aside for line in section.lines] == ["decision", "why_so"]
    answers = officer.get(f"/cases/{reference}").json()["answers"]
    assert [one["value"] for one in answers if one["name"] == "level_now"] == ["2.2"]
    (task,) = officer.get("/tasks", service="river-level-alert").json()["tasks"]
    assert task["about"] == "Acle bridge, 2.2 metres"


def test_a_reading_that_is_not_of_today_or_yesterday_opens_no_alert(shipped: Programs) -> None:
    gauge = shipped.client("gauges", "flood-and-water", scopes=("messages:send",))
    days = [{"day": "27", "month": "2"}, {"day": "2", "month": "3"}, {"day": "1", "month": "7", "year": "2026"}]

    for day in days:
        answers = READING | {"read_on": {"year": "2027"} | day}
        told = gauge.post("/services/river-level-alert/messages", {"about": "acle-bridge", "answers": answers})

        assert (told.status_code, told.json()["errors"]) == (
            422, [{"at": "/answers/read_on", "detail": "The day it was read must be today or yesterday"}],
        )  # fmt: skip


def test_a_drive_test_reports_a_not_spot_and_its_survey_waits(shipped: Programs) -> None:
    driver: Program = shipped.client("drive tests", scopes=("cases:open",))
    team = shipped.client("survey", "digital-connectivity")
    answers = {"reporter": "parish", "parish": "Salle", "what": "mobile", "networks": ["EE"]}

    wrong = driver.post("/services/broadband-not-spot/cases", {"answers": answers})
    opened = driver.post("/services/broadband-not-spot/cases", {"answers": answers | {"place": {"words": "Salle"}}})

    assert [one["at"] for one in wrong.json()["errors"]] == ["/answers/place"]
    assert opened.status_code == 201
    assert [one["case"] for one in team.get("/tasks").json()["tasks"]] == [opened.json()["reference"]]


def test_the_examples_of_the_docs_are_answered_as_the_docs_say(shipped: Programs) -> None:
    docs = (Path(__file__).parents[3] / "docs/api.md").read_text(encoding="utf-8")
    crm = shipped.client("crm", "highways", scopes=("cases:open", "cases:read", "tasks:read", "tasks:complete"))
    (first,) = re.findall(r'```json\n({"answers".+?)\n```', docs, re.DOTALL)
    opening, completing = re.findall(r"-d '(.+)'", docs)
    potholes = "/services/report-a-pothole/cases"

    assert crm.post(potholes, json.loads(first)).status_code == 201
    opened = crm.post(potholes, json.loads(opening))
    place = f"/cases/{opened.json()['reference']}/tasks/inspect.1"
    task, done = crm.get(place).json(), crm.post(place, json.loads(completing)).json()

    assert (opened.status_code, task["title"], task["answers"]["required"]) == (201, "Inspect the road", ["result"])
    assert done == {"case": opened.json()["reference"], "task": "inspect.1", "closed": True}
