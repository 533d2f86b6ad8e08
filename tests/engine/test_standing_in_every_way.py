"""Four eyes among substitutes, in every combination of who is away, who did the step before and who has the task."""

from dataclasses import replace
from itertools import product

from engine.case import Case, Done
from engine.commands import Actor, Complete
from engine.course.decision import Happened
from engine.decide import decide
from engine.events import TaskDone
from engine.who.people import Person
from tests.engine.making import END, INSPECT, NINE, REPORT, accepted, trial

DECIDE = (
    "- ask: decide\n  who: highways\n  not whoever did: [inspect]\n  questions: {verdict: {type: text, label: It}}\n"
)
ABSENT = {id: Person(id, f"{id}@example.org", id.title(), ("highways",)) for id in ("anna", "bert")}
PEOPLE = (*ABSENT, "omar")
SUBSETS = [
    frozenset(one for one, there in zip(PEOPLE, mask, strict=True) if there) for mask in product((0, 1), repeat=3)
]


def may(own: bool, lenders: frozenset[str], did: frozenset[str], holder: str) -> bool:
    """What is promised, said apart from how it is decided."""
    if "omar" in did or not (own or lenders):
        return False
    if holder in ABSENT:
        return holder in lenders and holder not in did
    return own or bool(lenders - did)


def standing(did: frozenset[str], holder: str) -> Case:
    """A case that waits for its decision, after these people inspected."""
    case = trial(REPORT + INSPECT + DECIDE + END)
    accepted(case.complete("inspect", found="Hole"))
    task = replace(case.case.tasks["decide.1"], person=holder, name=holder.title())
    done = case.case.done | {"inspect": Done(NINE, tuple(sorted(did)))}
    return replace(case.case, tasks={"decide.1": task}, done=done)


def test_a_substitute_decides_exactly_where_four_eyes_allow_it() -> None:
    workflow = trial(REPORT + INSPECT + DECIDE + END).workflow
    tried = []
    for did, holder in product(SUBSETS, ("", *PEOPLE)):
        case = standing(did, holder)
        for own, lenders in product((False, True), [one for one in SUBSETS if "omar" not in one]):
            omar = Person("omar", "omar@example.org", "Omar", ("highways",) if own else ("parks",))
            actor: Actor = omar.actor([ABSENT[one] for one in sorted(lenders)])
            command = Complete(actor, NINE, "ROA-1", "decide.1", {"verdict": "Yes"}, "")
            decision = decide(workflow, case, command, workflow.organisation)
            tried.append(may(own, lenders, did, holder))
            assert isinstance(decision, Happened) == tried[-1], (own, lenders, did, holder, decision)
            if isinstance(decision, Happened):
                (done,) = [event for event in decision if isinstance(event, TaskDone)]
                assert done.on_behalf_of not in did, (own, lenders, did, holder)
                assert bool(done.on_behalf_of) == (holder in lenders or not own)

    assert len(tried) == 256 and 0 < sum(tried) < 128
