"""What a manager is told: the right numbers, of what is theirs, and not a count of anything else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desk.applying import Desk
from desk.figure_tables import SORTS, UNCLAIMED, WORKED, Tables
from desk.figures import Question
from desk.lateness import PAGE, Lateness
from desk.tables import Table
from desk.ways import Ways
from engine.commands import Actor, Open, Refusal
from engine.managing import NOT_A_MANAGER
from tests.desk.managing import PARKS_MANAGER, Office, office
from tests.engine.making import ADA, LEO, MEI, OFFICER, PAM, SOMEBODY, STRANGER

LEGAL_MANAGER = Actor("lea", name="Lea Law", teams=frozenset({"legal"}), manages=frozenset({"legal"}))
POLICE_MANAGER = Actor("sergeant", name="A sergeant", teams=frozenset({"police"}), manages=frozenset({"police"}))


@pytest.fixture
def here(tmp_path: Path) -> Office:
    return office(tmp_path)


def three(here: Office) -> None:
    """One with nothing to mend, one that is mended and looked at again, one that nobody has taken."""
    first, second, _ = (here.opens(number) for number in (1, 2, 3))
    here.later(days=2)
    here.claims(first, "inspect.1")
    here.later(days=1)
    here.inspects(first)
    here.inspects(second, "Hole")
    here.later(days=4)
    here.mends(second, "yes")
    here.later(days=1)
    here.inspects(second, "Crack", visit=2)
    here.mends(second, visit=2)


def named(tables: tuple[Table, ...], name: str) -> Table:
    return next(table for table in tables if table.name == name)


@pytest.mark.parametrize("actor", [ADA, PAM, LEO, OFFICER, STRANGER, SOMEBODY, POLICE_MANAGER], ids=lambda one: one.id)
def test_who_manages_no_team_of_the_council_has_no_figures(here: Office, actor: Actor) -> None:
    three(here)

    assert here.figures.frame(actor, Question(), here.now) == Refusal(NOT_A_MANAGER)
    assert not here.figures.may(actor)


def test_a_manager_of_a_team_that_takes_no_part_counts_nothing(here: Office) -> None:
    three(here)
    frame = here.frame(LEGAL_MANAGER)
    tables = Tables(here.figures)

    assert dict(frame.services) == {}
    assert {many for _, many in tables.volumes(frame).headline} == {0}
    every = [*tables.volumes(frame).tables, *tables.time(frame), *tables.people(frame), *tables.pages(frame)]
    assert all(cell in (0, None) or isinstance(cell, str) for table in every for row in table.rows for cell in row)
    assert Ways(here.figures).of(frame) is None
    assert Lateness(here.figures).of(LEGAL_MANAGER, frame, "").cases == ()


@pytest.mark.parametrize("asked", [{"service": "mend"}, {"team": "highways"}, {"service": "no-such"}])
def test_what_is_not_theirs_is_refused_in_the_same_words_as_what_is_not_there(
    here: Office, asked: dict[str, str]
) -> None:
    refused = here.figures.frame(LEGAL_MANAGER, Question(**asked), here.now)

    assert refused == here.figures.frame(LEGAL_MANAGER, Question(service="nothing"), here.now)
    assert isinstance(refused, Refusal)


def test_who_manages_a_team_that_only_takes_part_sees_what_that_team_did(here: Office) -> None:
    three(here)
    frame, tables = here.frame(PARKS_MANAGER), Tables(here.figures)

    assert {many for _, many in tables.volumes(frame).headline} == {0}
    assert named(tables.time(frame), "steps").column("Step") == ["Mend it"]
    assert named(tables.people(frame), "people").column("Person") == ["Pam Green"]
    assert Ways(here.figures).of(frame) is None


def test_the_manager_of_the_owner_sees_the_whole_service_but_only_their_own_people(here: Office) -> None:
    three(here)
    tables = Tables(here.figures)

    assert named(tables.time(here.frame()), "steps").column("Step") == ["Inspect the road", "Mend it"]
    assert set(named(tables.people(here.frame()), "people").column("Team")) == {"Highways"}


def test_the_headline_counts_what_opened_closed_is_open_and_is_late(here: Office) -> None:
    three(here)

    headline = Tables(here.figures).volumes(here.frame()).headline

    assert headline == (("Opened", 3), ("Closed", 2), ("Open now", 1), ("Open and late now", 1))


def test_days_outside_those_chosen_do_not_count(here: Office) -> None:
    three(here)
    frame = here.frame(period="days", first="2027-03-02", last="2027-03-04")

    assert Tables(here.figures).volumes(frame).headline[:2] == (("Opened", 0), ("Closed", 1))


def test_each_day_has_its_own_count_with_those_on_which_nothing_happened(here: Office) -> None:
    three(here)
    frame = here.frame(period="days", first="2027-03-01", last="2027-03-09")
    table = named(Tables(here.figures).volumes(frame).tables, "volumes")

    assert (table.column("Opened"), table.column("Closed")) == (
        [3, 0, 0, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 1, 0, 0, 0, 0, 1],
    )


def test_a_step_is_told_by_its_median_and_what_was_late(here: Office) -> None:
    three(here)
    (inspect, mend) = named(Tables(here.figures).time(here.frame()), "steps").rows

    assert inspect == ("Inspect the road", 3, 3.0, 3.0, 1.0, 3, 0)
    assert mend == ("Mend it", 2, 2.0, 4.0, None, 0, 0)


def test_time_that_nobody_had_a_task_is_told_apart_from_work(here: Office) -> None:
    three(here)
    (row,) = named(Tables(here.figures).time(here.frame()), "waiting").rows
    told = dict(zip(SORTS, row[1:], strict=True))

    assert (told[WORKED], told[UNCLAIMED]) == (1.0, 2 + 3 + 4 + 1)


def test_the_picture_counts_steps_and_ways_and_says_what_was_done_again(here: Office) -> None:
    three(here)
    went = Ways(here.figures).of(here.frame())

    assert went is not None
    assert "4 times, median 3 days" in went.picture.replace("\\n", " ")
    assert named(went.tables, "again").rows == (("Mend it", "Inspect the road", 1),)
    mended = "Inspect the road → Mend it → Inspect the road → Mend it"
    assert [(row[0], row[1], row[2]) for row in named(went.tables, "courses").rows] == [
        ("Inspect the road", "Still open", 1), ("Inspect the road", "It is done", 1), (mended, "It is done", 1),
    ]  # fmt: skip


def test_every_way_that_the_service_allows_is_in_its_picture(here: Office) -> None:
    three(here)
    went = Ways(here.figures).of(here.frame())

    assert went is not None
    assert set(named(went.tables, "ways").column("In the picture")) == {"Yes"}


def test_a_late_case_says_where_it_stayed_and_who_did_not_take_it(here: Office) -> None:
    three(here)
    (late,) = Lateness(here.figures).of(MEI, here.frame(), "").cases

    assert late.reference == "ROA-3"
    assert late.says == "“Inspect the road” was due on 6 March 2027 and is 2 days late."
    assert late.reasons == (
        "“Inspect the road” has taken 8 days; half of the others took 3 days or less. Nobody of Highways has taken it.",
    )


def test_late_cases_come_page_by_page_and_each_once(here: Office) -> None:
    opened = []
    for number in range(PAGE + 5):
        opened.append(here.opens(number))
        here.later(minutes=1)
    here.later(days=9)
    lateness, frame, after, found = Lateness(here.figures), here.frame(), "", []
    while True:
        page = lateness.of(MEI, frame, after)
        found += [one.reference for one in page.cases]
        after = page.after
        if not after:
            break

    assert sorted(found) == sorted(opened)


def test_who_may_not_open_a_late_case_is_not_told_of_it(here: Office) -> None:
    here.opens(1)
    here.later(days=9)
    apart = Actor("una", name="Una", teams=frozenset({"finance"}), manages=frozenset({"highways"}))

    assert Lateness(here.figures).of(apart, here.frame(apart), "").cases == ()


def test_figures_count_no_practice(here: Office) -> None:
    raw = {"place": "Elm Hill", "email": "z@example.org"}
    here.do(Open(MEI, here.now, "mend", 1, "ROA-9", raw, "practice", practice=True))

    assert {many for _, many in Tables(here.figures).volumes(here.frame()).headline} == {0}


def test_how_far_people_come_is_counted_once_a_person_and_page(here: Office) -> None:
    applying = Desk(here.engine, random=bytes_of())
    for visitor, pages in (("one", 4), ("two", 1)):
        view = applying.begin(visitor, "mend", here.now)
        for typed in TYPED[:pages]:
            assert not isinstance(view, Refusal)
            view = applying.save(visitor, view, typed, here.now)
        if pages == 4:
            assert not isinstance(view, Refusal)
            applying.send(visitor, view.draft, view.token, here.now)
    (table,) = Tables(here.figures).pages(here.frame())

    assert table.rows == (
        ("Where is it", 2, 100), ("Name", 1, 50), ("Email", 1, 50), ("Phone", 1, 50), ("Sent", 1, 50),
    )  # fmt: skip


TYPED = [{"place": "Elm Hill"}, {"full_name": "Zoë Ng"}, {"email": "z@example.org"}, {"phone": ""}]


def bytes_of() -> Callable[[int], bytes]:
    """Different each time, the same in every run."""
    numbers = iter(range(1, 10_000))
    return lambda size: (next(numbers) * 7919).to_bytes(size, "big")
