"""Who comes in, who is turned away, and what a stranger learns: nothing."""

import re

import httpx
from playwright.sync_api import expect

from screens.addresses import SCREENS
from tests.journeys.conftest import Comes
from tests.journeys.house import House
from tests.journeys.people import CaseWorker, Resident
from tests.journeys.without_pages import a_pothole

ENDED = "Your session has ended"


def test_a_wrong_password_is_told_without_saying_what_was_wrong(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.opens("/sign-in")
    worker.stops_at_plain("Sign in")
    worker.expected = "422"

    said = []
    for email in ("marta-kowalska@norfolk.example.org", "nobody@example.org"):
        worker.types("Email address", email)
        worker.types("Password", "not the password")
        worker.presses("Sign in")
        worker.reads("There is a problem")
        worker.looks()
        said.append(worker.page.get_by_role("alert").inner_text())

    assert said[0] == said[1]


def test_every_screen_opens_at_its_address_and_nothing_else_does(house: House) -> None:
    found = {path: httpx.get(f"{house.address}/{path}").status_code for path in [*SCREENS, "nowhere", "inbox/nowhere"]}

    assert found == dict.fromkeys(SCREENS, 200) | {"nowhere": 404, "inbox/nowhere": 404}


def test_who_mistypes_an_address_reads_what_to_do_next(comes: Comes) -> None:
    somebody = comes(Resident, width=375)
    somebody.expected = "404"
    somebody.opens("/nowhere")
    somebody.stops_at_plain("Page not found")
    somebody.follows("Go to the first page")
    somebody.stops_at("Norfolk County Council services")


def test_signing_out_closes_the_pages_that_are_open(comes: Comes) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Helen Gurney")
    worker.stops_at("Inbox")
    other = worker.context.new_page()
    other.goto(f"{worker.house.address}/sign-out")

    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="You have signed out")).to_be_visible()
    worker.follows("Mine")

    worker.reads(ENDED)
    worker.looks()


def test_a_person_who_is_disabled_is_turned_away_from_an_open_page(comes: Comes, house: House) -> None:
    worker = comes(CaseWorker)
    worker.signs_in("Priya Nair")
    worker.stops_at("Inbox")

    house.wherry("user", "disable", "priya-nair@norfolk.example.org")

    worker.reads(ENDED)
    worker.opens("/sign-in")
    worker.stops_at_plain("Sign in")
    expect(worker.page.get_by_role("button", name=re.compile("Priya Nair"))).to_have_count(0)


def test_a_stranger_learns_nothing_from_the_address_of_a_case(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 32")
    stranger = comes(Resident)
    said = []
    for tried in (reference, "POT-2222-2222"):
        stranger.opens(f"/status?ref={tried}")
        stranger.stops_at("We cannot show this")
        said.append(stranger.page.get_by_role("main").inner_text())
    assert said[0] == said[1]


def test_staff_of_another_team_learn_nothing_from_the_address_of_a_case(comes: Comes, house: House) -> None:
    reference = a_pothole(house, "Elm Hill, outside number 34")
    stranger = comes(CaseWorker)
    stranger.signs_in("Helen Gurney")
    stranger.stops_at("Inbox")
    said = []
    for tried in (reference, "POT-2222-2222"):
        stranger.opens(f"/case?ref={tried}")
        stranger.stops_at("This case cannot be opened")
        said.append(stranger.page.get_by_role("main").inner_text())
    assert said[0] == said[1]


def test_staff_screens_ask_who_is_there(comes: Comes) -> None:
    stranger = comes(Resident)
    for path in ("/inbox", "/find?words=a", "/outbox", "/design", "/case?ref=POT-2222-2222", "/done?ref=POT-2222-2222"):
        stranger.opens(path)
        stranger.stops_at("Sign in first")
    assert stranger.page.get_by_role("link", name="Sign in").is_visible()


def test_a_phone_shows_whole_pages(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.begins("Report a pothole")
    resident.stops_at("Where is the pothole?")

    worker = comes(CaseWorker, width=375)
    worker.signs_in("Marta Kowalska")
    worker.stops_at("Inbox")
    worker.follows(re.compile("^POT-"))
    worker.stops_at("POT-")
