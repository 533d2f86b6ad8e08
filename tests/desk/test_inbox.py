"""The inbox as somebody has it: their views, figures that count what a view shows, pages both ways."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desk.inbox import PAGE, Inboxes, Wanted
from desk.saved import LONGEST, MOST, Saved
from engine.commands import AddNote, AddTask, Claim, HandOver, Hold, Refusal
from engine.store.tasks import Figures
from engine.who.people import Absence
from tests.desk.making import Office, office
from tests.engine.making import ADA, BEN, END, INSPECT, LEO, NINE, OFFICER, PAM, REPORT, STRANGER

CASES = 7


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, REPORT + INSPECT.replace("  title", "  due: 5 days\n  title") + END)
    for number in range(CASES):
        made.begin(f"ROA-{number}", place=f"{number} Elm Hill")
    return made


def listed(here: Office, wanted: Wanted, actor: object = ADA) -> list[str]:
    return [row.reference for row in Inboxes(here.engine).page(actor, wanted, NINE).rows]  # type: ignore[arg-type]


def test_everybody_has_the_views_of_their_own_teams(here: Office) -> None:
    inboxes = Inboxes(here.engine)
    both = replace(ADA, teams=frozenset({"highways", "parks"}), stands_in={"ben": "Ben Carter"})

    assert [view.title for view in inboxes.views(both)] == [
        "Mine", "For Ben Carter", "My teams’", "Highways", "Parks", "All I may see", "Waiting for others", "On hold",
        "Mentions of me", "Practice",
    ]  # fmt: skip
    assert [view.title for view in inboxes.views(OFFICER)] == [
        "Mine",
        "Norfolk Constabulary",
        "All I may see",
        "On hold",
    ]
    assert inboxes.view(ADA, Wanted("teams", "parks")) == inboxes.view(ADA, Wanted("nonsense"))
    assert inboxes.view(OFFICER, Wanted("waiting")).name == "teams"


def test_a_team_that_is_not_theirs_shows_them_nothing_of_it(here: Office) -> None:
    assert len(listed(here, Wanted("teams", "highways"))) == CASES
    assert listed(here, Wanted("teams", "highways"), PAM) == []
    assert listed(here, Wanted("absent", "ada"), BEN) == listed(here, Wanted())
    assert listed(here, Wanted("all"), STRANGER) == []


def test_whoever_stands_in_sees_what_the_absent_have_of_the_teams_they_lend(here: Office) -> None:
    here.done(Claim(ADA, NINE, "ROA-3", "inspect.1"))
    omar = replace(PAM, teams=frozenset({"parks", "highways"}), stands_in={"ada": "Ada Osei"})

    assert listed(here, Wanted("absent", "ada"), omar) == ["ROA-3"]
    assert listed(here, Wanted("absent", "ada"), replace(omar, teams=frozenset({"parks"}))) == []


def test_mine_has_what_the_absent_claimed_and_says_until_when_they_are_away(here: Office) -> None:
    here.done(Claim(ADA, NINE, "ROA-3", "inspect.1"))
    with here.engine.store.registers.write() as register:
        register.away.add(Absence("a1", "ada", NINE, NINE + timedelta(days=5), "pam", "ada", NINE))
    pam = replace(PAM, teams=frozenset({"parks", "highways"}), stands_in={"ada": "Ada Osei"})
    here.done(Claim(pam, NINE, "ROA-5", "inspect.1"))

    page = Inboxes(here.engine).page(pam, Wanted("mine"), NINE)

    assert [(row.reference, row.holder, row.away_until) for row in page.rows] == [
        ("ROA-3", "Ada Osei", (NINE + timedelta(days=5)).date()), ("ROA-5", "Pam Green", None),
    ]  # fmt: skip
    assert vars(Inboxes(here.engine).figures(pam, Wanted("mine"), NINE + timedelta(days=9))) == vars(Figures(2, 0, 0))
    assert listed(here, Wanted("mine"), replace(pam, stands_in={})) == ["ROA-5"]
    assert listed(here, Wanted("mine"), BEN) == []


def test_the_figures_count_what_the_view_shows(here: Office) -> None:
    inboxes, late = Inboxes(here.engine), NINE + timedelta(days=9)
    here.done(Claim(ADA, NINE, "ROA-3", "inspect.1"))

    assert vars(inboxes.figures(ADA, Wanted("teams"), late)) == vars(Figures(CASES, 0, CASES - 1))
    assert vars(inboxes.figures(ADA, Wanted("mine"), late)) == vars(Figures(1, 0, 0))
    assert vars(inboxes.figures(ADA, Wanted("teams", service="other"), late)) == vars(Figures(0, 0, 0))
    assert vars(inboxes.figures(ADA, Wanted("mentions"), late)) == vars(Figures(0, 0, 0))
    assert [row.reference for row in inboxes.page(ADA, Wanted("mine", figure="late"), late).rows] == ["ROA-3"]


def test_what_is_on_hold_is_in_a_view_of_its_own(here: Office) -> None:
    here.done(Hold(ADA, NINE, "ROA-3", "inspect.1", NINE + timedelta(days=2), "Snow", "t"))

    assert "ROA-3" not in listed(here, Wanted())
    assert listed(here, Wanted("held")) == ["ROA-3"]


def test_pages_are_leafed_on_and_back(here: Office) -> None:
    for number in range(CASES, 2 * PAGE + 1):
        here.begin(f"ROA-{number}")
    inboxes = Inboxes(here.engine)

    first = inboxes.page(ADA, Wanted(), NINE)
    second = inboxes.page(ADA, Wanted(after=first.after), NINE)
    third = inboxes.page(ADA, Wanted(after=second.after), NINE)

    assert (first.before, third.after) == ("", "")
    assert [len(page.rows) for page in (first, second, third)] == [PAGE, PAGE, 1]
    assert inboxes.page(ADA, Wanted(before=third.before), NINE) == second
    assert inboxes.page(ADA, Wanted(before=second.before), NINE) == first
    assert inboxes.page(ADA, Wanted(after="nonsense", before="nonsense"), NINE).rows == first.rows


def test_a_service_is_offered_to_whoever_takes_part_in_it(here: Office) -> None:
    assert Inboxes(here.engine).services(ADA) == (("mend", "Mend a road"),)
    assert Inboxes(here.engine).services(STRANGER) == ()


def test_a_mention_is_listed_to_whom_it_names_and_to_nobody_else(here: Office) -> None:
    here.done(AddNote(ADA, NINE, "ROA-2", "Ask @Ben Carter", "note", mentions=("ben",)))

    inboxes = Inboxes(here.engine)
    (one,) = inboxes.mentions(BEN, "", NINE).rows
    assert one.note == "Ask @Ben Carter" and inboxes.unread(BEN) == 1 and inboxes.unread(ADA) == 0
    assert inboxes.unread(replace(BEN, teams=frozenset({"finance"}))) == 0, "nothing that may not be seen is counted"

    assert (one.reference, one.author, one.words) == ("ROA-2", "Ada Osei", "2 Elm Hill")
    assert Inboxes(here.engine).mentions(ADA, "", NINE).rows == ()
    assert Inboxes(here.engine).mentions(replace(BEN, teams=frozenset({"finance"})), "", NINE).rows == ()


def test_a_filter_is_saved_renamed_and_deleted_by_whose_it_is(here: Office) -> None:
    saved, wanted = Saved(here.engine), Wanted("teams", "highways", "late", "mend", after="somewhere")

    assert saved.save(ADA, "  Late  potholes ", wanted) is None
    assert [(one.name, one.wanted) for one in saved.of(ADA)] == [("Late potholes", replace(wanted, after=""))]
    assert saved.of(BEN) == ()
    saved.delete(BEN, "Late potholes")
    assert saved.rename(ADA, "Late potholes", "Potholes") is None
    assert [one.name for one in saved.of(ADA)] == ["Potholes"]
    saved.delete(ADA, "Potholes")
    assert saved.of(ADA) == ()


def test_a_name_is_needed_once_and_fits_its_place(here: Office) -> None:
    saved = Saved(here.engine)
    assert saved.save(ADA, "One", Wanted()) is None

    for wrong in ("", "  ", "one", "ONE", "x" * (LONGEST + 1)):
        assert isinstance(saved.save(ADA, wrong, Wanted()), Refusal), wrong
    for number in range(MOST - 1):
        assert saved.save(ADA, f"Filter {number}", Wanted()) is None
    assert isinstance(saved.save(ADA, "One too many", Wanted()), Refusal)
    assert isinstance(saved.rename(ADA, "One", "Filter 3"), Refusal)


def test_the_notes_that_name_somebody_are_paged_from_where_a_page_ended(here: Office) -> None:
    reference = here.begin("ROA-77")
    for number in range(PAGE + 3):
        at = NINE + timedelta(seconds=number)
        here.done(AddNote(ADA, at, reference, f"Look {number}", f"note {number}", mentions=("ben",)))
    inboxes = Inboxes(here.engine)

    first = inboxes.mentions(BEN, "", NINE)
    second = inboxes.mentions(BEN, first.after, NINE)

    assert (len(first.rows), len(second.rows), second.after) == (PAGE, 3, "")
    moments = [one.at for one in first.rows + second.rows]
    assert moments == sorted(moments, reverse=True)
    assert inboxes.mentions(BEN, "no moment", NINE) == first


def test_what_is_next_is_the_most_urgent_that_can_be_done_now(here: Office) -> None:
    inboxes = Inboxes(here.engine)
    here.done(Claim(BEN, NINE, "ROA-0", "inspect.1"))
    here.done(Hold(ADA, NINE, "ROA-1", "inspect.1", NINE + timedelta(days=1), "Later", "hold"))
    here.done(AddTask(ADA, NINE, "ROA-2", "applicant", "A photo", "Of the hole", "photo"))

    found = inboxes.next(ADA, NINE)

    assert found is not None and found.reference == "ROA-3"
    assert inboxes.next(STRANGER, NINE) is None


def test_a_row_that_is_passed_over_says_whose_answer_it_waits_for(here: Office) -> None:
    here.done(AddTask(ADA, NINE, "ROA-2", "applicant", "A photo", "Of the hole", "photo"))
    here.done(AddTask(ADA, NINE, "ROA-3", "legal", "The lease", "Whose is it?", "lease"))

    rows = {row.reference: row.asked_of for row in Inboxes(here.engine).page(ADA, Wanted(), NINE).rows}

    assert (rows["ROA-1"], rows["ROA-2"], rows["ROA-3"]) == ((), ("the applicant",), ("Legal services",))


def test_what_is_on_hold_says_why_as_it_was_said_last(here: Office) -> None:
    day = timedelta(days=1)
    here.done(Hold(ADA, NINE, "ROA-1", "inspect.1", NINE + day, "Flooded", "1"))
    here.done(Hold(ADA, NINE, "ROA-1", "inspect.1", NINE + 2 * day, "Flooded still", "2"))
    here.done(Hold(BEN, NINE, "ROA-2", "inspect.1", NINE + day, "Snow", "3"))

    rows = Inboxes(here.engine).page(ADA, Wanted("held"), NINE).rows

    assert {row.reference: row.held_because for row in rows} == {"ROA-1": "Flooded still", "ROA-2": "Snow"}


def test_a_long_note_is_quoted_by_its_first_words(here: Office) -> None:
    here.done(AddNote(ADA, NINE, "ROA-2", "Ask @Ben\n" + "again and " * 40, "note", mentions=("ben",)))

    (one,) = Inboxes(here.engine).mentions(BEN, "", NINE).rows

    assert one.note.startswith("Ask @Ben again and") and one.note.endswith(" …") and len(one.note) < 125


def test_what_somebody_asked_for_or_handed_over_waits_for_others_until_it_is_done(here: Office) -> None:
    inboxes = Inboxes(here.engine)
    here.done(AddTask(ADA, NINE, "ROA-1", "legal", "The lease", "Whose is it?", "lease"))
    here.done(HandOver(ADA, NINE, "ROA-2", "inspect.1", "legal", "Theirs", "over"))
    here.done(AddTask(BEN, NINE, "ROA-3", "applicant", "A photo", "Of the hole", "photo"))
    waiting = Wanted("waiting")

    assert listed(here, waiting) == ["ROA-2", "ROA-1", "ROA-3"]
    assert listed(here, waiting, BEN) == ["ROA-3"], "nobody else waits for them"
    assert listed(here, waiting, replace(ADA, teams=frozenset({"parks"}))) == [], "only who may still see the case"
    assert inboxes.figures(ADA, waiting, NINE).unclaimed == 2, "an applicant’s task is nobody’s to claim"
    here.done(HandOver(LEO, NINE, "ROA-2", "inspect.1", "highways", "Yours", "back"))
    assert listed(here, waiting) == ["ROA-1", "ROA-3"], "it is theirs again"


def test_a_partner_tells_rows_apart_by_what_they_are_shown(tmp_path: Path) -> None:
    look = "- ask: look\n  who: police\n  sees: [full_name]\n  questions: {known: {type: text, label: Known}}\n"
    here = office(tmp_path, REPORT + look + END)
    here.begin("ROA-1", full_name="Zoë Ng")
    here.begin("ROA-2", full_name="Sam Reed")

    words = {row.reference: row.words for row in Inboxes(here.engine).page(OFFICER, Wanted(), NINE).rows}

    assert words == {"ROA-1": "Zoë Ng", "ROA-2": "Sam Reed"}
