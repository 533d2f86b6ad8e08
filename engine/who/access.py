"""Who may see and do what. Every command and every read asks here; a screen decides nothing."""

from components.joining import quoted
from engine.case import Case, Task, scope_of
from engine.commands import HELPED, Actor, Open
from engine.who.people import EVERY, Person
from workflows import items
from workflows.moves import GUEST
from workflows.organisation import Organisation
from workflows.verbs.ask import Ask
from workflows.verbs.hand_to import HandTo
from workflows.workflow import Workflow

NOT_COUNCILS = "Only the council’s own staff may answer for somebody"


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


def may_open(workflow: Workflow, command: Open, house: Organisation) -> str:
    """Why a case may not be opened by this command; "" where it may."""
    if command.part_of:
        return "" if command.actor.kind == "clock" else "Only another case begins a part of itself"
    return may_open_so(workflow, command.actor, house, command.helped, command.practice)


def may_open_so(workflow: Workflow, actor: Actor, house: Organisation, helped: str, practice: bool) -> str:
    """Why this actor may not open a case, for themselves, for somebody they help, or to practise; "" where they may."""
    if practice and not may_practise(workflow, actor, house):
        return "You may not practise this service"
    if not practice and not may_begin(workflow, actor, house):
        return "You may not begin this service"
    return not_helping(helped, actor, house) if helped else ""


def not_helping(helped: str, actor: Actor, house: Organisation) -> str:
    """Why this actor may not answer for somebody in this way; "" where they may."""
    if not is_councils(actor, house):
        return NOT_COUNCILS
    return "" if helped in HELPED else "Say how you helped: on the phone, at a desk, on a visit or from a letter"


def readers(workflow: Workflow, case: Case) -> frozenset[str]:
    """The teams that may see a case: the council's own that take part, and partners that were ever given a task."""
    given = _given(case)
    return taking_part(workflow, case) | {who for who in given if who != "applicant" and not who.startswith(GUEST)}


def taking_part(workflow: Workflow, case: Case) -> frozenset[str]:
    """The council's own teams in a case: those the service asks, those an answer names, those it was handed to."""
    others = _given(case) - workflow.teams() | _answered(workflow, case)
    return workflow.teams() | others & workflow.organisation.teams.keys() if others else workflow.teams()


def _answered(workflow: Workflow, case: Case) -> set[str]:
    """The teams that answers name, where the service lets them say who is asked."""
    answers = case.values() if workflow.named_teams else {}
    return {str(answers.get(who)) for who in workflow.named_teams}


def visiting(workflow: Workflow, case: Case) -> frozenset[str]:
    """The council's teams that came in by a hand-over or an extra task alone: the service itself does not name them.

    They do their task, and are shown no sensitive answer.
    """
    others = frozenset(_given(case) & workflow.organisation.teams.keys()) - workflow.teams()
    return others - _named(workflow) - _answered(workflow, case) if others else others


def _named(workflow: Workflow) -> set[str]:
    """The teams that a service names beside those that it asks."""
    file, steps = workflow.file, workflow.layout.every
    may = [one.who for one in (file.close_early, file.reopen) if one]
    return {*may, *(step.hand_to for step in steps if isinstance(step, HandTo))}


def takes_part(workflow: Workflow, case: Case, actor: Actor) -> bool:
    """Whether it is by a team of the council that the service names that somebody takes part in a case."""
    teams = taking_part(workflow, case) - visiting(workflow, case)
    return actor.kind == "person" and bool(actor.teams & teams)


def _given(case: Case) -> set[str]:
    """Whoever was ever given a task of it."""
    return {who for given in case.given_to.values() for who in given}


def may_see(workflow: Workflow, case: Case, actor: Actor) -> bool:
    if actor.kind == "applicant":
        return actor.case == case.reference
    if actor.kind == "guest":
        return actor.case == case.reference and actor.role in _given(case)
    return actor.kind == "clock" or bool(actor.teams & readers(workflow, case))


def ours(actor: Actor, house: Organisation) -> frozenset[str]:
    """Of somebody's teams those of the council."""
    return actor.teams & house.teams.keys()


