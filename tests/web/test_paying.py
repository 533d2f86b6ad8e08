"""A resident pays: through our link to the payment service's page, and back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from desk.paying import Paying, look_again
from engine.case import Case
from engine.commands import Open
from outside.govuk_pay import GovUkPay, PaySettings, client, is_theirs
from tests.desk.making import Office, office
from tests.engine.making import DAY, END, NINE, REPORT, SOMEBODY
from tests.outside.stubs.pay import KEY, SECRET, Pay, serving
from tests.reception import open_desk
from tests.web.conftest import BEHIND, ORIGIN, WEB, gate_arguments
from tests.web.pages import title, words
from web.errors import error_pages
from web.gate import Gate
from web.paying import Pay as PayRoutes

FEE = "- pay: fee\n  amount: £10\n"
LINK = "/pay/ROA-1?what=fee.1"


@dataclass
class House:
    """A case that waits for £10, a browser that holds it, and the payment service."""

    pay: Pay
    office: Office
    paying: Paying
    browser: TestClient

    def case(self) -> Case:
        case = self.office.engine.store.cases.load("ROA-1")
        assert case
        return case

    def at_theirs(self, address: str, button: str) -> str:
        """Press a button of their page; where the browser is sent then, as a path of ours."""
        answer = httpx.post(address, data={"do": button}, follow_redirects=False)
        back = urlsplit(answer.headers["location"])
        assert f"{back.scheme}://{back.netloc}" == ORIGIN
        return f"{back.path}?{back.query}"

    def pressed(self) -> str:
        answer = self.browser.get(LINK)
        assert answer.status_code == 303, words(answer)
        return str(answer.headers["location"])

    def keys(self) -> list[tuple[str, str]]:
        return [(one.key, one.state) for one in self.office.engine.store.payments.of("ROA-1")]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made, desk = office(tmp_path, REPORT + FEE + END), open_desk(f"sqlite:///{tmp_path}/people.db")
    made.begin("ROA-1")
    with serving() as stub:
        http = client(PaySettings(KEY, SECRET, stub.address))
        http.timeout = httpx.Timeout(0.5)
        paying = Paying(made.engine, GovUkPay(http), ORIGIN)
        routes = PayRoutes(WEB, paying, lambda: NINE, partial(is_theirs, SECRET)).routes()
        app = Starlette(
            routes=[*routes, *BEHIND],
            middleware=[Middleware(Gate, **gate_arguments(WEB, desk))],
            exception_handlers=dict(error_pages(WEB, desk.accounts.random)),
        )
        browser = TestClient(app, base_url=ORIGIN, follow_redirects=False)
        visitor = browser.get("/").json()["x-wherry-visitor"]
        made.engine.store.links.bind(visitor, "case", "ROA-1")
        yield House(stub, made, paying, browser)
    desk.database.close()
    made.engine.store.database.close()


def test_a_resident_pays_and_the_case_goes_on(house: House) -> None:
    back = house.at_theirs(house.pressed(), "pay")

    answer = house.browser.get(back)

    assert title(answer).startswith("Thank you, it is paid")
    assert "Your reference is ROA-1" in words(answer)
    assert 'href="/status?ref=ROA-1"' in answer.text
    assert house.case().paid == {"fee": house.pay.only()}
    assert house.case().outcome == "done"
    told = house.pay.payments[house.pay.only()]
    assert (told["amount"], told["reference"], told["email"]) == (1000, "ROA-1 fee.1", "z@example.org")


def test_the_link_pressed_again_leads_to_the_same_payment(house: House) -> None:
    house.pressed()
    house.pressed()

    assert house.keys() == [("ROA-1 fee.1", "open")]
    assert len(house.pay.payments) == 1


def test_two_tabs_at_once_are_sent_to_one_payment(house: House) -> None:
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: house.pressed(), range(4)))

    shown = {house.pay.tokens[address.rpartition("/")[2]] for address in sent}
    assert len(shown) == 1
    assert len(house.keys()) == 1


@pytest.mark.parametrize("fault", ["lost", "slow", "429", "500", "half"])
@pytest.mark.parametrize("lags", [False, True], ids=["found", "not-found-yet"])
def test_an_answer_that_was_lost_takes_nothing_twice(house: House, fault: str, lags: bool) -> None:
    house.pay.faults.append(fault)
    house.pay.lags = lags

    answer = house.browser.get(LINK)
    house.browser.get(house.at_theirs(house.pressed(), "pay"))

    assert (answer.status_code, title(answer).partition(" –")[0]) == (503, "You cannot pay just now")
    assert len(house.pay.taken()) == 1
    assert house.case().paid == {"fee": house.pay.taken()[0]}


@pytest.mark.parametrize("fault", ["lost", "slow", "500", "half"])
def test_a_payment_that_was_taken_while_the_answer_was_lost_is_found_by_itself(house: House, fault: str) -> None:
    back = house.at_theirs(house.pressed(), "pay")
    house.pay.faults.append(fault)

    answer = house.browser.get(back)
    assert "Do not pay again" in words(answer)
    assert house.case().open

    heard = [look_again(house.paying.engine, house.paying.payments, NINE + DAY) for _ in range(2)]

    assert heard == [1, 0]
    assert house.case().paid == {"fee": house.pay.only()}


def test_a_payment_that_was_cancelled_may_be_made_again_under_another_key(house: House) -> None:
    answer = house.browser.get(house.at_theirs(house.pressed(), "cancel"))
    assert "Nothing has been paid" in title(answer)

    house.browser.get(house.at_theirs(house.pressed(), "pay"))

    assert house.keys() == [("ROA-1 fee.1", "failed"), ("ROA-1 fee.1 2", "taken")]
    assert [one["reference"] for one in house.pay.payments.values()] == ["ROA-1 fee.1", "ROA-1 fee.1 2"]
    assert house.case().paid == {"fee": house.pay.taken()[0]}


def test_whoever_comes_back_to_a_payment_that_expired_is_sent_to_a_new_one(house: House) -> None:
    house.pressed()
    house.pay.press(house.pay.only(), "refuse")

    address = house.pressed()

    assert house.pay.tokens[address.rpartition("/")[2]] != next(iter(house.pay.payments))
    assert house.keys() == [("ROA-1 fee.1", "failed"), ("ROA-1 fee.1 2", "open")]


def test_the_payment_service_tells_us_and_a_replay_does_nothing(house: House) -> None:
    house.pressed()
    house.pay.press(house.pay.only(), "pay")
    body, signature = house.pay.message(house.pay.only())

    told = [house.browser.post("/hooks/govuk-pay", content=body, headers={"pay-signature": signature})]
    asked, case = len(house.pay.asked), house.case()
    told += [house.browser.post("/hooks/govuk-pay", content=body, headers={"pay-signature": signature})]

    assert [one.status_code for one in told] == [204, 204]
    assert case.paid == {"fee": house.pay.only()}
    assert (len(house.pay.asked), house.case()) == (asked, case)


def test_a_message_that_is_not_theirs_is_turned_away_and_what_it_says_is_not_believed(house: House) -> None:
    house.pressed()
    body, signature = house.pay.message(house.pay.only())

    assert house.browser.post("/hooks/govuk-pay", content=body).status_code == 403
    assert house.browser.post("/hooks/govuk-pay", content=b"{", headers={"pay-signature": "0"}).status_code == 403
    assert house.browser.post("/hooks/govuk-pay", content=b" " * 70_000).status_code == 413
    signed = house.browser.post("/hooks/govuk-pay", content=body, headers={"pay-signature": signature})
    assert signed.status_code == 204
    assert house.case().open, "its event says succeeded, and nobody has paid"


def test_somebody_else_s_browser_begins_nothing(house: House) -> None:
    house.browser.cookies.clear()

    answer = house.browser.get(LINK)

    assert answer.status_code == 409
    assert "Use your link to come back to it" in words(answer)
    assert house.pay.asked == []


def test_what_is_paid_already_or_was_never_asked_begins_nothing(house: House) -> None:
    house.browser.get(house.at_theirs(house.pressed(), "pay"))

    for link in (LINK, "/pay/ROA-1?what=rent.1", "/pay/ROA-1"):
        assert "There is nothing to pay here now" in words(house.browser.get(link))
    assert house.browser.get("/paid/ROA-1?what=rent.1").headers["location"] == "/status?ref=ROA-1"
    assert len(house.pay.payments) == 1


def test_whoever_pays_from_the_simple_pages_comes_back_to_them(house: House) -> None:
    plainly = "/pay/ROA-1/simple?what=fee.1"
    back = house.at_theirs(str(house.browser.get(plainly).headers["location"]), "pay")
    paid, again = house.browser.get(back), house.browser.get(plainly)

    assert back == "/paid/ROA-1/simple?what=fee.1"
    assert 'href="/apply/-/status?ref=ROA-1"' in paid.text
    assert 'href="/apply/-/status?ref=ROA-1"' in again.text and again.status_code == 409
    assert house.case().paid == {"fee": house.pay.only()}


def test_a_simple_page_that_cannot_begin_a_payment_is_tried_again_there(house: House) -> None:
    house.pay.faults.append("500")

    answer = house.browser.get("/pay/ROA-1/simple?what=fee.1")

    assert answer.status_code == 503
    assert 'href="/pay/ROA-1/simple?what=fee.1"' in answer.text


def test_whoever_applied_in_another_language_pays_in_it(house: House) -> None:
    raw = {"place": "Elm Hill", "full_name": "Zoë Ng", "email": "z@example.org"}
    house.office.engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-2", raw, "open ROA-2", language="pl"))
    house.office.engine.store.links.bind(house.browser.get("/").json()["x-wherry-visitor"], "case", "ROA-2")
    begun = house.browser.get("/pay/ROA-2?what=fee.1")

    paid = house.browser.get(house.at_theirs(begun.headers["location"], "pay"))
    again = house.browser.get("/pay/ROA-2?what=fee.1")

    assert '<html lang="pl" dir="ltr">' in paid.text
    assert title(paid).startswith("Dziękujemy, zapłacono") and "Numer Twojej sprawy to ROA-2." in words(paid)
    assert "Nie ma tu teraz nic do zapłacenia. Być może już zapłacono." in words(again)
