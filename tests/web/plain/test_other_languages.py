"""The plain pages in another language: our own words are said in it where we speak it, and marked where we do not."""

import re

import pytest

from desk.trial import Trial
from tests.engine.making import END, INSPECT, NAME, NINE, files
from tests.reception import Desk as People
from tests.web.plain.conftest import rehearsed
from tests.web.plain.person import Element, Person
from workflows.load import load
from workflows.speaking import voice

ASKS = """\
- ask: report
  title: Report it
  questions:
    place: {type: text, label: Where is it, limit: 20}
    since: {type: date, label: Since when}
    cars: {type: list, label: Your cars, item: car, optional: yes, questions: {plate: {type: text, label: Plate}}}
    cost: {type: money, label: Cost, optional: yes}
    email: {type: email, label: Email}
    phone: {type: phone, label: Phone, optional: yes}
"""
WITHDRAWN = '- end: withdrawn\n  when: found is "Crack"\n'
POLISH = """\
service: mend
title: Napraw drogę
steps:
  report:
    title: Zgłoszenie
    questions:
      place: {label: Gdzie to jest}
      since: {label: Od kiedy}
      cars: {label: Twoje samochody, item: samochód, questions: {plate: {label: Tablica}}}
      cost: {label: Koszt}
      email: {label: E-mail}
      phone: {label: Telefon}
"""
ARABIC = "service: mend\ntitle: إصلاح الطريق\nsteps: {report: {questions: {place: {label: أين هو}}}}\n"
#: Words that somebody else may say as well, or that are part of others.
COMMON = 8


@pytest.fixture
def trial() -> Trial:
    there = {"pl/mend.yaml": POLISH, "ar/mend.yaml": ARABIC}
    return Trial(load(files(ASKS + INSPECT + WITHDRAWN + END, "withdraw: until inspect\n") | there, NAME), NINE)


@pytest.fixture
def somebody(trial: Trial, people: People) -> Person:
    return rehearsed(trial, people)


def left_in_english(said: str, language: str) -> list[str]:
    """Our words that are still in English on a page."""
    words = (one for one, other in voice(language).words.items() if len(one) > COMMON and one not in other)
    return [one for one in words if "{" not in one and re.search(rf"\b{re.escape(one)}\b", said)]


def marked(element: Element, language: str = "") -> dict[str, str]:
    """Every text of a page with the language that it is marked as."""
    here = element.get("lang") or language
    inside = {text: code for one in element.inside for text, code in marked(one, here).items()}
    return inside | ({element.text.strip(): here} if element.tag == "words" and element.text.strip() else {})


def test_a_whole_way_in_polish_has_no_words_of_ours_in_english(somebody: Person) -> None:
    somebody.opens("/apply/mend").follows("Polski")
    html = somebody.page.every("html")[0]
    assert (html.get("lang"), html.get("dir")) == ("pl", "ltr")
    assert left_in_english(somebody.says, "pl") == []

    somebody.follows("Rozpocznij").sends("Dalej", place__text="x" * 21)

    assert somebody.title.startswith("Błąd: ")
    assert [said for said, _ in somebody.problems()] == ["Gdzie to jest: najwyżej 20 znaków"]
    assert left_in_english(somebody.says, "pl") == []

    somebody.sends("Dalej", place__text="Elm Hill").sends("Dalej", since__date__day="1")

    assert [said for said, _ in somebody.problems()] == ["Od kiedy: brakuje części daty: miesiąc i rok"]
    assert left_in_english(somebody.says, "pl") == []

    somebody.sends("Dalej", since__date__day="1", since__date__month="2", since__date__year="2027").sends("Dalej")
    assert "Koszt (nieobowiązkowo)" in somebody.says
    somebody.sends("Dalej").sends("Dalej", email__email="me@example.org").sends("Dalej")

    assert somebody.title.startswith("Sprawdź swoje odpowiedzi")
    assert "1 lutego 2027" in somebody.says
    assert left_in_english(somebody.says, "pl") == []

    somebody.sends("Wyślij")

    assert somebody.title.startswith("Wysłano")
    assert left_in_english(somebody.says, "pl") == []

    somebody.follows("Zobacz, co dzieje się ze sprawą")

    assert "Pracujemy nad tym" in somebody.says
    assert left_in_english(somebody.says, "pl") == []

    somebody.follows("Wycofaj tę sprawę")
    assert left_in_english(somebody.says, "pl") == []
    somebody.sends("Wycofaj")
    assert "Sprawa została wycofana." in somebody.says


