"""Two guides that GOV.UK ran: every recorded row of answers leads to the recorded question or outcome."""

import gzip
from pathlib import Path
from typing import Any

import pytest
import yaml

from components.controls import Raw
from desk.guiding import Guide, Guided
from engine.commands import Problems
from tests.definitions.test_guides import recorded
from tests.engine.making import NINE

#: Countries that the record calls otherwise than by their names in small letters.
CALLED = {
    "czech-republic": "Czechia",
    "democratic-republic-of-the-congo": "Congo - Kinshasa",
    "hong-kong": "Hong Kong SAR China",
    "south-georgia-and-the-south-sandwich-islands": "South Georgia & South Sandwich Islands",
}


def rows(corpora: Path, name: str) -> list[dict[str, Any]]:
    packed = corpora / "smart-answers" / f"{name}-responses-and-expected-results.yml.gz"
    return list(yaml.load(gzip.decompress(packed.read_bytes()), yaml.BaseLoader))


def node(recorded: str) -> str:
    """A question or outcome as its name is written here."""
    return recorded.strip(":?")


def standing(view: Guided) -> str:
    return view.page.asked[0].id if view.page else view.outcome


def raw(view: Guided, response: str) -> Raw:
    assert view.page
    country = view.page.asked[0].question.kind == "country"
    return CALLED.get(response, response.replace("-", " ").title()) if country else response


def ways(guide: Guide, responses: list[str]) -> list[str]:
    """Where somebody stands after each answer; a rejected one leaves them where they were."""
    view = guide.view("", "", NINE)
    stood = [standing(view)]
    for response in responses:
        answer = guide.answer(view, {standing(view): raw(view, response)}, NINE)
        view = view if isinstance(answer, Problems) else answer
        stood.append(standing(view))
    return stood


@pytest.mark.parametrize(("name", "recorded_rows"), [("towing-rules", 38), ("register-a-death", 104)])
def test_every_recorded_row_leads_to_the_recorded_question_or_outcome(
    corpora: Path, name: str, recorded_rows: int
) -> None:
    guide, found = recorded(name), rows(corpora, name)

    otherwise = [
        row for row in found
        if ways(guide, row[":responses"])[-2:] != [node(row[":current_node"]), node(row[":next_node"])]
    ]  # fmt: skip

    assert otherwise == []
    assert len(found) == recorded_rows


def test_a_rejected_answer_of_the_record_is_refused_in_words(corpora: Path) -> None:
    (row,) = (row for row in rows(corpora, "register-a-death") if row[":current_node"] == row[":next_node"])
    guide = recorded("register-a-death")
    view = guide.view("", "", NINE)

    refused = guide.answer(view, {standing(view): row[":responses"][0]}, NINE)

    assert isinstance(refused, Problems)
    assert refused.by_question["where_did_the_death_happen"][0].sentence == "Select one of the options"
