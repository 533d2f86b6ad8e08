"""Readings of many cases, lists, searches, counts and files, and what of them an oracle lets somebody have."""

import csv
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

from desk.by_hand import ByHand
from desk.exports import Exports
from desk.figure_tables import Tables
from desk.figures import Figures, Frame, Question
from desk.finding import Finding
from desk.inbox import Inboxes, Wanted
from desk.lateness import Lateness
from desk.practising import Practice
from desk.undone import NotDone
from desk.workloads import Workloads
from engine.commands import Actor, Refusal
from engine.store.database import driver_of
from engine.store.effects import keep
from tests.matrix.doors import is_staff, plain, sees, work
from tests.matrix.oracle import Record, Waits, Who
from tests.matrix.services import COUNCIL
from tests.matrix.world import World, marked

#: Beyond the number of any message.
LATEST = 10**9


def real(world: World) -> list[Record]:
    return [one for one in world.records.values() if not one.practice]


def find(world: World, who: Who, actor: Actor) -> Iterator[str]:
    """By every word there is, one a case, in turn; and by the reference."""
    finding = Finding(world.engine)
    for number, case in enumerate(world.records.values()):
        found = {one.reference for one in finding.find(actor, case.reference)}
        owed = {case.reference} if sees(world, who, case) and not case.practice else set()
        if found != owed:
            yield f"by reference {case.reference} found {sorted(found)}"
        names = sorted((case.answered | case.said) - {"writing", "letter", "email", "expert", "holes"})
        name = names[number % len(names)]
        found = {one.reference for one in finding.find(actor, marked(name, case.mark))}
        may = name in world.oracle.answers(who, case) or (name in case.said and is_staff(world, who, case))
        may = may and not case.practice
        must = may and is_staff(world, who, case) and name not in case.service.sensitive
        if found - ({case.reference} if may else set()) or (must and not found):
            yield f"by {name} of {case.reference} found {sorted(found)}"
        shown = world.shown(finding.find(actor, case.reference))
        if shown - {(case.reference, word) for word in plain(world, who, case)}:
            yield f"find showed {shown}"


def listed(
    world: World, actor: Actor, view: str, of: str = "", figure: str = ""
) -> tuple[set[tuple[str, str]], set[Any]]:
    """Every task of a view, page after page, and what its rows show."""
    rows, after, shown = set[tuple[str, str]](), "", set[Any]()
    while True:
        page = Inboxes(world.engine).page(actor, Wanted(view, of, figure, after=after), world.now)
        rows |= {(row.reference, row.task) for row in page.rows}
        shown |= world.shown(page)
        if not page.after:
            return rows, shown
        after = page.after


def inbox(world: World, who: Who, actor: Actor) -> Iterator[str]:
    every = [(case, task) for case in real(world) if sees(world, who, case) for task in case.tasks.values()]
    teams = who.all_teams()
    held = {(case.reference, task.id) for case, task in every if (case.reference, task.id) in world.held}
    owed: dict[tuple[str, str], set[tuple[str, str]]] = {
        ("mine", ""): {
            (case.reference, task.id)
            for case, task in every
            if task.holder == who.id or any(task.holder == one.absent and task.who in one.teams for one in who.loans)
        }
        - held,
        ("teams", ""): {(case.reference, task.id) for case, task in every if task.who in teams} - held,
    }
    owed |= {
        ("teams", team): {(case.reference, task.id) for case, task in every if task.who == team} - held
        for team in teams
    }
    owed |= {
        ("absent", one.absent): {
            (case.reference, task.id) for case, task in every if task.holder == one.absent and task.who in one.teams
        } - held for one in who.loans
    }  # fmt: skip
    for (view, of), tasks in owed.items():
        rows, shown = listed(world, actor, view, of)
        if rows != tasks:
            yield f"{view} {of}: too many {sorted(rows - tasks)}, too few {sorted(tasks - rows)}"
        yield from _too_much(world, who, shown, view)
        open_to_all, _ = listed(world, actor, view, of, "unclaimed")
        counted = Inboxes(world.engine).figures(actor, Wanted(view, of), world.now)
        if (
            counted.unclaimed != len(open_to_all)
            or open_to_all - tasks
            or max(counted.late, counted.today) > len(tasks)
        ):
            yield f"{view} {of}: counted {counted}"
    for view, tasks in _across(world, who, every, held).items():
        rows, shown = listed(world, actor, view)
        if rows != tasks:
            yield f"{view}: too many {sorted(rows - tasks)}, too few {sorted(tasks - rows)}"
        yield from _too_much(world, who, shown, view)
    yield from _of_persons(world, who, actor, every, owed["teams", ""])
    following = Inboxes(world.engine).next(actor, world.now)
    if following:
        case = world.records[following.reference]
        if not world.oracle.may_do(who, case, case.tasks[following.task]):
            yield f"next is {following.reference}"
    yield from _too_much(world, who, world.shown(following), "next")


