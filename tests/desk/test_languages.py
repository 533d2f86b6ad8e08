"""A resident chooses a language: the pages, their sentences and "Check your answers" keep to it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from components.base import Seen
from components.list import List
from components.wording import lines_of
from desk.spoken import shown
from desk.trial import Trial
from desk.views import Applying, Completed, Sent
from engine.commands import Actor, Complete, Problems, Refusal
from tests.engine.making import END, INSPECT, NAME, REPORT, files
from tests.workflows.test_translations import examined
from workflows.load import load
from workflows.speaking import voice
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


def test_what_the_program_itself_says_keeps_to_the_language_too(trial: Trial) -> None:
    confirmed = sent(trial, "cy")

    status = trial.applying.status("anna", confirmed.reference, NOW)

    assert not isinstance(status, Refusal)
    assert status.state == "Rydym yn gweithio arno"
    assert "Anfonoch hwn" in [one.sentence for one in status.happened]


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


def test_staff_are_told_what_the_applicant_reads_and_where_their_own_words_go_to_them() -> None:
    asks = INSPECT.replace("questions:\n", "questions:\n    why: {type: long text, label: What did you see}\n    "
                           "note: {type: long text, label: For us}\n", 1)  # fmt: skip
    steps, message = REPORT + asks + "- send: told\n  to: applicant\n" + END, "  told: {subject: Seen, body: ((why))}\n"
    letter = {"cy/mend.yaml": "service: mend\nmessages:\n  told: {subject: Gwelwyd, body: ((why))}\n"}
    trial = Trial(load(files(steps, messages=message) | letter, NAME), NOW)
    told = {}
    for language in ("cy", ""):
        reference = _sent_to_mend(trial, language)
        case, task = trial.desk.case(MARTA, reference, NOW), trial.desk.task(MARTA, reference, "inspect.1", NOW)
        assert not isinstance(case, Refusal) and not isinstance(task, Refusal)
        told[case.reads] = {one.id: one.question.hint for page in task.pages for one in page.asked}

    assert told["Welsh"]["why"] == "They go into a letter in Welsh as you write them."
    assert told["Welsh"]["note"] == ""
    assert told[""]["why"] == ""


def _sent_to_mend(trial: Trial, language: str, *more: dict[str, Any]) -> str:
    view = trial.applying.begin(f"anna {language}", "mend", NOW, None, language)
    for typed in ({"place": "Elm Hill"}, {"full_name": ""}, {"email": "a@example.org"}, {"phone": ""}, *more):
        assert isinstance(view, Applying), view
        view = trial.applying.save(f"anna {language}", view, typed, NOW)  # type: ignore[assignment]
    assert isinstance(view, Applying), view
    sent = trial.applying.send(f"anna {language}", view.draft, view.token, NOW)
    assert isinstance(sent, Sent), sent
    return sent.reference


def test_what_was_typed_in_the_words_of_the_page_is_read_so_when_it_is_sent_and_staff_type_as_ever() -> None:
    asked = REPORT + "    at: {type: time, label: Time}\n    on: {type: date, label: Day}\n"
    inspect = INSPECT.replace("questions:\n", "questions:\n    seen_at: {type: time, label: Time}\n", 1)
    steps = asked + inspect + "- ask: again\n  questions:\n    later: {type: time, label: Time}\n" + END
    trial = Trial(load(files(steps) | {"pl/mend.yaml": "service: mend\n"}, NAME), NOW)
    day = {"day": "3", "month": "maja", "year": "2026"}
    reference = _sent_to_mend(trial, "pl", {"at": "9:30"}, {"on": day})
    staff = Complete(MARTA, NOW, reference, "inspect.1", {"seen_at": "9:30", "found": "Hole"}, "click")

    case = trial.desk.case(MARTA, reference, NOW)
    assert not isinstance(case, Refusal)
    lines = [line.lines for section in case.sections for line in section.lines]
    assert lines[-2:] == [("9:30am",), ("3 May 2026",)]
    assert isinstance(trial.desk.do(staff), Problems)
    assert isinstance(trial.desk.do(replace(staff, raw=staff.raw | {"seen_at": "9:30am"})), Completed)

    next_ = trial.applying.asked("anna pl", reference, NOW, task="again.1")
    assert isinstance(next_, Applying), next_
    typed_again = trial.applying.save("anna pl", next_, {"later": "14h"}, NOW)
    assert isinstance(typed_again, Applying), typed_again
    assert isinstance(trial.applying.send("anna pl", typed_again.draft, typed_again.token, NOW), Sent)


def test_an_item_is_read_back_in_lines_of_the_language() -> None:
    questions = {"born": {"type": "date", "label": "Urodzone"}, "school": {"type": "yes or no", "label": "W szkole?"}}
    question = List.model_validate({"label": "Dzieci", "item": "dziecko", "questions": questions})
    answer = [{"#": "a", "born": "2020-03-01", "school": True}, {"#": "b"}]

    said = shown(question, answer, Seen(date(2027, 3, 1), language="pl"))

    assert [lines_of(each) for each in said] == [
        ["Dziecko 1", "Urodzone: 1 marca 2020", "W szkole? Tak"], ["Dziecko 2", voice("pl").say("Not answered")],
    ]  # fmt: skip
    assert voice("pl").say("Not answered") != "Not answered"
