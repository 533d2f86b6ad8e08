"""What is put in at the cursor is whole, in its place, and changes nothing else."""

import pytest

from components.registry import kinds
from desk.play import play
from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD
from workflows.beginning import Wanted, template
from workflows.load import examine, load
from workflows.outline import outline
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


FRESH = template(Wanted("Ask for a bench", "parks"))


def faults(name: str, text: str, organisation: str) -> list[str]:
    """What is at fault, but for a row that has nothing left to decide: an end put before a table does that."""
    found = examine({name: text, "organisation.yaml": organisation}, name).faults
    return [fault.as_text() for fault in found if fault.level == "fault" and fault.code != "never-holds"]


@pytest.mark.parametrize("place", spots(ROAD), ids=lambda place: ".".join(place.path))
def test_whatever_is_offered_fits_where_it_is_offered(place: Spot):
    for snippet in offers(ROAD, place):
        text = insert(ROAD, place, snippet)
        assert shape_faults(text) == set(), snippet.title


@pytest.mark.parametrize(
    ("name", "text", "organisation"),
    [
        ("report-a-pothole.yaml", FILES["report-a-pothole.yaml"], FILES["organisation.yaml"]),
        ("ask-for-a-bench.yaml", FRESH, ORGANISATION),
    ],
)
def test_whatever_is_put_anywhere_leaves_nothing_to_fix(name: str, text: str, organisation: str):
    for place in spots(text):
        for snippet in offers(text, place):
            assert faults(name, insert(text, place, snippet), organisation) == [], (place.words, snippet.title)


def test_an_example_that_is_put_in_comes_out_as_written():
    place = next(one for one in spots(FRESH) if one.what == "example")
    (example,) = offers(FRESH, place)
    files = {"ask-for-a-bench.yaml": insert(FRESH, place, example), "organisation.yaml": ORGANISATION}
    assert [one.difference for one in play(load(files, "ask-for-a-bench.yaml"))] == [""] * 3


def test_each_place_is_named_once_in_the_order_of_the_file():
    places = [(one.line, -one.column, one.what) for one in spots(ROAD)]
    assert len(places) == len(set(places))
    assert places == sorted(places, key=lambda place: place[:2])


def test_a_condition_asks_of_an_answer_that_the_service_has():
    place = next(one for one in spots(FRESH) if one.words == "after ask apply")
    branch = next(one for one in offers(FRESH, place) if one.title == "branch")
    assert "when: urgent is yes" in branch.text


def test_a_service_without_messages_is_offered_them():
    bare = ROAD[: ROAD.index("messages:")]
    place = next(one for one in spots(bare) if one.what == "line")
    assert {"messages", "outcomes", "examples"} <= {one.title for one in offers(bare, place)}


def test_everything_else_keeps_every_byte():
    place = spot("steps", "1", "who")
    put = insert(ROAD, place, offers(ROAD, place)[0]).split("\n")
    added = len(put) - len(ROAD.split("\n"))
    assert put[: place.line] + put[place.line + added :] == ROAD.split("\n")


def test_among_steps_every_verb_is_offered_that_may_stand_there():
    everywhere = {verb for verb in verbs() if verbs()[verb].late != "only"}
    assert {one.title for one in offers(ROAD, spot("steps", "1"))} == everywhere - {"for each"}
    more = (
        ROAD.replace("    email:\n", "    bits: {type: choices, label: Bits, options: [A, B]}\n    email:\n")
        + "documents:\n  permit: {title: Permit, body: You may}\n"
    )
    more = more.replace("    bits: {type: choices, ", "    bits:\n      type: choices\n      ").replace(
        "      label: Bits, options: [A, B]}", "      label: Bits\n      options: [A, B]")  # fmt: skip
    assert {one.title for one in offers(more, spot("steps", "1"))} >= {"for each", "make"}
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
    assert end.text.startswith("- end: mended\n")


@pytest.mark.parametrize(
    ("step", "what", "name"),
    [("send: no_party", "message", "no_party"), ("end: no_party", "outcome", "no_party")],
)
def test_what_a_step_names_and_nobody_has_written_is_offered_first(step: str, what: str, name: str):
    text = FRESH.replace("- send: thanks\n", f"- {step}\n- send: thanks\n" if "end" not in step else "- send: thanks\n")
    text = text.replace("- end: refused\n", f"- {step}\n") if "end" in step else text
    place = next(one for one in spots(text) if one.what == what)
    first = offers(text, place)[0]
    assert (first.title, first.text.split("\n")[0]) == (f"The {what} {name}", f"{name}:")


def test_a_service_without_documents_is_offered_the_one_it_makes():
    text = FRESH.replace("- send: thanks\n", "- make: permit\n- send: thanks\n")
    place = next(one for one in spots(text) if one.what == "line")
    documents = next(one for one in offers(text, place) if one.title == "documents")
    assert faults("ask-for-a-bench.yaml", insert(text, place, documents), ORGANISATION) == []


def test_a_step_that_makes_a_document_brings_one_where_the_service_has_none():
    place = next(one for one in spots(FRESH) if one.words == "after ask decide")
    make = next(one for one in offers(FRESH, place) if one.title == "make")
    text = insert(FRESH, place, make)
    assert text.endswith(make.below) and make.below.startswith("documents:\n  award_letter:\n")
    assert faults("ask-for-a-bench.yaml", text, ORGANISATION) == []
    again = next(one for one in offers(text, place) if one.title == "make")
    assert (again.text, again.below) == ("- make: award_letter\n", "")


def test_a_payment_says_what_an_example_writes_of_it():
    place = next(one for one in spots(FRESH) if one.words == "after ask decide")
    pay = next(one for one in offers(FRESH, place) if one.title == "pay")
    assert "In an example write fee: paid, or fails: fee" in pay.why
    second = next(one for one in offers(insert(FRESH, place, pay), place) if one.title == "pay")
    assert second.text.startswith("- pay: fee_2\n") and "fee_2: paid" in second.why


def test_nothing_is_put_after_a_step_that_nothing_can_follow():
    place = spot("steps", "3")
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
