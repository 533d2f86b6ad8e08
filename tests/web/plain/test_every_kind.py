"""Every kind at the plain pages: what is drawn is read again as the same answer, and every box has its words."""

from typing import Any

import pytest
from starlette.datastructures import FormData

from components.base import Problem, Question
from components.registry import kinds
from desk.sheets import one
from tests.components.test_every_kind import SEEN, sample, samples
from tests.web.plain.person import Element, Person, Reader
from web.plain.drawing import drawn, leads
from web.plain.typed import Sent, takes_no_file, typed, with_first_items

#: Boxes that have their own words above them; hidden ones need none.
BOXES = ("input", "textarea", "select")
#: A page has about 3 kB beside its questions.
LARGEST = 37_000


def page_of(question: Question, raw: Any, problems: Any = None) -> Element:
    asked = [one("it", question)]
    return Reader(f"<form>{drawn(asked, {'it': raw}, SEEN, problems or {}, alone=True)}</form>").open[0]


def read(question: Question, raw: Any) -> Any:
    """What comes back of a page that was drawn from `raw` and sent untouched."""
    pairs = [(name, value) for name, values in Person.boxes(page_of(question, raw)).items() for value in values]
    sent = Sent(FormData(pairs), takes_no_file, lambda: "new")
    return typed([one("it", question)], {"it": raw}, SEEN, sent)["it"]


@pytest.mark.parametrize(("kind", "raw", "answer"), samples("accepts"))
def test_what_was_typed_comes_back_as_the_same_answer(kind: str, raw: Any, answer: Any) -> None:
    assert sample(kind).answer(read(sample(kind), raw), SEEN) == answer


@pytest.mark.parametrize(("kind", "raw", "answer"), samples("accepts"))
def test_an_answer_that_is_changed_comes_back_as_itself(kind: str, raw: Any, answer: Any) -> None:
    assert sample(kind).answer(read(sample(kind), sample(kind).write(answer)), SEEN) == answer


@pytest.mark.parametrize(("kind", "raw", "sentence"), samples("refuses"))
def test_what_is_wrong_leads_to_a_box_of_its_page(kind: str, raw: Any, sentence: str) -> None:
    asked = [one("it", sample(kind))]
    with pytest.raises(Problem) as refused:
        sample(kind).answer(raw, SEEN)
    problems = {"it": refused.value.said}

    page = page_of(sample(kind), raw, problems)

    ids = [element.get("id") for element in page.everything()]
    for lead, said in leads(asked, {"it": raw}, SEEN, problems):
        assert ids.count(lead) == 1, (lead, said)
    assert "Error:" in page.words()


@pytest.mark.parametrize("kind", kinds())
def test_every_box_has_its_words_and_what_is_told_of_it_is_there(kind: str) -> None:
    raw = with_first_items(one("it", sample(kind)), None, SEEN, lambda: "new")
    elements = page_of(sample(kind), raw).everything()
    ids = [each.get("id") for each in elements if each.get("id")]
    labelled = {each.get("for") for each in elements if each.tag == "label" and each.words()}

    boxes = [each for each in elements if each.tag in BOXES and each.get("type") != "hidden"]

    assert len(ids) == len(set(ids))
    assert bool(boxes) == sample(kind).asks
    assert {each.get("id") for each in boxes} == labelled
    for told in (each.get("aria-describedby").split() for each in elements):
        assert set(told) <= set(ids)
    for group in (each for each in elements if each.tag == "fieldset"):
        assert group.inside[1].tag == "legend"
        assert group.inside[1].words()


@pytest.mark.parametrize("kind", kinds())
def test_no_page_is_large(kind: str) -> None:
    assert len(drawn([one("it", sample(kind))], {}, SEEN, {}, alone=True).encode()) < LARGEST
