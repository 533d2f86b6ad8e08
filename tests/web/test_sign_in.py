"""Signing in and out on the plain pages."""

import pytest

from engine.who.people import Person, Role
from tests.reception import GOOD, PRIYA
from tests.web.conftest import ORIGIN, House
from tests.web.pages import csrf_in, send, sign_in, title, words
from web.accounts import NOT_RIGHT
from web.passwords import BY_ACCOUNT, SHORTEST_PASSWORD
from web.samples import BUILDERS, CASE_WORKERS, MANAGERS, PARTNERS, grouped
from web.settings import Web
from web.sign_in import local_path


def test_somebody_signs_in_and_lands_on_their_first_page(house: House) -> None:
    browser = house.browser()

    answer = sign_in(browser)

    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("wherry_session=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert browser.get("/").json()["x-wherry-person"] == PRIYA.id


def test_somebody_who_was_on_the_way_to_a_page_gets_there(house: House) -> None:
    answer = sign_in(house.browser(), next="/case?reference=POT-1")

    assert answer.headers["location"] == "/case?reference=POT-1"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nSet-Cookie: b", "inbox"],
)
def test_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    assert local_path(elsewhere) == ""


def test_a_wrong_password_is_an_error_that_the_page_leads_to(house: House) -> None:
    answer = sign_in(house.browser(), "not the password")

    assert answer.status_code == 422
    assert title(answer).startswith("Error: Sign in")
    assert f'<a href="#email">{NOT_RIGHT}</a>' in answer.text
    assert 'tabindex="-1" autofocus' in answer.text
    assert 'aria-describedby="email-problem" aria-invalid="true"' in answer.text
    assert f'value="{PRIYA.email}"' in answer.text and "not the password" not in answer.text


def test_an_unknown_address_gets_the_same_page_as_a_wrong_password(house: House) -> None:
    wrong = words(sign_in(house.browser(), "not the password"))
    unknown = words(sign_in(house.browser(), "not the password", email="nobody@example.org"))

    assert wrong == unknown


def test_all_that_is_left_out_is_said_at_once(house: House) -> None:
    said = words(sign_in(house.browser(), "", ""))

    assert "Enter your email address" in said and "Enter your password" in said


def test_too_many_tries_are_told_to_wait(house: House) -> None:
    browser = house.browser()
    for _ in range(BY_ACCOUNT.free):
        sign_in(browser, "not the password")

    answer = sign_in(browser)

    assert answer.status_code == 429
    assert "There have been too many tries. Try again in 1 second" in words(answer)


def test_what_is_typed_is_never_read_as_markup(house: House) -> None:
    answer = sign_in(house.browser(), "x", email='"><script>alert(1)</script>')

    assert "<script>" not in answer.text and "&lt;script&gt;" in answer.text


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost:8621"])
def test_another_site_cannot_sign_anybody_in_or_out(house: House, origin: str | None) -> None:
    browser = house.browser()
    assert send(browser, "/sign-in", origin=origin, email=PRIYA.email, password=GOOD).status_code == 403

    sign_in(browser)
    assert send(browser, "/sign-out", origin=origin).status_code == 403
    assert browser.get("/").json()["x-wherry-person"] == PRIYA.id


def test_the_token_of_another_browser_does_not_count(house: House) -> None:
    theirs, browser = csrf_in(house.browser().get("/sign-in")), house.browser()
    browser.get("/sign-in")
    typed = {"csrf": theirs, "email": PRIYA.email, "password": GOOD}

    answer = browser.post("/sign-in", data=typed, headers={"origin": house.web.origins[0]})

    assert answer.status_code == 403
    assert "This page is out of date" in words(answer)


def test_more_than_anybody_types_is_not_read(house: House) -> None:
    assert sign_in(house.browser(), "x" * 20_000).status_code == 413


