"""A case is linked with others, or another is split from it."""

from engine import commands as c
from engine import events as e
from engine.case import Case
from engine.commands import Problems, Refusal
from engine.course.decision import Decision, only
from engine.course.opening import begin, given_first
from engine.course.walk import Walk
from engine.who import access
from workflows.workflow import Workflow

#: How two cases are linked.
LINKED, SPLIT, APART = "linked", "split", "apart"
LONGEST_WHY = 1_000


def may_link(workflow: Workflow, case: Case, actor: c.Actor) -> str:
    """Why this actor may not link a case with others; "" where they may."""
    return "" if access.takes_part(workflow, case, actor) else "Only a team that takes part in this service may do this"


def link(walk: Walk, command: c.LinkCases) -> Decision:
    """That the actor may see the other case was asked before."""
    if reason := may_link(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    if command.other == walk.case.reference:
        return Refusal("A case cannot be linked with itself")
    how = APART if command.apart else LINKED
    known = walk.case.linked.get(command.other)
    if known == how or (known and command.apart):
        return Refusal("These cases are linked already" if known != APART else "That was said of these cases already")
    if len(command.why.strip()) > LONGEST_WHY:
        return Refusal(f"Why they are linked must be {LONGEST_WHY:,} characters or less")
    return only(walk, e.CaseLinked(command.other, how, command.why.strip()))


def unlink(walk: Walk, command: c.UnlinkCases) -> Decision:
    if reason := may_link(walk.workflow, walk.case, command.actor):
        return Refusal(reason)
    if walk.case.linked.get(command.other) != LINKED:
        return Refusal("These cases are not linked")
    return only(walk, e.CaseUnlinked(command.other))


def split(walk: Walk, command: c.Split) -> Decision:
    """A new case with some of another's answers; that the actor may see that one was asked before."""
    service = walk.workflow.service
    walk.happen(e.CaseOpened(command.reference, service, command.version, command.at, language=command.language))
    accepted = given_first(walk, command)
    if accepted.problems:
        return Problems(accepted.problems)
    walk.happen(e.CaseLinked(command.case, SPLIT))
    return begin(walk, command.actor, accepted.answers)
