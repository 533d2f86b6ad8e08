"""What a plain page takes in: from its own pages, from people, once."""

from collections.abc import Callable

import pytest

from desk.applying import Desk
from desk.views import Applying
from tests.engine.making import ADA, END, INSPECT, NINE
from tests.web.conftest import ORIGIN
from tests.web.pages import csrf_in, words
from tests.web.plain.conftest import REPORT, House
from tests.web.plain.person import Person
from web.plain.limits import OF_BROWSER

FIRST = "/apply/mend/questions"


@pytest.fixture
def house(house_of: Callable[..., House]) -> House:
    return house_of(REPORT + INSPECT + END)


def visitor_of(somebody: Person) -> str:
    return str(somebody.browser.get("/").json()["x-wherry-visitor"])


def at_check(house: House) -> Person:
    return Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill")


def test_a_press_that_comes_twice_makes_one_case(house: House) -> None:
    somebody = at_check(house)
    form, _ = somebody.form("Send")
    address, data, origin = form.get("action"), somebody.boxes(form), {"origin": ORIGIN}

    told = [words(somebody.browser.post(address, data=data, headers=origin)) for _ in range(2)]

    references = {one.split("Your reference is ")[1].split()[0] for one in told}
    assert len(references) == 1
    assert len(house.office.engine.store.links.held(visitor_of(somebody))) == 1


def test_what_was_sent_is_told_again_to_whoever_comes_back_to_it(house: House) -> None:
    somebody = at_check(house)
    questions = somebody.address
    reference = somebody.sends("Send").reference

    somebody.opens(questions)

    assert somebody.title.startswith("Sent")
    assert reference in somebody.says


def test_nothing_is_taken_without_the_page_s_own_token(house: House) -> None:
    browser = house.browser()
    token = csrf_in(browser.get(FIRST))
    typed = {"page": "0", "place.text": "Elm Hill"}
    another = house.browser()
    another.get(FIRST)

    refused = [
        browser.post(FIRST, data=typed),
        browser.post(FIRST, data=typed | {"csrf": "0" * 64}),
        browser.post(FIRST, data=typed | {"csrf": token}, headers={"origin": "https://evil.example"}),
        browser.post(FIRST, data=typed | {"csrf": token}, headers={"origin": "null"}),
        another.post(FIRST, data=typed | {"csrf": token}),
    ]

    assert [answer.status_code for answer in refused] == [403] * 5
    assert "This page is out of date" in words(refused[0])
    assert browser.post(FIRST, data=typed | {"csrf": token}).status_code == 200, "an older browser names no origin"


def test_what_fills_the_box_that_nobody_sees_is_turned_away(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)

    somebody.sends(place__text="Elm Hill", website="https://pills.example")

    assert somebody.answer.status_code == 403


def test_a_browser_that_sends_faster_than_a_person_waits_a_minute(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)
    for _ in range(OF_BROWSER):
        somebody.sends(place__text="")
        assert somebody.answer.status_code == 422

    somebody.sends(place__text="")

    assert somebody.answer.status_code == 429
    assert somebody.answer.headers["retry-after"] == "60"
    another = Person(house.browser()).opens(FIRST).sends(place__text="Elm Hill")
    assert another.answer.status_code == 200


def test_what_is_too_long_for_any_question_is_not_read(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)

    somebody.sends(place__text="x" * 60_000_000)

    assert somebody.answer.status_code == 413


def test_a_page_that_is_passed_by_now_counts_for_nothing(house_of: Callable[..., House]) -> None:
    pages = """\
- ask: report
  pages:
  - {questions: {place: {type: text, label: Where is it}}}
  - {questions: {email: {type: email, label: Email, optional: yes}, phone: {type: phone, label: Phone, optional: yes}}}
"""
    somebody = Person(house_of(pages + END).browser()).opens(FIRST)
    old = somebody.page
    somebody.sends(place__text="Elm Hill")
    here = somebody.address
    somebody.page = old

    form, _ = somebody.form("Continue")
    data = somebody.boxes(form) | {"place.text": "Oak Street"}
    answer = somebody.browser.post(here.replace("page=1", "page=9"), data=data, headers={"origin": ORIGIN})

    assert "Oak Street" not in answer.text
    assert "Email" in words(answer)


