"""A trial takes a case as far as one goes, and keeps nothing."""

from datetime import timedelta

from desk.trial import Trial
from desk.views import Applying, CaseView, Sent
from engine.commands import Refusal
from tests.desk.drafting import MARTA, NOW, SERVICE, Place
from tests.workflows.services import ROAD


def test_a_trial_takes_a_case_from_the_first_question_to_a_late_letter(files: Place) -> None:
    workflow = files.designing.examine(SERVICE, ROAD).workflow
    assert workflow is not None
    trial = files.designing.trial(workflow, NOW)

    sent = sent_by(trial)
    trial.move_clock(30)
    case = trial.desk.case(MARTA, sent.reference, trial.now)

    assert isinstance(case, CaseView)
    assert [task.title for task in case.tasks] == ["Inspect the road"]
    assert len(case.messages) == 1
    assert trial.now == NOW + timedelta(days=30)
    assert files.store.cases.load(sent.reference) is None


def test_two_trials_know_nothing_of_one_another(files: Place) -> None:
    workflow = files.designing.examine(SERVICE, ROAD).workflow
    assert workflow is not None
    one, other = files.designing.trial(workflow, NOW), files.designing.trial(workflow, NOW)

    sent = sent_by(one)

    assert isinstance(other.desk.case(MARTA, sent.reference, NOW), Refusal)
    assert sent_by(other).reference == sent.reference


def sent_by(trial: Trial) -> Sent:
    """What a resident of a trial sends, page by page."""
    typed = {"depth": "Deep", "urgent": "yes", "email": "a@example.org"}
    view = trial.applying.begin("visitor", SERVICE, trial.now)
    assert isinstance(view, Applying)
    while view.page is not None:
        saved = trial.applying.save("visitor", view, typed, trial.now)
        assert isinstance(saved, Applying)
        view = saved
    sent = trial.applying.send("visitor", view.draft, view.token, trial.now)
    assert isinstance(sent, Sent)
    return sent