def test_signing_in_again_ends_what_the_browser_held_before(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    before = browser.cookies["wherry_session"]

    sign_in(browser)

    assert browser.cookies["wherry_session"] != before
    assert house.desk.accounts.whose(before) is None


def test_signing_out_ends_the_session_on_the_server_too(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    kept = browser.cookies["wherry_session"]

    answer = send(browser, "/sign-out")

    assert "You have signed out" in words(answer)
    assert "wherry_session" not in browser.cookies
    assert house.desk.accounts.whose(kept) is None
    assert browser.get("/sign-out").headers["location"] == "/sign-in"


def test_a_replayed_cookie_is_nobodys(house: House) -> None:
    browser, thief = house.browser(), house.browser()
    sign_in(browser)
    thief.cookies.set("wherry_session", browser.cookies["wherry_session"])
    assert thief.get("/").json()["x-wherry-person"] == PRIYA.id

    send(browser, "/sign-out")

    assert "x-wherry-person" not in thief.get("/").json()


def test_pages_with_boxes_are_kept_by_no_browser(house: House) -> None:
    assert house.browser().get("/sign-in").headers["cache-control"] == "no-store"


def test_a_sample_person_is_one_click_away_in_the_demo_on_this_machine(house: House) -> None:
    browser = house.browser("127.0.0.1", demo=True, teams={"highways": "Highways"}, partners={"parks": "Parks Trust"})
    assert "Priya Sharma Highways, Parks Trust" in words(browser.get("/sign-in"))

    answer = send(browser, "/demo/sign-in", page="/sign-in", person="priya")

    assert answer.headers["location"] == "/inbox"
    assert browser.get("/").json()["x-wherry-person"] == "priya"


def test_sample_people_stand_in_groups_by_what_a_visitor_would_try() -> None:
    names = {"highways": "Highways", "parks": "Parks"}
    web = Web("Norfolk", (ORIGIN,), b"s" * 32, teams=names, partners={"police": "Norfolk Constabulary"})
    manager, publisher = Role("manage", "parks"), Role("publish", "*")

    found = grouped(web, [
        Person("w", "w@example.org", "Wanda", ("highways",)),
        Person("m", "m@example.org", "Mo", ("highways",), frozenset({manager})),
        Person("p", "p@example.org", "Pat", ("police",)),
        Person("b", "b@example.org", "Bo", (), frozenset({publisher})),
    ])  # fmt: skip

    assert [(group, [(one.name, one.does) for one in people]) for group, people in found] == [
        (BUILDERS, [("Bo", "Writes and publishes services")]),
        (MANAGERS, [("Mo", "Highways, Parks")]),
        (CASE_WORKERS, [("Wanda", "Highways")]),
        (PARTNERS, [("Pat", "Norfolk Constabulary")]),
    ]


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        ("10.0.0.1", {}),
        ("", {}),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", {"host": "evil.example"}),
    ],
)
def test_the_demo_knows_nobody_who_comes_from_elsewhere(house: House, peer: str, headers: dict[str, str]) -> None:
    browser = house.browser(peer, demo=True)
    browser.headers.update(headers)

    assert "Priya" not in browser.get("/sign-in").text
    assert send(browser, "/demo/sign-in", page="/sign-in", person="priya").status_code == 404


def test_without_the_demo_there_is_no_such_door(house: House) -> None:
    browser = house.browser("127.0.0.1")

    assert "Priya" not in browser.get("/sign-in").text
    assert send(browser, "/demo/sign-in", page="/sign-in", person="priya").status_code == 404


def test_a_demo_signs_nobody_disabled_in(house: House) -> None:
    house.desk.accounts.disable(PRIYA)
    browser = house.browser("127.0.0.1", demo=True)

    assert send(browser, "/demo/sign-in", page="/sign-in", person="priya").status_code == 404


def test_a_new_person_chooses_a_password_by_their_link_and_is_in(house: House) -> None:
    browser, link = house.browser(), f"/welcome/{house.desk.accounts.invite(PRIYA)}"
    assert "Priya Sharma, you will sign in with your email address, priya@example.org" in words(browser.get(link))

    answer = send(browser, link, password="quite another password")

    assert answer.headers["location"] == "/inbox"
    assert browser.get("/").json()["x-wherry-person"] == PRIYA.id
    assert "This link has been used or is out of date" in words(browser.get(link))


def test_a_password_that_is_too_short_is_said_beside_the_box(house: House) -> None:
    browser, link = house.browser(), f"/welcome/{house.desk.accounts.invite(PRIYA)}"

    answer = send(browser, link, password="short")

    assert title(answer).startswith("Error: Choose a password")
    assert f'<a href="#password">Password must be {SHORTEST_PASSWORD} characters or more</a>' in answer.text
    assert 'aria-describedby="password-hint password-problem"' in answer.text


def test_a_link_that_was_never_given_opens_nothing(house: House) -> None:
    assert house.browser().get("/welcome/made-up").status_code == 404


def test_the_style_has_the_organisations_colour(house: House) -> None:
    assert "--brand: #123456;" in house.browser(brand="#123456").get("/wherry.css").text


def test_the_health_page_answers(house: House) -> None:
    assert house.browser().get("/healthz").json() == {"status": "ok"}
