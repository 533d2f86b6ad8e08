"""Somebody who chose a language: every page to the last says which it is written in."""

import pytest

from desk.trial import Trial
from tests.engine.making import NINE
from tests.reception import Desk as People
from tests.web.plain.conftest import rehearsed
from tests.web.plain.person import Person
from tests.workflows.test_translations import examined
from workflows.workflow import Workflow


@pytest.fixture
def somebody(people: People) -> Person:
    workflow = examined().workflow
    assert isinstance(workflow, Workflow)
    return rehearsed(Trial(workflow, NINE), people)


def language(somebody: Person) -> tuple[str, str]:
    html = somebody.page.every("html")[0]
    return html.get("lang"), html.get("dir")


def test_pages_are_in_the_language_that_somebody_chooses(somebody: Person) -> None:
    somebody.opens("/apply/mend-a-road")
    assert language(somebody)[0] == "en-GB"

    somebody.follows("Cymraeg").follows("Dechrau nawr")

    assert language(somebody) == ("cy", "ltr")
    assert "Pa mor ddwfn yw’r twll?" in somebody.says
    assert [one.words() for one in somebody.page.every("nav")[0].every("a")] == ["Yn ôl"]
    assert 'lang="en"' not in somebody.answer.text


def test_every_page_from_the_first_to_how_it_goes_is_in_the_language_that_somebody_chose(somebody: Person) -> None:
    somebody.opens("/apply/mend-a-road?lang=cy").follows("Dechrau nawr")
    told = [language(somebody)]

    for typed in ({"depth__choice": "Deep"}, {"urgent__answer": "yes"}, {"email__email": "z@example.org"}, {}):
        somebody.sends(somebody.page.every("button")[0].words(), **typed)
        assert not somebody.problems()
        told.append(language(somebody))
    status = next(one.get("href") for one in somebody.page.every("a") if "/status?ref=" in one.get("href"))
    somebody.opens(status)

    assert [*told, language(somebody)] == [("cy", "ltr")] * 6
    assert "Trwsio ffordd" in somebody.says
