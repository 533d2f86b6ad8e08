"""Every reading there is beyond the engine, as somebody may try it, and what of it an oracle lets them have.

A door of one case takes its record, one of many cases takes none. Each gives what is wrong, in words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from desk import linking
from desk import shared_with as sharing
from desk.applying import Desk as Applying
from desk.bulk import Bulk
from desk.casework import Desk
from desk.extras import Extras
from desk.letters_both_ways import ByApplicant, Letters
from desk.likeness import Likeness
from desk.mentioning import Mentioning
from desk.places import Places
from desk.steering import Steering
from engine.commands import Refusal
from tests.matrix.oracle import APPLICANT, Record, Who
from tests.matrix.services import COUNCIL
from tests.matrix.world import World

#: Beyond the number of any message.
LATEST = 10**9
#: What a reading may show of a case that somebody may see.
Words = Callable[[World, Who, Record], set[str]]


def words_of(names: set[str]) -> set[str]:
    return {name.replace("_", "") for name in names}


def plain(world: World, who: Who, case: Record) -> set[str]:
    """Without asking: answers that are not sensitive, and of what stands beside them only what is theirs."""
    return words_of(world.oracle.plain(who, case)) | beside(world, who, case)


def whole(world: World, who: Who, case: Record) -> set[str]:
    return words_of(world.oracle.answers(who, case)) | beside(world, who, case)


def beside(world: World, who: Who, case: Record) -> set[str]:
    if world.oracle.staff_of(who, case):
        return case.said | words_of(set(case.extras))
    mine = {APPLICANT} if who.kind == APPLICANT else who.all_teams() | {who.role}
    asked = {mark for mark, whom in case.extras.items() if whom in mine and world.oracle.sees(who, case)}
    sent = {"writing", "letter"} if who.kind == APPLICANT and world.oracle.sees(who, case) else set()
    return words_of(asked) | sent


def nothing(result: object) -> bool:
    """Whether a reading gave nothing at all."""
    return isinstance(result, Refusal) or not result


@dataclass(frozen=True)
class OfCase:
    """A reading of one case. `may` says who gets anything; `must` names words of which none may be missing."""

    read: Callable[[World, Any, Record], object]
    may: Callable[[World, Who, Record], bool]
    words: Words = plain
    must: Words | None = None
    #: Whether it is read by somebody signed in, or by whoever holds a link in this browser.
    by: str = "actor"
    #: Whether whoever may is sure to get something.
    owes: bool = True

    def wrong(self, world: World, who: Who, reader: Any, case: Record) -> Iterator[str]:
        result, may = self.read(world, reader, case), self.may(world, who, case)
        if not nothing(result) if not may else self.owes and nothing(result):
            yield f"{'nothing' if may else 'something'} of {case.reference}: {str(result)[:200]}"
        marks = world.shown(result)
        about = [world.records[reference] for reference in sorted({reference for reference, _ in marks})]
        allowed = {(one.reference, word) for one in about for word in self.words(world, who, one)}
        if marks - allowed:
            yield f"of {case.reference} shown {sorted(marks - allowed)}"
        owed = {(case.reference, word) for word in self.must(world, who, case)} if self.must and may else set()
        if owed - marks:
            yield f"of {case.reference} not shown {sorted(owed - marks)}"
        named = world.references(result) - {case.reference}
        if unseen := [one for one in sorted(named) if not world.oracle.sees(who, world.records[one])]:
            yield f"of {case.reference} named {unseen}"


def sees(world: World, who: Who, case: Record) -> bool:
    return world.oracle.sees(who, case)


def is_staff(world: World, who: Who, case: Record) -> bool:
    return world.oracle.staff_of(who, case)


def takes_part(world: World, who: Who, case: Record) -> bool:
    return world.oracle.part_of(who, case)


def is_applicant(world: World, who: Who, case: Record) -> bool:
    return who.kind == APPLICANT and who.case == case.reference


def work(world: World) -> Desk:
    return Desk(world.engine, world.files)


def on_the_page(world: World, who: Who, case: Record) -> set[str]:
    """What a case page may not leave out: every answer that is not sensitive, and for staff the notes and files."""
    said = {"note", "file"} & case.said if world.oracle.staff_of(who, case) else set()
    return words_of(world.oracle.plain(who, case)) | said


def by_applicant(world: World) -> ByApplicant:
    return ByApplicant(Extras(world.engine, world.files))


def apply(world: World) -> Applying:
    return Applying(world.engine, world.bytes)


def hidden(world: World, who: Who, case: Record) -> bool:
    """Whether they may have the sensitive answer of the case shown."""
    return bool(world.oracle.answers(who, case) & {"health"})


def closes(world: World, who: Who, case: Record) -> bool:
    early = case.service.closes_early
    return not case.closed and bool(early) and sees(world, who, case) and early in who.all_teams()


def steers_back(world: World, who: Who, case: Record) -> bool:
    """A manager of the owner, where a step was done that it can go back to."""
    manages = who.kind == "person" and sees(world, who, case) and who.manages_of(case.service.owner)
    return manages and not case.closed


def first_task(case: Record) -> str:
    return next(iter(sorted(case.tasks)), "none.1")


def task_seen(world: World, who: Who, case: Record) -> bool:
    """The council's staff see every task of a case; anybody else their own."""
    task = case.tasks.get(first_task(case))
    if task is None or not sees(world, who, case) or who.kind == APPLICANT:
        return False
    return world.oracle.staff_of(who, case) or task.who in who.all_teams() | {who.role}


