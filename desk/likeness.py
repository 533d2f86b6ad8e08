"""“This looks like another one”: cases of one person or about one place, each with its reasons; never merged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import showing
from desk.linking import few_words
from engine.beside.linking import may_link
from engine.case import Case, Party
from engine.commands import Actor, Refusal
from engine.course import letters
from engine.engine import Engine, Sight
from engine.store.text import words_of
from engine.who import access

#: So many cases are shown at most.
MOST = 5
#: A case is shown that is alike in so much: one address, or two lesser things.
ENOUGH = 3
#: Cases begun within so long of one another may be about one thing.
NEAR = timedelta(days=14)
#: Words that say little of where or what something is.
SMALL = frozenset("a an and at by for from in is it my near next of on or our the to was with".split())
#: Kinds of answer that say where something is, and when.
PLACES, DATES = ("location", "address", "postcode", "national grid reference"), ("date", "memorable date")
#: And the kind of answer that names one property and no other.
PROPERTY = ("uprn",)


@dataclass(frozen=True)
class Alike:
    """A case that looks like this one, and why, the strongest reason first."""

    reference: str
    title: str
    words: str
    opened: datetime
    closed: datetime | None
    reasons: tuple[str, ...]


class Likeness:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def of(self, actor: Actor, reference: str, now: datetime) -> tuple[Alike, ...]:
        """The cases most alike among those the actor may see, but for those linked with it or told apart from it."""
        sight = self.engine.see(actor, reference)
        if isinstance(sight, Refusal) or may_link(sight.workflow, sight.case, actor):
            return ()
        known = {name for one in self.engine.store.linked.of(reference) for name in (one.reference, one.other)}
        found = []
        for other in self._candidates(sight, now) - known - {reference}:
            there = self.engine.see(actor, other)
            reasons = [] if isinstance(there, Refusal) else sorted(_reasons(sight, there, now), reverse=True)
            if not isinstance(there, Refusal) and sum(weight for weight, _ in reasons) >= ENOUGH:
                found.append((sum(weight for weight, _ in reasons), _alike(there, reasons, now)))
        found.sort(key=lambda one: (-one[0], one[1].reference))
        return tuple(alike for _, alike in found[:MOST])

    def _candidates(self, sight: Sight, now: datetime) -> set[str]:
        """Whatever the search finds by an address, a name, or the longest words of the few that lists show."""
        teams, case = sorted(access.ours(sight.actor, sight.house)), sight.case
        party = case.party("applicant")
        reached = [*party.contacts.values(), party.name] if party else []
        wanted = [*reached, " ".join(_telling(sight, now))]
        found = (self.engine.store.cases.find(str(words), teams) for words in wanted if words)
        return {one.reference for some in found for one in some}


def _telling(sight: Sight, now: datetime) -> list[str]:
    """The two longest words of what lists say of a case."""
    words = {word for word in words_of(few_words(sight, now)) if word not in SMALL}
    return sorted(words, key=lambda word: (-len(word), word))[:2]


def _alike(sight: Sight, reasons: list[tuple[int, str]], now: datetime) -> Alike:
    case = sight.case
    assert case.opened is not None, "a stored case was opened"
    said = tuple(reason for _, reason in reasons)
    return Alike(case.reference, sight.workflow.title, few_words(sight, now), case.opened, case.closed, said)


def _reasons(here: Sight, there: Sight, now: datetime) -> Iterator[tuple[int, str]]:
    """Why two cases are alike, each reason with its weight; answers that the reader may not see count for nothing."""
    yield from _same_person(here.case.party("applicant"), there.case.party("applicant"))
    ours = {word for line in _said(here, PLACES, now) for word in _words(line)}
    shared = {line: len(ours & _words(line)) for line in _said(there, PLACES, now)}
    if most := max(shared.values(), default=0):
        line = next(line for line, words in shared.items() if words == most)
        yield min(3, most), f"The place is alike: “{line}”"
    if {*_said(here, PROPERTY, now)} & {*_said(there, PROPERTY, now)}:
        yield 3, "The same property"
    if days := {*_said(here, DATES, now)} & {*_said(there, DATES, now)}:
        yield 1, f"Both name {min(days)}"
    yield from _same_time(here.case, there.case)


def _same_person(one: Party | None, other: Party | None) -> Iterator[tuple[int, str]]:
    if one is None or other is None:
        return
    names = {"email": "email address", "text": "phone number", "letter": "postal address"}
    for channel, named in names.items():
        address = one.contacts.get(channel, "")
        if address and _plain(address) == _plain(other.contacts.get(channel, "")):
            yield 3, f"The same {named}"
    if one.name and _plain(one.name) == _plain(other.name):
        yield 2, "The same name"


def _same_time(one: Case, other: Case) -> Iterator[tuple[int, str]]:
    if one.service != other.service:
        return
    if one.open and other.open:
        yield 1, "Both are open"
    if one.opened and other.opened and abs(one.opened - other.opened) <= NEAR:
        yield 1, f"Begun within {NEAR.days} days of each other"


def _plain(text: str) -> str:
    return " ".join(words_of(str(text)))


def _words(line: str) -> set[str]:
    """The words of a line that tell one place from another."""
    return {word for word in words_of(line) if word not in SMALL and len(word) > 2}


def _said(sight: Sight, kinds: tuple[str, ...], now: datetime) -> Iterator[str]:
    """The lines of the answers of these kinds, of those that the reader may be shown without asking."""
    seen = letters.seen(sight.house, showing.context(sight.house, sight.time(now)))
    allowed = sight.visible - sight.workflow.sensitive()
    for name, answer in sight.case.values().items():
        question = sight.workflow.questions.get(name)
        if question is not None and name in allowed and question.kind in kinds:
            yield from question.show(answer, seen)
