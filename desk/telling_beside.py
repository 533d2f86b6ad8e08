"""What happens beside the course of a case, in the sentences of its timeline."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeAlias

from engine import events as e
from engine.commands import HELPED
from engine.dates import in_words

#: A sentence, with lines under it where there are any.
Told: TypeAlias = str | tuple[str, tuple[str, ...]]


class Telling(Protocol):
    """What a sentence needs of the timeline it stands in: the names of teams, tasks and steps."""

    def team(self, who: str) -> str: ...

    def task(self, id: str) -> str: ...

    def step(self, id: str) -> str: ...

    def other(self, reference: str) -> str: ...


def extra_opened(tell: Telling, event: e.ExtraOpened) -> Told | None:
    """What the applicant sent is told by itself: that it waits to be read goes without saying."""
    if not event.person:
        return None
    return f"Asked {tell.team(event.who)}: {event.title}", (event.asks,)


def extra_done(tell: Telling, event: e.ExtraDone) -> Told:
    helped = f" for {tell.team('applicant')}, {HELPED[event.helped]}" if event.helped else ""
    return f"Completed {tell.task(event.task)}{helped}", (*([event.said] if event.said else []), *_files(event.files))


def reply_given(_tell: Telling, event: e.ReplyGiven) -> Told:
    return "Wrote to us", (*([event.text] if event.text else []), *_files(event.files))


def _files(files: tuple[dict[str, Any], ...]) -> list[str]:
    return [f"With {file.get('name', 'a file')}" for file in files]


def held(tell: Telling, event: e.TaskHeld) -> Told:
    return f"{tell.task(event.task)} is on hold until {in_words(event.until)}", (f"Because: {event.why}",)


def hold_ended(tell: Telling, event: e.HoldEnded) -> Told:
    return f"{tell.task(event.task)} is no longer on hold"


LINKS = {
    "linked": "Linked with {other}", "split": "Split from {other}",
    "apart": "Said that {other} is about something else",
}  # fmt: skip


def linked(tell: Telling, event: e.CaseLinked) -> Told:
    said = LINKS[event.how].format(other=tell.other(event.other))
    return (said, (f"Because: {event.why}",)) if event.why else said


def unlinked(tell: Telling, event: e.CaseUnlinked) -> Told:
    return f"No longer linked with {tell.other(event.other)}"


def rewound(tell: Telling, event: e.CaseRewound) -> Told:
    return f"Taken back to {tell.step(event.step)}", (f"Because: {event.why}",)


def closed_early(_tell: Telling, event: e.ClosedEarly) -> Told:
    return "Closed early", (f"Because: {event.why}",)


TELLING: Mapping[type[e.Event], Callable[[Any, Any], Told | None]] = {
    e.ExtraOpened: extra_opened,
    e.ExtraDone: extra_done,
    e.ReplyGiven: reply_given,
    e.TaskHeld: held,
    e.HoldEnded: hold_ended,
    e.CaseLinked: linked,
    e.CaseUnlinked: unlinked,
    e.CaseRewound: rewound,
    e.ClosedEarly: closed_early,
}
#: What somebody did, of these.
BY_SOMEBODY = (
    e.ExtraOpened, e.ExtraDone, e.ReplyGiven, e.TaskHeld, e.CaseLinked, e.CaseUnlinked, e.CaseRewound, e.ClosedEarly,
)  # fmt: skip
