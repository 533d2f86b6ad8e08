"""What no example of a service reaches: steps, ways of a branch, and times that never run out."""

from collections.abc import Iterable, Iterator, Sequence

from desk.play import Played
from workflows.faults import Fault, Place
from workflows.step import Lane, Step, every
from workflows.workflow import Workflow

NOT_SEEN = {
    "late": "No example is late for {}", "failed": "In no example {} fails", "extended": "No example extends {}",
}  # fmt: skip


def unreached(workflow: Workflow, played: Iterable[Played]) -> tuple[Fault, ...]:
    """A remark for each, in the order of the file. What stands inside a way that nothing takes is not named again."""
    stories = tuple(played)
    found = list(_among(workflow.file.steps, stories))
    deadline = workflow.file.deadline
    for lane in deadline.lanes() if deadline else ():
        if deadline and not any((lane.aside, "") in story.asides for story in stories):
            found.append(_remark(deadline.place, NOT_SEEN[lane.aside].format("the deadline")))
    return tuple(sorted(found))


def _among(steps: Iterable[Step], stories: Sequence[Played]) -> Iterator[Fault]:
    for step in steps:
        here = [story for story in stories if step.id in story.steps]
        if not here:
            yield _remark(step.place, f"No example comes to {step.describe()}")
            continue
        for lane in step.lanes():
            yield from _of_lane(step, lane, here)


def _of_lane(step: Step, lane: Lane, here: list[Played]) -> Iterator[Fault]:
    if lane.aside:
        if not any((lane.aside, step.id) in story.asides for story in here):
            yield _remark(step.place, NOT_SEEN[lane.aside].format(step.describe()))
    elif _taken(lane, step.lanes(), here):
        yield from _among(lane.steps, here)
    else:
        yield _remark(step.place, f"No example goes the way “{lane.label}” of {step.describe()}")


def _taken(lane: Lane, lanes: list[Lane], here: list[Played]) -> bool:
    """A way without steps was taken where a story came to the branch and to none of its other ways."""
    inside = {step.id for step in every(lane.steps)}
    others = {step.id for other in lanes for step in every(other.steps)}
    return any(inside & story.steps if inside else not others & story.steps for story in here)


def _remark(place: Place, sentence: str) -> Fault:
    return Fault(place, "not-reached", "remark", sentence, "Add an example that does")