def _of_persons(world: World, who: Who, actor: Actor, every: list[Any], otherwise: set[Any]) -> Iterator[str]:
    """What somebody has of a team is listed to the managers of that team who are of it; to others, their own lists."""
    for team in sorted(COUNCIL | world.oracle.partners):
        for person in sorted({task.holder for _, task in every if task.who == team} - {""}):
            may = team in who.all_teams() and who.manages_of(team)
            has = {(case.reference, task.id) for case, task in every if (task.holder, task.who) == (person, team)}
            rows, shown = listed(world, actor, "person", f"{team}:{person}")
            if rows != (has - world.held if may else otherwise):
                yield f"what {person} has of {team}: {sorted(rows)}"
            yield from _too_much(world, who, shown, "person")


def _across(world: World, who: Who, every: list[Any], held: set[Any]) -> dict[str, set[Any]]:
    """The views of all teams: what waits for any of the council in cases that they may see, on hold or not, and what
    waits there for others, on hold with them or not. A partner has what waits for them."""

    def listed(case: Record, task: Waits) -> bool:
        return task.who in who.all_teams() or (task.who in COUNCIL and is_staff(world, who, case))

    theirs = {(case.reference, task.id) for case, task in every if listed(case, task)}
    found = {"all": theirs - held, "held": theirs & held}
    if world.oracle.staff(who):
        known = [(case, task) for case, task in every if is_staff(world, who, case)]
        found["waiting"] = {
            (case.reference, task.id)
            for case, task in known
            if task.who not in who.all_teams() and (task.who not in COUNCIL or who.id in case.asked_by.get(task.id, ()))
        }
    return found


def _too_much(world: World, who: Who, shown: set[Any], where: str) -> Iterator[str]:
    allowed = {(case.reference, word) for case in real(world) for word in plain(world, who, case)}
    if shown - allowed:
        yield f"{where} showed {sorted(shown - allowed)}"


def mentions(world: World, who: Who, actor: Actor) -> Iterator[str]:
    notes = Inboxes(world.engine).mentions(actor, "", world.now).rows
    found = {one.reference for one in notes}
    if Inboxes(world.engine).unread(actor) != len(notes):
        yield f"{Inboxes(world.engine).unread(actor)} mentions are counted, {len(notes)} listed"
    owed = {one.reference for one in real(world) if who.id in one.mentions and is_staff(world, who, one)}
    if found != owed:
        yield f"mentions {sorted(found)} instead of {sorted(owed)}"


def outbox(world: World, who: Who, actor: Actor) -> Iterator[str]:
    found, before, shown = set[str](), LATEST, set[Any]()
    while page := work(world).outbox(actor, before):
        found |= {one.reference for one in page}
        shown |= world.shown(page)
        before = page[-1].number
    may = {one.reference for one in real(world) if is_staff(world, who, one)}
    owed = {one.reference for one in real(world) if one.reference in may and "writing" in one.said}
    if found - may or owed - found:
        yield f"outbox: too many {sorted(found - may)}, too few {sorted(owed - found)}"
    yield from _too_much(world, who, shown, "outbox")


def practice(world: World, who: Who, actor: Actor) -> Iterator[str]:
    found = {one.reference for one in Practice(world.engine, world.files.kept).cases(actor, world.now)}
    may = {one.reference for one in world.records.values() if one.practice and is_staff(world, who, one)}
    if found != may:
        yield f"practice {sorted(found)} instead of {sorted(may)}"


