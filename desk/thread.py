"""What is written between the council and the applicant of a case: who wrote what, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desk import messages, showing
from desk.views import MessageView, ReplyView
from engine import events as e
from engine.commands import HELPED
from engine.engine import Sight
from engine.store.history import Entry
from engine.store.messages import Message


def messages_of(sight: Sight, written: Iterable[Message], entries: Iterable[Entry]) -> tuple[MessageView, ...]:
    """Every message of a case as its staff read it; of one written by hand, by whom."""
    by_hand = {
        event.id: entry.actor_name for entry in entries for event in entry.events
        if isinstance(event, e.MessageSent) and event.author
    }  # fmt: skip
    return tuple(replace(messages.listed(sight, one), author=by_hand.get(one.id, "")) for one in written)


def to_applicant(written: Iterable[Message]) -> tuple[MessageView, ...]:
    """What was written to the applicant, as it reads where its link leads."""
    return tuple(
        replace(messages.view(one), body=showing.said_here(one.body))
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
