"""By their link: somebody asked by email, a resident who reads in Polish and has several things to do at once, and
a policy owner without an account who tries a draft."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Comes
from tests.journeys.house import House, standing
from tests.journeys.people import PLACE, STREET, CaseWorker, Designer, Resident, Visitor
from tests.journeys.without_pages import begun, completed_by_link, link_sent

VOLUNTEER = """\
service: look-after-a-verge
title: Look after a verge
summary: Plant and mow a verge in your street
owner: highways
starts: anyone
reference: VER
contact: [email]
law: {basis: Localism Act 2011 s.1, checked: no}
privacy: {purpose: Looking after verges, basis: public task, keep: 3 years after closing}
steps:
- ask: offer
  title: Offer to look after a verge
  next: We will write to the neighbour you named.
  questions:
    place: {type: text, label: Which verge do you want to look after?}
    email: {type: email, label: What is your email address?}
    neighbour: {type: email, label: Which neighbour knows you?}
- ask: say_more
  who: neighbour
  title: Tell us about your neighbour’s offer
  sees: [place]
  next: We will not write to you again.
  questions:
    known: {type: text, label: How long have you known them?}
    reliable: {type: yes or no, label: Would they do it all year?}
- together:
    papers:
    - ask: sign
      who: applicant
      title: Sign the agreement
      questions: {signed: {type: yes or no, label: Do you agree to look after it?}}
    tools:
    - ask: choose_tools
      who: applicant
      title: Choose your tools
      questions: {tools: {type: text, label: Which tools do you need?}}
    money:
    - pay: deposit
      amount: £20
- send: welcome
  to: applicant
- end: agreed
messages:
  welcome:
    subject: Your verge, ((reference))
    body: Thank you for looking after ((place)).
outcomes:
  agreed: {title: The verge is yours to look after}
examples:
- story: Somebody looks after a verge
  play:
  - offer: {place: Elm Hill, email: a@example.org, neighbour: b@example.org}
  - say_more: {known: Ten years, reliable: yes}
  - sign: {signed: yes}
  - choose_tools: {tools: A rake}
  - deposit: paid
  expect: {sent: [welcome]}
  ends: agreed
"""
POLISH = """\
service: look-after-a-verge
title: Zadbaj o pobocze
summary: Sadź i koś pobocze na swojej ulicy
privacy: {purpose: Dbanie o pobocza, basis: zadanie publiczne, keep: 3 lata po zamknięciu}
steps:
  offer:
    title: Zgłoś się
    next: Napiszemy do wskazanego sąsiada.
    questions:
      place: {label: O które pobocze chcesz dbać?}
      email: {label: Jaki jest Twój adres e-mail?}
      neighbour: {label: Który sąsiad Cię zna?}
  sign:
    title: Podpisz umowę
    questions: {signed: {label: Czy zgadzasz się o nie dbać?}}
  choose_tools:
    title: Wybierz narzędzia
    questions: {tools: {label: Jakich narzędzi potrzebujesz?}}
messages:
  welcome: {subject: "Twoje pobocze, ((reference))", body: Dziękujemy za dbanie o ((place)).}
outcomes:
  agreed: {title: Pobocze jest pod Twoją opieką}
"""
TITLE, IN_POLISH = "Look after a verge", "Zadbaj o pobocze"
ASKED = "Tell us about your neighbour’s offer"
KNOWN, RELIABLE = "How long have you known them?", "Would they do it all year?"


@pytest.fixture(scope="module")
def house(furniture: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house with one more service, in two languages."""
    services = {"look-after-a-verge.yaml": VOLUNTEER, "pl/look-after-a-verge.yaml": POLISH}
    with standing(tmp_path_factory.mktemp("house"), furniture, services) as here:
        yield here


def offered(house: House, neighbour: str) -> str:
    answers = {"place": "Magdalen Street", "email": "zofia@example.org", "neighbour": neighbour}
    return begun(house, "look-after-a-verge", answers)


def link_of(comes: Comes, address: str) -> str:
    """The link that somebody gets by email, as the demo's outbox shows it."""
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska", at="/outbox")
    worker.stops_at("Outbox")
    worker.settles()
    shown = worker.page.locator(".w-of-case").filter(has_text=address).first
    shown.locator("summary").click()
    shown.get_by_role("link", name="Show the link").click()
    worker.stops_at("The link in this message")
    link = worker.page.get_by_role("link", name="Open the link").get_attribute("href")
    assert link is not None
    return link.removeprefix(worker.house.address)


def test_a_neighbour_answers_once_by_their_link_and_sees_only_what_is_listed(comes: Comes, house: House) -> None:
    reference = offered(house, "neighbour@example.org")
    link = link_of(comes, "neighbour@example.org")

    neighbour = comes(Resident, width=375)
    neighbour.opens(link)
    neighbour.stops_at(ASKED)
    neighbour.reads("Magdalen Street")
    for hidden in ("zofia@example.org", "What is your email address?", "See how it is going"):
        expect(neighbour.page.get_by_text(hidden)).to_have_count(0)
    neighbour.follows("Start now")
    neighbour.answers(KNOWN, "Ten years")
    neighbour.stops_at(RELIABLE)
    neighbour.presses("Save and come back later")
    neighbour.stops_at("Your answers are saved")
    later = neighbour.page.get_by_test_id("stCode").inner_text().strip().removeprefix(neighbour.house.address)

    phone = comes(Resident, width=375)
    phone.opens(later)
    phone.stops_at(ASKED)
    phone.follows("Start now")
    phone.chooses(RELIABLE, "Yes")
    phone.stops_at("Check your answers")
    phone.presses("Send")
    phone.stops_at("Sent")
    phone.reads("We will not write to you again.")
    phone.page.reload()
    phone.stops_at("There is nothing here to answer now")

    opens_nothing(phone, link)
    neighbour.opens(f"/apply?case={reference}&task=say_more.1")
    neighbour.stops_at("This page cannot be opened")
    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska", at=f"/case?ref={reference}")
    worker.stops_at(reference)
    worker.reads(f"Completed “{ASKED}”")
    worker.reads(re.compile("^neighbour@example.org, "))


