"""What editors are told of the language: nothing that the checker refuses, and every verb and kind by itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from components.registry import kinds
from tests.workflows.services import FILES, ROAD, SERVICES
from workflows import schema as made
from workflows.reading import plain, read
from workflows.step import verbs
from workflows.writing import lines


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    Draft7Validator.check_schema(made.schema())
    return Draft7Validator(made.schema())


def faults(validator: Draft7Validator, text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(plain(read(text, "x.yaml")))]


def of(name: str) -> Draft7Validator:
    return Draft7Validator({"$ref": f"#/$defs/{name}", "$defs": made.schema()["$defs"]})


def test_every_verb_s_sample_fits():
    for verb, model in verbs().items():
        step = plain(read(f"steps:\n{model.sample}", "x"))["steps"][0]
        assert [error.message for error in of("step").iter_errors(step)] == [], verb


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_s_sample_fits(kind: str):
    words = plain(read("\n".join(lines({"type": kind, **kinds()[kind].sample})), "x"))
    assert [error.message for error in of("question").iter_errors(words)] == []


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_every_service_that_ships_fits(validator: Draft7Validator, path: Path):
    assert faults(validator, path.read_text("utf-8")) == []


def test_a_misspelt_word_does_not_fit(validator: Draft7Validator):
    assert faults(validator, ROAD.replace("  who: highways", "  whom: highways"))
    assert faults(validator, ROAD.replace("- go to: inspect", "- goto: inspect"))
    assert faults(validator, ROAD.replace("      optional: yes", "      optional: sometimes"))
    assert faults(validator, ROAD.replace("      type: email", "      type: e-mail"))


def test_a_new_step_is_offered_the_verbs_alone_and_a_chosen_one_its_words_alone():
    step = made.schema()["$defs"]["step"]
    offered = step["allOf"][-1]["else"]["properties"]
    of_ask = next(way["then"] for way in step["allOf"] if way["if"]["required"] == ["ask"])
    assert set(offered) == set(verbs())
    assert {"questions", "due", "if late"} <= set(of_ask["properties"])
    assert "table" not in of_ask["properties"]


def test_every_word_says_what_it_is_for():
    silent = {word for word, part in said(made.schema()) if not part.get("description")}
    assert silent == set()


def said(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every word that may be written; what only tells apart (`if`) is not for reading."""
    if isinstance(part, dict):
        yield from part.get("properties", {}).items() if isinstance(part.get("properties"), dict) else ()
        for key, inner in part.items():
            if key != "if":
                yield from said(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from said(inner)


def test_every_kind_is_offered_as_a_type():
    asked = made.schema()["$defs"]["question"]["anyOf"][0]
    assert asked["properties"]["type"]["enum"] == list(kinds())
    offered = {way["if"]["title"]: way["if"]["properties"]["type"]["const"] for way in asked["allOf"][:-1]}
    assert offered == {kind: kind for kind in kinds()}


def test_the_organisation_has_a_schema_of_its_own():
    checked = Draft7Validator(made.organisation_schema())
    checked.check_schema(made.organisation_schema())
    assert not list(checked.iter_errors({"organisation": "Norfolk", "teams": {"highways": "Highways"}}))
    assert not list(checked.iter_errors(plain(read(FILES["organisation.yaml"], "x"))))
    assert list(checked.iter_errors({"organisation": "Norfolk"}))


def test_a_team_of_the_organisation_is_a_name_or_a_title_with_an_address():
    checked = Draft7Validator(made.organisation_schema())

    def fits(team: Any) -> bool:
        return checked.is_valid({"organisation": "Norfolk", "teams": {"highways": team}})

    assert fits("Highways") and fits({"title": "Highways"}) and fits({"title": "Highways", "email": "a@example.org"})
    assert not fits({"email": "a@example.org"}) and not fits({"title": "Highways", "mail": "a@example.org"})
