"""What an applicant may do with a case at the plain pages, and what somebody is shown who was asked by email."""

from collections.abc import Callable
from random import Random

import pytest

from desk.applying import Desk
from desk.trial import Trial
from engine.commands import AddTask, Write
from tests.desk.test_guests import DECIDE, REFER
from tests.desk.test_guests import REPORT as WITH_REFEREE
from tests.desk.test_guiding import TEXT
from tests.engine.making import ADA, END, INSPECT, NINE
from tests.reception import Desk as People
from tests.web.plain.conftest import REPORT, House, rehearsed
from tests.web.plain.person import Person
from tests.workflows.services import ORGANISATION
from workflows.load import load

FIRST = "/apply/mend/questions"
PLAN = ("plan.txt", b"a wall, a door", "text/plain")


@pytest.fixture
def house(house_of: Callable[..., House]) -> House:
    return house_of(REPORT + INSPECT + END)


def sent(house: House) -> tuple[Person, str]:
    somebody = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill", email__email="z@example.org")
    reference = somebody.sends("Send").reference
    return somebody.follows("See how it is going"), reference


def test_they_withdraw_it_after_they_are_told_what_that_does(house_of: Callable[..., House]) -> None:
    withdrawn = '- end: withdrawn\n  when: found is "Crack"\n'
    house = house_of(REPORT + INSPECT + withdrawn + END, "withdraw: until inspect\n")
    somebody, reference = sent(house)

    somebody.follows("Withdraw this")
    assert "You cannot undo this" in somebody.says
    assert [one.words() for one in somebody.page.every("button") if one.get("class") == "warns"] == ["Withdraw it"]
    somebody.sends("Withdraw it")

    assert "You have withdrawn it." in somebody.says
    assert not house.case(reference).open


def test_they_change_how_they_are_reached(house: House) -> None:
    somebody, reference = sent(house)

    somebody.follows("Change how we reach you").sends("Change it", email__email="me@")
    assert [lead for _, lead in somebody.problems()] == ["email.email"]
    somebody.sends("Change it", email__email="zoe@example.org")

    assert "It is changed." in somebody.says
    assert house.case(reference).values()["email"] == "zoe@example.org"


def test_they_answer_a_message_with_words_and_a_file(house: House) -> None:
    somebody, reference = sent(house)
    house.office.done(Write(ADA, NINE, reference, "Which side?", "Left or right?", "1"))

    somebody.opens(somebody.address).follows("Answer our message")
    assert somebody.says.index("We wrote to you: Which side?") < somebody.says.index("Left or right?")
    assert somebody.says.index("Left or right?") < somebody.says.index("Your answer")
    somebody.sends("Send your answer", text__text="The left", files__files=PLAN)

    assert "Thank you. We have what you sent." in somebody.says
    assert "The left" in somebody.says
    assert "plan.txt" in somebody.says


def test_they_give_what_staff_ask_for_beside_the_questions(house: House) -> None:
    somebody, reference = sent(house)
    house.office.done(AddTask(ADA, NINE, reference, "applicant", "Which side is it?", "Left or right", "1"))

    somebody.opens(somebody.address).follows("Which side is it?")
    form = somebody.form("Send")[0].get("action")
    somebody.sends("Send", said__text="The left")

    assert "The left" in somebody.says
    assert "/status" in somebody.opens(form).address, "it is not asked twice"


def test_a_stranger_opens_none_of_its_pages(house: House) -> None:
    _, reference = sent(house)
    stranger = Person(house.browser()).opens("/apply/mend")

    for page in ("status", "do", "document", "document.pdf", "questions", "sent", "later", "parts"):
        query = f"ref={reference}&case={reference}&draft={reference}&what=withdraw&name=letter"
        stranger.opens(f"/apply/mend/{page}?{query}")
        assert stranger.answer.status_code == 404, page
        assert "Elm Hill" not in stranger.says
    assert house.case(reference).open


def test_somebody_asked_by_email_sees_what_they_are_shown_and_answers_once(house_of: Callable[..., House]) -> None:
    house = house_of(WITH_REFEREE + REFER + DECIDE + END)
    reference = house.office.begin("ROA-1", health="Asthma", referee="ref@example.org", phone="")
    token = token_of_guest(house, reference)

    guest = Person(house.browser()).opens(f"/return/{token}/simple")
    assert "You have been asked to help with this" in guest.says
    assert "Elm Hill" in guest.says
    assert "z@example.org" not in guest.says
    guest.follows("Start now").sends(known__text="All is well").sends(since__text="May").sends("Send")

    assert "Your link does not work any more" in guest.says
    assert "/return/" not in guest.says
    assert guest.opens(f"/return/{token}/simple").answer.status_code == 404


def token_of_guest(house: House, reference: str) -> str:
    desk, messages = Desk(house.office.engine, Random(6).randbytes), house.office.engine.store.messages.of(reference)
    token = desk.link_in(reference, next(one.number for one in messages if one.to != "applicant"), NINE)
    assert isinstance(token, str)
    return token


def test_a_guide_is_read_to_its_end_and_any_answer_can_be_changed(people: People) -> None:
    guide = load({"find-the-owner.yaml": TEXT, "organisation.yaml": ORGANISATION}, "find-the-owner.yaml")
    somebody = rehearsed(Trial(guide, NINE), people).opens("/apply/find-the-owner")
    assert "We do not save your answers" in somebody.says

    somebody.follows("Start now").sends()
    assert somebody.title.startswith("Error: ")
    somebody.sends(sort__choice="Drive").sends(name__text="Elm Drive").sends()

    assert somebody.title.startswith("It is yours")
    assert "Elm Drive" in somebody.says
    somebody.follows("Change : What is it")
    assert [box.get("value") for box in somebody.page.every("input") if "checked" in box.attributes] == ["Drive"]
