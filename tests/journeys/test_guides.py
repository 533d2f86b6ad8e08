"""A resident finds something out: one question at a time, nothing kept, nothing lost."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.people import Designer, Resident

GUIDE = "Find out who mends the road"
NORFOLK, SORT, TROUBLE = "Is it in Norfolk?", "What is it?", "What is wrong with the path?"


def test_a_guide_leads_to_its_outcome_and_any_answer_can_be_changed(comes: Comes) -> None:
    resident = comes(Resident)
    resident.begins(GUIDE)
    resident.chooses(NORFOLK, "Yes")
    resident.chooses(SORT, "A footpath")
    resident.chooses(TROUBLE, "A gate")
    resident.stops_at("Whoever owns the land mends it")

    resident.follows(re.compile("^Change.*What is it"))
    resident.stops_at(SORT)
    expect(resident.page.get_by_role("radio", name=re.compile("^A footpath"))).to_be_checked()
    resident.chooses(SORT, "The A11")
    resident.stops_at("National Highways mends it")
    expect(resident.page.get_by_text(TROUBLE)).to_have_count(0)

    resident.follows("Start again")
    resident.stops_at(GUIDE)
    resident.follows("Start now")
    resident.stops_at(NORFOLK)
    expect(resident.page.get_by_role("radio", name="Yes")).not_to_be_checked()


def test_a_reload_and_the_way_back_lose_no_answer(comes: Comes) -> None:
    resident = comes(Resident, width=375)
    resident.begins(GUIDE)
    resident.presses("Continue")
    resident.reads("There is a problem")
    resident.looks()
    resident.chooses(NORFOLK, "Yes")
    resident.stops_at(SORT)

    resident.page.reload()
    resident.stops_at(SORT)
    resident.follows("Back")

    resident.stops_at(NORFOLK)
    expect(resident.page.get_by_role("radio", name="Yes")).to_be_checked()


def test_the_address_alone_opens_the_same_outcome_elsewhere(comes: Comes) -> None:
    resident, friend = comes(Resident), comes(Resident)
    resident.begins(GUIDE)
    resident.chooses(NORFOLK, "No")
    resident.stops_at("The council of that county mends it")

    friend.opens(resident.page.url.removeprefix(resident.house.address))

    friend.stops_at("The council of that county mends it")
    friend.opens("/apply")
    friend.stops_at("What do you want to do?")
    expect(friend.page.get_by_role("heading", name="Go on with")).to_have_count(0)


def test_a_designer_tries_a_guide_as_its_readers_meet_it(comes: Comes) -> None:
    designer = comes(Designer)
    designer.opens_service(GUIDE)
    designer.turns_to("Try it")
    designer.reads(NORFOLK)
    designer.picks("Yes")
    designer.presses("Continue")
    designer.reads(SORT)
    designer.picks(re.compile("^A private road"))
    designer.presses("Continue")
    designer.reads("Whoever owns the land mends it")
    designer.looks()

    designer.presses("Start again")
    designer.reads(NORFOLK)
