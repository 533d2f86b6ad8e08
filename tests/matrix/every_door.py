"""Every reading there is by reflection, and where each that has no cell of its own is tried."""

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import desk

#: Doors that are tried together with another one, which is named.
WITH = {
    "inbox.Inboxes.figures": "inbox.Inboxes.page", "inbox.Inboxes.views": "inbox.Inboxes.page",
    "inbox.Inboxes.view": "inbox.Inboxes.page", "inbox.Inboxes.next": "inbox.Inboxes.page",
    "inbox.Inboxes.unread": "inbox.Inboxes.mentions", "by_hand.ByHand.of": "exports.Exports.cases",
    "workloads.Workloads.of": "exports.Exports.cases", "figures.Figures.may": "figures.Figures.frame",
    "exports.Exports.how_many": "exports.Exports.cases", "exports.Exports.answers": "exports.Exports.cases",
    "exports.Exports.stays": "exports.Exports.cases", "exports.Exports.xes": "exports.Exports.cases",
    "exports.Exports.late": "exports.Exports.cases", "undone.NotDone.again": "undone.NotDone.list",
    "undone.NotDone.otherwise": "undone.NotDone.list", "undone.NotDone.tried": "undone.NotDone.list",
    "undone.NotDone.how_many": "undone.NotDone.list",
    "lateness.Lateness.of": "exports.Exports.cases",
}  # fmt: skip
#: Why a door has no cell of its own here: what it leads to has.
ELSEWHERE: dict[str, str] = {
    **dict.fromkeys((
        "afterwards.Afterwards.pay", "afterwards.Afterwards.reopen", "afterwards.Afterwards.withdraw",
        "bulk.Bulk.assign", "bulk.Bulk.claim", "bulk.Bulk.complete", "bulk.Bulk.hand_over", "bulk.Bulk.write",
        "extras.Extras.complete", "letters_both_ways.ByApplicant.change_contact",
        "letters_both_ways.ByApplicant.give_more", "letters_both_ways.ByApplicant.reply", "linking.Linking.split",
        "one_case.OneCase.opening", "practising.Practice.move_on", "practising.Practice.delete", "applying.Desk.send",
    ), "a command, which the engine is asked for"),
    **dict.fromkeys((
        "applying.Desk.begin", "applying.Desk.resume", "applying.Desk.save", "applying.Desk.shown",
        "applying.Desk.link", "applying.Desk.save_whole",
        "applying.Desk.services", "guiding.guide_of", "helping.begin", "practising.Practice.begin",
        "practising.Practice.services", "places.Places.new", "places.Places.of_draft",
    ), "before there is a case; what opens one is a command"),
    **dict.fromkeys((
        "afterwards.open_to", "following.spoken", "following.status", "for_partners.cut", "for_partners.told",
        "for_partners.words_for", "linking.few_words", "messages.asked_for", "messages.document",
        "messages.documents_of", "messages.listed", "rows.task_row", "steering.may", "steering.may_with",
        "steering.handed_over", "steering.why_held",
        "thread.messages_of", "thread.replies_of",
    ), "takes a case that its reader has seen already"),
    **dict.fromkeys((
        "away.Absences.end", "away.Absences.in_teams", "away.Absences.of", "away.Absences.record",
        "away.Absences.standing_in",
        "away.Absences.substitutes", "away.Absences.whom_they_may_record",
    ), "of time away, which is of no case: tests/desk/test_away.py"),
    **dict.fromkeys((
        "designing.Designing.bring_back", "designing.Designing.forget_typed", "designing.Designing.keep_typed",
        "designing.Designing.new", "designing.Designing.open", "designing.Designing.publish",
        "designing.Designing.save", "designing.Designing.services", "designing.Designing.typed", "designing.typed_by",
        "previewing.Previewing.make", "previewing.Previewing.of", "previewing.Previewing.take_back",
    ), "of definitions, which are of no case: tests/desk/test_designing.py, test_previewing.py"),
    **dict.fromkeys((
        "applying.Desk.held", "bulk.Bulk.results", "files.Files.drop", "files.Files.keep_unsent",
        "inbox.Inboxes.services", "mentioning.Mentioning.read", "saved.Saved.delete", "saved.Saved.of",
        "saved.Saved.rename", "saved.Saved.save", "bulk.Bulk.save_typed", "bulk.Bulk.typed", "figures.Figures.ours",
    ), "of nothing but the reader's own"),
    **dict.fromkeys((
        "applying.Desk.sent_before", "paying_by_hand.ByHand.unpaid",
    ), "tried by those who may not have it: tests/desk/test_applying.py, test_paying_by_hand.py"),
    "paying.Paying.begin": "leads to a payment of the reader's own case: tests/desk/test_paying.py",
    **dict.fromkeys((
        "coming_back.ComingBack.bind", "coming_by_code.ByCode.open", "from_applicant.coming_by_code",
        "places.Place.sender", "places.applicant",
    ), "says who somebody is, not what they see: tests/desk/test_coming_by_code.py"),
}  # fmt: skip


def doors() -> dict[str, Any]:
    """Every public function and method of a desk that takes who asks, or a case as they see it."""
    found: dict[str, Any] = {}
    for module in (import_module(f"desk.{one.name}") for one in pkgutil.iter_modules(desk.__path__)):
        for name, one in vars(module).items():
            if not name.startswith("_") and getattr(one, "__module__", "") == module.__name__:
                for path, function in _functions(f"{module.__name__.removeprefix('desk.')}.{name}", one):
                    if any(_asks(*each) for each in inspect.signature(function).parameters.items()):
                        found[path] = function
    return found


def _functions(path: str, one: Any) -> Iterator[tuple[str, Any]]:
    if inspect.isfunction(one):
        yield path, one
    elif inspect.isclass(one):
        yield from (
            (f"{path}.{name}", each) for name, each in vars(one).items() if inspect.isfunction(each) and name[0] != "_"
        )


def _asks(name: str, parameter: inspect.Parameter) -> bool:
    said = str(parameter.annotation)
    return name in ("actor", "visitor") or bool(re.search(r"\b(Actor|Sight)\b", said))