def undone(world: World, who: Who, actor: Actor) -> Iterator[str]:
    """Of every case something could not be done outside."""
    effects = world.engine.store.effects
    for one in real(world):
        key = f"{one.reference} 0 call lost"
        if effects.load(key) is None:
            with world.engine.store.database.write() as connection:
                keep(driver_of(connection), one.reference, [(key, "call", "lost")], world.now)
            effects.dead(key, "It failed", world.now)
    shown = NotDone(world.engine).list(actor)
    may = {one.reference for one in real(world) if is_staff(world, who, one)}
    if {one.reference for one in shown} != may:
        yield f"not done {sorted({one.reference for one in shown} ^ may)}"
    if NotDone(world.engine).how_many(actor) != len(may):
        yield f"counts {NotDone(world.engine).how_many(actor)} that are not done instead of {len(may)}"
    refused = (
        isinstance(result, Refusal)
        for key in (f"{one.reference} 0 call lost" for one in real(world) if one.reference not in may)
        for result in (
            NotDone(world.engine).again(actor, key, world.now),
            NotDone(world.engine).otherwise(actor, key, "I rang them", world.now),
        )
    )  # fmt: skip
    if not all(refused):
        yield "somebody had tried again what they may not see, or dealt with it"


def frames(world: World, actor: Actor) -> Iterator[tuple[str, Frame]]:
    figures = Figures(world.engine)
    for service in ("", "mend", "fell", "dig"):
        frame = figures.frame(actor, Question(service), world.now)
        if not isinstance(frame, Refusal):
            yield service, frame


def counts(world: World, who: Who, actor: Actor) -> Iterator[str]:
    """Managers alone have figures: of the services that a team of theirs owns, whole."""
    manages = {team for team in world.oracle.council if who.manages_of(team)} if world.oracle.staff(who) else set()
    if Figures(world.engine).may(actor) != bool(manages):
        yield f"figures: {bool(manages)} is owed"
    own = manages | (who.all_teams() & world.oracle.council)
    for service, frame in frames(world, actor):
        of = [one for one in real(world) if one.service.owner in own and service in ("", one.service.id)]
        headline = dict(Tables(Figures(world.engine)).volumes(frame).headline)
        ended = sum(one.closed for one in of)
        if (headline["Opened"], headline["Closed"], headline["Open now"]) != (len(of), ended, len(of) - ended):
            yield f"figures of “{service}”: {headline} instead of {len(of)}, {ended}"
        if set(frame.teams) != manages:
            yield f"figures are of {sorted(frame.teams)} instead of {sorted(manages)}"


def exports(world: World, who: Who, actor: Actor) -> Iterator[str]:
    made, late = Exports(Figures(world.engine)), Lateness(Figures(world.engine))
    for service, frame in frames(world, actor):
        may = {one.reference for one in real(world) if is_staff(world, who, one) and service in ("", one.service.id)}
        lines = list(csv.DictReader(StringIO(made.cases(actor, frame).removeprefix("\ufeff"))))
        if {line["Reference"] for line in lines} != may or made.how_many(actor, frame) != len(may):
            yield f"export of “{service}”: {sorted({line['Reference'] for line in lines} ^ may)}"
        beyond = (ByHand(Figures(world.engine)).of(actor, frame), Workloads(Figures(world.engine)).of(actor, frame))
        if world.references(beyond) - may:
            yield f"by hand, or work: {world.references(beyond)}"
        if world.references(late.of(actor, frame, "")) - may:
            yield f"late: {world.references(late.of(actor, frame, ''))}"
        for text in (
            made.stays(actor, frame),
            made.xes(actor, frame),
            *([made.answers(actor, frame)] if service else []),
        ):
            if world.references(text) - may:
                yield f"export of “{service}”: too many {sorted(world.references(text) - may)}"
            yield from _too_much(world, who, world.shown(text), f"export of “{service}”")


MANY: dict[str, Callable[[World, Who, Actor], Iterator[str]]] = {
    "finding.Finding.find": find, "inbox.Inboxes.page": inbox, "inbox.Inboxes.mentions": mentions,
    "casework.Desk.outbox": outbox, "practising.Practice.cases": practice, "figures.Figures.frame": counts,
    "exports.Exports.cases": exports, "undone.NotDone.list": undone,
}  # fmt: skip
