"""A file that comes with the first page, on which something is wrong, in both faces."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.library import path_of
from tests.engine.making import NINE
from tests.faces.somebody import FACES, Somebody
from tests.faces.town import town
from tests.reception import open_desk
from tests.uploaded import PDF
from tests.workflows.services import FILES

SERVICE = "show-a-plan"
TEXT = f"""\
service: {SERVICE}
title: Show a plan
summary: Show us a plan.
reference: SHO
starts: anyone
owner: highways
law: {{basis: Highways Act 1980 s.41, checked: no}}
privacy: {{purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}}
steps:
- ask: report
  pages:
  - title: Your plan
    questions:
      plan: {{type: file, label: Add your plan, at most: 2}}
      place: {{type: text, label: Where is it}}
- end: done
outcomes:
  done: {{title: It is done}}
examples:
- story: It is shown
  play:
  - report: {{plan: plan.pdf, place: Elm Hill}}
  ends: done
"""


@pytest.mark.parametrize("face", FACES.values(), ids=list(FACES))
def test_a_good_file_is_kept_and_a_refused_one_is_told_of_once(
    face: Callable[..., Somebody], tmp_path: Path, components_looked_up: None
) -> None:
    made, people = town(tmp_path, ["report-a-pothole"]), open_desk(f"sqlite:///{tmp_path}/people.db")
    texts = {"definitions/organisation.yaml": FILES["organisation.yaml"], path_of(SERVICE): TEXT}
    made.engine.store.versions.publish(SERVICE, SERVICE, texts, NINE, "ada", "Ada Osei")
    somebody = face(made, people)
    somebody.opens(SERVICE)
    somebody.follows("Start now")

    somebody.fills({"plan.files": ("plan.pdf", PDF, "application/pdf")})
    somebody.presses("Continue")
    assert somebody.problems() == ["Enter an answer: Where is it"]
    somebody.fills({"plan.files": ("other.pdf", b"no such thing", "application/pdf"), "place.text": "Elm Hill"})
    somebody.presses("Continue")
    assert [said.partition("”")[0] for said in somebody.problems()] == ["The file “other.pdf"]
    somebody.presses("Continue")

    assert somebody.heading == "Check your answers"
    assert "plan.pdf" in somebody.says and "other.pdf" not in somebody.says
    people.database.close()
