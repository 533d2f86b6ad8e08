"""What screens write as HTML: every word is escaped, addresses are whole, colours are colours."""

import re
from types import SimpleNamespace

from streamlit.testing.v1 import AppTest

from components.wording import run
from screens.look import tokens
from screens.markup import HERE, html, path
from workflows.organisation import Brand

NAUGHTY = "<img src=x onerror=alert(1)> \" ' & ![x](http://evil.example/a.png)"


def test_words_that_look_like_markup_are_words() -> None:
    words = {"label": NAUGHTY, "hint": NAUGHTY, "why": NAUGHTY, "problems": [NAUGHTY], "number": ""}
    drawn = html("ask", id="a", alone=True, boxes=[], **words)

    assert "<img" not in drawn
    assert drawn.count("&lt;img src=x onerror=alert(1)&gt;") == 4


def test_no_template_lets_words_through_unescaped() -> None:
    templates = list((HERE / "templates").glob("*.html"))

    assert templates
    assert [one.name for one in templates if re.search(r"\|\s*safe|autoescape", one.read_text("utf-8"))] == []


def test_an_address_holds_what_it_is_given_and_nothing_empty() -> None:
    assert path("inbox", view="mine", figure="", after=None) == "/inbox?view=mine"
    assert path("apply", service="a&b", page=0) == "/apply?service=a%26b&page=0"
    assert path("outbox") == "/outbox"


def test_a_brand_that_is_no_colour_is_left_at_ours() -> None:
    brand = Brand.model_construct(brand="red;} body{display:none", action="#0f7a4d", link="#1a5fb4")

    assert tokens(brand) == ":root{--action:#0f7a4d;--link:#1a5fb4;}"


def test_what_is_read_back_of_an_item_stands_in_lines_below_its_title() -> None:
    lines = [run(("Child 1", "Name: Ann", NAUGHTY), "\n"), "Total: £3"]
    drawn = html("answer", line=SimpleNamespace(label="Your children"), lines=lines, hidden=False)

    found = re.findall(r'<span class="(w-line[^"]*)">(.*?)</span>', drawn)

    assert found[:2] == [("w-line w-of-item", "Child 1"), ("w-line", "Name: Ann")]
    assert found[3:] == [("w-line", "Total: £3")]
    assert "<img" not in drawn


def test_what_broke_is_told_in_the_words_of_every_other_page() -> None:
    page = AppTest.from_string("from screens.frame import broken\nbroken('QX4')").run()

    assert [one.value for one in page.error] == [
        "Sorry, there is a problem with the service. Try again in a few minutes. "
        "If you contact us about this, tell us the number QX4."
    ]
