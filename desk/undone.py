"""What could not be done outside: who is concerned, what it was, why, and to try it again or do it another way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.messages import listed
from desk.subscribing import news_of
from engine.commands import Actor, Refusal
from engine.engine import Engine, Sight
from engine.store.effects import MOST_TRIES, Effect
from engine.store.messages import Message
from engine.who import access

NOT_THERE = "There is nothing to try again here"
NO_WHY = "Enter what you did instead"
AWAITED = "The case waits for this, so it has to be tried until it is done"
TRIED, OTHERWISE = "had an effect tried again", "dealt with an effect another way"
#: What a client could not be told, by the kind of news.
NEWS = {
    "case.opened": "that the case was opened", "case.closed": "that the case was closed",
    "case.reopened": "that the case was taken up again", "task.opened": "that a task waits for its team",
}  # fmt: skip


@dataclass(frozen=True)
class Undone:
    """`what` says the work in words, `to` for whom, `why` what the outside said, `at` when it was given up, or of what
    is still tried when that is next."""

    key: str
    reference: str
    service: str
    what: str
    to: str
    why: str
    tries: int
    at: datetime
    #: Since when it should have been done.
    since: datetime
    #: Whether it is a message.
    message: bool
    #: Whether the case itself waits for what it brings.
    awaited: bool
    #: Whether somebody had it tried again.
    again: bool


@dataclass(frozen=True)
class NotDone:
    engine: Engine

    def list(self, actor: Actor) -> list[Undone]:
        """Of the cases that they see whole as the council's own staff, the last first."""
        return list(self._all(actor, self.engine.store.effects.dead_ones(self._teams(actor))))

    def tried(self, actor: Actor) -> tuple[Undone, ...]:
        """Of the same cases what did not go and is still being tried, the oldest first."""
        return tuple(self._all(actor, self.engine.store.effects.tried(self._teams(actor))))

    def how_many(self, actor: Actor) -> int:
        """Of the same cases, no more than one page of them, so that every page can say it."""
        return self.engine.store.effects.how_many_dead(self._teams(actor))

    def _all(self, actor: Actor, effects: Iterable[Effect]) -> Iterator[Undone]:
        found = ((one, self._seen(actor, one)) for one in effects)
        return (self._told(one, sight) for one, sight in found if sight)

    def _teams(self, actor: Actor) -> frozenset[str]:
        return access.ours(actor, self.engine.library.house())

    def again(self, actor: Actor, key: str, now: datetime) -> Refusal | None:
        """Try it once more; who had it done is recorded."""
        effect = self._dead(actor, key)
        if effect is None:
            return Refusal(NOT_THERE)
        self.engine.store.audit.record(now, actor.id, TRIED, effect.reference, effect.what)
        return None if self.engine.store.effects.revive(key, now) else Refusal(NOT_THERE)

    def otherwise(self, actor: Actor, key: str, why: str, now: datetime) -> Refusal | None:
        """It was done another way, and `why` says how: nobody tries it any more. Who says so is recorded."""
        effect = self._dead(actor, key)
        if effect is None:
            return Refusal(NOT_THERE)
        if effect.kind == "call":
            return Refusal(AWAITED)
        if not why.strip():
            return Refusal(NO_WHY)
        said = f"{why.strip()} ({actor.name})"
        self.engine.store.audit.record(now, actor.id, OTHERWISE, effect.reference, f"{effect.what}: {why.strip()}")
        return None if self.engine.store.effects.otherwise(key, said, now) else Refusal(NOT_THERE)

    def _dead(self, actor: Actor, key: str) -> Effect | None:
        """What was given up, where they see its case."""
        effect = self.engine.store.effects.load(key)
        return effect if effect and effect.state == "dead" and self._seen(actor, effect) else None

    def _seen(self, actor: Actor, effect: Effect) -> Sight | None:
        sight = self.engine.see(actor, effect.reference)
        return None if isinstance(sight, Refusal) or sight.partner else sight

    def _told(self, one: Effect, sight: Sight) -> Undone:
        what, to = self._words(one, sight)
        return Undone(
            one.key, one.reference, sight.workflow.title, what, to, one.why, one.tries, one.due, one.at,
            message=one.kind == "send", awaited=one.kind == "call", again=one.most > MOST_TRIES,
        )  # fmt: skip

    def _words(self, one: Effect, sight: Sight) -> tuple[str, str]:
        if one.kind == "send":
            found = self._message(one)
            view = listed(sight, found) if found else None
            return (f"{view.channel.capitalize()}: {view.subject}", view.to) if view else ("A message", "")
        if one.kind == "tell":
            return self._news(one)
        waiting = sight.case.waiting.get(one.what)
        return (waiting.title if waiting else one.what, "")

    def _news(self, one: Effect) -> tuple[str, str]:
        id, kind, _ = news_of(one)
        found = self.engine.store.subscriptions.one(id)
        return f"Tell {found[1] if found else 'another system'} {NEWS[kind]}", ""

    def _message(self, one: Effect) -> Message | None:
        return next((m for m in self.engine.store.messages.of(one.reference) if m.id == one.what), None)
