"""The words of a message: the same in plain text and HTML, safe to open, and short enough for a telephone."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ports import Attached
from outside.mailing import LONGEST_TEXT, short, written
from tests.outside.conftest import COUNCIL, LETTER, changed

#: The elements of a page of ours.
OURS = set("html head meta title body main h1 p br ul li a hr".split())


class Read(HTMLParser):
    """What a page says and which elements it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.words += " " if tag != "a" else ""

    def handle_data(self, data: str) -> None:
        self.words += data

    def links(self) -> list[str | None]:
        return [attributes["href"] for tag, attributes in self.elements if tag == "a"]


def html(body: str, **differently: object) -> Read:
    return Read(written(changed(body=body, **differently), COUNCIL).html)


def test_both_ways_say_the_same() -> None:
    both = written(changed(body="Dear Ada\n\nPlease bring:\n- a photo\n- proof\n\nRing 01632 960 101."), COUNCIL)

    page = Read(both.html.partition("<body")[2].partition(">")[2]).words.split()
    assert page == f"{both.subject}\n\n{both.plain}".replace("\n- ", "\n").split()


def test_a_message_ends_with_the_council_and_where_to_ask_it() -> None:
    both = written(LETTER, COUNCIL)

    for way in (both.plain, Read(both.html).words):
        assert " ".join(way.split()).endswith(
            "Norfolk County Council 01632 960 100 help@norfolk.example.org 9am to 5pm"
        )


def test_a_page_has_a_title_a_language_one_heading_and_a_list() -> None:
    page = html("Please bring:\n- a photo\n- proof", language="pl", subject="A & B")

    tags = [tag for tag, _ in page.elements]
    assert page.elements[0] == ("html", {"lang": "pl"})
    assert (tags.count("title"), tags.count("h1"), tags.count("main"), tags.count("li")) == (1, 1, 1, 2)
    assert "A & B" in page.words


@given(st.text("ab<>&\"'/=:.@ \n-ukhtps"))
def test_whatever_is_typed_no_element_comes_of_it(body: str) -> None:
    page = html(body)

    assert {tag for tag, _ in page.elements} <= OURS
    assert all(link and link.startswith(("https://", "http://", "mailto:")) for link in page.links())


def test_nothing_is_fetched_and_nothing_of_an_answer_is_markup() -> None:
    page = html('<img src="https://evil.example/x.png"><script>x</script> <a href="https://evil.example">Pay</a>')

    assert not {tag for tag, _ in page.elements} & {"img", "script", "link", "iframe"}
    assert '<img src="' in page.words


@pytest.mark.parametrize(
    ("said", "leads_to"),
    [
        ("Go on here: https://forms.example.gov.uk/r/a-b_c?d=e.", "https://forms.example.gov.uk/r/a-b_c?d=e"),
        ("apply at gov.uk/apply-blue-badge, which", "https://gov.uk/apply-blue-badge"),
        ("the Ombudsman at lgo.org.uk.", "https://lgo.org.uk"),
        ("(write to help@norfolk.example.org)", "mailto:help@norfolk.example.org"),
        ("write to ada@norfolk.gov.uk", "mailto:ada@norfolk.gov.uk"),
        ('https://a.example/"onmouseover=x', "https://a.example/"),
    ],
)
def test_an_address_is_a_link_that_shows_where_it_leads(said: str, leads_to: str) -> None:
    assert html(said).links()[0] == leads_to


@pytest.mark.parametrize("said", ["javascript:alert(1)", "data:text/html,x", "a.ukulele", "v1.2 of the plan"])
def test_what_is_no_address_is_no_link(said: str) -> None:
    assert html(said).links() == ["mailto:help@norfolk.example.org"]


def test_a_text_message_that_fits_is_whole() -> None:
    assert short(LETTER, COUNCIL) == LETTER.body.strip()


def test_a_text_message_that_is_cut_keeps_link_and_code_and_says_whom_to_ask() -> None:
    link, code = "Answer here: https://forms.example.gov.uk/r/abc", "Your reference is POT-1 and your code is BC23"
    long = "\n\n".join([*["It was said at length. " * 12] * 3, link, *["And so on. " * 20] * 3, code])

    cut = short(changed(body=long), COUNCIL)

    assert len(cut) <= LONGEST_TEXT
    assert cut.startswith("It was said at length.")
    assert cut.index(link) < cut.index(code)
    assert cut.endswith("To know the rest, ask us: 01632 960 100")


@given(st.lists(st.text("wo ", max_size=600), max_size=9), st.booleans())
def test_a_text_message_is_never_longer_than_a_telephone_takes(paragraphs: list[str], files: bool) -> None:
    attached = (Attached("a.pdf", "application/pdf", b""),) if files else ()

    assert len(short(changed(body="\n\n".join(paragraphs), attached=attached), COUNCIL)) <= LONGEST_TEXT


def test_a_text_message_is_cut_in_its_own_language() -> None:
    assert "dłuższa" in short(changed(body="słowo " * 400, language="pl"), COUNCIL)


def test_a_text_message_without_its_files_says_where_they_are() -> None:
    badge = Attached("Badge letter.pdf", "application/pdf", b"badge")

    assert short(changed(attached=(badge,)), COUNCIL).endswith(
        "No files go by text. See them on the page of your case, or ask us: 01632 960 100"
    )
    both = short(changed(body="word " * 400, attached=(badge,)), COUNCIL)
    assert "No files go by text" in both
    assert len(both) <= LONGEST_TEXT
