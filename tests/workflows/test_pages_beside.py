"""The pages on what stands beside a service hold: every sample is read as the page says."""

import re
from datetime import date
from pathlib import Path

from desk.play import play
from tests.workflows.services import NAME, ORGANISATION, ROAD
from tests.workflows.test_translations import HERE
from workflows.load import check_group, examine, load, load_organisation

DOCS = Path(__file__).parents[2] / "docs"
SHARED = "shared/contact-details.yaml"


def sample(page: str, info: str) -> str:
    found = re.search(rf"^```yaml {info}\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_calendars_of_the_page_are_closed_when_it_says() -> None:
    house = load_organisation(ORGANISATION + sample("calendars.md", "organisation"), "organisation.yaml")

    assert not house.calendars["school-days"].works(date(2027, 2, 17))
    assert house.calendars["school-days"].works(date(2027, 2, 22))
    assert not house.calendars["scottish-office"].works(date(2027, 8, 2))
    assert not house.calendars["scottish-office"].works(date(2027, 4, 19))


def test_the_teams_of_the_page_have_the_addresses_that_it_gives() -> None:
    house = load_organisation(f"organisation: Norfolk\n{sample('teams.md', 'organisation')}", "organisation.yaml")

    assert house.teams == {"highways": "Highways", "flood-and-water": "Flood and water"}
    assert house.partners["national-highways"] == "National Highways"
    assert house.addresses == {
        "flood-and-water": "duty-officer@example.org", "norfolk-police": "control-room@example.org",
    }  # fmt: skip


def test_the_pages_at_the_foot_are_those_of_the_page() -> None:
    house = load_organisation(ORGANISATION + sample("language.md", "organisation"), "organisation.yaml")

    assert house.links["Privacy"] == "https://www.example.gov.uk/privacy" and len(house.links) == 3


def test_the_shared_questions_of_the_page_are_asked_as_it_says() -> None:
    group, use = sample("shared-questions.md", "shared"), sample("shared-questions.md", "fragment=questions")
    asked = use.replace("cycle_route", "urgent").replace("\n", "\n    ").rstrip(" ")
    played = sample("shared-questions.md", "examples").replace("depth: Deep", "depth: Deep, urgent: yes")
    text = ROAD.replace("    email:\n", f"    {asked}    email:\n", 1)
    text = text.replace("- report: {depth: Deep, urgent: no}\n", f"{played}", 1)
    files = {"organisation.yaml": ORGANISATION, NAME: text, SHARED: group}

    assert check_group(group, SHARED) == ()
    assert "a@example.org" in text
    assert [one.difference for one in play(load(files, NAME))] == ["", ""]


def test_the_list_of_the_page_gives_its_options() -> None:
    path, listed = "shared/parishes.yaml", sample("shared-questions.md", "list")
    asked = sample("shared-questions.md", "options").replace("\n", "\n    ").rstrip(" ")
    text = ROAD.replace("    email:\n", f"    {asked}    email:\n", 1)
    found = examine({"organisation.yaml": ORGANISATION, NAME: text, path: listed}, NAME)

    assert check_group(listed, path) == ()
    assert found.workflow is not None, found.faults
    assert found.workflow.names["parish"].options == ("Acle", "Alby with Thwaite", "other")


def test_the_translation_of_the_page_translates() -> None:
    found = examine(
        {"organisation.yaml": ORGANISATION, NAME: ROAD, HERE: sample("other-languages.md", "translation")}, NAME
    )

    assert {fault.code for fault in found.faults} == {"not-translated"}
    assert found.workflow is not None
    assert found.workflow.translated("cy").title == "Trwsio ffordd"
