"""The form to print, and the ways to it."""

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from tests.engine.making import END, REPORT
from tests.web.plain.conftest import House
from tests.web.plain.person import Person


def test_the_first_page_leads_to_a_form_to_print(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(REPORT + END).browser()).opens("/apply/mend")
    somebody.follows("Print this form and fill it in by hand")

    text = PdfReader(BytesIO(somebody.answer.content)).pages[0].extract_text()
    assert somebody.answer.headers["content-type"] == "application/pdf"
    assert somebody.answer.headers["content-disposition"] == 'attachment; filename="mend.pdf"'
    assert text.index("1. Where is it") < text.index("2. Name (optional)") < text.index("3. Email (optional)")


def test_what_only_staff_begin_has_none(house_of: Callable[..., House]) -> None:
    somebody = Person(house_of(REPORT + END, "starts: staff\n").browser()).opens("/apply/mend/paper.pdf")

    assert somebody.answer.status_code == 404
    assert "This service has no form to print." in somebody.says


def test_a_service_that_is_not_there_has_none(house_of: Callable[..., House]) -> None:
    assert Person(house_of(REPORT + END).browser()).opens("/apply/none/paper.pdf").answer.status_code == 404
