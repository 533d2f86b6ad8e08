"""The inbox: what waits for somebody, in the views that are theirs, a page at a time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Literal

from desk import for_partners, lines, showing
from desk.away import last_day
from desk.files import LONGEST_HISTORY
from desk.rows import task_row
from desk.views import Inbox, TaskRow
from engine.commands import Actor, Refusal
from engine.course.letters import Words
from engine.engine import Engine
from engine.events import NoteAdded
from engine.store.mentions import Mention
from engine.store.moments import moment, written
from engine.store.tasks import cursor
from engine.who import access
from workflows.calendars import LONDON
from workflows.organisation import Organisation

PAGE = 50
#: A moment as an address has it.
AFTER = re.compile(r"\d{1,17}")
FIGURES = ("late", "today", "unclaimed")
#: What is both late and unclaimed: the figures lead there.
NOBODYS_LATE = "late-unclaimed"
#: What waits for the applicant, notes and practice are no partner's business.
ONLY_COUNCILS = frozenset({"waiting", "mentions", "practice"})
#: What one person has, of one team: "team:person".
OF_PERSON = "person"
#: Views that are no list of tasks.
OTHER_LISTS = frozenset({"mentions", "practice"})
#: So many letters of a note are quoted in a list.
QUOTED = 120


@dataclass(frozen=True)
class View:
    """One view of the inbox; `of` is the team or the absent person that it is narrowed to, where it is."""

    name: str
    of: str
    title: str


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see, as the address says it. What is not known there is as if it were not said."""

    view: str = ""
    of: str = ""
    figure: str = ""
    service: str = ""
    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Figures:
    late: int
    today: int
    unclaimed: int


@dataclass(frozen=True)
class Mentioned:
    """A note that names the reader, in a case that they may see."""

    reference: str
    service_title: str
    words: str
    at: datetime
    author: str
    #: How the note begins.
    note: str


@dataclass(frozen=True)
class Mentions:
    rows: tuple[Mentioned, ...]
    #: Where the next page begins; "" on the last.
    after: str


