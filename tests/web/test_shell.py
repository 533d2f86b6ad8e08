"""Streamlit’s page is empty without a script: whoever has none is led on to the plain pages."""

import re
from html import unescape
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from screens.addresses import SCREENS
from tests.web.pages import words
from web.headers import script_hashes
from web.shell import Shell

STREAMLITS = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
SHELL = Shell(STREAMLITS, SCREENS)
STAFFS = {
    "inbox", "bulk", "case", "shared", "done", "help", "practice", "away", "not-done", "find", "outbox", "figures",
    "design", "preview", "gallery",
}  # fmt: skip


def leads(address: str) -> str:
    """Where a browser without scripts goes from there; "" where it stays."""
    path, _, query = address.partition("?")
    page = SHELL.page(path.strip("/"), QueryParams(query))
    return unescape("".join(re.findall(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]*)">', page)))


@pytest.mark.parametrize(
    ("screen", "plain"),
    [
        ("/", "/apply/"),
        ("/apply", "/apply/"),
        ("/apply?lang=pl", "/apply/?lang=pl"),
        ("/apply?service=mend", "/apply/mend"),
        ("/apply?service=mend&lang=pl", "/apply/mend?lang=pl"),
        ("/apply?service=mend&page=0", "/apply/mend/questions?page=0"),
        ("/apply?service=mend&draft=d+1%2F2", "/apply/mend/questions?draft=d+1%2F2"),
        ("/apply?service=mend&case=ROA-1&task=refer.1", "/apply/mend?case=ROA-1&task=refer.1"),
        ("/apply?case=ROA-1&task=refer.1&page=0", "/apply/-/questions?case=ROA-1&task=refer.1&page=0"),
        ("/apply?service=mend&case=ROA-1", "/apply/-/status?ref=ROA-1"),
        ("/apply?service=whose&answers=abc&at=0", "/apply/whose/guide?answers=abc&at=0"),
        ("/status", "/apply/-/status"),
        ("/status?ref=ROA-1", "/apply/-/status?ref=ROA-1"),
        ("/sent?ref=ROA-1", "/apply/-/status?ref=ROA-1"),
        ("/resume?draft=d", "/apply/-/resume?draft=d"),
        ("/later?service=mend&draft=d", "/apply/mend/later?draft=d"),
        ("/document?ref=ROA-1&name=permit", "/apply/-/document?ref=ROA-1&name=permit"),
    ],
)
def test_a_screen_of_residents_leads_to_its_plain_page(screen: str, plain: str) -> None:
    assert leads(screen) == plain


def test_what_only_staff_go_on_with_does_not_lead_back_from_where_it_came() -> None:
    assert leads("/apply?service=mend&draft=d&needs=script") == ""


def test_every_other_screen_says_that_it_needs_a_script() -> None:
    others = {one for one in SCREENS if not leads(f"/{one}")}

    assert others == STAFFS
    assert "This page needs JavaScript" in SHELL.page("inbox", QueryParams())


@pytest.mark.parametrize("word", ['"><script>alert(1)</script>', "x; url=https://elsewhere.example", "//elsewhere"])
def test_what_an_address_says_leads_nowhere_else_and_runs_nothing(word: str) -> None:
    asked = QueryParams({"service": word, "draft": word, "ref": word, "lang": word})

    for screen in ("apply", "status", "later", "document"):
        page = SHELL.page(screen, asked)
        assert page.count("<script") == STREAMLITS.count("<script")
        assert page.count('content="0; url=/apply/') == 1
        assert "url=https" not in page and "//elsewhere" not in page


def test_a_browser_with_scripts_is_given_the_same_page() -> None:
    browser = TestClient(Starlette(routes=[SHELL]), base_url="http://localhost")
    answer = browser.get("/status?ref=ROA-1")

    assert script_hashes(answer.text) == script_hashes(STREAMLITS)
    assert '<div id="root"></div>' in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    assert "Streamlit app" not in words(answer), "its own words for those without scripts are gone"
    assert browser.get("/nowhere").status_code == 404
    assert browser.post("/status").status_code == 404


def test_what_is_said_without_a_script_is_in_the_language_of_the_address() -> None:
    polish = SHELL.page("apply", QueryParams({"lang": "pl"}))

    assert '<noscript><p lang="pl">Ta strona wymaga JavaScriptu.' in polish
    assert "<noscript><p>This page needs JavaScript." in SHELL.page("inbox", QueryParams({"lang": "zz"}))
