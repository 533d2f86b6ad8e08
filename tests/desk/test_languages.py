"""A resident chooses a language: the pages, their sentences and "Check your answers" keep to it."""

from datetime import UTC, datetime

import pytest

from desk.trial import Trial
from desk.views import Applying, Completed, Sent
from engine.commands import Actor, Complete, Problems, Refusal
from tests.engine.making import END, INSPECT, NAME, REPORT, files
from tests.workflows.test_translations import examined
from workflows.load import load
from workflows.workflow import Workflow

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
SERVICE = "mend-a-road"
MARTA = Actor("marta", name="Marta", teams=frozenset({"highways"}))


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
    again = trial.applying.resume("anna", third.draft, None, NOW)
    english = trial.applying.resume("anna", third.draft, None, NOW, "en")
    assert isinstance(again, Applying) and isinstance(english, Applying)

    assert label(first) == "Pa mor ddwfn yw’r twll?"
    assert label(second) == "Oes rhywun mewn perygl?"
    assert [line.lines for line in third.check[0].lines[:1]] == [("Dwfn",)]
    assert again.language == "cy" and [line.lines for line in again.check[0].lines[:1]] == [("Dwfn",)]
    assert [line.lines for line in english.check[0].lines[:1]] == [("Deep",)]


def test_what_is_wrong_names_the_question_in_the_language(trial: Trial) -> None:
    wrong = trial.applying.save("anna", begun(trial, "cy"), {}, NOW)

    assert isinstance(wrong, Problems)
    assert "Pa mor ddwfn" in wrong.by_question["depth"][0].sentence


def sent(trial: Trial, language: str) -> Sent:
    view = begun(trial, language)
    for typed in ({"depth": "Deep"}, {"urgent": "no"}, {"email": "a@example.org"}):
        saved = trial.applying.save("anna", view, typed, NOW)
        assert isinstance(saved, Applying), saved
        view = saved
    result = trial.applying.send("anna", view.draft, view.token, NOW)
    assert isinstance(result, Sent), result
    return result


def mended(trial: Trial, reference: str) -> None:
    done = trial.desk.do(Complete(MARTA, NOW, reference, "inspect.1", {"found": "Mended"}, "click"))
    assert isinstance(done, Completed), done


def test_the_confirmation_the_status_and_letters_keep_to_the_language_of_the_case(trial: Trial) -> None:
    confirmed = sent(trial, "cy")
    assert (confirmed.title, confirmed.answers[0].title) == ("Trwsio ffordd", "Rhowch wybod am y ffordd")
    assert confirmed.answers[0].lines[0].lines == ("Dwfn",)

    mended(trial, confirmed.reference)

    status = trial.applying.status("anna", confirmed.reference, NOW)
    assert not isinstance(status, Refusal)
    assert (status.title, status.state) == ("Trwsio ffordd", "Rydym wedi ei thrwsio")
    assert "Rydym wedi trwsio’r ffordd." in [one.body for one in status.messages]


def test_staff_see_the_service_in_its_own_language(trial: Trial) -> None:
    confirmed = sent(trial, "cy")
    mended(trial, confirmed.reference)

    case = trial.desk.case(MARTA, confirmed.reference, NOW)

    assert not isinstance(case, Refusal)
    assert (case.service_title, case.state) == ("Mend a road", "Mended")
    assert case.sections[0].lines[0].lines == ("Deep",)
    assert [one.subject for one in case.messages] == [f"Eich adroddiad {confirmed.reference}"]


def test_a_case_begun_in_the_service_s_own_language_is_written_to_in_it(trial: Trial) -> None:
    confirmed = sent(trial, "")
    mended(trial, confirmed.reference)

    status = trial.applying.status("anna", confirmed.reference, NOW)

    assert not isinstance(status, Refusal)
    assert (confirmed.title, status.state) == ("Mend a road", "We have mended it")


def test_a_document_is_written_for_each_in_their_own_language() -> None:
    steps = REPORT + "- make: permit\n- send: given\n  to: applicant\n  attach: [permit]\n" + INSPECT + END
    top = "documents:\n  permit: {title: A permit for ((place)), body: You may mend it.}\n"
    words = "service: mend\ndocuments:\n  permit: {title: Trwydded i ((place)), body: Cewch ei thrwsio.}\n"
    trial = Trial(load(files(steps, top) | {"cy/mend.yaml": words}, NAME), NOW)
    view = trial.applying.begin("anna", "mend", NOW, None, "cy")
    for typed in ({"place": "Elm Hill"}, {"full_name": ""}, {"email": "a@example.org"}, {"phone": ""}):
        assert isinstance(view, Applying), view
        view = trial.applying.save("anna", view, typed, NOW)  # type: ignore[assignment]
    assert isinstance(view, Applying), view
    sent = trial.applying.send("anna", view.draft, view.token, NOW)
    assert isinstance(sent, Sent), sent

    status, case = trial.applying.status("anna", sent.reference, NOW), trial.desk.case(MARTA, sent.reference, NOW)

    assert not isinstance(status, Refusal) and not isinstance(case, Refusal)
    assert [(one.title, one.body) for one in status.documents] == [("Trwydded i Elm Hill", "Cewch ei thrwsio.")]
    assert [(one.title, one.body) for one in case.documents] == [("A permit for Elm Hill", "You may mend it.")]
    assert [one.language for one in (*status.documents, *case.documents)] == ["cy", "en"]
