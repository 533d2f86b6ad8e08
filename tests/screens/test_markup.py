"""What screens write as HTML: every word is escaped, addresses are whole, colours are colours."""

import re

from screens.look import tokens
from screens.markup import HERE, html, path
from workflows.organisation import Brand

NAUGHTY = "<img src=x onerror=alert(1)> \" ' & ![x](http://evil.example/a.png)"


def test_words_that_look_like_markup_are_words() -> None:
    drawn = html("ask", id="a", label=NAUGHTY, hint=NAUGHTY, why=NAUGHTY, problems=[NAUGHTY], alone=True, boxes=[])

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