def test_an_item_of_a_list_is_added_and_wrong_in_polish(somebody: Person) -> None:
    somebody.opens("/apply/mend/questions?lang=pl").sends("Dalej", place__text="Elm Hill")
    somebody.sends("Dalej", since__date__day="1", since__date__month="2", since__date__year="2027")
    somebody.sends("Dodaj: samochód").sends("Dodaj kolejną pozycję: samochód")
    item = somebody.page.every("fieldset")[1].get("id")
    somebody.sends("Dalej", **{f"{item}.plate.text": "AB51 ABC"})

    assert [said for said, _ in somebody.problems()] == ["Samochód 2: Podaj odpowiedź: Tablica"]
    assert "Błąd: Podaj odpowiedź: Tablica" in somebody.box("cars.items").words()


def test_a_page_that_is_written_from_the_right_says_so_and_marks_what_is_english(somebody: Person) -> None:
    somebody.opens("/apply/mend/questions?lang=ar").sends()

    html = somebody.page.every("html")[0]
    assert (html.get("lang"), html.get("dir")) == ("ar", "rtl")
    said = marked(somebody.page)
    assert {said["أين هو"], said["Enter an answer: أين هو"]} == {"ar"}, "mostly theirs is theirs"
    for ours in ("Continue", "Back", "There is a problem", "Save and come back later"):
        assert said[ours] == "en", ours

    somebody.sends(place__text="Elm Hill").sends(since__date__day="x")
    said = marked(somebody.page)
    assert [said[ours] for ours in ("For example, 1 3 2027", "Day", "Month", "Year")] == ["en"] * 4
    assert all(one.get("dir") == "ltr" for one in somebody.everything() if one.get("lang") == "en")


def test_a_page_in_english_marks_nothing(somebody: Person) -> None:
    somebody.opens("/apply/mend/questions").sends()

    assert somebody.page.every("html")[0].get("lang") == "en-GB"
    assert not [one for one in somebody.everything() if one.get("lang") == "en"]


def test_what_cannot_be_opened_says_so_in_the_language_of_the_address(somebody: Person) -> None:
    assert somebody.opens("/apply/nothing-there?lang=pl").title.startswith("Nie można otworzyć tej strony")


def test_the_list_of_services_is_in_the_language_that_was_chosen_and_keeps_it(somebody: Person) -> None:
    somebody.opens("/apply/?lang=pl")

    assert somebody.page.every("html")[0].get("lang") == "pl"
    assert left_in_english(somebody.says, "pl") == []
    somebody.follows("Napraw drogę")
    assert somebody.title.startswith("Napraw drogę")
    assert somebody.page.every("header")[0].every("a")[0].get("href") == "/apply/?lang=pl"
    somebody.opens("/apply/?lang=pl").follows("Zobacz, co dzieje się ze sprawą")
    assert somebody.page.every("html")[0].get("lang") == "pl"


def test_the_browser_is_only_asked_where_nothing_was_chosen(somebody: Person) -> None:
    somebody.browser.headers["accept-language"] = "pl-PL,pl;q=0.9,en;q=0.8"

    assert somebody.opens("/apply/").title.startswith("Co chcesz zrobić?")
    somebody.follows("English")
    assert somebody.title.startswith("What do you want to do?")
    assert somebody.follows("See how it is going").title.startswith("See how it is going")
    assert somebody.page.every("header")[0].every("a")[0].get("href") == "/apply/?lang=en"
    assert somebody.opens("/apply/mend").title.startswith("Mend a road"), "a service begins in its own language"
    assert somebody.opens("/nowhere/at-all").title.startswith("Nie znaleziono strony")


def test_a_language_that_no_service_is_in_is_not_the_browsers_to_ask_for(somebody: Person) -> None:
    somebody.browser.headers["accept-language"] = "lt,en;q=0.1"

    assert somebody.opens("/apply/").title.startswith("What do you want to do?")
    assert [link.words() for link in somebody.page.every("a") if link.get("hreflang")] == ["العربية", "Polski"]


def test_a_title_that_is_not_in_the_language_of_the_list_is_marked(somebody: Person) -> None:
    somebody.opens("/apply/?lang=ar")
    said = marked(somebody.page)

    assert said["إصلاح الطريق"] == "ar"
    assert said["What do you want to do?"] == said["Use the full version of these pages"] == "en"
    somebody.opens("/apply/?lang=cy")
    assert marked(somebody.page)["Beth hoffech chi ei wneud?"] == "cy"
    assert marked(somebody.page)["Mend a road"] == "en"