def test_nobody_else_opens_a_draft_or_a_case(house: House) -> None:
    somebody = at_check(house)
    draft = somebody.address
    stranger = Person(house.browser())

    assert stranger.opens(draft).answer.status_code == 404
    somebody.sends("Send").follows("See how it is going")
    assert stranger.opens(somebody.address).answer.status_code == 404
    assert "Elm Hill" not in stranger.says


def test_every_page_forbids_what_it_does_not_need(house: House) -> None:
    somebody = at_check(house)

    policy = somebody.answer.headers["content-security-policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert somebody.answer.headers["cache-control"] == "no-store"
    assert not [one for one in somebody.everything() if one.get("style") or one.tag == "style"]
    assert not [name for one in somebody.everything() for name in one.attributes if name.startswith("on")]


def test_what_was_typed_is_never_markup(house: House) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    somebody = Person(house.browser()).opens(FIRST).sends(place__text=hostile)

    assert hostile in somebody.page.words()
    assert "<script>alert" not in somebody.answer.text
    assert not somebody.page.every("img")
    assert len(somebody.page.every("script")) == 1


@pytest.mark.parametrize(
    ("odd", "status"), [("\0", 200), ("a\0b", 200), ("\ud800", 200), ("\u202egpj.exe", 200), ("x" * 200_000, 422)]
)
def test_what_no_database_keeps_breaks_no_page(house: House, odd: str, status: int) -> None:
    somebody = Person(house.browser()).opens(FIRST)
    form, _ = somebody.form("Continue")
    data = somebody.boxes(form) | {"place.text": odd.encode("utf-8", "surrogatepass")}

    kept = somebody.browser.post(FIRST, data=data | {"press": "later"})
    taken = somebody.browser.post(FIRST, data=data)

    assert (kept.status_code, taken.status_code) == (200, status)


def begun(somebody: Person, house: House) -> list[str]:
    return [key for kind, key in house.office.engine.store.links.held(visitor_of(somebody)) if kind == "draft"]


def test_a_first_page_that_is_sent_twice_begins_one_draft(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)
    first = somebody.page

    somebody.sends(place__text="Elm Hill")
    somebody.page = first
    somebody.sends(place__text="Mill Lane")

    assert len(begun(somebody, house)) == 1
    assert "Check your answers" in somebody.title and "Mill Lane" in somebody.says


def test_a_first_page_sent_again_after_its_case_was_begins_another(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)
    first = somebody.page
    somebody.sends(place__text="Elm Hill").sends("Send")

    somebody.page = first
    somebody.sends(place__text="Mill Lane").sends("Send")

    held = [key for kind, key in house.office.engine.store.links.held(visitor_of(somebody)) if kind == "case"]
    assert sorted(str(house.case(key).values()["place"]) for key in held) == ["Elm Hill", "Mill Lane"]


def test_the_same_page_of_two_browsers_begins_two(house: House) -> None:
    one, other = (Person(house.browser()).opens(FIRST) for _ in range(2))
    begins = one.page.every("form")[0]
    form = other.page.every("form")[0]
    for box in form.every("input"):
        if box.get("name") == "begins":
            box.attributes["value"] = Person.boxes(begins)["begins"][0]

    one.sends(place__text="Elm Hill")
    other.sends(place__text="Mill Lane")

    assert begun(one, house) != begun(other, house)
    assert "Mill Lane" in other.says


@pytest.mark.parametrize("page", ["9" * 5_000, "-1", "\u0663", "one"])
def test_an_address_may_name_any_page(house: House, page: str) -> None:
    somebody = at_check(house)

    assert "Where is it" in somebody.opens(f"{FIRST}?page={page}").says


def test_a_practice_of_staff_goes_on_at_the_screens_and_is_not_led_back(house: House) -> None:
    somebody = Person(house.browser()).opens(FIRST)
    who, desk = visitor_of(somebody), Desk(house.office.engine, house.office.random)
    view = desk.begin(who, "mend", NINE, ADA, practice=True)
    assert isinstance(view, Applying)
    kept = desk.save(who, view, {"place": "Elm Hill"}, NINE)
    assert isinstance(kept, Applying)

    answer = somebody.browser.get(f"{FIRST}?draft={kept.draft}", follow_redirects=False)

    assert answer.headers["location"] == f"/apply?service=mend&draft={kept.draft}&needs=script"
