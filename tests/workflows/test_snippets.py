"""What is put in at the cursor is whole, in its place, and changes nothing else."""

import pytest

from components.registry import kinds
from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD
from workflows.load import examine
from workflows.outline import outline
from workflows.reading import read
from workflows.snippets import Spot, at, insert, offers, spots
from workflows.step import verbs

#: What is wrong with how a file is written, and not with what its words name.
SHAPE = {
    "wrong-shape", "unknown-verb", "unknown-word", "unknown-type", "word-missing", "wrong-value", "bad-id", "twice",
    "words-missing", "yes-or-no", "branch-shape",
}  # fmt: skip


def shape_faults(text: str) -> set[str]:
    found = examine({NAME: text, "organisation.yaml": ORGANISATION}, NAME).faults
    return {fault.as_text() for fault in found if fault.code in SHAPE}


def spot(*path: str) -> Spot:
    found = at(ROAD, path)
    assert found is not None
    return found


@pytest.mark.parametrize("place", spots(ROAD), ids=lambda place: ".".join(place.path))
def test_whatever_is_offered_fits_where_it_is_offered(place: Spot):
    for snippet in offers(ROAD, place):
        text = insert(ROAD, place, snippet)
        assert shape_faults(text) == set(), snippet.title


def test_at_every_place_of_a_long_service_the_file_still_reads():
    text = FILES["report-a-pothole.yaml"]
    for place in spots(text):
        for snippet in offers(text, place):
            assert read(insert(text, place, snippet), "report-a-pothole.yaml")


def test_everything_else_keeps_every_byte():
    place = spot("steps", "1", "who")
    put = insert(ROAD, place, offers(ROAD, place)[0]).split("\n")
    added = len(put) - len(ROAD.split("\n"))
    assert put[: place.line] + put[place.line + added :] == ROAD.split("\n")


def test_among_steps_every_verb_is_offered_that_may_stand_there():
    assert {one.title for one in offers(ROAD, spot("steps", "1"))} == {v for v in verbs() if verbs()[v].late != "only"}
    late = {one.title for one in offers(ROAD, spot("steps", "1", "if late", "0", "send"))}
    assert "hand to" in late
    assert "ask" not in late


def test_among_questions_every_kind_is_offered():
    assert {one.title for one in offers(ROAD, spot("steps", "0", "questions", "depth", "label"))} == set(kinds())


def test_a_name_that_is_taken_gets_a_number():
    ask = next(one for one in offers(ROAD, spot("steps", "1")) if one.title == "ask")
    assert "- ask: inspect_2" in ask.text


def test_a_sample_names_what_the_service_has():
    end = next(one for one in offers(ROAD, spot("steps", "1")) if one.title == "end")
    assert end.text == "- end: mended\n"


def test_nothing_is_put_after_a_step_that_nothing_can_follow():
    place = spot("steps", "3")
    assert place.words == "before end nothing"
    assert ROAD.split("\n")[place.line] == "- end: nothing"


def test_the_cursor_on_a_name_that_holds_things_means_the_last_place_in_it():
    assert spot("steps", "0", "questions").path == ("steps", "0", "questions", "email")


def test_a_name_that_holds_nothing_yet_takes_the_first_thing():
    empty = ROAD.replace("  if late:\n  - send: late\n    to: highways\n", "  if late:\n")
    place = at(empty, ("steps", "1", "if late"))
    assert place is not None
    hand_to = next(one for one in offers(empty, place) if one.title == "hand to")
    assert ("steps", "1", "if late", "0", "hand to") in {piece.path for piece in outline(insert(empty, place, hand_to))}


def test_it_helps_while_the_file_is_broken():
    broken = ROAD.replace("  due: 10 working days\n", "  due\n")
    assert at(broken, ("steps", "1")) is not None
