"""Cases that belong together: links both pages show, a case split in two, and cases that look alike."""

from pathlib import Path

import pytest

from desk.likeness import Likeness
from desk.linking import Linking
from engine.commands import Actor, HandOver, LinkCases, Open, Problems, Refusal, UnlinkCases
from tests.desk.making import Office, office
from tests.engine.making import ADA, BEN, DAY, END, INSPECT, LEO, NINE, OFFICER, PAM, REPORT, SOMEBODY, STRANGER

WHERE = (
    "    spot: {type: location, label: Which spot, optional: yes}\n"
    "    secret: {type: national insurance number, label: NI, sensitive: yes, optional: yes}\n"
)
ANOTHER = {"full_name": "Tom Other", "email": "tom@example.org", "place": "Unthank Road"}


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path, REPORT + WHERE + INSPECT + END)


def link(here: Office, one: str, other: str, by: Actor = ADA, apart: bool = False) -> object:
    return here.desk.do(LinkCases(by, NINE, one, other, f"{one} {other} {apart}", apart))


def linking(here: Office) -> Linking:
    return Linking(here.engine, here.random)


def test_a_link_is_on_both_pages_and_taken_off_again_from_either(here: Office) -> None:
    one, other = here.begin("ROA-1"), here.begin("ROA-2", **ANOTHER)
    link(here, one, other)

    (there,), (back,) = linking(here).links(ADA, one, NINE), linking(here).links(ADA, other, NINE)
    assert (there.reference, there.words, there.how, there.open) == (other, "Unthank Road", "Linked with", True)
    assert (back.reference, back.how) == (one, "Linked with")

    here.done(UnlinkCases(ADA, NINE, back.holder, back.other, "off"))
    assert linking(here).links(ADA, one, NINE) == linking(here).links(ADA, other, NINE) == ()
    assert here.told(one)[:2] == ["No longer linked with ROA-2", "Linked with ROA-2"]


def test_a_case_is_linked_only_with_one_that_the_actor_may_see_and_that_is_another(here: Office) -> None:
    one = here.begin("ROA-1")

    assert link(here, one, "ROA-9") == Refusal("We cannot find that reference")
    assert link(here, one, one) == Refusal("A case cannot be linked with itself")
    for by in (STRANGER, OFFICER, PAM):
        assert isinstance(link(here, one, here.begin(f"ROA-{by.id}"), by), Refusal)


def test_a_link_is_shown_only_to_whoever_may_see_its_other_end(here: Office, tmp_path: Path) -> None:
    one, other = here.begin("ROA-1"), here.begin("ROA-2")
    link(here, one, other)

    assert linking(here).links(STRANGER, one, NINE) == ()
    assert linking(here).links(OFFICER, one, NINE) == ()
    here.done(HandOver(ADA, NINE, one, "inspect.1", "legal", "A claim", "1"))
    assert linking(here).links(LEO, one, NINE) == ()
    assert "Linked with another case" in [told.sentence for told in here.case(LEO, one).timeline]
    assert "Linked with ROA-2" in here.told(one)


def test_linking_twice_is_said_and_unlinking_what_is_not_linked_too(here: Office) -> None:
    one, other = here.begin("ROA-1"), here.begin("ROA-2")
    link(here, one, other)
    again = here.desk.do(LinkCases(ADA, NINE, one, other, "another form"))

    assert again == Refusal("These cases are linked already")
    assert here.desk.do(UnlinkCases(ADA, NINE, other, one, "x")) == Refusal("These cases are not linked")


# Splitting


def test_a_split_begins_another_case_with_the_answers_chosen(here: Office) -> None:
    one = here.begin("ROA-1", secret="JG 12 34 56 C")
    offered = linking(here).splitting(ADA, one, NINE)
    assert not isinstance(offered, Refusal)
    assert {line.answer: line.lines for line in offered} == {
        "place": ("Elm Hill",), "full_name": ("Zoë Ng",), "email": ("z@example.org",), "secret": (),
    }  # fmt: skip

    made = linking(here).split(ADA, one, ("full_name", "email", "secret"), {"place": "Elm Lane"}, "once", NINE)
    again = linking(here).split(ADA, one, ("full_name", "email", "secret"), {"place": "Elm Lane"}, "once", NINE)

    assert isinstance(made, str) and made == again and made.startswith("ROA-")
    case = here.engine.store.cases.load(made)
    assert case is not None and case.values()["place"] == "Elm Lane" and case.values()["secret"] == "JG123456C"
    assert [(view.reference, view.how) for view in linking(here).links(ADA, made, NINE)] == [(one, "Split from")]
    assert [(view.reference, view.how) for view in linking(here).links(ADA, one, NINE)] == [(made, "Split off")]
    assert [row.task for row in here.case(ADA, made).tasks] == ["inspect.1"]


def test_a_split_asks_for_what_it_needs_and_is_nobody_elses(here: Office) -> None:
    one = here.begin("ROA-1")

    missing = linking(here).split(ADA, one, ("email",), {}, "once", NINE)
    assert isinstance(missing, Problems) and set(missing.by_question) == {"place"}
    for by in (STRANGER, OFFICER, PAM, Actor("link", "applicant", case=one)):
        assert isinstance(linking(here).split(by, one, ("place",), {}, "other", NINE), Refusal)
        assert isinstance(linking(here).splitting(by, one, NINE), Refusal)