def opens_nothing(somebody: Visitor, link: str) -> None:
    somebody.expected, before = "404", somebody.expected
    somebody.opens(link)
    somebody.stops_at_plain("This link does not work")
    somebody.expected = before


def test_a_corrected_address_gets_its_own_link_and_the_old_one_opens_nothing(comes: Comes, house: House) -> None:
    reference = offered(house, "wrong@example.org")
    old = link_sent(house, reference, "wrong@example.org")

    worker = comes(CaseWorker)
    worker.signs_in("Marta Kowalska", at=f"/case?ref={reference}")
    worker.stops_at(reference)
    worker.presses(re.compile("^Correct Which neighbour knows you"))
    worker.settles()
    worker.types("Which neighbour knows you?", "right@example.org")
    worker.types("Why is it corrected?", "It was misspelt")
    worker.presses("Correct the answer")
    worker.reads(re.compile("^The answer is corrected"))

    neighbour = comes(Resident, width=375)
    opens_nothing(neighbour, old)
    neighbour.opens(link_sent(house, reference, "right@example.org"))
    neighbour.stops_at(ASKED)


def test_a_resident_keeps_their_language_and_is_offered_all_that_waits(comes: Comes, house: House) -> None:
    resident = comes(Resident, width=375)
    resident.opens("/apply?service=look-after-a-verge")
    resident.stops_at(TITLE)
    resident.follows("Polski")
    resident.stops_at(IN_POLISH)
    resident.goes_on = "Dalej"
    resident.follows("Rozpocznij")
    resident.answers("O które pobocze chcesz dbać?", "Elm Hill")
    resident.stops_at("Jaki jest Twój adres e-mail?")
    resident.presses("Zapisz i wróć później")
    resident.stops_at("Twoje odpowiedzi są zapisane")
    link = resident.page.get_by_test_id("stCode").inner_text().strip().removeprefix(resident.house.address)

    phone = comes(Resident, width=375)
    phone.goes_on = "Dalej"
    phone.opens(link)
    phone.answers("Jaki jest Twój adres e-mail?", "anna@example.org")
    phone.answers("Który sąsiad Cię zna?", "sasiad@example.org")
    phone.stops_at("Sprawdź swoje odpowiedzi")
    phone.presses("Wyślij")
    phone.stops_at("Wysłano")
    phone.reads("Napiszemy do wskazanego sąsiada.")
    reference = phone.reference()

    completed_by_link(house, reference, "say_more", {"known": "A year", "reliable": "yes"})
    phone.opens(f"/status?ref={reference}")
    phone.stops_at("Czekamy na Ciebie")
    phone.reads(IN_POLISH)
    phone.reads("Jest coś do zapłacenia")
    phone.follows("Wybierz narzędzia")
    phone.answers("Jakich narzędzi potrzebujesz?", "Grabie")
    phone.stops_at("Sprawdź swoje odpowiedzi")
    phone.presses("Wyślij")
    expect(phone.page.get_by_role("button", name="Wyślij", exact=True)).to_have_count(0)
    phone.opens(f"/status?ref={reference}")
    phone.stops_at("Czekamy na Ciebie")
    phone.follows("Podpisz umowę")
    phone.chooses("Czy zgadzasz się o nie dbać?", "Tak")
    phone.stops_at("Sprawdź swoje odpowiedzi")
    phone.presses("Wyślij")
    expect(phone.page.get_by_role("button", name="Wyślij", exact=True)).to_have_count(0)
    phone.opens(f"/status?ref={reference}")
    phone.stops_at("Czekamy na Ciebie")
    phone.presses("Zapłać teraz")
    phone.stops_at("Pobocze jest pod Twoją opieką")
    phone.reads("Dziękujemy za dbanie o Elm Hill.")


def test_a_preview_link_opens_the_draft_for_somebody_without_an_account_until_it_is_taken_back(comes: Comes) -> None:
    designer = comes(Designer)
    designer.opens_service()
    designer.turns_to("Try it")
    designer.page.locator("summary", has_text="Show it to somebody without an account").click()
    designer.types("For whom is it? (optional)", "Rita")
    designer.presses("Make a link")
    made = designer.reads(re.compile("/preview.key="))
    address = made.inner_text().strip()
    designer.reads(re.compile("^For Rita: made by"))
    designer.settles()
    designer.looks()

    owner = comes(Resident, width=375)
    owner.opens(address[address.index("/preview") :])
    owner.reads("This draft is the same as the service that people use now.")
    owner.reads(re.compile("^Tell .* what you think of it"))
    owner.reads(PLACE)
    owner.types(STREET, "Elm Hill")
    owner.presses("Continue")
    owner.settles()
    expect(owner.box(STREET)).to_have_count(0)
    owner.looks()

    designer.presses("Take it back")
    expect(designer.page.get_by_text("The link is shown only now")).to_have_count(0)

    owner.page.reload()
    owner.stops_at("This link opens nothing")
    owner.looks()