def is_partner(actor: Actor, house: Organisation) -> bool:
    """Somebody of another agency, and of no team of the council."""
    return actor.kind == "person" and not ours(actor, house)


def is_councils(actor: Actor, house: Organisation) -> bool:
    """One of the council's own staff."""
    return actor.kind == "person" and not is_partner(actor, house)


def for_council(workflow: Workflow, case: Case, actor: Actor, house: Organisation) -> bool:
    """Whether it is by a team of the council that somebody takes part in a case.

    Where it is by another agency alone, they are of that agency there, whatever team of the council they are of too.
    """
    return actor.kind == "person" and bool(ours(actor, house) & readers(workflow, case))


def visible(workflow: Workflow, case: Case, actor: Actor, house: Organisation) -> frozenset[str]:
    """The answers whose words an actor may be shown. Sensitive ones only in a step that asks or `sees:` them."""
    outside = actor.kind == "guest" or (actor.kind == "person" and not for_council(workflow, case, actor, house))
    asked = {name for ask in _held(workflow, case, actor, outside) for name in shown_in(workflow, ask)}
    if actor.kind == "applicant":
        return frozenset(workflow.first.gives()) | asked
    if outside:
        return frozenset(asked)
    return (frozenset(workflow.holders) - workflow.sensitive()) | asked  # also what is asked about each item


def _held(workflow: Workflow, case: Case, actor: Actor, outside: bool) -> list[Ask]:
    """The asks that the actor takes part in: those ever given to their team, and in the council those that ask it."""
    if actor.kind == "applicant":
        return [ask for ask in workflow.asks().values() if ask.who == "applicant"]
    mine = (actor.teams | {actor.role}) - visiting(workflow, case)
    steps = {step for step, teams in case.given_to.items() if mine & set(teams)}
    named = frozenset() if outside else actor.teams
    return [ask for ask in workflow.asks().values() if ask.who in named or ask.id in steps]


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


def may_help(workflow: Workflow, case: Case, task: Task, actor: Actor, house: Organisation, helped: str) -> str:
    """Why this actor may not give the applicant's answers for them; "" where they may."""
    if reason := not_helping(helped, actor, house):
        return reason
    if task.who != "applicant":
        return f"This does not wait for the {workflow.file.called_}"
    if not for_council(workflow, case, actor, house):
        return NOT_COUNCILS
    return _did_before(workflow, case, task, actor)


def _did_before(workflow: Workflow, case: Case, task: Task, actor: Actor) -> str:
    """`not whoever did:` counts everyone who ever did those steps: the actor, and whose part they would do."""
    absent = in_place_of(workflow, case, task, actor)
    for other, people in _barring(workflow, case, task):
        what = f"did {quoted(workflow.step(other).describe())} in this case, so somebody else must do this"
        if actor.id in people:
            return f"You {what}"
        if absent in people:
            return f"{actor.stands_in[absent]}, for whom you stand in, {what}"
    return ""


def _barring(workflow: Workflow, case: Case, task: Task) -> list[tuple[str, tuple[str, ...]]]:
    """The steps whose doers may not do this task, with everyone who did them."""
    return _kept_from(workflow, case, task.step, scope_of(task.thread))


def _kept_from(workflow: Workflow, case: Case, id: str, scope: str) -> list[tuple[str, tuple[str, ...]]]:
    step = workflow.layout.by_id.get(id)
    others = step.not_whoever_did if isinstance(step, Ask) else ()
    found = ((other, case.done_in(other, scope)) for other in others)
    return [(other, done.people) for other, done in found if done]


def correcting(workflow: Workflow, case: Case, actor: Actor) -> tuple[str, ...]:
    """Whose hands put an answer right: the actor's, and those of everybody by whose loan alone they take part.

    Nobody's: only a team of the council that the service names may.
    """
    teams = taking_part(workflow, case) - visiting(workflow, case) if actor.kind == "person" else frozenset()
    if (actor.teams - actor.lent.keys()) & teams:
        return (actor.id,)
    lenders = sorted({one for team in teams for one in actor.lent.get(team, ())})
    return (*lenders, actor.id) if lenders else ()


