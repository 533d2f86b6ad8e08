"""The organisation: where its teams hear of their tasks, and its own calendars with the days they are closed."""

from datetime import date

import pytest

from workflows.faults import Faulty
from workflows.load import load_organisation
from workflows.organisation import Organisation

TEAMS = "organisation: Norfolk County Council\nteams: {highways: Highways}\n"


def house(calendars: str) -> Organisation:
    return load_organisation(f"{TEAMS}calendars:\n{calendars}", "organisation.yaml")


def test_a_calendar_of_our_own_is_england_s_without_the_days_closed() -> None:
    ours = house("  school-days: {closed: [2027-02-15 to 2027-02-19, 2027-03-01]}\n").calendars["school-days"]

    assert [day for day in range(12, 24) if ours.works(date(2027, 2, day))] == [12, 22, 23]
    assert not ours.works(date(2027, 3, 1))
    assert not ours.works(date(2027, 8, 30))


@pytest.mark.parametrize(
    ("base", "works"),
    [("scotland", {2: True, 30: False}), ("every-day", {1: True, 30: True}), ("england", {2: True, 30: True})],
)
def test_a_calendar_of_our_own_may_begin_from_another(base: str, works: dict[int, bool]) -> None:
    ours = house(f"  ours: {{based on: {base}, closed: 2026-11-03}}\n").calendars["ours"]

    assert {day: ours.works(date(2026, 11, day)) for day in works} == works
    assert not ours.works(date(2026, 11, 3))
    assert ours.name == "ours"


@pytest.mark.parametrize(
    ("calendars", "code", "cure"),
    [
        ("  ours: {based on: scotlnd}\n", "unknown-calendar", 'Did you mean "scotland"?'),
        ("  england: {closed: 2026-12-24}\n", "twice", "Call it england-closed, say"),
        ("  ours: {closed: 24 December}\n", "wrong-value", "Write it as 2026-12-25"),
        ("  ours: {closed: 2027-01-01 to 2026-12-24}\n", "wrong-value", "Write the first day, to, and the last"),
    ],
)
def test_a_calendar_that_cannot_be_is_a_fault(calendars: str, code: str, cure: str) -> None:
    with pytest.raises(Faulty) as error:
        house(calendars)

    assert [(fault.code, fault.cure) for fault in error.value.faults] == [(code, cure)]


def test_a_team_is_a_name_or_a_title_and_an_address() -> None:
    text = (
        "organisation: Norfolk\nteams:\n  highways: {title: Highways, email: ' Roads@Example.org '}\n  parks: Parks\n"
    )
    ours = load_organisation(f"{text}partners: {{police: {{title: Norfolk Constabulary}}}}\n", "organisation.yaml")

    assert ours.everyone == {"highways": "Highways", "parks": "Parks", "police": "Norfolk Constabulary"}
    assert ours.addresses == {"highways": "Roads@example.org"}


@pytest.mark.parametrize(
    ("team", "sentence", "cure"),
    [
        ("{title: A, email: roads@}", "“roads@” is not an email address", "Write one such as roads@example.org"),
        ("{email: a@example.org}", "“title:” is missing here", "Add a line “title: …”"),
        ("{title: A, mail: a@example.org}", "“mail:” is not a word that may stand here", 'Did you mean "email"?'),
        ("", "There are no words here", "Write the words after the colon"),
        ("[A]", "Here a team is written as words with a colon",
         "Write title: on lines of their own below, two spaces in"),
    ],
)  # fmt: skip
def test_a_team_that_cannot_be_is_a_fault_with_a_cure(team: str, sentence: str, cure: str) -> None:
    with pytest.raises(Faulty) as error:
        load_organisation(f"organisation: Norfolk\nteams: {{highways: {team}}}\n", "organisation.yaml")

    assert [(fault.sentence, fault.cure) for fault in error.value.faults] == [(sentence, cure)]


def test_pages_of_the_council_are_words_and_the_whole_address_of_each() -> None:
    ours = load_organisation(
        f"{TEAMS}links:\n  Privacy: https://norfolk.example.org/privacy\n  Easy read: http://easy.example.org\n",
        "organisation.yaml",
    )

    assert list(ours.links.items()) == [
        ("Privacy", "https://norfolk.example.org/privacy"), ("Easy read", "http://easy.example.org"),
    ]  # fmt: skip
    assert not load_organisation(TEAMS, "organisation.yaml").links


@pytest.mark.parametrize(
    "address",
    ["/privacy", "norfolk.example.org", "javascript:alert(1)", "ftp://norfolk.example.org", "https://", "http://[x",
     "https://norfolk.example.org/a b", "data:text/html,x"],
)  # fmt: skip
def test_a_page_of_the_council_that_no_browser_opens_is_a_fault_at_its_line(address: str) -> None:
    with pytest.raises(Faulty) as refused:
        load_organisation(f'{TEAMS}links:\n  Privacy: "{address}"\n', "organisation.yaml")

    (fault,) = refused.value.faults
    assert fault.sentence == f"“{address}” is not the address of a page"
    assert fault.cure == "Write it whole, such as https://www.example.gov.uk/privacy"
    assert fault.place.line == 4