def test_a_split_is_not_taken_apart(here: Office) -> None:
    one = here.begin("ROA-1")
    made = linking(here).split(ADA, one, ("place",), {}, "once", NINE)
    assert isinstance(made, str)

    (view,) = linking(here).links(ADA, made, NINE)

    assert not view.may_unlink
    assert isinstance(here.desk.do(UnlinkCases(ADA, NINE, view.holder, view.other, "x")), Refusal)


# Likeness


def alike(here: Office, reference: str, by: Actor = ADA) -> dict[str, tuple[str, ...]]:
    return {one.reference: one.reasons for one in Likeness(here.engine).of(by, reference, NINE + DAY)}


def test_a_case_of_the_same_person_looks_alike_with_its_reasons(here: Office) -> None:
    one, same = here.begin("ROA-1"), here.begin("ROA-2", place="Unthank Road")
    here.begin("ROA-3", **ANOTHER)

    assert alike(here, one) == {
        same: (
            "The same email address", "The same name", "Both are open", "Begun within 14 days of each other",
        ),
    }  # fmt: skip


def test_a_case_about_the_same_place_looks_alike_whoever_reports_it(here: Office) -> None:
    one = here.begin("ROA-1", place="Magdalen", spot={"words": "12 Magdalen Street"})
    same = here.begin("ROA-2", **ANOTHER | {"place": "Magdalen"}, spot={"words": "By 12 Magdalen Street"})

    assert alike(here, one)[same][0] == "The place is alike: “By 12 Magdalen Street”"


def test_one_name_alone_is_not_enough(here: Office) -> None:
    one = here.begin("ROA-1")
    here.begin("ROA-2", **ANOTHER | {"full_name": "Zoë Other"})

    assert alike(here, one) == {}


def test_what_was_linked_or_told_apart_is_not_shown_again(here: Office) -> None:
    one, linked, apart, left = (here.begin(f"ROA-{number}") for number in range(1, 5))
    link(here, one, linked)
    link(here, one, apart, apart=True)

    assert set(alike(here, one)) == {left}
    assert set(alike(here, apart)) == {linked, left}
    assert [view.reference for view in linking(here).links(ADA, one, NINE)] == [linked]
    assert "Said that ROA-3 is about something else" in here.told(one)


def test_nothing_is_alike_for_whoever_may_not_see_it(here: Office) -> None:
    one = here.begin("ROA-1")
    here.begin("ROA-2")

    assert alike(here, one, STRANGER) == alike(here, one, OFFICER) == {}
    assert set(alike(here, one, BEN)) == {"ROA-2"}


def test_a_split_keeps_the_language_of_its_applicant(here: Office) -> None:
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}
    here.done(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", raw, "open", language="cy"))

    made = linking(here).split(ADA, "ROA-1", ("full_name", "email"), {"place": "Elm Lane"}, "once", NINE)

    case = here.engine.store.cases.load(str(made))
    assert case is not None and case.language == "cy"


@pytest.mark.parametrize("typed", ["ROA-2", "roa2", " roa 2 ", "2"])
def test_a_reference_is_found_however_it_is_typed(here: Office, typed: str) -> None:
    one, other = here.begin("ROA-1"), here.begin("ROA-2", **ANOTHER)

    assert linking(here).named(ADA, one, typed) == other
    assert linking(here).named(STRANGER, one, typed) == linking(here).named(ADA, one, "ROA-3") == ""


def test_why_two_cases_are_linked_stands_in_the_timeline(here: Office) -> None:
    one, other = here.begin("ROA-1"), here.begin("ROA-2", **ANOTHER)

    here.done(LinkCases(ADA, NINE, one, other, "1", why=" The same drain "))

    assert here.case(ADA, one).timeline[0].details == ("Because: The same drain",)


def test_two_cases_of_one_property_or_one_spot_on_the_map_look_alike(tmp_path: Path) -> None:
    asked = (
        "    number: {type: uprn, label: UPRN, optional: yes}\n"
        "    grid: {type: national grid reference, label: Grid, optional: yes}\n"
    )
    here = office(tmp_path, REPORT + asked + INSPECT + END)
    place = {"number": "100023336956", "grid": "TG 231 088"}
    one = here.begin("ROA-1", place="Magdalen", **place)
    flat = here.begin("ROA-2", **ANOTHER | {"place": "Magdalen"}, number="100023336956")
    spot = here.begin("ROA-3", **ANOTHER | {"place": "Magdalen"}, grid="TG 231 088")
    here.begin("ROA-4", **ANOTHER | {"place": "Magdalen"}, number="100023336957", grid="TG 232 089")

    reasons = alike(here, one)

    assert set(reasons) >= {flat, spot}
    assert reasons[flat][0] == "The same property"
    assert "The place is alike: “TG 231 088”" in reasons[spot]
    assert "ROA-4" not in reasons
