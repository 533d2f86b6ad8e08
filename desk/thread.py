"""What is written between the council and the applicant of a case: who wrote what, and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk import messages, showing
from desk.written import MessageView, ReplyView
from engine import events as e
from engine.commands import HELPED
from engine.engine import Sight
from engine.store.effects import Effect
from engine.store.history import Entry
from engine.store.messages import Message


def messages_of(
    sight: Sight, written: Iterable[Message], tries: Mapping[str, Effect], entries: Iterable[Entry], now: datetime
) -> tuple[MessageView, ...]:
    """Every message of a case as its staff read it: of one written by hand by whom, of one that does not go why."""
    by_hand = {
        event.id: entry.actor_name for entry in entries for event in entry.events
        if isinstance(event, e.MessageSent) and event.author
    }  # fmt: skip
    return tuple(
        replace(_tried(messages.listed(sight, one), tries.get(one.id), now), author=by_hand.get(one.id, ""))
        for one in written
    )


def _tried(shown: MessageView, effect: Effect | None, now: datetime) -> MessageView:
    return replace(shown, state=(effect and messages.tried(effect, now)) or shown.state)


def to_applicant(written: Iterable[Message], language: str) -> tuple[MessageView, ...]:
    """What was written to the applicant, as it reads where its link leads."""
    return tuple(
        replace(messages.view(one), body=showing.said_here(one.body, language))
        for one in written if one.to == "applicant"
    )  # fmt: skip


def replies_of(sight: Sight, entries: Sequence[Entry]) -> tuple[ReplyView, ...]:
    """The applicant's answers to what staff wrote, and what they sent when staff asked them for more."""
    asked = {
        event.id: event.title for entry in entries for event in entry.events
        if isinstance(event, e.ExtraOpened) and event.who == "applicant"
    }  # fmt: skip
    return tuple(
        _reply(sight, entry, event, asked) for entry in entries for event in entry.events
        if isinstance(event, e.ReplyGiven) or (isinstance(event, e.ExtraDone) and event.task in asked)
    )  # fmt: skip


def _reply(sight: Sight, entry: Entry, event: e.ReplyGiven | e.ExtraDone, asked: dict[str, str]) -> ReplyView:
    party = sight.case.party("applicant")
    who = party.name if party and party.name else f"The {sight.workflow.file.called_}"
    files = tuple(str(file.get("name", "a file")) for file in event.files)
    if isinstance(event, e.ReplyGiven):
        return ReplyView(entry.at, who, "", event.text, files)
    helper = f"{HELPED[event.helped]}, written by {entry.actor_name}" if event.helped else ""
    return ReplyView(entry.at, who, asked[event.task], event.said, files, helper)