class Inboxes:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def views(self, actor: Actor) -> tuple[View, ...]:
        """All that this person has, the narrowest first."""
        house = self.engine.library.house()
        teams = sorted(actor.teams, key=lambda team: house.everyone.get(team, team))
        views = (
            View("mine", "", "Mine"),
            *(
                View("absent", id, f"For {name}")
                for id, name in sorted(actor.stands_in.items(), key=lambda one: one[1])
            ),
            *([View("teams", "", "My teams’")] if len(teams) != 1 else []),
            *(View("teams", team, house.everyone.get(team, team)) for team in teams),
            View("all", "", "All I may see"),
            View("waiting", "", "Waiting for others"),
            View("held", "", "On hold"),
            View("mentions", "", "Mentions of me"),
            View("practice", "", "Practice"),
        )
        partner = access.is_partner(actor, house)
        return tuple(view for view in views if not (partner and view.name in ONLY_COUNCILS))

    def view(self, actor: Actor, wanted: Wanted) -> View:
        """The view that is wanted; one that is not theirs is that of their teams."""
        views = self.views(actor)
        found = [view for view in views if (view.name, view.of) == (wanted.view, wanted.of)]
        usual = next(view for view in views if view.name == "teams")
        return next(iter(found), None) or self._of_person(actor, wanted) or usual

    def _of_person(self, actor: Actor, wanted: Wanted) -> View | None:
        """What one person has of a team, for whoever manages and is of that team: the figures lead there."""
        team, _, person = wanted.of.partition(":")
        if wanted.view != OF_PERSON or team not in actor.teams or not access.manages(actor, team):
            return None
        with self.engine.store.registers.read() as register:
            found = register.people.find(person)
        return View(OF_PERSON, wanted.of, f"{found.name}, {self._house.everyone.get(team, team)}") if found else None

    def services(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        """The services that their teams take part in, by title: (id, title)."""
        workflows = (workflow for _, workflow in self.engine.library.all() if not workflow.guide)
        found = ((one.service, one.title) for one in workflows if one.teams() & actor.teams)
        return tuple(sorted(found, key=lambda one: one[1]))

    def figures(self, actor: Actor, wanted: Wanted, now: datetime) -> Figures:
        """Of what the view holds; nothing where it is no list of tasks."""
        view = self.view(actor, wanted)
        if view.name in OTHER_LISTS:
            return Figures(0, 0, 0)
        asked = self._asked(actor, view, now)
        found = self.engine.store.tasks.figures(**asked, service=wanted.service)
        return Figures(found.late, found.today, found.unclaimed)

    def page(self, actor: Actor, wanted: Wanted, now: datetime) -> Inbox:
        """A page of what waits."""
        view = self.view(actor, wanted)
        if view.name in OTHER_LISTS:
            return Inbox((), "", None)
        figure: Any = wanted.figure if wanted.figure in (*FIGURES, NOBODYS_LATE) else ""
        asked = self._asked(actor, view, now) | {"figure": figure, "service": wanted.service, "limit": PAGE}
        if wanted.before:
            rows, earlier = self.engine.store.tasks.inbox(**asked, after=wanted.before, back=True)
            if not earlier:  # what is left before it is the first page, and that is shown whole
                return self.page(actor, replace(wanted, before="", after=""), now)
            later = cursor(rows[-1])
        else:
            rows, later = self.engine.store.tasks.inbox(**asked, after=wanted.after)
            earlier = cursor(rows[0]) if wanted.after and rows else ""
        next_due = None if rows else self.engine.store.tasks.next_due(asked["teams"], actor.id)
        shown = [task_row(self._house, row) for row in rows]
        if view.name == "held":
            shown = lines.why_held(self.engine, shown)
        return Inbox(self._rows(actor, shown, now), later, next_due, earlier)

    def next(self, actor: Actor, now: datetime) -> TaskRow | None:
        """The most urgent of what they can do now, be it theirs, an absent person's or nobody's yet."""
        pages = (self.page(actor, Wanted("mine"), now), self.page(actor, Wanted(), now))
        rows = [row for page in pages for row in page.rows]
        rows.sort(key=lambda row: (row.due is None, row.due or now, row.reference))
        return next((row for row in rows if self._can_be_done(actor, row)), None)

    def _can_be_done(self, actor: Actor, row: TaskRow) -> bool:
        """Nobody else has it, no rule keeps them from it, and nobody was asked for something that it needs."""
        sight = self.engine.see(actor, row.reference)
        if isinstance(sight, Refusal) or row.held or row.person not in ("", actor.id, *actor.stands_in):
            return False
        task = sight.case.tasks.get(row.task)
        asked = any(one.extra and one.asker for one in sight.case.tasks.values() if one.id != row.task)
        return bool(task and not asked and not access.barred(sight.workflow, sight.case, task, actor, sight.house))

    def _asked(self, actor: Actor, view: View, now: datetime) -> dict[str, Any]:
        team, _, person = view.of.rpartition(":") if view.name in ("absent", OF_PERSON) else (view.of, "", actor.id)
        name: Literal["mine", "absent", "teams", "all", "waiting", "held"]
        name = "absent" if view.name == OF_PERSON else view.name  # type: ignore[assignment]
        house, ours = self._house, access.ours(actor, self._house)
        others = house.partners if name == "waiting" else house.teams if ours else {}
        return {
            "teams": [team] if team else sorted(actor.teams),
            "person": person,
            "view": name, "absent": sorted(actor.stands_in), "others": sorted(others.keys() - actor.teams),
            "reading": sorted(ours), "now": now, "end_of_today": _end_of_day(now),
        }  # fmt: skip

    def _rows(self, actor: Actor, rows: list[TaskRow], now: datetime) -> tuple[TaskRow, ...]:
        whole = self._for_absent(actor, rows, now)
        outside = bool(actor.teams - access.ours(actor, self._house))
        if outside:
            return for_partners.cut(self.engine, actor, whole, now)
        return lines.due_of_case(self.engine, lines.asked_of(self.engine, whole))

    def _for_absent(self, actor: Actor, rows: list[TaskRow], now: datetime) -> tuple[TaskRow, ...]:
        """Rows that say until when whoever has them is away, where this person stands in."""
        if not actor.stands_in:
            return tuple(rows)
        with self.engine.store.registers.read() as register:
            until = {one.person: last_day(one) for one in register.away.lent_to(actor.id, now)}
        return tuple(replace(row, away_until=until.get(row.person)) for row in rows)

    @property
    def _house(self) -> Organisation:
        return self.engine.library.house()

    def mentions(self, actor: Actor, after: str, now: datetime) -> Mentions:
        """The notes that name them and that they have not seen, the newest first, on from where a page ended."""
        before = moment(int(after)) if AFTER.fullmatch(after) else None
        found = self.engine.store.mentions.of(actor.id, before, PAGE)
        with self.engine.store.registers.read() as register:
            names = {one.id: one.name for one in register.people.everyone()} if found else {}
        listed = (self._mentioned(actor, one, names, now) for one in found)
        onward = str(written(found[-1].at)) if len(found) == PAGE else ""
        return Mentions(tuple(one for one in listed if one), onward)

    def _mentioned(self, actor: Actor, mention: Mention, names: Mapping[str, str], now: datetime) -> Mentioned | None:
        sight = self.engine.see(actor, mention.reference)
        if isinstance(sight, Refusal) or sight.partner:
            return None
        words = Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, sight.time(now)))
        said = words.fill(sight.workflow.list_as)
        author = names.get(mention.author, mention.author)
        note = _beginning(self._note(actor, mention))
        return Mentioned(mention.reference, sight.workflow.title, said, mention.at, author, note)

    def _note(self, actor: Actor, mention: Mention) -> str:
        """What the note says that names them."""
        entries = self.engine.store.cases.history(mention.reference, limit=LONGEST_HISTORY)
        notes = (
            event for entry in entries if entry.at == mention.at
            for event in entry.events if isinstance(event, NoteAdded)
        )  # fmt: skip
        return next((one.text for one in notes if actor.id in one.mentions), "")

    def unread(self, actor: Actor) -> int:
        """How many notes name them that they have not seen, of cases that their teams see; at most 50 are counted."""
        ours = access.ours(actor, self._house)
        return self.engine.store.mentions.unread(actor.id, sorted(ours), PAGE) if ours else 0


def _beginning(note: str) -> str:
    """Its first words, on one line."""
    words = " ".join(note.split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rpartition(' ')[0] or words[:QUOTED]} …"


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(LONDON).date() + timedelta(days=1), time(), LONDON)
