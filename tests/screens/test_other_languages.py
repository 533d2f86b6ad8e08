"""The screens in another language: our own words, the page's language and its direction."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk.applying import Desk as Applying
from desk.views import Sent
from tests.desk.making import Office, office
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, files
from tests.screens.standing import answered, opened, run, stand
from tests.web.plain.person import Reader
from tests.web.plain.test_other_languages import left_in_english, marked
from workflows.speaking import voice

LABELS = "place: {label: Gdzie to jest}, full_name: {label: Imię}, email: {label: E-mail}, phone: {label: Telefon}"
POLISH = f"service: mend\ntitle: Napraw drogę\nsteps: {{report: {{questions: {{{LABELS}}}}}}}\n"
ARABIC = "service: mend\ntitle: إصلاح الطريق\n"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + END)
    there = {"definitions/pl/mend.yaml": POLISH, "definitions/ar/mend.yaml": ARABIC}
    text = files(REPORT + INSPECT + END, "list as: ((place))\n")[NAME]
    kept = {"definitions/organisation.yaml": ORGANISATION, "definitions/mend.yaml": text}
    made.engine.store.versions.publish("mend", "two", kept | there, NINE, "ada", "Ada Osei")
    stand(made, (), tmp_path)
    yield made
    made.engine.store.database.close()


def html(page: AppTest) -> str:
    return " ".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)


def says(page: AppTest) -> str:
    buttons = [*page.button, *page.get("form_submit_button")]
    return " ".join([re.sub(r"<[^>]+>", " ", html(page)), *(one.label for one in buttons)])


def test_a_whole_way_in_polish_has_no_words_of_ours_in_english(made: Office) -> None:
    page = opened("apply", visitor="zoe", service="mend", lang="pl")
    assert 'data-language="pl" data-direction="ltr"' in html(page)
    assert "Rozpocznij" in says(page) and left_in_english(says(page), "pl") == []

    page = opened("apply", visitor="zoe", service="mend", lang="pl", page="0")
    assert "Dalej" in says(page) and left_in_english(says(page), "pl") == []
    page.button[0].click().run()
    assert "Podaj odpowiedź: Gdzie to jest" in says(page) and left_in_english(says(page), "pl") == []

    view = answered(made, "pl")
    for screen in ("apply", "later"):
        page = opened(screen, visitor="zoe", service="mend", draft=view.draft, lang="pl")
        assert 'data-language="pl"' in html(page) and left_in_english(says(page), "pl") == []

    done = Applying(made.engine, made.random).send("zoe", view.draft, view.token, NINE)
    assert isinstance(done, Sent)
    page = opened("status", visitor="zoe", ref=done.reference)
    assert "Pracujemy nad tym" in says(page) and left_in_english(says(page), "pl") == []


def test_a_page_that_is_written_from_the_right_says_so_and_marks_what_is_english(made: Office) -> None:
    page = html(opened("apply", visitor="zoe", service="mend", lang="ar", page="0"))

    assert 'data-language="ar" data-direction="rtl" data-ours="en"' in page
    assert '<a href="/apply?service=mend&amp;lang=ar" lang="en" dir="ltr">Back</a>' in page


def test_no_page_leaves_words_of_ours_unmarked_where_it_is_in_a_language_that_we_do_not_speak(made: Office) -> None:
    """A page of questions with a problem, what is checked, the confirmation and how it is going."""
    page = opened("apply", visitor="zoe", service="mend", lang="ar", page="0")
    page.button[0].click()
    assert english_unmarked(run(page)) == set()

    view = answered(made, "ar")
    assert english_unmarked(opened("apply", visitor="zoe", service="mend", draft=view.draft, lang="ar")) == set()

    done = Applying(made.engine, made.random).send("zoe", view.draft, view.token, NINE)
    assert isinstance(done, Sent)
    for screen in ("sent", "status"):
        page = opened(screen, visitor="zoe", ref=done.reference)
        assert "Elm Hill" in says(page) and english_unmarked(page) == set(), screen


def english_unmarked(page: AppTest) -> set[str]:
    """Words of ours that a screen reader would read as if they were in the language of the page."""
    ours = {*voice("pl").words}
    said = {text for text, language in marked(Reader(html(page)).open[0]).items() if language != "en"}
    return said & ours


def test_a_page_in_english_says_nothing_of_languages(made: Office) -> None:
    page = html(opened("apply", visitor="zoe", service="mend", page="0"))

    assert 'data-language="en-GB" data-direction="ltr"' in page
    assert 'lang="en"' not in page and "data-ours" not in page


def test_the_first_pages_are_in_the_language_that_was_chosen_and_keep_it(made: Office) -> None:
    for screen in ("", "apply", "status"):
        page = opened(screen, visitor="zoe", lang="pl")
        assert 'data-language="pl" data-direction="ltr"' in html(page)
        assert left_in_english(says(page), "pl") == []
        assert 'href="/apply?lang=pl"' in html(page)
    page = html(opened("apply", visitor="zoe", lang="pl"))
    assert '<a href="/apply?service=mend&amp;lang=pl">Napraw drogę</a>' in page
    assert '<a href="/apply?lang=en" lang="en" hreflang="en">English</a>' in page
    assert 'href="/apply/?lang=pl"' in page and 'href="/status?lang=pl"' in page


def test_a_title_that_is_not_in_the_language_of_the_list_is_marked(made: Office) -> None:
    page = html(opened("apply", visitor="zoe", lang="cy"))

    assert "Beth hoffech chi ei wneud?" in page
    assert '<li lang="en"><a href="/apply?service=mend">Mend a road</a>' in page


def test_what_cannot_be_opened_says_so_in_the_language_of_the_address(made: Office) -> None:
    page = opened("status", visitor="zoe", ref="ROA-9", lang="pl")

    assert "Nie możemy tego pokazać" in says(page) and left_in_english(says(page), "pl") == []
    assert 'href="/status?lang=pl"' in html(page) and 'href="/apply?lang=pl"' in html(page)
