"""Who gets through the gate, as whom, and what goes out with every answer."""

from datetime import timedelta

import pytest
from starlette.datastructures import MutableHeaders
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from tests.reception import PRIYA
from tests.web.conftest import ORIGIN, House
from tests.web.pages import send, sign_in, words
from web.headers import harden, script_hashes
from workflows.organisation import Contact

#: Written out, because the test browser would ask another machine, and send it no cookies.
SOCKETS = ORIGIN.replace("http", "ws")


def opened(browser: TestClient, origin: str = ORIGIN, **more: str) -> WebSocketTestSession:
    return browser.websocket_connect(f"{SOCKETS}/_stcore/stream", headers={"origin": origin, **more})


def refusal(browser: TestClient, path: str = "/_stcore/stream", **headers: str) -> int:
    with pytest.raises(WebSocketDisconnect) as refused, browser.websocket_connect(SOCKETS + path, headers=headers):
        pass
    return refused.value.code


@pytest.mark.parametrize("path", ["/", "/sign-in", "/wherry.css", "/nowhere", "/crash", "/_stcore/metrics", "/healthz"])
def test_every_answer_carries_the_security_headers(house: House, path: str) -> None:
    headers = house.browser().get(path).headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy and "unsafe-eval'" not in policy.replace("'wasm-unsafe-eval'", "")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


def test_a_component_may_be_framed_by_us_alone(house: House) -> None:
    headers = house.browser().get("/component/editor/index.html").headers

    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert "worker-src 'self' blob:" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "SAMEORIGIN"


def test_a_file_that_somebody_opens_is_downloaded_and_runs_nowhere(house: House) -> None:
    headers = MutableHeaders()
    harden(headers, "/media/0123.pdf", house.web)

    assert "sandbox" in headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["content-disposition"] == "attachment"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "private, no-store"


def test_only_the_inline_scripts_that_were_handed_in_may_run(house: House) -> None:
    policy = house.browser().get("/").headers["content-security-policy"]

    assert "script-src 'self' 'sha256-abc=' 'wasm-unsafe-eval';" in policy


def test_the_hash_of_an_inline_script_is_the_one_that_browsers_make() -> None:
    # From the example in the Content Security Policy specification.
    assert script_hashes("<script>alert('Hello, world.');</script><script src=x></script>") == (
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
    )


def test_an_address_by_tls_is_kept_to_tls(house: House) -> None:
    browser = house.browser(origins=("https://forms.example.org",))
    first = browser.get("/")
    signed_in = sign_in(browser)

    assert first.headers["strict-transport-security"].startswith("max-age=")
    for answer in (first, signed_in):
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-wherry_") and "; Secure" in cookie


def test_a_first_visit_gets_a_cookie_that_no_script_reads_and_no_other_site_sends(house: House) -> None:
    browser = house.browser()

    cookie = browser.get("/").headers["set-cookie"]

    assert cookie.startswith("wherry_visitor=") and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie and "Expires" not in cookie
    assert "set-cookie" not in browser.get("/").headers


def test_a_visitor_is_the_same_on_every_page_and_another_in_another_browser(house: House) -> None:
    browser = house.browser()
    first, again, other = browser.get("/").json(), browser.get("/").json(), house.browser().get("/").json()

    assert first["x-wherry-visitor"] == again["x-wherry-visitor"] != other["x-wherry-visitor"]


@pytest.mark.parametrize("change", ["{}x", "0{}", "", "a.b.c", "é.1.é", "{}.{}"])
def test_a_visitors_cookie_that_was_tampered_with_is_nobodys(house: House, change: str) -> None:
    browser = house.browser()
    known = browser.get("/").json()["x-wherry-visitor"]
    forged = change.replace("{}", browser.cookies["wherry_visitor"])
    browser.cookies.clear()

    answer = browser.get("/", headers={"cookie": f"wherry_visitor={forged}".encode()})

    assert answer.json()["x-wherry-visitor"] != known
    assert "set-cookie" in answer.headers


def test_a_visit_lasts_a_day(house: House) -> None:
    browser = house.browser()
    known = browser.get("/").json()["x-wherry-visitor"]

    house.desk.clock.turn(timedelta(hours=23, minutes=59))
    assert browser.get("/").json()["x-wherry-visitor"] == known

    house.desk.clock.turn(timedelta(minutes=1))
    assert browser.get("/").json()["x-wherry-visitor"] != known


@pytest.mark.parametrize("name", ["X-Wherry-Person", "x-wherry-person", "X-WHERRY-VISITOR", "X-Wherry-Anything"])
def test_a_forged_identity_is_thrown_away(house: House, name: str) -> None:
    browser = house.browser()
    browser.get("/")

    told = browser.get("/", headers={name: "priya"}).json()
    with opened(browser, **{name: "priya"}) as page:
        told_on_the_socket = page.receive_json()

    assert "priya" not in [*told.values(), *told_on_the_socket.values()]
    assert list(told) == list(told_on_the_socket) == ["x-wherry-visitor"]


