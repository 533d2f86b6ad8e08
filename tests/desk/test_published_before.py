"""A version of an earlier release, with what nobody may write any more: its cases go on, and new ones begin with it."""

from pathlib import Path

import pytest

from components.wording import Sentence
from desk.views import CaseView
from engine.commands import Complete, Correct, Open, Problems
from engine.engine import Done
from engine.library import path_of
from tests.desk.making import Office, office
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from tests.uploaded import JPEG

PLAN = "    plan: {type: file, label: Add a plan, endings: [.gif, .jpg]}\n"
KEPT = {"id": "f1", "name": "plan.gif", "size": 1_200, "type": "image/gif"}
CASE = "ROA-1"


@pytest.fixture
def here(tmp_path: Path) -> Office:
    """Version 2 is as 0.4.0 could publish it."""
    made = office(tmp_path, REPORT + INSPECT + END)
    texts = files(REPORT + PLAN + INSPECT + END, "list as: ((place))\n")
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    made.engine.store.versions.publish("mend", "two", kept, NINE, "ada", "Ada Osei")
    return made


def opens(here: Office, reference: str, plan: dict[str, object]) -> object:
    raw = {"place": "Elm Hill", "plan": [plan]}
    return here.engine.do(Open(SOMEBODY, NINE, "mend", 2, reference, raw, f"open {reference}"))


def task_of(view: CaseView) -> str:
    return view.tasks[0].task


def test_a_case_with_a_file_that_was_taken_then_goes_on_and_is_corrected(here: Office) -> None:
    assert isinstance(opens(here, CASE, KEPT), Done)

    here.done(Correct(ADA, NINE, CASE, "report", "place", "Oak Hill", "It was misheard"))
    here.done(Complete(ADA, NINE, CASE, task_of(here.case(ADA, CASE)), {"found": "Hole"}, "inspected"))

    case = here.engine.store.cases.load(CASE)
    assert case is not None and case.closed
    assert case.values()["plan"] == [KEPT]
    assert case.values()["place"] == "Oak Hill"


def test_a_new_case_takes_what_can_be_looked_into_and_says_so_of_what_cannot(here: Office) -> None:
    picture = here.files.keep("zoe", "plan.gif", b"GIF89a")
    refused = opens(here, CASE, picture)

    assert isinstance(refused, Problems)
    (said,) = refused.by_question["plan"]
    assert isinstance(said.sentence, Sentence)
    assert said.sentence.startswith("The file “plan.gif” must be a PDF, a Word, Excel")
    assert isinstance(opens(here, CASE, here.files.keep("zoe", "plan.jpg", JPEG)), Done)
