"""What else may be done with a case: one calm list, each thing with a small form of its own."""

from collections.abc import Callable, Mapping

from desk.views import CaseView, TaskView
from engine.commands import Actor, Refusal
from screens import wiring
from screens.doing_course import draw_closing, draw_deleting, draw_moving_on, draw_rewinding
from screens.doing_letters import draw_asking, draw_writing
from screens.doing_links import draw_linking, draw_splitting
from screens.doing_more import draw_attaching, draw_extending, draw_extending_task, draw_reopening
from screens.doing_payment import draw_recording_payment
from screens.doing_task import back_to, draw_giving, draw_handing_over, draw_holding
from screens.going import asked
from screens.markup import path, show

#: What the case says may be done: the word of the address for it, and the words of its link.
WITH_CASE: Mapping[str, tuple[str, str]] = {
    "record payment": ("record-payment", "Record a payment"),
    "write": ("write", "Write to the {called}"),
    "add task": ("ask", "Ask somebody for something more"),
    "attach": ("attach", "Attach a file"),
    "extend": ("extend", "Extend the time for the whole case"),
    "reopen": ("reopen", "Take this case up again"),
    "link": ("link", "Link it with another case"),
    "split": ("split", "Split it in two"),
    "rewind": ("rewind", "Take it back to an earlier step"),
    "close early": ("close", "Close it early"),
    "move on": ("move-on", "Let time pass in this practice case"),
    "delete": ("delete", "Delete this practice case"),
}
#: To a manager, who may look for it in the list.
NO_EARLY_END = "Cases of this service cannot be closed early. Whoever builds the service can add a way to."
#: The same for the task in hand.
WITH_TASK: Mapping[str, tuple[str, str]] = {
    "assign": ("give", "Give to somebody"),
    "extend": ("extend-task", "Extend the time for this task"),
    "hand over": ("hand-over", "Hand over to another team"),
    "hold": ("hold", "Put it on hold"),
}
OF_CASE: Mapping[str, Callable[[Actor, CaseView], None]] = {
    "write": draw_writing, "ask": draw_asking, "link": draw_linking, "split": draw_splitting,
    "attach": draw_attaching, "extend": draw_extending, "reopen": draw_reopening,
    "record-payment": draw_recording_payment, "rewind": draw_rewinding, "close": draw_closing,
    "move-on": draw_moving_on, "delete": draw_deleting,
}  # fmt: skip
OF_TASK: Mapping[str, Callable[[Actor, CaseView, TaskView], None]] = {
    "give": draw_giving, "extend-task": draw_extending_task, "hand-over": draw_handing_over,
    "hold": draw_holding,
}  # fmt: skip


def draw_more(case: CaseView, task: str) -> None:
    """The list, below what is asked."""
    links = [
        (path("case", ref=case.reference, task=task, do=word), words.format(called=case.called))
        for what, (word, words) in WITH_CASE.items() if what in case.may
    ]  # fmt: skip
    if "shared with" in case.may:
        links.append((path("shared", ref=case.reference), "See what was shared with whom"))
    show("more", title="More you can do", links=links)
    actor = wiring.actor()
    if actor and not case.closed and wiring.steering().without_early_end(case.service) in actor.manages:
        show("words", lines=[NO_EARLY_END])


def draw_task_more(actor: Actor, case: CaseView, view: TaskView) -> None:
    """Under the task in hand, on one line."""
    to = back_to(actor, case, view)
    links = [
        (path("case", ref=case.reference, task=view.row.task, do=word),
         f"Send it {to}" if to and what == "hand over" else words)
        for what, (word, words) in WITH_TASK.items() if what in view.may
    ]  # fmt: skip
    show("task_more", links=links)


def doing(case: CaseView) -> bool:
    """Whether the address asks for one of these, which then stands where the task would."""
    words = {word for what, (word, _) in WITH_CASE.items() if what in case.may}
    return asked("do") in words or (asked("do") in OF_TASK and bool(asked("task")))


def draw_doing(actor: Actor, case: CaseView) -> None:
    show("doing_top", back=path("case", ref=case.reference, task=asked("task")), words=case.words)
    if asked("do") in OF_CASE:
        OF_CASE[asked("do")](actor, case)
        return
    view = wiring.desk().task(actor, case.reference, asked("task"), wiring.now())
    if isinstance(view, Refusal):
        show("said", sentence=view.reason, wrong=True)
    elif asked("do") in _open_to(view):
        OF_TASK[asked("do")](actor, case, view)
    else:
        show("words", lines=["This cannot be done with the task now."])


def _open_to(view: TaskView) -> set[str]:
    """What may be opened for a task; of one that cannot wait, why it cannot."""
    words = {word for what, (word, _) in WITH_TASK.items() if what in view.may}
    return words | ({"hold"} if "hand over" in view.may and not view.row.held else set())