def test_a_session_says_who_it_is_on_pages_and_on_the_socket(house: House) -> None:
    browser = house.browser()
    sign_in(browser)

    assert browser.get("/").json()["x-wherry-person"] == PRIYA.id
    with opened(browser) as page:
        assert page.receive_json()["x-wherry-person"] == PRIYA.id


@pytest.mark.parametrize(
    "origin", ["https://localhost:8620", "http://localhost:8621", "http://localhost", "http://evil.example", "null", ""]
)
def test_a_socket_from_any_other_origin_is_refused(house: House, origin: str) -> None:
    browser = house.browser()
    sign_in(browser)

    assert refusal(browser, origin=origin) == 4403


def test_a_socket_without_an_origin_is_refused(house: House) -> None:
    browser = house.browser()
    sign_in(browser)

    assert refusal(browser) == 4403


def test_a_socket_of_nobody_we_know_is_refused(house: House) -> None:
    assert refusal(house.browser(), origin=ORIGIN) == 4403


def test_there_is_no_other_socket(house: House) -> None:
    browser = house.browser()
    sign_in(browser)

    assert refusal(browser, "/elsewhere", origin=ORIGIN) == 4403


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/mcp", "/auth/login", "/oauth2callback"])
def test_doors_that_nobody_needs_are_closed(house: House, path: str) -> None:
    assert house.browser().get(path).status_code == 404


def test_an_open_page_closes_at_the_first_message_after_its_session_has_ended(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    with opened(browser) as page:
        page.receive_json()
        page.send_bytes(b"before")
        assert page.receive_bytes() == b"before"

        house.desk.accounts.sign_out(browser.cookies["wherry_session"])
        page.send_bytes(b"after")

        assert page.receive_bytes() == b"farewell"
        with pytest.raises(WebSocketDisconnect) as closed:
            page.receive_bytes()
    assert closed.value.code == 4401


def test_an_open_page_that_nobody_touches_closes_when_its_person_is_disabled(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    with opened(browser) as page:
        page.receive_json()
        house.desk.accounts.disable(PRIYA)

        assert page.receive_bytes() == b"farewell"
        with pytest.raises(WebSocketDisconnect) as closed:
            page.receive_bytes()
    assert closed.value.code == 4401


def test_signing_out_in_one_tab_closes_the_page_in_another(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    with opened(browser) as page:
        page.receive_json()
        send(browser, "/sign-out")

        assert page.receive_bytes() == b"farewell"
        with pytest.raises(WebSocketDisconnect) as closed:
            page.receive_bytes()
    assert closed.value.code == 4401


def test_a_page_that_slept_while_its_session_ended_is_sent_away_when_it_wakes(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    house.desk.clock.turn(timedelta(hours=1))

    with opened(browser) as page:
        assert page.receive_bytes() == b"farewell"
        with pytest.raises(WebSocketDisconnect) as closed:
            page.receive_bytes()
    assert closed.value.code == 4401


def test_the_cookie_of_a_session_that_is_over_is_taken_away_with_the_next_page(house: House) -> None:
    browser = house.browser()
    sign_in(browser)
    house.desk.clock.turn(timedelta(hours=1))

    browser.get("/")

    assert "wherry_session" not in browser.cookies
    with opened(browser) as page:
        assert list(page.receive_json()) == ["x-wherry-visitor"]


@pytest.mark.parametrize(("message", "still_open"), [(b"by hand", True), (b"by a timer in the browser", False)])
def test_only_what_a_person_does_keeps_their_session_open(house: House, message: bytes, still_open: bool) -> None:
    browser = house.browser()
    sign_in(browser)
    with opened(browser) as page:
        page.receive_json()
        house.desk.clock.turn(timedelta(minutes=20))
        page.send_bytes(message)
        assert page.receive_bytes() == message
        house.desk.clock.turn(timedelta(minutes=20))
        there = house.desk.accounts.whose(browser.cookies["wherry_session"])

    assert (there == PRIYA) is still_open


def test_a_crash_is_a_number_to_the_visitor_and_a_story_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    answer = house.browser().get("/crash")

    assert answer.status_code == 500
    assert "secret path" not in answer.text
    number = answer.text.split("tell us the number ")[1][:9]
    record = next(record for record in caplog.records if record.name == "wherry.incidents")
    assert record.getMessage() == f"Incident {number}"
    assert record.exc_info and "secret path" in str(record.exc_info[1])


def test_a_page_that_is_not_there_says_so_in_words(house: House) -> None:
    answer = house.browser().get("/nowhere")

    assert answer.status_code == 404 and "<h1>Page not found</h1>" in answer.text
    assert "Call 01632 960 100 (weekdays, 9am to 5pm) or write to help@example.org ." in words(answer)
    assert 'href="/"' in answer.text and 'href="/inbox"' not in answer.text


def test_who_is_signed_in_finds_their_way_from_there_to_the_inbox(house: House) -> None:
    browser = house.browser()
    sign_in(browser)

    assert '<a href="/inbox">Go to the inbox</a>' in browser.get("/nowhere").text


def test_where_there_is_nobody_to_ask_the_page_names_nobody(house: House) -> None:
    said = words(house.browser(contact=Contact.model_construct(phone="", email="")).get("/nowhere"))

    assert "Page not found" in said and "Call" not in said and "Write to" not in said
