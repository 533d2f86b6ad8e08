"""What a manager is told: the right numbers, of what is theirs, and not a count of anything else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.applying import Desk
from desk.by_hand import ByHand
from desk.figure_tables import NOT_OWNED, OWNED, SORTS, UNCLAIMED, WORKED, Tables
from desk.figures import Question
from desk.inbox import Inboxes, Wanted
from desk.lateness import PAGE, Lateness
from desk.tables import Link, Table
from desk.ways import Ways
from desk.workloads import Workloads
from engine.commands import Actor, AddTask, Open, Refusal, Rewind
from engine.dates import due_in_words
from engine.who.managing import NOT_A_MANAGER
from engine.who.people import Absence
from tests.desk.managing import PARKS_MANAGER, TYPED, Office, bytes_of, office
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
    loads = Workloads(here.figures).of(LEGAL_MANAGER, frame)
    every = [*tables.volumes(frame).tables, *tables.time(frame), *loads, *tables.pages(frame)]
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
    assert named(Workloads(here.figures).of(PARKS_MANAGER, frame), "people").column("Person") == ["Pam Green"]
    assert Ways(here.figures).of(frame) is None


def test_the_manager_of_the_owner_sees_the_whole_service_but_only_their_own_people(here: Office) -> None:
    three(here)
    tables = Tables(here.figures)

    assert named(tables.time(here.frame()), "steps").column("Step") == ["Inspect the road", "Mend it"]
    assert set(named(Workloads(here.figures).of(MEI, here.frame()), "people").column("Team")) == {"Highways"}


def test_the_headline_counts_what_opened_closed_is_open_and_is_late(here: Office) -> None:
    three(here)

    headline = Tables(here.figures).volumes(here.frame()).headline

    assert headline == (("Opened", 3), ("Closed", 2), ("Open now", 1), ("Open and late now", 1))


def test_what_a_manager_may_see_and_is_not_counted_is_said_where_it_is_counted(here: Office) -> None:
    three(here)
    tables = Tables(here.figures)

    assert tables.volumes(here.frame()).says == "", "the one service is their own"
    assert tables.volumes(here.frame(PARKS_MANAGER)).says == OWNED
    assert tables.volumes(here.frame(PARKS_MANAGER, service="mend")).says == NOT_OWNED
    assert (tables.opened(here.frame()), tables.opened(here.frame(PARKS_MANAGER))) == (3, 0)


def test_where_cases_came_in_before_pages_were_counted_it_is_not_said_that_nobody_began(here: Office) -> None:
    before = named(Tables(here.figures).pages(here.frame()), "pages").nothing
    here.opens(1)
    here.later(days=1)

    after = named(Tables(here.figures).pages(here.frame()), "pages")
    assert before == "Nobody began this service in these days."
    assert after.rows == () and after.nothing.startswith("Cases came in in these days")


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


def test_the_days_are_compared_with_as_many_before(here: Office) -> None:
    three(here)
    frame = here.frame(period="days", first="2027-03-05", last="2027-03-09")

    compared = Tables(here.figures).volumes(frame).compared

    assert compared == "Against 28 February 2027 to 4 March 2027: 3 fewer opened and as many closed."


def test_what_falls_due_in_the_next_days_is_told_day_by_day(here: Office) -> None:
    here.opens(1)
    here.later(days=1)
    here.opens(2)
    here.opens(3)
    table = named(Tables(here.figures).volumes(here.frame()).tables, "falling-due")

    assert table.rows == (("6 March 2027", 0, 1), ("7 March 2027", 0, 2))


def test_who_has_what_leads_to_the_inbox_that_holds_it(here: Office) -> None:
    here.claims(here.opens(1), "inspect.1")
    here.opens(2)
    manager = replace(MEI, teams=frozenset({"highways"}))
    table = named(Workloads(here.figures).of(manager, here.frame(manager)), "people")
    inboxes = Inboxes(here.engine)

    for row, (_, _, has, *_) in enumerate(table.rows):
        page = inboxes.page(manager, Wanted(**table.links[row, 2].asks), here.now)
        assert len(page.rows) == has == 1
    assert [row[1] for row in table.rows] == ["Nobody yet", "Ada Osei"]
    here.later(days=9)
    late = named(Workloads(here.figures).of(manager, here.frame(manager)), "people")
    for row in range(len(late.rows)):
        page = inboxes.page(manager, Wanted(**late.links[row, 3].asks), here.now)
        assert len(page.rows) == late.rows[row][3] == 1, "what is late leads to just that, nobody’s too"


def test_what_a_person_has_is_nobodys_to_see_but_their_managers(here: Office) -> None:
    here.claims(here.opens(1), "inspect.1")
    asked = Wanted(view="person", of="highways:ada")
    inboxes = Inboxes(here.engine)

    assert inboxes.view(replace(MEI, teams=frozenset({"highways"})), asked).title == "Ada Osei, Highways"
    for other in (ADA, PAM, OFFICER, PARKS_MANAGER, replace(MEI, teams=frozenset())):
        assert inboxes.view(other, asked).name == "teams"


def test_who_is_away_is_told_beside_their_name(here: Office) -> None:
    here.claims(here.opens(1), "inspect.1")
    until = here.now + timedelta(days=3)
    with here.engine.store.registers.write() as register:
        register.away.add(Absence("one", "ada", here.now, until, "mei", "ada", here.now))
    here.later(hours=1)

    table = named(Workloads(here.figures).of(MEI, here.frame()), "people")

    assert table.column("Person") == ["Ada Osei, away until 4 March 2027"]


def test_a_service_that_a_team_was_asked_in_by_hand_may_be_chosen(here: Office) -> None:
    reference = here.opens(1)
    here.do(AddTask(MEI, here.now, reference, who="legal", title="Check the lease", asks="Whose?", token="e"))
    here.later(days=1)

    frame = here.frame(LEGAL_MANAGER, service="mend")

    assert dict(frame.services) == {"mend": "Mend a road"}
    assert named(Workloads(here.figures).of(LEGAL_MANAGER, frame), "teams").rows == (("Legal services", 1, 0, 0),)


def test_what_was_taken_back_by_hand_says_by_whom_and_why(here: Office) -> None:
    reference = here.opens(1)
    here.inspects(reference, "Hole")
    here.do(Rewind(MEI, here.now, reference, step="inspect", why="Wrong road", token="r"))
    here.later(days=1)
    table = ByHand(here.figures).of(MEI, here.frame())

    assert table.rows == (("1 March 2027", reference, "Mend a road", "Taken back", "Mei Lin", "Wrong road"),)
    assert table.links == {(0, 1): Link("case", {"ref": reference})}
    assert table.says.startswith("Withdrawn: 0, Closed early: 0, Taken back: 1.")
    assert ByHand(here.figures).of(LEGAL_MANAGER, here.frame(LEGAL_MANAGER)).rows == ()
    apart = Actor("una", name="Una", teams=frozenset({"finance"}), manages=frozenset({"highways"}))
    assert ByHand(here.figures).of(apart, here.frame(apart)).rows == ()


def test_a_step_is_told_by_its_median_and_what_was_late(here: Office) -> None:
    three(here)
    (inspect, mend) = named(Tables(here.figures).time(here.frame()), "steps").rows

    assert inspect == ("Inspect the road", 3, 3.0, 3.0, 1, 1.0, 3, 0)
    assert mend == ("Mend it", 2, 2.0, 4.0, 0, None, 0, 0)


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


def test_the_picture_is_of_the_cases_that_opened_then_and_says_so(here: Office) -> None:
    three(here)
    here.later(days=1)
    here.opens(4)
    since = here.now.date().isoformat()
    went = Ways(here.figures).of(here.frame(period="days", first=since, last=since))

    assert went is not None
    assert went.says.startswith("The picture and every table are of the 1 case that opened in these days")
    assert "1 time" in went.picture and "2 times" not in went.picture
    assert [row[2] for row in named(went.tables, "courses").rows] == [1]


def test_a_step_that_cases_went_past_says_how_often(here: Office) -> None:
    three(here)
    went = Ways(here.figures).of(here.frame())

    assert went is not None and "passed by 1 time" in went.picture.replace("\\n", " ")


def test_every_way_that_the_service_allows_is_in_its_picture(here: Office) -> None:
    three(here)
    went = Ways(here.figures).of(here.frame())

    assert went is not None
    assert set(named(went.tables, "ways").column("In the picture")) == {"Yes"}


def test_a_late_case_says_where_it_stayed_and_who_did_not_take_it(here: Office) -> None:
    three(here)
    (late,) = Lateness(here.figures).of(MEI, here.frame(), "").cases

    assert late.reference == "ROA-3"
    assert late.says == ("“Inspect the road” was due on 6 March 2027 (time limit: 5 days) and is 3 days late.",)
    (row,) = Inboxes(here.engine).page(ADA, Wanted(figure="late"), here.now).rows
    assert row.due and due_in_words(row.due, here.now) == "Late by 3 days", "one way of counting, here and in the inbox"
    assert late.applicant == "Zoë Ng"
    assert late.reasons == (
        "“Inspect the road” has taken 8 days; half of the others took 3 days or less. "
        "Nobody of Highways has taken it since 1 March 2027.",
    )


def test_the_longest_late_comes_first_whenever_it_was_due(here: Office) -> None:
    """The first is closed twelve hours late; the second, due days later, has been late for days."""
    first = here.opens(1)
    here.later(days=3)
    second = here.opens(2)
    here.later(days=2, hours=27)
    here.inspects(first)
    here.later(days=8)

    late = Lateness(here.figures).of(MEI, here.frame(), "").cases

    assert [one.reference for one in late] == [second, first]


def test_a_late_case_names_its_own_time_limit_and_who_had_it(tmp_path: Path) -> None:
    here = office(tmp_path, "deadline: 2 days\nlist as: ((place))\n")
    reference = here.opens(1)
    here.claims(reference, "inspect.1")
    here.later(days=4)
    (late,) = Lateness(here.figures).of(MEI, here.frame(), "").cases

    assert late.words == "Elm Hill"
    assert late.says == ("The whole case was due on 3 March 2027 (time limit: 2 days) and is 2 days late.",)
    assert late.reasons == ("“Inspect the road” has taken 4 days. Ada Osei of Highways has had it since 1 March 2027.",)


def test_what_took_no_longer_than_is_usual_says_so(tmp_path: Path) -> None:
    here = office(tmp_path, "deadline: 2 days\n")
    first, second = here.opens(1), here.opens(2)
    here.later(days=4)
    here.inspects(first)
    here.later(minutes=1)

    why = {one.reference: one.reasons for one in Lateness(here.figures).of(MEI, here.frame(), "").cases}

    assert why[second] == (
        "“Inspect the road” has taken 4 days, no longer than is usual. "
        "Nobody of Highways has taken it since 1 March 2027.",
    )  # fmt: skip


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
