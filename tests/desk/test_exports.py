"""Files of cases: for a spreadsheet, which works nothing out, and for tools that read XES."""

import csv
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desk.exports import Exports
from desk.finding import Finding
from desk.lateness import Lateness
from desk.tables import as_csv, disarmed
from engine.commands import Actor
from tests.desk.managing import PARKS_MANAGER, Office, office
from tests.engine.making import MEI
from workflows.calendars import LONDON

XES = "{http://www.xes-standard.org/}"
APART = Actor("una", name="Una", teams=frozenset({"finance"}), manages=frozenset({"highways"}))


@pytest.fixture
def here(tmp_path: Path) -> Office:
    made = office(tmp_path, edit=lambda text: text.replace("label: Name,", "label: Name, sensitive: yes,"))
    reference = made.opens(1, "=1+1")
    made.claims(reference, "inspect.1")
    made.later(days=2)
    made.inspects(reference, "Hole")
    made.later(days=1)
    made.mends(reference)
    made.opens(2)
    return made


def a_month(text: str) -> str:
    return text.replace("  title: Mend it", "  due: 31 days\n  title: Mend it")


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("cell", ["=1+1", "+44 1603", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_cell_that_would_be_worked_out_begins_with_an_apostrophe(cell: str) -> None:
    assert disarmed(cell) == "'" + cell
    ((again,),) = csv.reader(StringIO("".join(as_csv([cell], [])).removeprefix("\ufeff"), newline=""))
    assert again == "'" + cell


@pytest.mark.parametrize("cell", [-1, 0.5, None, "a=1", "", " =1"])
def test_any_other_cell_stays_as_it_is(cell: str | float | None) -> None:
    assert disarmed(cell) == cell


def test_each_case_has_a_line(here: Office) -> None:
    first, second = read(Exports(here.figures).cases(MEI, here.frame()))

    assert (first["Reference"], first["Outcome"], first["Opened"]) == ("ROA-1", "It is done", "2027-03-01 09:00")
    assert (second["Reference"], second["Outcome"], second["Closed"]) == ("ROA-2", "", "")


def test_a_case_is_late_in_its_file_where_a_screen_says_so(here: Office) -> None:
    here.later(days=6)
    first, second = read(Exports(here.figures).cases(MEI, here.frame()))
    (late,) = Lateness(here.figures).of(MEI, here.frame(), "").cases

    assert (first["Due"], first["Late"]) == ("2027-03-06 23:59", "No")
    assert (second["What is due then"], second["What is late"]) == ("Inspect the road", "Inspect the road")
    assert (second["Due"], second["Late"], late.reference) == ("2027-03-09 23:59", "Yes", "ROA-2")
    told = read(Exports(here.figures).answers(MEI, here.frame(service="mend")))
    assert [(one["Due"], one["Late"]) for one in told] == [(one["Due"], one["Late"]) for one in (first, second)]

    here.inspects("ROA-2")
    _, second = read(Exports(here.figures).cases(MEI, here.frame()))
    (late,) = Lateness(here.figures).of(MEI, here.frame(), "").cases
    assert (second["Outcome"], second["Late"], late.reference) == ("It is done", "Yes", "ROA-2")


def test_the_files_of_a_team_have_the_cases_that_it_took_part_in(here: Office) -> None:
    told = read(Exports(here.figures).cases(PARKS_MANAGER, here.frame(PARKS_MANAGER, team="parks")))

    assert [one["Reference"] for one in told] == ["ROA-1"]


def test_a_manager_whose_team_owns_no_service_has_the_cases_that_they_may_see(here: Office) -> None:
    exports, frame = Exports(here.figures), here.frame(PARKS_MANAGER)

    assert not frame.managed.services
    assert {one["Reference"] for one in read(exports.cases(PARKS_MANAGER, frame))} == {"ROA-1", "ROA-2"}
    assert exports.how_many(PARKS_MANAGER, frame) == 2


def test_the_answers_are_in_a_file_of_one_service_but_the_sensitive_ones(here: Office) -> None:
    first, _ = read(Exports(here.figures).answers(MEI, here.frame(service="mend")))

    assert (first["Where is it"], first["What did you find"]) == ("'=1+1", "Hole")
    assert "Name" not in first and "Zoë" not in "".join(first.values())


def test_people_are_named_only_in_the_teams_that_one_manages(here: Office) -> None:
    stays = read(Exports(here.figures).stays(MEI, here.frame()))

    assert [(one["Step"], one["Person"]) for one in stays] == [
        ("Inspect the road", "Ada Osei"), ("Mend it", ""), ("Inspect the road", ""),
    ]  # fmt: skip


def test_who_may_not_open_the_cases_has_empty_files(here: Office) -> None:
    exports, frame = Exports(here.figures), here.frame(APART, service="mend")

    assert exports.how_many(APART, frame) == 0
    assert [read(made(APART, frame)) for made in (exports.cases, exports.stays, exports.answers)] == [[], [], []]
    assert ElementTree.fromstring(exports.xes(APART, frame)).findall(f"{XES}trace") == []


def test_xes_tells_each_stay_as_it_began_was_taken_and_ended(here: Office) -> None:
    log = ElementTree.fromstring(Exports(here.figures).xes(MEI, here.frame()))

    traces = log.findall(f"{XES}trace")
    told = [{one.attrib["key"]: one.attrib["value"] for one in event} for event in traces[0].findall(f"{XES}event")]
    assert [(one["concept:name"], one["lifecycle:transition"], one["org:group"]) for one in told] == [
        ("Inspect the road", "schedule", "Highways"), ("Inspect the road", "start", "Highways"),
        ("Inspect the road", "complete", "Highways"), ("Mend it", "schedule", "Parks"),
        ("Mend it", "complete", "Parks"),
    ]  # fmt: skip
    assert told[2]["time:timestamp"] == "2027-03-03T09:00:00.000+00:00"
    assert [one.attrib["value"] for trace in traces for one in trace.findall(f"{XES}string[@key='concept:name']")] == [
        "ROA-1", "ROA-2",
    ]  # fmt: skip


def test_that_a_file_was_made_is_recorded(here: Office) -> None:
    Exports(here.figures).answers(MEI, here.frame(service="mend"))

    (record,) = [one for one in here.engine.store.audit.recent() if one.what.startswith("exported")]
    assert (record.actor, record.what, record.subject) == ("mei", "exported answers", "mend")


def test_an_open_case_is_due_in_its_file_as_find_says_it_and_what_it_waits_for_is_named(tmp_path: Path) -> None:
    """Its deadline was met long ago, so what is asked now is what is due."""
    here = office(tmp_path, "deadline: {within: 2 days, until: inspect}\n", a_month)
    reference = here.opens(1)
    here.later(days=1)
    here.inspects(reference, "Hole")
    here.later(days=8)
    (told,) = read(Exports(here.figures).cases(MEI, here.frame()))
    (found,) = Finding(here.engine).find(MEI, reference)

    assert found.due is not None and told["Due"] == found.due.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    assert (told["What is due then"], told["Late"], told["What is late"]) == ("Mend it", "No", "")
    assert (told["Waits at step"], told["Team"], told["Who has it"]) == ("Mend it", "Parks", "")


def test_a_whole_case_that_is_due_before_its_tasks_is_due_then_in_find_too(tmp_path: Path) -> None:
    here = office(tmp_path, "deadline: 2 days\n")
    reference = here.opens(1)
    here.claims(reference, "inspect.1")
    (told,) = read(Exports(here.figures).cases(MEI, here.frame()))
    (found,) = Finding(here.engine).find(MEI, reference)

    assert found.due is not None and told["Due"] == found.due.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    assert (told["What is due then"], told["Who has it"]) == ("The whole case", "Ada Osei")


def test_what_is_late_has_a_file_that_says_why_as_its_page_does(here: Office) -> None:
    here.later(days=6)
    (told,) = read(Exports(here.figures).late(MEI, here.frame()))
    (late,) = Lateness(here.figures).of(MEI, here.frame(), "").cases

    assert (told["Reference"], told["What is late"], told["Why"]) == (
        late.reference, " ".join(late.says), " ".join(late.reasons),
    )  # fmt: skip
