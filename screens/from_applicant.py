"""What an applicant may send for their case: what was asked for, an answer to a message, how to reach them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from components.base import Question
from components.file import Files
from components.long_text import LongText
from desk.files import held
from desk.letters_both_ways import Contact, More
from desk.views import Status
from engine.case import Case
from engine.commands import Problems, Refusal
from engine.dates import in_words
from screens import wiring
from screens.going import asked, go
from screens.markup import path, show
from screens.sheet import Answers, Sheet, draw_sheet, one
from screens.uploads import Uploads

ANSWER = LongText(label="Your answer", hint="In words, with files, or both")
SENT = "Thank you. We have what you sent."


def draw_asked_for(reference: str) -> None:
    """What staff asked them for beside the service's own questions, each with its own form."""
    for each in wiring.by_applicant().more(wiring.visitor(), reference):
        draw_sheet(_giving(reference, each), leads_here=False)


def _giving(reference: str, each: More) -> Sheet:
    give = wiring.by_applicant().give_more
    lines = (*each.asks.splitlines(), *([f"Please send it by {in_words(each.due)}."] if each.due else []))
    return _with_files(
        f"give.{reference}.{each.task}", each.title, "Send", "said",
        ANSWER, lines, reference, partial(_give, give, reference, each.task),
    )  # fmt: skip


def _give(
    give: Callable[..., Case | Problems | Refusal], reference: str, task: str, said: str, ids: list[str], token: str
) -> object:
    return give(wiring.visitor(), reference, task, said, ids, token, wiring.now())


def draw_may(status: Status, withdrawing: Callable[[], None]) -> None:
    """What else they may do, on one short list; or the form of what they chose, with a way back."""
    reference = status.reference
    found = wiring.by_applicant().contact(wiring.visitor(), reference, wiring.now())
    contact = None if isinstance(found, Refusal) or not found.asked else found
    ways: dict[str, tuple[str, Callable[[], None]]] = {}
    if _may_reply(reference):
        title = "Answer our message" if status.thread and status.thread[0].ours else "Write to us again"
        ways["write"] = (title, lambda: draw_sheet(_reply(reference, title)))
    if contact:
        ways["contact"] = ("Change how we reach you", lambda: draw_sheet(_contact(reference, contact), contact.seen))
    if "withdraw" in status.may:
        ways["withdraw"] = ("Withdraw this", withdrawing)
    if asked("do") in ways:
        show("back", address=path("status", ref=reference))
        ways[asked("do")][1]()
    else:
        links = [(path("status", ref=reference, do=what), words) for what, (words, _) in ways.items()]
        show("more", title="What you can do", links=links)


def _may_reply(reference: str) -> bool:
    """Where something was asked for, its own form is the one way to answer."""
    who = wiring.by_applicant()
    return who.may_reply(wiring.visitor(), reference) and not who.more(wiring.visitor(), reference)


def _reply(reference: str, title: str) -> Sheet:
    def act(said: str, ids: list[str], token: str) -> object:
        return wiring.by_applicant().reply(wiring.visitor(), reference, said, ids, token, wiring.now())

    return _with_files(f"reply.{reference}", title, "Send your answer", "text", ANSWER, (), reference, act)


def _with_files(
    name: str, title: str, button: str, part: str, question: Question, lines: tuple[str, ...], reference: str,
    send: Callable[[str, list[str], str], object],
) -> Sheet:  # fmt: skip
    """Words, files, or both."""
    uploads = Uploads()

    def act(answers: Answers, token: str) -> object:
        if uploads.refused:
            return Refusal(uploads.refused)
        return send(str(answers[part] or ""), sorted(held({"files": answers["files"] or []})), token)

    return Sheet(
        name, title, button,
        (one(part, question), one("files", Files(label="Add files", optional=True, at_most=5))),
        act, SENT, lambda _: go("status", ref=reference), lines, keep=uploads.keep,
        as_typed=frozenset({part}),
    )  # fmt: skip


def _contact(reference: str, contact: Contact) -> Sheet:
    """Where they are reached, to put right."""

    def act(answers: Answers, token: str) -> object:
        raw: dict[str, Any] = dict(answers)
        return wiring.by_applicant().change_contact(wiring.visitor(), reference, raw, token, wiring.now())

    return Sheet(
        f"contact.{reference}", "Change how we reach you", "Change it", contact.asked, act,
        "It is changed. We use it from now on.", lambda _: go("status", ref=reference), raw=contact.raw,
        as_typed=frozenset(each.id for each in contact.asked),
    )  # fmt: skip