def more(world: World, who: Who, case: Record) -> bool:
    return is_applicant(world, who, case) and any(
        task.who == APPLICANT and task.step == "(extra)" for task in case.tasks.values()
    )


def replies(world: World, who: Who, case: Record) -> bool:
    return is_applicant(world, who, case) and "writing" in case.said and not case.closed


def asked(world: World, who: Who, case: Record) -> bool:
    return is_applicant(world, who, case) and any(task.step == "more" for task in case.tasks.values())


def message(world: World, case: Record) -> int:
    return next((one.number for one in world.engine.store.messages.of(case.reference)), 0)


def gives_away(world: World, who: Who, case: Record) -> bool:
    """Who may hand the first task over: its doers and the managers of its team, never what the applicant is asked."""
    task = case.tasks.get(first_task(case))
    if task is None or who.kind != "person" or task.who not in COUNCIL | world.oracle.partners:
        return False
    return world.oracle.may_do(who, case, task) or world.oracle.manages(who, case, task)


def gives_out(world: World, who: Who, case: Record) -> bool:
    """Who may give the first task to somebody: managers of its team, and whoever of the team has it."""
    task = case.tasks.get(first_task(case))
    if who.kind != "person" or task is None or not sees(world, who, case):
        return False
    theirs = task.holder in (who.id, *(one.absent for one in who.loans)) or (task.holder and task.behalf == who.id)
    has = bool(task.holder) and bool(theirs) and task.who in who.all_teams()
    return has or world.oracle.manages(who, case, task)


def first_answer(case: Record) -> str:
    return {"mend": "place", "fell": "tree", "dig": "field_name"}[case.service.id]


def corrects(world: World, who: Who, case: Record) -> bool:
    return takes_part(world, who, case)


def kept_file(world: World, case: Record) -> str:
    found = world.engine.store.files.held("case", case.reference)
    return found[0].id if found else "none"


