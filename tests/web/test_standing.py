"""The gate in front of a real Streamlit, seen from a real browser and from a rude client."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.browsers import axe_findings
from tests.reception import GOOD, PRIYA, open_desk
from tests.web.standing import accounts_at, write
from web.accounts import Accounts


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


#: Chosen afresh in each process, so that tests may run side by side.
PORT = free_port()
ORIGIN = f"http://localhost:{PORT}"
STREAM = f"ws://localhost:{PORT}/_stcore/stream"
#: So that a test may cut the line as a tunnel or a closed lid does.
KEEP_SOCKETS = """
window.sockets = []
window.WebSocket = class extends WebSocket {
  constructor(...all) { super(...all); window.sockets.push(this) }
}
"""


@dataclass(frozen=True)
class Standing:
    accounts: Accounts


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    folder = tmp_path_factory.mktemp("standing")
    write(folder)
    database = open_desk(f"sqlite:///{folder}/people.db").database
    command = [
        sys.executable, "-m", "uvicorn", "--factory", "tests.web.standing:make", "--lifespan", "on",
        "--port", str(PORT), "--no-server-header", "--log-level", "warning",
    ]  # fmt: skip
    environment = os.environ | {"WHERRY_TEST_FOLDER": str(folder), "WHERRY_TEST_ORIGIN": ORIGIN}
    server = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
    try:
        wait_for(server)
        yield Standing(accounts_at(database))
    finally:
        server.terminate()
        server.wait()
        database.close()


def wait_for(server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            httpx.get(f"{ORIGIN}/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("the server stopped before it answered")


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """What it has fetched of Streamlit once, it keeps for all who come after."""
    opened = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def watched(context: BrowserContext, standing: Standing) -> Iterator[Page]:
    """A page of a visitor nobody knows, which may break no rule of its policy and ask no other machine."""
    context.clear_cookies()
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda line: complaints.append(line.text) if "Security Policy" in line.text else None)
    page.on("request", lambda request: complaints.append(request.url) if not ours(request.url) else None)
    yield page
    page.close()
    assert not complaints


def ours(address: str) -> bool:
    return address.startswith((ORIGIN, ORIGIN.replace("http", "ws"), "data:", "blob:"))


def sign_in(page: Page) -> None:
    page.goto(f"{ORIGIN}/sign-in")
    page.get_by_label("Email address").fill(PRIYA.email)
    page.get_by_label("Password").fill(GOOD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_resident_is_a_visitor_and_nobody_else(watched: Page) -> None:
    watched.set_extra_http_headers({"X-Wherry-Person": PRIYA.id})
    watched.goto(ORIGIN)

    expect(watched.get_by_text("person: None")).to_be_visible()
    visitor = watched.get_by_text("visitor: ").inner_text()
    watched.reload()
    expect(watched.get_by_text(visitor)).to_be_visible()
    assert "None" not in visitor


def test_the_return_link_leads_to_the_page_and_out_of_the_address(watched: Page) -> None:
    watched.goto(f"{ORIGIN}/return/the-token")

    expect(watched.get_by_text("visitor: ")).to_be_visible()
    assert watched.url == f"{ORIGIN}/apply?service=report-a-pothole&draft=draft+1%2F2"


def test_somebody_signs_in_works_and_signs_out_by_keyboard(watched: Page) -> None:
    watched.goto(f"{ORIGIN}/sign-in")
    watched.get_by_label("Email address").focus()
    watched.keyboard.type(PRIYA.email)
    watched.keyboard.press("Tab")
    watched.keyboard.type(GOOD)
    watched.keyboard.press("Enter")
    expect(watched.get_by_text("person: priya")).to_be_visible()

    watched.goto(f"{ORIGIN}/sign-out")
    watched.get_by_role("button", name="Sign out").press("Enter")
    expect(watched.get_by_role("heading", name="You have signed out")).to_be_visible()

    watched.goto(ORIGIN)
    expect(watched.get_by_text("person: None")).to_be_visible()


def test_a_sample_person_is_one_click_away(watched: Page) -> None:
    watched.goto(f"{ORIGIN}/sign-in")
    watched.get_by_role("button", name="Priya Sharma").click()

    expect(watched.get_by_text("person: priya")).to_be_visible()


def test_an_open_page_that_nobody_touches_forgets_a_person_whose_session_ends(
    watched: Page, standing: Standing
) -> None:
    sign_in(watched)
    expect(watched.get_by_text("person: priya")).to_be_visible()

    token = next(cookie["value"] for cookie in watched.context.cookies() if cookie["name"] == "wherry_session")
    standing.accounts.sign_out(token)

    expect(watched.get_by_text("Your session has ended")).to_be_visible()
    expect(watched.get_by_text("person: priya")).to_have_count(0)
    watched.goto(ORIGIN)
    expect(watched.get_by_text("person: None")).to_be_visible()


def test_a_page_that_was_cut_off_while_its_session_ended_forgets_the_person(watched: Page, standing: Standing) -> None:
    watched.add_init_script(KEEP_SOCKETS)
    sign_in(watched)
    expect(watched.get_by_text("person: priya")).to_be_visible()

    # From inside the page, which may have gone on before we could ask it to.
    watched.evaluate("setTimeout(() => sockets.at(-1).close(), 100)")
    standing.accounts.disable(PRIYA)

    expect(watched.get_by_text("Your session has ended")).to_be_visible()
    standing.accounts.accept(standing.accounts.invite(PRIYA), GOOD)


def test_the_editor_works_under_the_policy(watched: Page) -> None:
    watched.goto(f"{ORIGIN}/?editor=yes")

    expect(watched.frame_locator("iframe").get_by_text("report-a-pothole")).to_be_visible(timeout=30_000)


def test_a_page_with_errors_takes_the_focus_to_them(watched: Page) -> None:
    watched.goto(f"{ORIGIN}/sign-in")
    watched.get_by_role("button", name="Sign in", exact=True).click()

    expect(watched.get_by_role("alert")).to_be_focused()
    watched.get_by_role("link", name="Enter your password").click()
    expect(watched.get_by_label("Password")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing_on_the_plain_pages(watched: Page, standing: Standing, width: int) -> None:
    watched.set_viewport_size({"width": width, "height": 800})
    findings = {}
    for path in ("/sign-in", "/nowhere", "/welcome/made-up", f"/welcome/{standing.accounts.invite(PRIYA)}"):
        watched.goto(ORIGIN + path)
        findings[path] = axe_findings(watched)
    watched.get_by_role("button", name="Save and sign in").click()
    expect(watched.get_by_role("link", name="Enter a password")).to_be_visible()
    findings["errors"] = axe_findings(watched)

    assert not any(findings.values()), findings
    assert watched.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/", "/sign-in", "/component/none/index.html", "/media/none", "/_stcore/metrics"])
def test_every_answer_carries_a_policy(standing: Standing, path: str) -> None:
    answer = httpx.get(ORIGIN + path)

    assert "frame-ancestors" in answer.headers["content-security-policy"]
    assert "server" not in answer.headers


@pytest.mark.parametrize("path", ["/nowhere", "/a/b/c", "/apply/more", "/Apply", "/index.html", "/sign-in/more"])
def test_where_nothing_is_people_read_what_to_do_next(standing: Standing, path: str) -> None:
    answer = httpx.get(ORIGIN + path)

    assert answer.status_code == 404 and "<h1>Page not found</h1>" in answer.text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"), ("/apply", "text/html"), ("/apply?service=any", "text/html"), ("/sign-in", "text/html"),
        ("/_stcore/health", "text/plain"), ("/_stcore/host-config", "application/json"), ("/favicon.png", "image/png"),
        ("/manifest.json", "application/json"), ("/wherry.css", "text/css"), ("/healthz", "application/json"),
    ],
)  # fmt: skip
def test_what_is_there_is_not_lost(standing: Standing, path: str, kind: str) -> None:
    answer = httpx.get(ORIGIN + path)

    assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)


def test_every_file_that_streamlits_page_asks_for_is_there(standing: Standing) -> None:
    wanted = re.findall(r'="\./((?:static/|favicon)[^"]+)"', httpx.get(ORIGIN).text)

    assert any(one.startswith("static/") for one in wanted)
    assert {one: httpx.get(f"{ORIGIN}/{one}").status_code for one in wanted} == dict.fromkeys(wanted, 200)


def test_an_address_with_a_slash_too_many_is_sent_on(standing: Standing) -> None:
    sent_on = [httpx.get(f"{ORIGIN}{path}", follow_redirects=True) for path in ("/apply/", "/nowhere/")]

    assert [(one.url.path, one.status_code) for one in sent_on] == [("/apply", 200), ("/nowhere", 404)]


@pytest.mark.parametrize("origin", [None, Origin("http://evil.example"), Origin("http://localhost:1")])
def test_streamlits_socket_is_for_our_own_pages(standing: Standing, origin: Origin | None) -> None:
    visitor = httpx.get(ORIGIN).headers["set-cookie"].split(";")[0]

    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            STREAM,
            origin=origin,
            additional_headers={"Cookie": visitor},
            proxy=None,
        ),
    ):
        pass

    assert refused.value.response.status_code == 403


def test_streamlits_socket_is_for_browsers_that_were_here(standing: Standing) -> None:
    with pytest.raises(InvalidStatus) as refused, connect(STREAM, origin=Origin(ORIGIN), proxy=None):
        pass

    assert refused.value.response.status_code == 403
