"""A resident chooses a language: the pages, their sentences and "Check your answers" keep to it."""

from datetime import UTC, datetime

import pytest

from desk.trial import Trial
from desk.views import Applying
from engine.commands import Problems
from tests.workflows.test_translations import examined
from workflows.workflow import Workflow

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
SERVICE = "mend-a-road"


@pytest.fixture
def trial() -> Trial:
    workflow = examined().workflow
    assert isinstance(workflow, Workflow)
    return Trial(workflow, NOW)


def begun(trial: Trial, language: str) -> Applying:
    view = trial.applying.begin("anna", SERVICE, NOW, None, language)
    assert isinstance(view, Applying)
    return view


def label(view: Applying) -> str:
    assert view.page is not None
    return view.page.asked[0].question.label


def test_a_service_offers_the_languages_that_it_has(trial: Trial) -> None:
    assert begun(trial, "").languages == (("cy", "Cymraeg"),)
    assert begun(trial, "cy").languages == (("en", "English"),)


@pytest.mark.parametrize("language", ["", "pl", "en"])
def test_a_language_that_is_not_there_is_the_service_s_own(trial: Trial, language: str) -> None:
    view = begun(trial, language)

    assert (view.language, view.title) == ("", "Mend a road")


def test_pages_keep_to_the_language_and_answers_are_the_same(trial: Trial) -> None:
    first = begun(trial, "cy")
    second = trial.applying.save("anna", first, {"depth": "Deep"}, NOW)
    assert isinstance(second, Applying)
    third = trial.applying.save("anna", second, {"urgent": "no"}, NOW)
    assert isinstance(third, Applying)
    english = trial.applying.resume("anna", third.draft, None, NOW)
    assert isinstance(english, Applying)

    assert label(first) == "Pa mor ddwfn yw’r twll?"
    assert label(second) == "Oes rhywun mewn perygl?"
    assert [line.lines for line in third.check[0].lines[:1]] == [("Dwfn",)]
    assert [line.lines for line in english.check[0].lines[:1]] == [("Deep",)]


def test_what_is_wrong_names_the_question_in_the_language(trial: Trial) -> None:
    wrong = trial.applying.save("anna", begun(trial, "cy"), {}, NOW)

    assert isinstance(wrong, Problems)
    assert "Pa mor ddwfn" in wrong.by_question["depth"][0].sentence
