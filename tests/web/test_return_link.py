"""A resident comes back by their link."""

from tests.web.conftest import LINK, OF_GUEST, House
from tests.web.pages import words


def test_the_link_lets_this_browser_open_what_was_begun_on_another(house: House) -> None:
    browser = house.browser()

    answer = browser.get("/return/the-token")

    assert answer.status_code == 303
    assert house.links.bound == [(browser.get("/").json()["x-wherry-visitor"], LINK)]


def test_the_token_stays_in_no_address(house: House) -> None:
    answer = house.browser().get("/return/the-token")

    assert answer.headers["location"] == "/apply?service=report-a-pothole&draft=draft+1%2F2"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


def test_a_link_that_opens_nothing_says_what_to_do(house: House) -> None:
    answer = house.browser().get("/return/another-token")

    assert answer.status_code == 404
    assert "Check that you have the whole link" in words(answer)
    assert not house.links.bound


def test_a_guest_s_link_leads_to_their_task_alone(house: House) -> None:
    answer = house.browser().get("/return/the-token-of-a-guest")

    assert answer.headers["location"] == "/apply?service=report-a-pothole&case=POT-1&task=refer.1"
    assert [link for _, link in house.links.bound] == [OF_GUEST]


def test_a_link_that_opens_nothing_says_so_in_a_language_that_the_browser_asks_for_and_a_service_has(
    house: House,
) -> None:
    browser = house.browser(languages=lambda: ("pl",))
    browser.headers["accept-language"] = "pl"

    polish = browser.get("/return/another-token")
    english = browser.get("/return/another-token?lang=en")

    assert '<html lang="pl" dir="ltr">' in polish.text and "Sprawdź, czy masz cały link." in words(polish)
    assert '<a href="/?lang=pl">Przejdź do strony głównej</a>' in polish.text
    assert '<html lang="en-GB" dir="ltr">' in english.text and "This link does not work" in words(english)


def test_what_broke_is_told_in_the_language_of_the_address_and_nothing_is_asked_of_what_may_be_broken(
    house: House,
) -> None:
    def gone() -> tuple[str, ...]:
        raise RuntimeError("the database is gone")

    answer = house.browser(languages=gone).get("/crash?lang=pl")

    assert answer.status_code == 500
    assert "Przepraszamy, wystąpił problem z usługą" in words(answer)
