"""The inbox: what waits for somebody, in the views that are theirs, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Literal

from desk import for_partners, showing
from desk.away import last_day
from desk.rows import task_row
from desk.views import Figures, Inbox, TaskRow
from engine import access
from engine.commands import Actor, Refusal
from engine.engine import Engine
from engine.letters import Words
from engine.store.mentions import Mention
from engine.store.tasks import cursor
from workflows.calendars import LONDON
from workflows.organisation import Organisation

PAGE = 50
FIGURES = ("late", "today", "unclaimed")
#: What waits for the applicant, notes and practice are no partner's business.
ONLY_COUNCILS = frozenset({"waiting", "mentions", "practice"})
#: Views that are no list of tasks.
OTHER_LISTS = frozenset({"mentions", "practice"})


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
class Mentioned:
    """A note that names the reader, in a case that they may see."""

    reference: str
    service_title: str
    words: str
    at: datetime
    author: str


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
        return next(iter(found), None) or next(view for view in views if view.name == "teams")

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
        figure: Any = wanted.figure if wanted.figure in FIGURES else ""
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
        return Inbox(self._rows(actor, [task_row(self._house, row) for row in rows], now), later, next_due, earlier)

    def _asked(self, actor: Actor, view: View, now: datetime) -> dict[str, Any]:
        name: Literal["mine", "absent", "teams", "all", "waiting", "held"] = view.name  # type: ignore[assignment]
        partners = set(self._house.partners) - actor.teams
        return {
            "teams": [view.of] if name == "teams" and view.of else sorted(actor.teams),
            "person": view.of if name == "absent" else actor.id,
            "view": name, "absent": sorted(actor.stands_in), "others": sorted(partners),
            "now": now, "end_of_today": _end_of_day(now),
        }  # fmt: skip

    def _rows(self, actor: Actor, rows: list[TaskRow], now: datetime) -> tuple[TaskRow, ...]:
        whole = self._for_absent(actor, rows, now)
        return for_partners.cut(self.engine, actor, whole, now) if access.is_partner(actor, self._house) else whole

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

    def mentions(self, actor: Actor, before: datetime | None, now: datetime) -> tuple[Mentioned, ...]:
        """The notes that name them and that they have not seen, the newest first."""
        found = self.engine.store.mentions.of(actor.id, before, PAGE)
        with self.engine.store.registers.read() as register:
            names = {one.id: one.name for one in register.people.everyone()} if found else {}
        listed = (self._mentioned(actor, one, names, now) for one in found)
        return tuple(one for one in listed if one)

    def _mentioned(self, actor: Actor, mention: Mention, names: Mapping[str, str], now: datetime) -> Mentioned | None:
        sight = self.engine.see(actor, mention.reference)
        if isinstance(sight, Refusal) or sight.partner:
            return None
        words = Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, sight.time(now)))
        said = words.fill(sight.workflow.list_as)
        author = names.get(mention.author, mention.author)
        return Mentioned(mention.reference, sight.workflow.title, said, mention.at, author)


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(LONDON).date() + timedelta(days=1), time(), LONDON)
