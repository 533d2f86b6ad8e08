"""Services through the API: which a client may know of, and what each asks as JSON Schema."""

from datetime import date

import jsonschema_rs
import pytest

from components.base import Question, Seen
from components.registry import kinds
from tests.web.api.conftest import Program, Programs
from web.api.questions import schema_of
from workflows.asking import Asked, Page
from workflows.faults import Place

SEEN = Seen(today=date(2027, 3, 1), groups={"road-owners": ("national-highways",)})


def test_a_version_says_what_it_asks(council: Program) -> None:
    asking = council.get("/services/mend/versions/1").json()

    assert asking["answers"]["required"] == ["place"]
    assert asking["answers"]["properties"]["when_seen"] == {
        "title": "When did you see it?", "type": "object",
        "properties": {"day": {"type": "string"}, "month": {"type": "string"}, "year": {"type": "string"}},
        "required": ["day", "month", "year"],
    }  # fmt: skip


def test_a_part_that_is_needed_is_required_and_one_that_may_be_left_out_is_not() -> None:
    for kind, needed in (("location", ["words"]), ("address", ["line_1", "town", "postcode"])):
        asked = Asked("answer", Place("x.yaml", 1, 1), kind=kinds()[kind].model_validate({"label": "Where?"}))
        shape = schema_of([Page.model_construct(questions=(asked,))], SEEN)
        assert shape["properties"]["answer"]["required"] == needed


def test_the_help_with_a_question_ends_its_sentences() -> None:
    email = kinds()["email"].model_validate({"label": "Email", "hint": "We write there", "why": "To tell you more."})
    shape = schema_of([Page.model_construct(questions=(Asked("email", Place("x.yaml", 1, 1), kind=email),))], SEEN)

    assert shape["properties"]["email"]["description"] == "We write there. To tell you more."


def test_versions_are_listed(council: Program) -> None:
    assert [one["number"] for one in council.get("/services/mend/versions").json()["versions"]] == [1]
    assert council.get("/services/mend/versions/2").status_code == 404
    assert council.get(f"/services/mend/versions/{10**30}").status_code == 404


def test_an_outdated_version_is_not_answered(council: Program) -> None:
    told = council.post("/services/mend/cases", {"answers": {"place": "Elm Hill"}, "version": 7})

    assert told.status_code == 409


def test_a_service_of_staff_is_none_of_a_strangers_business(programs: Programs) -> None:
    stranger = programs.client("stranger", "police")

    assert [one["id"] for one in stranger.get("/services").json()["services"]] == ["mend"]


@pytest.mark.parametrize("kind", kinds().values(), ids=list(kinds()))
def test_whatever_a_kind_accepts_has_the_shape_that_the_api_says(kind: type[Question]) -> None:
    question = kind.model_validate(kind.sample)
    asked = Asked("answer", Place("x.yaml", 1, 1), kind=question)

    shape = schema_of([Page.model_construct(questions=(asked,))], SEEN)

    jsonschema_rs.meta.validate(shape)
    for raw, _ in kind.accepts if question.asks else ():
        assert jsonschema_rs.is_valid(shape, {"answer": raw}), raw