def not_correcting(workflow: Workflow, case: Case, key: str, people: tuple[str, ...]) -> str:
    """Why these hands may not put an answer of a step right; "" where they may. To correct is to do it anew: other
    eyes than theirs must have looked, or have yet to look."""
    step, scope = items.step_of(key), items.scope_of(key)
    standing = {items.step_of(one) for one in case.answers}
    looked = [ask.id for ask in workflow.asks().values() if step in ask.not_whoever_did and ask.id in standing]
    found = ((other, case.done_in(other, scope)) for other in looked)
    for other, did in [*_kept_from(workflow, case, step, scope), *((one, done.people) for one, done in found if done)]:
        if set(people) & set(did):
            return f"You did {quoted(workflow.step(other).describe())} in this case, so somebody else must change this"
    return ""


def holds(task: Task, actor: Actor) -> bool:
    """Whether a task that somebody has is in these hands: their own, those of somebody for whom they stand in,
    or those of whoever stood in for them."""
    theirs = task.person == actor.id or task.person in actor.stands_in or task.on_behalf_of == actor.id
    return bool(task.person) and theirs


def in_place_of(workflow: Workflow, case: Case, task: Task, actor: Actor) -> str:
    """The absent person by whose right an actor does a task; "" where it is by their own.

    Of several who lend it, one who is not barred from it, first whoever's part they took it up as.
    """
    if task.person != actor.id and task.person in actor.stands_in:
        return task.person
    lenders = actor.lent.get(task.who)
    if not lenders:
        return ""
    barred = {person for _, people in _barring(workflow, case, task) for person in people}
    return min(lenders, key=lambda one: (one in barred, one != task.on_behalf_of, one))


def may_stand_in(substitute: Person, absent: Person, house: Organisation) -> bool:
    """Council staff for council staff; somebody of a partner for somebody of the same partner."""
    if substitute.id == absent.id or substitute.disabled or absent.disabled:
        return False
    council, theirs, mine = set(house.teams), set(absent.teams), set(substitute.teams)
    return bool(mine & council) if theirs & council else bool(mine & theirs)


def may_record_away(actor: Actor, person: Person) -> bool:
    """Their own time away, and for a manager that of the people of their teams."""
    return actor.kind == "person" and (actor.id == person.id or any(manages(actor, team) for team in person.teams))


def may_practise(workflow: Workflow, actor: Actor, house: Organisation) -> bool:
    """Staff of the council who may begin the service, take part in it, or write it."""
    if not is_councils(actor, house):
        return False
    writes = bool(actor.edits & {workflow.service, EVERY})
    return writes or bool(actor.teams & workflow.teams()) or may_begin(workflow, actor, house)


def may_delete_practice(case: Case, opener: Person | None, actor: Actor) -> bool:
    """Whoever opened the practice case, or a manager of one of their teams."""
    if not case.practice or opener is None or actor.kind != "person":
        return False
    return actor.id == opener.id or any(manages(actor, team) for team in opener.teams)


def manages(actor: Actor, team: str) -> bool:
    return bool(actor.manages & {team, EVERY})


def is_who(who: str, actor: Actor) -> bool:
    """Whether an actor is whom a service names: the applicant, or one of a team."""
    return actor.kind == "applicant" if who == "applicant" else who in actor.teams


def may_assign(task: Task, actor: Actor) -> bool:
    return manages(actor, task.who)


def not_recording_payments(workflow: Workflow, actor: Actor) -> str:
    """Why this actor may not say that something was paid; "" for the team that owns the service, whose money it is."""
    owner = workflow.file.owner
    if actor.kind == "person" and owner in actor.teams:
        return ""
    return f"Only {workflow.organisation.everyone[owner]} may record a payment"


def may_give(task: Task, actor: Actor) -> bool:
    """Whether somebody may give a task to one of its team: a manager any, everybody the one that they have."""
    return may_assign(task, actor) or (task.who in actor.teams and holds(task, actor))