#: Readings of one case, by the door they go through.
OF_CASE: dict[str, OfCase] = {
    "casework.Desk.case": OfCase(lambda w, a, r: work(w).case(a, r.reference, w.now), sees, plain, on_the_page),
    "casework.Desk.show": OfCase(
        lambda w, a, r: work(w).show(a, r.reference, "report", "health", w.now), hidden, whole,
        lambda w, who, r: {"health"},
    ),
    "casework.Desk.correction": OfCase(
        lambda w, a, r: work(w).correction(a, r.reference, next(iter(r.service.steps)), first_answer(r), w.now),
        lambda w, who, r: corrects(w, who, r), plain,
    ),
    "casework.Desk.document": OfCase(
        lambda w, a, r: work(w).document(a, r.reference, "letter", w.now),
        lambda w, who, r: is_staff(w, who, r) and "letter" in r.said, plain,
    ),
    "casework.Desk.task": OfCase(
        lambda w, a, r: work(w).task(a, r.reference, first_task(r), w.now), task_seen, whole,
    ),
    "bulk.Bulk.rows": OfCase(
        lambda w, a, r: Bulk(work(w)).rows(a, [(r.reference, first_task(r))], w.now), task_seen, plain,
    ),
    "files.Files.open": OfCase(
        lambda w, a, r: w.files.open(a, r.reference, kept_file(w, r)),
        lambda w, who, r: is_staff(w, who, r) and "file" in r.said, plain,
    ),
    "extras.Extras.who": OfCase(
        lambda w, a, r: Extras(w.engine, w.files).who(a, r.reference),
        lambda w, who, r: is_staff(w, who, r) and not r.closed,
    ),
    "letters_both_ways.Letters.to_begin_with": OfCase(
        lambda w, a, r: Letters(w.engine).to_begin_with(a, r.reference, w.now), is_staff,
    ),
    "likeness.Likeness.of": OfCase(
        lambda w, a, r: Likeness(w.engine).of(a, r.reference, w.now), is_staff, owes=False,
    ),
    "linking.Linking.links": OfCase(
        lambda w, a, r: linking.Linking(w.engine, w.bytes).links(a, r.reference, w.now),
        lambda w, who, r: takes_part(w, who, r) and any(sees(w, who, w.records[other]) for other in r.linked), plain,
    ),
    "linking.Linking.named": OfCase(
        lambda w, a, r: linking.Linking(w.engine, w.bytes).named(a, r.reference, r.reference), sees, plain,
    ),
    "linking.Linking.splitting": OfCase(
        lambda w, a, r: linking.Linking(w.engine, w.bytes).splitting(a, r.reference, w.now),
        lambda w, who, r: takes_part(w, who, r) and not r.practice, whole,
    ),
    "mentioning.Mentioning.people": OfCase(
        lambda w, a, r: Mentioning(w.engine).people(a, r.reference), is_staff,
    ),
    "shared_with.shared": OfCase(lambda w, a, r: sharing.shared(w.engine, a, r.reference), is_staff),
    "steering.Steering.endings": OfCase(lambda w, a, r: Steering(w.engine).endings(a, r.reference), closes),
    "steering.Steering.earlier": OfCase(
        lambda w, a, r: Steering(w.engine).earlier(a, r.reference), steers_back,
    ),
    "steering.Steering.rewinding": OfCase(
        lambda w, a, r: Steering(w.engine).rewinding(a, r.reference, next(iter(r.service.steps)), w.now),
        steers_back, owes=False,
    ),
    "steering.Steering.receivers": OfCase(
        lambda w, a, r: Steering(w.engine).receivers(a, r.reference, first_task(r)), gives_away,
    ),
    "steering.Steering.held_at_most": OfCase(
        lambda w, a, r: Steering(w.engine).held_at_most(a, r.reference, first_task(r)), sees, owes=False,
    ),
    "steering.Steering.who_sees_it": OfCase(
        lambda w, a, r: Steering(w.engine).who_sees_it(a, r.reference), sees,
    ),
    "steering.Steering.late_because": OfCase(
        lambda w, a, r: Steering(w.engine).late_because(a, r.reference, first_task(r), w.now), sees, owes=False,
    ),
    "bulk.Bulk.receivers": OfCase(
        lambda w, a, r: Bulk(work(w)).receivers(a, [(r.reference, first_task(r))]), gives_away,
    ),
    "bulk.Bulk.people": OfCase(
        lambda w, a, r: Bulk(work(w)).people(a, [(r.reference, first_task(r))]), gives_out, owes=False,
    ),
    "bulk.Bulk.asking": OfCase(
        lambda w, a, r: Bulk(work(w)).asking(a, [(r.reference, first_task(r))], {}, w.now),
        task_seen, whole, owes=False,
    ),
    "bulk.Bulk.foresee": OfCase(
        lambda w, a, r: Bulk(work(w)).foresee(a, [(r.reference, first_task(r))], {}, w.now), task_seen, owes=False,
    ),
    "casework.Desk.longest": OfCase(
        lambda w, a, r: work(w).longest(a, r.reference, "deadline", w.now), is_staff, owes=False,
    ),
    "casework.Desk.foresee": OfCase(
        lambda w, a, r: work(w).foresee(a, r.reference, first_task(r), {}, w.now), task_seen, owes=False,
    ),
    "casework.Desk.save_typed": OfCase(
        lambda w, a, r: str(work(w).save_typed(a, r.reference, first_task(r), {}, w.now) or ""),  # type: ignore[func-returns-value]
        task_seen, owes=False,
    ),
    "casework.Desk.message": OfCase(
        lambda w, a, r: work(w).message(a, r.reference, message(w, r), w.now),
        lambda w, who, r: is_staff(w, who, r) and message(w, r) > 0,
    ),
    "applying.Desk.document": OfCase(
        lambda w, v, r: apply(w).document(v, r.reference, "letter"), is_applicant, plain, by="visitor", owes=False,
    ),
    "places.Places.of_task": OfCase(
        lambda w, v, r: Places(w.engine, w.bytes).of_task(v, r.reference, r.at("opinion"), w.now),
        lambda w, who, r: False, by="visitor",
    ),
    "applying.Desk.status": OfCase(
        lambda w, v, r: apply(w).status(v, r.reference, w.now), is_applicant, plain, by="visitor",
    ),
    "applying.Desk.asked": OfCase(
        lambda w, v, r: apply(w).asked(v, r.reference, w.now), asked, plain, by="visitor",
    ),
    "letters_both_ways.ByApplicant.more": OfCase(
        lambda w, v, r: by_applicant(w).more(v, r.reference), more, plain, by="visitor",
    ),
    "letters_both_ways.ByApplicant.may_reply": OfCase(
        lambda w, v, r: by_applicant(w).may_reply(v, r.reference), replies, plain, by="visitor",
    ),
    "letters_both_ways.ByApplicant.contact": OfCase(
        lambda w, v, r: by_applicant(w).contact(v, r.reference, w.now),
        is_applicant, plain, by="visitor",
    ),
    "places.Places.sight": OfCase(
        lambda w, v, r: isinstance(Places(w.engine, w.bytes).sight(v, r.reference), Refusal) or "",
        lambda w, who, r: not is_applicant(w, who, r), by="visitor",
    ),
}  # fmt: skip
