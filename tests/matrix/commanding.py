"""Every command as somebody may try it, in a case where only who they are can stop them; and who may by the oracle."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine import commands as c
from engine.commands import Actor, Command
from tests.engine.making import DAY
from tests.matrix.oracle import APPLICANT, Oracle, Record, Who
from tests.matrix.scene import Scene
from tests.matrix.services import EXPERT, SERVICES

#: What is said to somebody who may, where the case does not wait for it.
TOO_LATE = "no: Nothing waits for this any more"

May = Callable[[Oracle, Who, Record], bool]


@dataclass(frozen=True)
class Try:
    """A command, on a case where it is `of` one; `may` says who may."""

    name: str
    kind: type[Command]
    of: Callable[[Scene], Record] | None
    words: Callable[[Scene, Record], dict[str, Any]]
    may: May

    def record(self, scene: Scene) -> Record:
        return self.of(scene) if self.of else scene.open

    def command(self, scene: Scene, actor: Actor, reference: str = "") -> Command:
        record = self.record(scene)
        words = self.words(scene, record)
        if self.of:
            words["case"] = reference or record.reference
        if "token" in self.kind.__dataclass_fields__:
            words["token"] = scene.world.token()
        return self.kind(actor, scene.world.now, **words)


def clock(_oracle: Oracle, who: Who, _case: Record) -> bool:
    return who.kind == "clock"


def staff(oracle: Oracle, who: Who, case: Record) -> bool:
    return oracle.staff_of(who, case)


def within(oracle: Oracle, who: Who, case: Record) -> bool:
    """Staff of a team that the service names."""
    return oracle.part_of(who, case)


def nobody(_oracle: Oracle, _who: Who, _case: Record) -> bool:
    return False


def applicant(oracle: Oracle, who: Who, case: Record) -> bool:
    return who.kind == APPLICANT and oracle.sees(who, case)


def task(case: Record, step: str) -> Any:
    return case.tasks.get(case.at(step))


def does(step: str) -> May:
    return lambda oracle, who, case: oracle.may_do(who, case, task(case, step))


def runs(step: str) -> May:
    return lambda oracle, who, case: oracle.manages(who, case, task(case, step))


def either(*each: May) -> May:
    return lambda oracle, who, case: any(one(oracle, who, case) for one in each)


def working(step: str) -> May:
    """Whoever may do it of those who have an inbox."""
    return lambda oracle, who, case: who.kind == "person" and does(step)(oracle, who, case)


def of_team(team: str) -> May:
    return lambda oracle, who, case: oracle.sees(who, case) and team in who.all_teams()


def releases(step: str) -> May:
    """Whoever has it, whoever stands in for them, or a manager of its team."""

    def may(oracle: Oracle, who: Who, case: Record) -> bool:
        known = task(case, step)
        theirs = known.holder in (who.id, *(one.absent for one in who.loans))
        return oracle.sees(who, case) and (theirs or oracle.manages(who, case, known))

    return may


def at(step: str, **words: Any) -> Callable[[Scene, Record], dict[str, Any]]:
    return lambda _scene, case: {"task": case.at(step), **words}


def raw(step: str, helped: str = "") -> Callable[[Scene, Record], dict[str, Any]]:
    def given(scene: Scene, case: Record) -> dict[str, Any]:
        more = {"helped": helped} if helped else {}
        return {"task": case.at(step), "raw": scene.world.typed(case, step), **more}

    return given


def held_off(step: str) -> Callable[[Scene, Record], dict[str, Any]]:
    return lambda scene, case: {"task": case.at(step), "until": scene.world.now + DAY, "why": "Flood"}


def just(**words: Any) -> Callable[[Scene, Record], dict[str, Any]]:
    return lambda _scene, _case: dict(words)


def opening(service: str, **more: Any) -> Callable[[Scene, Record], dict[str, Any]]:
    first = next(iter(SERVICES[service].steps))

    def words(scene: Scene, case: Record) -> dict[str, Any]:
        record = Record("", SERVICES[service], case.mark)
        typed = scene.world.typed(record, first) | ({"whose": "parks"} if service == "dig" else {})
        return {"service": service, "version": 1, "reference": "NEW-1", "raw": typed, **more}

    return words


def opens(service: str) -> May:
    return lambda oracle, who, _case: oracle.may_open(who, SERVICES[service])


def helps_open(service: str) -> May:
    return lambda oracle, who, _case: oracle.staff(who) and oracle.may_open(who, SERVICES[service])


def practises(service: str) -> May:
    """Staff who take part, may begin it, or write it."""

    def may(oracle: Oracle, who: Who, _case: Record) -> bool:
        known = SERVICES[service]
        part = bool(who.all_teams() & known.named()) or oracle.may_open(who, known)
        return oracle.staff(who) and (part or who.edits)

    return may


def corrects(answer: str) -> May:
    """A team of the council that takes part itself; who is let in by a team of another agency does not."""

    def may(oracle: Oracle, who: Who, case: Record) -> bool:
        return oracle.part_of(who, case) and answer in oracle.answers(who, case)

    return may


def practice_staff(oracle: Oracle, who: Who, case: Record) -> bool:
    return case.practice and oracle.staff_of(who, case)


def manages_owner(oracle: Oracle, who: Who, case: Record) -> bool:
    return who.kind == "person" and oracle.sees(who, case) and who.manages_of(case.service.owner)


def gives(step: str) -> May:
    """A manager of its team, or whoever of the team has it."""

    def may(oracle: Oracle, who: Who, case: Record) -> bool:
        known = task(case, step)
        theirs = known.holder in (who.id, *(one.absent for one in who.loans)) or known.behalf == who.id
        return runs(step)(oracle, who, case) or (
            oracle.sees(who, case) and theirs and bool(known.holder) and known.who in who.all_teams()
        )

    return may


def hands_on(step: str, to: str) -> May:
    """Whoever may do it, or manages its team; of another agency they give it to the owner alone."""

    def may(oracle: Oracle, who: Who, case: Record) -> bool:
        able = either(working(step), runs(step))(oracle, who, case)
        return able and (oracle.staff_of(who, case) or to == case.service.owner)

    return may


def assign(step: str, person: str) -> Callable[[Scene, Record], dict[str, Any]]:
    return at(step, person=person, name=person.title())


def tries() -> Iterator[Try]:
    yield from _opening()
    yield from _doing()
    yield from _giving_out()
    yield from _beside()
    yield from _after()
    yield Try("RecordPayment", c.RecordPayment, lambda s: s.open,
              just(waiting="pay.1", how="cheque", receipt="000123", note=""), of_team("highways"))  # fmt: skip
    for kind, words in (
        (c.Settle, {"waiting": "pay.1"}), (c.Begun, {"waiting": "run.1", "reference": "FEL-1001"}),
        (c.Returned, {}), (c.Tick, {}), (c.AskAgain, {"file": "f1", "said": "We did not open it."}),
    ):  # fmt: skip
        yield Try(kind.__name__, kind, lambda s: s.open, just(**words), clock)


def _opening() -> Iterator[Try]:
    for service in SERVICES:
        yield Try(f"Open {service}", c.Open, None, opening(service), opens(service))
        yield Try(f"Open {service} for somebody", c.Open, None, opening(service, helped="phone"),
                  helps_open(service))  # fmt: skip
        yield Try(f"Open {service} to practise", c.Open, None, opening(service, practice=True),
                  practises(service))  # fmt: skip
    yield Try("Open as part of another", c.Open, None, opening("mend", part_of="MND-1001", settles="x"), clock)


def _doing() -> Iterator[Try]:
    for step in ("inspect", "known", "opinion", "more", "visit"):
        yield Try(f"Complete {step}", c.Complete, lambda s: s.open, raw(step), does(step))
    yield Try("Complete what somebody away has", c.Complete, lambda s: s.claimed, raw("inspect"), does("inspect"))
    yield Try("Complete what a colleague has", c.Complete, lambda s: s.held, raw("inspect"), does("inspect"))
    yield Try("Complete what was handed over", c.Complete, lambda s: s.held, raw("visit"), does("visit"))
    yield Try("Complete a decision of other hands", c.Complete, lambda s: s.decided, raw("decide"), does("decide"))
    yield Try("Complete a decision somebody has", c.Complete, lambda s: s.late_decision, raw("decide"), does("decide"))
    yield Try("Complete what an answer gave", c.Complete, lambda s: s.dig, raw("dig"), does("dig"))
    yield Try("Complete what an answer gave a partner", c.Complete, lambda s: s.water, raw("dig"), does("dig"))
    yield Try("Complete for the applicant", c.Complete, lambda s: s.open, raw("more", "desk"), staff)
    yield Try("Complete for a guest", c.Complete, lambda s: s.open, raw("opinion", "desk"), nobody)
    for step in ("inspect", "known", "visit"):
        yield Try(f"Claim {step}", c.Claim, lambda s: s.open, at(step), working(step))
    yield Try("Claim a decision of other hands", c.Claim, lambda s: s.decided, at("decide"), does("decide"))
    yield Try("Extend a task", c.Extend, lambda s: s.open,
              lambda _s, case: {"clock": case.at("inspect"), "why": "Rain"},
              does("inspect"))  # fmt: skip
    yield Try(
        "Extend the deadline", c.Extend, lambda s: s.open, just(clock="deadline", why="Rain"), of_team("highways")
    )
    yield Try("AddItem", c.AddItem, lambda s: s.open, at("visit", raw={"size": "Small"}), does("visit"))


def _giving_out() -> Iterator[Try]:
    yield Try("Release", c.Release, lambda s: s.claimed, at("inspect"), releases("inspect"))
    yield Try("Assign", c.Assign, lambda s: s.open, assign("inspect", "ben"), runs("inspect"))
    yield Try("Assign what somebody has", c.Assign, lambda s: s.held, assign("inspect", "ada"), gives("inspect"))
    yield Try("Assign what somebody away has", c.Assign, lambda s: s.claimed, assign("inspect", "ben"),
              gives("inspect"))  # fmt: skip
    yield Try("Assign of a partner", c.Assign, lambda s: s.open, assign("known", "pip"), runs("known"))
    yield Try("Assign to another team's", c.Assign, lambda s: s.open, assign("inspect", "fay"), nobody)
    yield Try("Assign to who may not", c.Assign, lambda s: s.decided, assign("decide", "vic"), nobody)
    yield Try("Assign to who is disabled", c.Assign, lambda s: s.open, assign("inspect", "gus"), nobody)
    for step in ("inspect", "known"):
        yield Try(f"HandOver {step}", c.HandOver, lambda s: s.open, at(step, who="finance", why="Theirs"),
                  hands_on(step, "finance"))  # fmt: skip
        yield Try(f"Hold {step}", c.Hold, lambda s: s.open,
                  held_off(step),
                  either(working(step), runs(step)))  # fmt: skip
    yield Try(
        "HandOver what is asked by email", c.HandOver, lambda s: s.open, at("opinion", who="finance", why="x"), nobody
    )
    yield Try("HandOver known to the owner", c.HandOver, lambda s: s.open, at("known", who="highways", why="Theirs"),
              hands_on("known", "highways"))  # fmt: skip
    yield Try("HandOver what the applicant is asked", c.HandOver, lambda s: s.open, at("more", who="finance", why="x"),
              nobody)  # fmt: skip
    yield Try("Hold what the applicant is asked", c.Hold, lambda s: s.open,
              held_off("more"), nobody)  # fmt: skip
    yield Try("HandOver what somebody away has", c.HandOver, lambda s: s.claimed, at("inspect", who="parks", why="x"),
              either(working("inspect"), runs("inspect")))  # fmt: skip
    yield Try("EndHold", c.EndHold, lambda s: s.held, at("inspect"), either(working("inspect"), runs("inspect")))


def _beside() -> Iterator[Try]:
    yield Try("AddNote", c.AddNote, lambda s: s.open, just(text="A note"), staff)
    yield Try("AddNote to who sees it", c.AddNote, lambda s: s.open, just(text="@Ben", mentions=("ben",)), staff)
    for id in ("fay", "pol", "gus"):
        yield Try(
            f"AddNote to who does not: {id}", c.AddNote, lambda s: s.open, just(text="@x", mentions=(id,)), nobody
        )
    known = {"id": "f", "name": "x.txt", "size": 1, "type": "text/plain"}
    yield Try("Attach", c.Attach, lambda s: s.open, just(file=known), staff)
    for who in ("parks", "water", "applicant"):
        yield Try(f"AddTask for {who}", c.AddTask, lambda s: s.open, just(who=who, title="Look", asks="Look"), staff)
    yield Try("Write", c.Write, lambda s: s.open, just(subject="About it", body="Look"), staff)
    yield Try("Reply", c.Reply, lambda s: s.beside, just(text="Here"), applicant)
    yield Try("Reply unasked", c.Reply, lambda s: s.open, just(text="Here"), nobody)
    yield Try("ChangeContact", c.ChangeContact, lambda s: s.open, just(raw={"email": "new@example.org"}), applicant)
    for step, answer in (("report", "place"), ("report", "health"), ("triage", "urgency")):
        yield Try(f"Correct {answer}", c.Correct, lambda s: s.open,
                  just(step=step, answer=answer, raw="New", why="Wrong"),
                  corrects(answer))  # fmt: skip
    for step, answer in (("report", "place"), ("report", "health")):
        yield Try(f"Correct {answer} where a team was let in", c.Correct, lambda s: s.let_in,
                  just(step=step, answer=answer, raw="New", why="Wrong"), corrects(answer))  # fmt: skip
    yield Try("Correct what a partner said", c.Correct, lambda s: s.decided,
              just(step="known", answer="recorded", raw="New", why="Wrong"), corrects("recorded"))  # fmt: skip
    yield Try("LinkCases", c.LinkCases, lambda s: s.claimed, lambda s, _c: {"other": s.fell.reference},
              lambda oracle, who, case: oracle.part_of(who, case) and _sees_fell(oracle, who))  # fmt: skip
    yield Try(
        "LinkCases with practice", c.LinkCases, lambda s: s.open, lambda s, _c: {"other": s.practice.reference}, nobody
    )
    yield Try("UnlinkCases", c.UnlinkCases, lambda s: s.beside, lambda s, _c: {"other": s.open.reference}, within)
    yield Try("Split", c.Split, lambda s: s.open, _splitting, within)
    yield Try("Split where a team was let in", c.Split, lambda s: s.let_in, _splitting, within)
    yield Try("LinkCases where a team was let in", c.LinkCases, lambda s: s.let_in,
              lambda s, _c: {"other": s.open.reference},
              lambda oracle, who, case: oracle.part_of(who, case) and oracle.sees(who, _opened(case)))  # fmt: skip
    for step in ("visit", "known"):
        yield Try(f"Complete {step} by who was let in", c.Complete, lambda s: s.let_in, raw(step), does(step))
    yield Try("AddNote by who was let in", c.AddNote, lambda s: s.let_in, just(text="A note"), staff)
    yield Try("Split practice", c.Split, lambda s: s.practice, _splitting, nobody)


def _opened(case: Record) -> Record:
    """The same service's open case, seen by all whom it names or asks."""
    return Record("MND-1001", case.service, "", given={"known": {"police"}, "opinion": {EXPERT}})


