"""Who may see and do what. Every command and every read asks here; a screen decides nothing."""

from engine.case import Case, Task, scope_of
from engine.commands import Actor
from workflows.moves import GUEST
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow


def may_begin(workflow: Workflow, actor: Actor, house: Organisation) -> bool:
    """`starts:` names anyone, staff, teams, partners or groups of them; staff may type for anyone.

    `message` lets the program begin it, when a message from outside says so.
    """
    starts = workflow.file.starts
    if actor.kind == "clock":
        return "message" in starts
    if "anyone" in starts:
        return True
    named = {member for word in starts for member in house.groups.get(word, (word,))}
    return bool(actor.teams & (named | (set(house.teams) if "staff" in starts else set())))


def readers(workflow: Workflow, case: Case) -> frozenset[str]:
    """The teams that may see a case: the council's own that take part, and partners that were ever given a task."""
    given = _given(case)
    return taking_part(workflow, case) | {who for who in given if who != "applicant" and not who.startswith(GUEST)}


def taking_part(workflow: Workflow, case: Case) -> frozenset[str]:
    """The council's own teams in a case: those the service asks, those an answer names, those it was handed to."""
    others = _given(case) - workflow.teams()
    if workflow.named_teams:
        answers = case.values()
        others |= {str(answers.get(who)) for who in workflow.named_teams}
    return workflow.teams() | others & workflow.organisation.teams.keys() if others else workflow.teams()


def _given(case: Case) -> set[str]:
    """Whoever was ever given a task of it."""
    return {who for given in case.given_to.values() for who in given}


def may_see(workflow: Workflow, case: Case, actor: Actor) -> bool:
    if actor.kind == "applicant":
        return actor.case == case.reference
    if actor.kind == "guest":
        return actor.case == case.reference and actor.role in _given(case)
    return actor.kind == "clock" or bool(actor.teams & readers(workflow, case))


def is_partner(actor: Actor, house: Organisation) -> bool:
    """Somebody of another agency, and of no team of the council."""
    return actor.kind == "person" and not actor.teams & set(house.teams)


def visible(workflow: Workflow, case: Case, actor: Actor, house: Organisation) -> frozenset[str]:
    """The answers whose words an actor may be shown. Sensitive ones only in a step that asks or `sees:` them."""
    asked = {name for ask in _held(workflow, case, actor) for name in shown_in(workflow, ask)}
    if actor.kind == "applicant":
        return frozenset(workflow.first.gives()) | asked
    if actor.kind == "guest" or is_partner(actor, house):
        return frozenset(asked)
    return (frozenset(workflow.holders) - workflow.sensitive()) | asked  # also what is asked about each item


def _held(workflow: Workflow, case: Case, actor: Actor) -> list[Ask]:
    """The asks that the actor takes part in: those that ask their team, or were ever given to it."""
    if actor.kind == "applicant":
        return [ask for ask in workflow.asks().values() if ask.who == "applicant"]
    mine = actor.teams | {actor.role}
    steps = {step for step, teams in case.given_to.items() if mine & set(teams)}
    return [ask for ask in workflow.asks().values() if ask.who in actor.teams or ask.id in steps]


def shown_in(workflow: Workflow, ask: Ask) -> tuple[str, ...]:
    """The answers that whoever does a step is shown, sensitive ones too: what it asks and what it `sees:`."""
    return *ask.gives(), *sees(workflow, ask)


def sees(workflow: Workflow, ask: Ask) -> list[str]:
    """`sees:` names answers, or steps for all that was answered there."""
    steps = workflow.layout.by_id
    return [name for word in ask.sees for name in (steps[word].gives() if word in steps else (word,))]


def barred(workflow: Workflow, case: Case, task: Task, actor: Actor, house: Organisation) -> str:
    """Why this actor may not do this task; "" where they may. Who has claimed it is asked elsewhere."""
    if actor.kind == "applicant":
        mine = task.who == "applicant" and actor.case == case.reference
        return "" if mine else "This is not yours to answer"
    if actor.kind == "guest":
        return "" if task.who == actor.role and actor.case == case.reference else "This is not yours to answer"
    if task.who.startswith(GUEST):
        return "This waits for the person who was asked by email"
    if task.who == "applicant":
        return f"This waits for the {workflow.file.called_}"
    if task.who not in actor.teams:
        return f"This is a task for {house.everyone.get(task.who, task.who)}"
    return _did_before(workflow, case, task, actor)


def _did_before(workflow: Workflow, case: Case, task: Task, actor: Actor) -> str:
    """`not whoever did:` counts everyone who ever did those steps."""
    step = workflow.layout.by_id.get(task.step)
    for other in step.not_whoever_did if isinstance(step, Ask) else ():
        done = case.done_in(other, scope_of(task.thread))
        if done and actor.id in done.people:
            return f"You did “{workflow.step(other).describe()}” of this case, so someone else must do this"
    return ""


def is_who(who: str, actor: Actor) -> bool:
    """Whether an actor is whom a service names: the applicant, or one of a team."""
    return actor.kind == "applicant" if who == "applicant" else who in actor.teams


def may_assign(task: Task, actor: Actor) -> bool:
    return task.who in actor.manages
