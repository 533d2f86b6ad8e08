"""Cases that belong together: links that both pages show, and a case split in two."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from components.controls import Raw
from desk import for_partners, showing
from desk.files import settle
from engine.beside.linking import APART, SPLIT, may_link
from engine.commands import Actor, Problems, Refusal, Split
from engine.course import letters
from engine.engine import NO_SPLIT, Done, Engine, Sight
from engine.store.linked import Linked
from engine.who.codes import letters_of
from workflows.asking import Asked


@dataclass(frozen=True)
class LinkView:
    """Another case that this one is linked with. `holder` and `other` are what unlinking names."""

    reference: str
    title: str
    words: str
    #: "Linked with", "Split from", "Split off".
    how: str
    open: bool
    holder: str
    other: str
    may_unlink: bool


@dataclass(frozen=True)
class Splitting:
    """An answer that may go into the other case: its id, its label, and its words, none where it is sensitive."""

    answer: str
    label: str
    lines: tuple[str, ...]
    #: Its question, to ask it anew where the other case has another answer.
    asked: Asked


class Linking:
    def __init__(self, engine: Engine, random: Callable[[int], bytes]) -> None:
        self.engine = engine
        self.random = random

    def links(self, actor: Actor, reference: str, now: datetime) -> tuple[LinkView, ...]:
        """The links of a case whose other end the actor may see, too."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or may_link(sight.workflow, sight.case, actor):
            return ()
        known = (one for one in self.engine.store.linked.of(reference) if one.how != APART)
        return tuple(view for one in known if (view := self._view(actor, reference, one, now)))

    def _view(self, actor: Actor, reference: str, one: Linked, now: datetime) -> LinkView | None:
        there = one.other if one.reference == reference else one.reference
        sight = self.engine.see(actor, there)
        if isinstance(sight, Refusal):
            return None
        how = "Linked with" if one.how != SPLIT else "Split from" if there == one.other else "Split off"
        words = (
            for_partners.words_for(sight, showing.context(sight.house, now)) if sight.partner else few_words(sight, now)
        )
        return LinkView(
            there, sight.workflow.title, words, how, sight.case.open, one.reference, one.other,
            one.how != SPLIT and self._may_unlink(actor, one.reference),
        )  # fmt: skip

    def _may_unlink(self, actor: Actor, holder: str) -> bool:
        sight = self.engine.see(actor, holder)
        return not (isinstance(sight, Refusal) or may_link(sight.workflow, sight.case, actor))

    def named(self, actor: Actor, reference: str, typed: str) -> str:
        """The case that somebody means who types a reference in any spelling, also without the letters it begins with;
        "" where they may see none of that reference."""
        exact = typed.strip().upper()
        if not isinstance(self.engine.see(actor, exact), Refusal):
            return exact
        sight = self.engine.see(actor, reference)
        prefixes = [] if isinstance(sight, Refusal) else [sight.workflow.file.reference]
        prefixes += sorted({one.file.reference for _, one in self.engine.library.all() if not one.guide})
        for before in dict.fromkeys(("", *prefixes)):
            for found in self.engine.store.cases.spelt(before + typed, sorted(actor.teams)):
                return found.reference
        return ""

    def splitting(self, actor: Actor, reference: str, now: datetime) -> tuple[Splitting, ...] | Refusal:
        """The answers with which the case began, any of which may begin another."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        if reason := NO_SPLIT if sight.case.practice else may_link(sight.workflow, sight.case, actor):
            return Refusal(reason)
        seen = letters.seen(sight.house, showing.context(sight.house, sight.time(now)))
        answers, sensitive = sight.case.answers.get(sight.workflow.first.id, {}), sight.workflow.sensitive()
        asked = [one for one in sight.workflow.first.asked() if one.id in answers]
        return tuple(
            Splitting(one.id, one.question.label,
                      () if one.id in sensitive else tuple(one.question.show(answers[one.id], seen)), one)
            for one in asked
        )  # fmt: skip

    def split(
        self, actor: Actor, reference: str, answers: tuple[str, ...], raw: dict[str, Raw], token: str, now: datetime
    ) -> str | Problems | Refusal:
        """Begin another case of the same service with these answers and what was typed; its reference."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal):
            return sight
        eight = letters_of(self.random(8))
        made = f"{sight.workflow.file.reference}-{eight[:4]}-{eight[4:]}"
        result = self.engine.do(Split(actor, now, reference, answers, raw, made, token))
        if not isinstance(result, Done):
            return result
        settle(self.engine, result.case, now)
        return result.case.reference


def few_words(sight: Sight, now: datetime) -> str:
    """What lists say of a case."""
    words = letters.Words(sight.workflow, sight.case, sight.house, showing.context(sight.house, sight.time(now)))
    return letters.few(words, sight.workflow.sensitive()).strip(" ,")
