"""Files of the cases somebody may see: a line a case or a stay for a spreadsheet, and their history as XES.

XES is the format of IEEE 1849 in which tools that study how work goes exchange what happened.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from components.base import Seen
from desk import lateness, showing
from desk.figures import Figures, Frame
from desk.tables import Cell, as_csv
from engine.commands import Actor
from engine.course import letters
from engine.store.going import Gone, Stay
from engine.who import access
from workflows.calendars import LONDON
from workflows.workflow import Workflow

#: So many cases at most are in a file; and in one with answers, for which each case is read.
MOST, MOST_WITH_ANSWERS = 20_000, 5_000
#: Of what is late so many at most: for each it is worked out why.
MOST_LATE = 1_000
CASE = (
    "Reference", "Service", "Opened", "Closed", "Outcome", "Due", "What is due then", "Late", "What is late",
    "Waits at step", "Team", "Who has it",
)  # fmt: skip
LATE = ("Reference", "Service", "About", "For", "What is late", "Why")
WHOLE = "The whole case"
STAY = ("Reference", "Service", "Step", "Waited for", "Person", "Begun", "Claimed", "Ended", "How it ended", "Due")
XES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<log xmlns="http://www.xes-standard.org/" xes.version="1849.2016" xes.features="">\n'
    '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>\n'
    '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>\n'
    '<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>\n'
    '<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>\n'
    '<global scope="trace"><string key="concept:name" value=""/></global>\n'
    '<global scope="event"><string key="concept:name" value=""/>'
    '<date key="time:timestamp" value="1970-01-01T00:00:00+00:00"/>'
    '<string key="lifecycle:transition" value="complete"/></global>\n'
    '<classifier name="Step" keys="concept:name"/>\n'
)


class Exports:
    """Every file is of the cases that opened in the days of a frame, and is recorded."""

    def __init__(self, names: Figures) -> None:
        self.names = names
        self.engine = names.engine
        self.going = names.engine.store.going

    def how_many(self, actor: Actor, frame: Frame) -> int:
        return self.going.how_many(frame.wanted, self.names.ours(actor))

    def cases(self, actor: Actor, frame: Frame) -> str:
        self._record(actor, frame, "cases")
        people = self.names.people()
        rows = (self._facts(frame, one, stays, people) for one, stays in self._gone(actor, frame, MOST))
        return "".join(as_csv(CASE, rows))

    def answers(self, actor: Actor, frame: Frame) -> str:
        """Of the chosen service: what a case says of itself, and the answers that are not sensitive."""
        workflow = self.names.workflow(frame.wanted.service)
        if workflow is None:
            return ""
        self._record(actor, frame, "answers")
        asked = [name for name, one in workflow.questions.items() if one.asks and not one.sensitive]
        heads = (*CASE, *(workflow.questions[name].label for name in asked))
        return "".join(as_csv(heads, self._answered(actor, frame, asked)))

    def stays(self, actor: Actor, frame: Frame) -> str:
        self._record(actor, frame, "stays")
        return "".join(as_csv(STAY, self._stays(actor, frame)))

    def late(self, actor: Actor, frame: Frame) -> str:
        """What is late as its page tells it, every page, the longest late first."""
        self._record(actor, frame, "what is late")
        return "".join(as_csv(LATE, self._late(actor, frame)))

    def xes(self, actor: Actor, frame: Frame) -> str:
        self._record(actor, frame, "history")
        return "".join([XES, *self._traces(actor, frame), "</log>\n"])

    def _record(self, actor: Actor, frame: Frame, what: str) -> None:
        days = f"{frame.wanted.service or 'every service'}, {frame.period.words}"
        self.engine.store.audit.record(frame.wanted.now, actor.id, f"exported {what}", frame.wanted.service, days)

    # Cases

    def _facts(self, frame: Frame, one: Gone, stays: list[Stay], people: dict[str, str]) -> tuple[Cell, ...]:
        outcome = self.names.outcome(one.service, one.outcome) if one.outcome else ""
        moments = (_moment(at) for at in (one.opened, one.closed))
        return (
            one.reference, self.names.title(one.service), *moments, outcome, *self._lateness(frame, one, stays),
            *self._waits(frame, one, [stay for stay in stays if stay.ended is None], people),
        )  # fmt: skip

    def _lateness(self, frame: Frame, one: Gone, stays: list[Stay]) -> tuple[str, str, str, str]:
        """When a case is due next, as find says it, or once it is closed was due; and what of it is or was late."""
        limits = list(lateness.limits(frame.wanted, one, stays))
        late = [limit for limit in limits if limit.late]
        counts = [limit for limit in limits if not limit.met] if one.closed is None else late or limits
        due = min(counts, key=lambda limit: limit.due, default=None)
        said = (_moment(due.due), self._limited(one, due)) if due else ("", "")
        named = (self._limited(one, limit) for limit in late)
        return *said, ("Yes" if late else "No") if limits else "", _joined(named)

    def _limited(self, one: Gone, limit: lateness.Limit) -> str:
        return self.names.step(one.service, limit.stay.step) if limit.stay else WHOLE

    def _waits(self, frame: Frame, one: Gone, still: list[Stay], people: dict[str, str]) -> tuple[str, str, str]:
        """At which steps a case is, whom it waits for there, and who has it; several with “;”."""
        each = [
            (self.names.step(one.service, stay.step), self._whom(stay), self._person(frame, stay, people))
            for stay in still
        ]  # fmt: skip
        steps, teams, holders = zip(*each, strict=True) if each else ((), (), ())
        return _joined(steps), _joined(teams), _joined(holders)

    def _answered(self, actor: Actor, frame: Frame, asked: list[str]) -> Iterator[tuple[Cell, ...]]:
        house = self.engine.library.house()
        seen, people = letters.seen(house, showing.context(house, frame.wanted.now)), self.names.people()
        for one, stays in self._gone(actor, frame, MOST_WITH_ANSWERS):
            given = self._visible(actor, one, seen)
            yield (*self._facts(frame, one, stays, people), *(given.get(name, "") for name in asked))

    def _visible(self, actor: Actor, one: Gone, seen: Seen) -> dict[str, str]:
        """The answers of a case, as they are shown, that the actor may be shown without it being recorded."""
        case, workflow = self.engine.store.cases.load(one.reference), self._version(one)
        if case is None or not access.may_see(workflow, case, actor):
            return {}
        visible = access.visible(workflow, case, actor, self.engine.library.house()) - workflow.sensitive()
        return {
            name: "; ".join(workflow.questions[name].show(answer, seen))
            for name, answer in case.values().items() if name in visible and name in workflow.questions
        }  # fmt: skip

    def _version(self, one: Gone) -> Workflow:
        return self.engine.library.version(one.service, one.version)

    def _late(self, actor: Actor, frame: Frame) -> Iterator[tuple[Cell, ...]]:
        after, told = "", 0
        while told < MOST_LATE:
            found = lateness.Lateness(self.names).of(actor, frame, after)
            for one in found.cases:
                yield one.reference, one.title, one.words, one.applicant, " ".join(one.says), " ".join(one.reasons)
            after, told = found.after, told + len(found.cases)
            if not after:
                return

    # Stays

    def _gone(self, actor: Actor, frame: Frame, most: int) -> Iterator[tuple[Gone, list[Stay]]]:
        for some in self.going.opened(frame.wanted, self.names.ours(actor), most):
            stays: dict[str, list[Stay]] = {one.reference: [] for one in some}
            for stay in self.going.stays(list(stays)):
                stays[stay.reference].append(stay)
            yield from ((one, stays[one.reference]) for one in some)

    def _stays(self, actor: Actor, frame: Frame) -> Iterator[tuple[Cell, ...]]:
        people = self.names.people()
        for one, stays in self._gone(actor, frame, MOST):
            title = self.names.title(one.service)
            for stay in stays:
                moments = (_moment(at) for at in (stay.begun, stay.claimed, stay.ended))
                yield (
                    one.reference, title, self.names.step(one.service, stay.step), self._whom(stay),
                    self._person(frame, stay, people), *moments, stay.how, _moment(stay.due),
                )  # fmt: skip

    def _whom(self, stay: Stay) -> str:
        return showing.whose(self.engine.library.house(), stay.who) if stay.who else stay.what

    @staticmethod
    def _person(frame: Frame, stay: Stay, people: dict[str, str]) -> str:
        """By name only in the teams that the actor manages."""
        return people.get(stay.person, stay.person) if stay.who in frame.managed.teams else ""

    # XES

    def _traces(self, actor: Actor, frame: Frame) -> Iterator[str]:
        people = self.names.people()
        for one, stays in self._gone(actor, frame, MOST):
            about = _text("concept:name", one.reference) + _text("service", one.service) + _text("outcome", one.outcome)
            events = [event for stay in stays for event in self._events(one, stay, self._person(frame, stay, people))]
            events.sort(key=lambda event: event[0])  # of one moment they stay as they came
            yield "".join(["<trace>", about, *(event for _, event in events), "</trace>\n"])

    def _events(self, one: Gone, stay: Stay, person: str) -> Iterator[tuple[datetime, str]]:
        """A stay begins, is taken by somebody, and ends."""
        moments = (("schedule", stay.begun), ("start", stay.claimed), (ENDS.get(stay.how, "complete"), stay.ended))
        for transition, at in moments:
            if at is not None:
                yield (
                    at,
                    (
                        f"<event>{_text('concept:name', self.names.step(one.service, stay.step))}"
                        f"{_text('org:group', self._whom(stay))}{_text('org:resource', person) if person else ''}"
                        f"{_text('lifecycle:transition', transition)}"
                        f'<date key="time:timestamp" value="{at.isoformat(timespec="milliseconds")}"/></event>'
                    ),
                )


def _joined(words: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, words)))


#: What the standard calls the ends of a stay that was not done.
ENDS = {"taken away": "withdraw", "handed over": "reassign"}


def _text(key: str, value: str) -> str:
    """What XML cannot hold is left out."""
    kept = "".join(letter for letter in value if letter.isprintable())
    return f"<string key={quoteattr(key)} value={quoteattr(kept)}/>"


def _moment(at: datetime | None) -> str:
    """As spreadsheets read it, in London."""
    return at.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") if at else ""