def _sees_fell(oracle: Oracle, who: Who) -> bool:
    known = Record("FEL-1001", SERVICES["fell"], "", given={"agree": {"water"}, "look": {"legal"}})
    return oracle.sees(who, known)


def _splitting(scene: Scene, case: Record) -> dict[str, Any]:
    raw = scene.world.typed(case, "report")
    return {"answers": ("place",), "raw": {name: raw[name] for name in raw if name != "place"}, "reference": "NEW-2"}


def _after() -> Iterator[Try]:
    yield Try("CloseEarly", c.CloseEarly, lambda s: s.open, just(outcome="stopped", why="Enough"), of_team("highways"))
    yield Try("Rewind", c.Rewind, lambda s: s.decided, just(step="triage", why="Again"), manages_owner)
    yield Try("Withdraw", c.Withdraw, lambda s: s.open, just(), applicant)
    yield Try("Withdraw too late", c.Withdraw, lambda s: s.decided, just(), nobody)
    yield Try("Withdraw what cannot be", c.Withdraw, lambda s: s.fell, just(), nobody)
    yield Try("Reopen", c.Reopen, lambda s: s.closed, just(why="Look again"), of_team("legal"))
    yield Try("Reopen by the applicant", c.Reopen, lambda s: s.felled, just(why="Look again"), applicant)
    yield Try(
        "MoveOn", c.MoveOn, lambda s: s.practice, just(seconds=int(timedelta(days=1).total_seconds())), practice_staff
    )
    yield Try("MoveOn a real one", c.MoveOn, lambda s: s.open, just(seconds=60), nobody)
