"""A case is found by any word in it, by whoever may see it and by nobody else."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.events import FileAttached, NoteAdded
from engine.store import Store
from tests.engine.store.factories import NOW, change, open_cases

RUNS = count(1)


def found(store: Store, words: str, *teams: str) -> list[str]:
    return [case.reference for case in store.cases.find(words, teams or ["highways"])]


def test_every_word_must_begin_some_word(store: Store) -> None:
    open_cases(store, "POT-1", findable="Magdalen Street, Zoë Ng")
    open_cases(store, "POT-2", findable="Magdalen Road")

    assert found(store, "magd") == ["POT-2", "POT-1"]
    assert found(store, "magd STREET") == ["POT-1"]
    assert found(store, "zoe") == found(store, "ZOË") == ["POT-1"]
    open_cases(store, "POT-3", findable="Małgorzata Đorđević, Sørensen")
    assert found(store, "malgorzata dordevic sorensen") == found(store, "MAŁGORZATA") == ["POT-3"]
    assert found(store, "agdalen") == found(store, "magdalen lane") == []


@pytest.mark.parametrize("spelling", ["POT-12-34", "pot1234", "Pot 12 34", " pot 1234 ", "POT–12–34"])
def test_a_reference_is_found_first_in_any_spelling(store: Store, spelling: str) -> None:
    open_cases(store, "POT-12-34")
    open_cases(store, "POT-5", findable="see POT-12-34 and pot1234, and pot 1234")

    assert found(store, spelling)[0] == "POT-12-34"


@pytest.mark.parametrize("postcode", ["NR3 1AA", "nr31aa", "Nr3 1a", "nr3"])
def test_a_postcode_is_found_with_and_without_its_space(store: Store, postcode: str) -> None:
    open_cases(store, "POT-1", findable="12 Elm Hill NR3 1AA")
    open_cases(store, "POT-2", findable="12 Elm Hill nr31aa")
    open_cases(store, "POT-3", findable="12 Elm Hill NR4 1AA")

    assert "POT-1" in found(store, postcode)
    assert "POT-3" not in found(store, postcode)
    assert "POT-2" in found(store, postcode) or postcode == "Nr3 1a"


@pytest.mark.parametrize(
    "kept", ["+447700900123", "07700 900123", "(07700) 900 123", "+44 (0)7700 900123", "0044 7700-900-123"]
)
def test_a_phone_number_is_found_in_any_spelling(store: Store, kept: str) -> None:
    open_cases(store, "POT-1", findable=f"Zoë Ng {kept}, Elm Hill")
    open_cases(store, "POT-2", findable="Zoë Ng +447700900124")

    for wanted in ("07700 900123", "07700900123", "+44 7700 900123", "+447700900123", "077009001"):
        assert "POT-1" in found(store, wanted), wanted
    assert found(store, "07700 900 123 zoe") == ["POT-1"]
    assert found(store, "07700 900125") == []


def test_notes_and_files_are_found_and_stay_found_when_answers_change(store: Store) -> None:
    (case,) = open_cases(store, "POT-1", findable="Magdalen Street")
    case = store.cases.commit(change(case, NoteAdded("Rang about the herons"), findable=None))
    case = store.cases.commit(change(case, FileAttached({"id": "1", "name": "survey-of-otters.pdf"}), findable=None))
    assert found(store, "herons") == found(store, "otters magdalen") == ["POT-1"]

    case = store.cases.commit(change(case, NoteAdded("over"), findable="Elm Hill"))
    assert found(store, "herons") == found(store, "otters elm") == ["POT-1"]
    assert found(store, "magdalen") == []

    store.cases.erase_content("POT-1", NOW, "officer")
    assert found(store, "herons") == found(store, "elm") == []


def test_a_finding_says_where_its_words_stand_and_not_what_stands_there(store: Store) -> None:
    (case,) = open_cases(store, "POT-1", findable={"Name": "Zoë Ng", "Where is it?": "Elm Hill, Ng"})
    store.cases.commit(change(case, NoteAdded("Elm is quiet"), findable=None))

    def why(words: str) -> tuple[str, ...]:
        return store.cases.find(words, ["highways"])[0].why

    assert why("zoe") == ("Name",)
    assert why("ng") == ("Name", "Where is it?")
    assert why("elm") == ("Where is it?", "A note")
    assert why("pot 1") == why("POT-1") == ("Reference",)


def test_a_reference_alone_is_found_by_its_whole_spelling_and_by_no_word(store: Store) -> None:
    open_cases(store, "POT-12", findable="Magdalen Street")

    def spelt(words: str, *teams: str) -> list[str]:
        return [one.reference for one in store.cases.spelt(words, teams)]

    assert spelt("pot 12", "highways") == ["POT-12"]
    assert spelt("magdalen", "highways") == spelt("pot 1", "highways") == spelt("POT-12", "parks") == []
    assert spelt("POT-12") == spelt("", "highways") == []


def test_nobody_finds_what_they_may_not_see(store: Store) -> None:
    (case,) = open_cases(store, "POT-1", readers=frozenset({"norfolk-police"}))

    assert found(store, "magdalen", "norfolk-police") == found(store, "POT-1", "norfolk-police") == ["POT-1"]
    for team in ("norfolk", "police", "norfolk-police-x", "norfolkpolice", "Norfolk Police", "*", "n"):
        assert found(store, "magdalen", team) == found(store, "POT-1", team) == []
    assert store.cases.find("magdalen", []) == []
    assert found(store, "norfolk", "norfolk-police") == []

    store.cases.commit(change(case, NoteAdded("over"), readers=frozenset({"parks"})))

    assert found(store, "magdalen", "norfolk-police") == found(store, "POT-1", "norfolk-police") == []
    assert found(store, "magdalen", "parks") == ["POT-1"]


def test_a_case_is_found_as_before_where_nothing_of_it_changed(store: Store) -> None:
    (case,) = open_cases(store, "POT-1", findable="Magdalen Street")

    store.cases.commit(change(case, NoteAdded("looked at"), findable=None))

    assert found(store, "Magdalen") == ["POT-1"]


def test_words_that_went_are_not_found_any_more(store: Store) -> None:
    (case,) = open_cases(store, "POT-1", findable="Magdalen Street")

    store.cases.commit(change(case, NoteAdded("corrected"), findable="Elm Hill"))

    assert found(store, "magdalen") == []
    assert found(store, "elm") == ["POT-1"]


def test_a_finding_shows_whose_case_it_is_and_how_it_stands(store: Store) -> None:
    (case,) = open_cases(store, "POT-1")

    (shown,) = store.cases.find("pot-1", ["highways"])

    assert (shown.applicant, shown.words, shown.opened) == ("Zoë Ng", "Magdalen Street", case.opened)
    assert (shown.service_title, shown.closed, shown.outcome) == ("Report a pothole", None, "")


@pytest.mark.parametrize(
    "odd",
    ["", "  ", '"', "'", "*", "a AND", "NEAR(", "words:", ":highways", "{", "-", "a | b", "!", "\\", "\0", "\ud800"],
)
def test_odd_words_are_no_fault(store: Store, odd: str) -> None:
    open_cases(store, "POT-1", findable="nothing of that")

    assert found(store, odd) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=300))
def test_no_text_is_a_fault_to_look_for_or_to_keep(store: Store, words: str) -> None:
    reference = f"POT-{next(RUNS)}"
    open_cases(store, reference, findable=words, words=words, actor_name=words)

    assert isinstance(found(store, words), list)
    assert found(store, reference)[0] == reference
