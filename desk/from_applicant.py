"""What an applicant may send for their case beside its questions, in any face, with the words that they read."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from components.base import Said
from components.file import Files
from components.long_text import LongText
from components.text import OneLineText
from components.wording import Sentence, run, says
from desk.afterwards import Afterwards
from desk.among import held
from desk.coming_by_code import NOT_RIGHT, ByCode
from desk.letters_both_ways import ByApplicant, More
from desk.sheets import Answers, Way, one
from desk.views import Status
from desk.written import MessageView
from engine.commands import Problems, Refusal
from workflows.speaking import until, voice

SENT = "Thank you. We have what you sent."
WITHDRAWN, CHANGED = "You have withdrawn it.", "It is changed. We use it from now on."
REOPENED = "We will look at it again."
PAID = "Thank you, it is paid."
NOT_PAID, AGAIN = "The payment failed. Nothing was taken.", "You can try again."
CLOSES = "We will stop working on it and close it. You cannot undo this."
#: What somebody may have misread.
NEVER = "A code never has the letters I, L, O or U, or the figures 0 or 1"


def not_paid(phone: str) -> Sentence:
    """What is said of a payment that failed, with the number to ring where there is one."""
    return run((says(NOT_PAID), says(AGAIN), *if_help(phone)), " ")


def if_help(phone: str) -> tuple[Sentence, ...]:
    return (says("If you need help, call {phone}.", phone=phone),) if phone else ()


def _saying(language: str) -> Callable[..., str]:
    """Says words of ours, which stay ours where they are not in this language: a page marks them."""

    def say(words: str, /, **parts: object) -> str:
        return voice(language).say(says(words, **parts))

    return say


@dataclass(frozen=True)
class FromApplicant:
    """Of the browser called `visitor`, at a moment."""

    letters: ByApplicant
    afterwards: Afterwards
    visitor: str
    now: datetime
    #: The language that they read, "" for English.
    language: str = ""

    def asked_for(self, reference: str) -> tuple[Way, ...]:
        """What staff asked them for beside the service's own questions."""
        return tuple(self._giving(reference, each) for each in self.letters.more(self.visitor, reference))

    def may(self, status: Status) -> tuple[Way, ...]:
        """What else they may do, in the order in which it is offered."""
        reference, found = status.reference, []
        if self.letters.may_reply(self.visitor, reference) and not self.letters.more(self.visitor, reference):
            found.append(self._writing(status))
        contact = self._contact(reference)
        if contact:
            found.append(contact)
        if "withdraw" in status.may:
            found.append(self._withdrawing(reference))
        return tuple(found)

    def reopening(self, reference: str) -> Way:
        """With a reason, which whoever looks at it again reads."""

        def act(answers: Answers, _token: str) -> object:
            return self.afterwards.reopen(self.visitor, reference, str(answers["why"]), self.now)

        say = _saying(self.language)
        label, hint = say("Why should we look at it again?"), say("For example, what has changed, or what we missed")
        return Way(
            "reopen", say("Ask us to look at this again"), say("Ask us to look again"), act,
            say(REOPENED), (one("why", LongText(label=label, hint=hint)),),
            wanting={"why": say("Say why we should look at it again")},
        )  # fmt: skip

    def _giving(self, reference: str, more: More) -> Way:
        def act(said: str, ids: list[str], token: str) -> object:
            return self.letters.give_more(self.visitor, reference, more.task, said, ids, token, self.now)

        say = _saying(self.language)
        due = [say("Please send it by {due}.", due=until(more.due))] if more.due else []
        lines = (*more.asks.splitlines(), *due)
        return self._with_files(f"give.{more.task}", more.title, say("Send"), "said", lines, act)

    def _writing(self, status: Status) -> Way:
        def act(said: str, ids: list[str], token: str) -> object:
            return self.letters.reply(self.visitor, status.reference, said, ids, token, self.now)

        last, say = status.thread[0] if status.thread else None, _saying(self.language)
        answering = last if isinstance(last, MessageView) else None
        title = says("Answer our message") if answering else says("Write to us again")
        way = self._with_files("write", say(title), say("Send your answer"), "text", (), act)
        return replace(way, answering=answering)

    def _contact(self, reference: str) -> Way | None:
        """Where they are reached, to put right."""
        found = self.letters.contact(self.visitor, reference, self.now)
        if isinstance(found, Refusal) or not found.asked:
            return None

        def act(answers: Answers, token: str) -> object:
            return self.letters.change_contact(self.visitor, reference, dict(answers), token, self.now)

        say = _saying(self.language)
        return Way(
            "contact", say("Change how we reach you"), say("Change it"), act,
            say(CHANGED), found.asked, raw=found.raw,
            seen=found.seen, as_typed=frozenset(each.id for each in found.asked),
        )  # fmt: skip

    def _withdrawing(self, reference: str) -> Way:
        """Asked twice, because it closes the case."""

        def act(_answers: Answers, _token: str) -> object:
            return self.afterwards.withdraw(self.visitor, reference, self.now)

        say = _saying(self.language)
        done = say(WITHDRAWN)
        return Way("withdraw", say("Withdraw this"), say("Withdraw it"), act, done, lines=(say(CLOSES),), warns=True)

    def _with_files(
        self, name: str, title: str, button: str, part: str, lines: tuple[str, ...],
        send: Callable[[str, list[str], str], object],
    ) -> Way:  # fmt: skip
        """Words, files, or both."""

        def act(answers: Answers, token: str) -> object:
            return send(str(answers[part] or ""), sorted(held({"files": answers["files"] or []})), token)

        say = _saying(self.language)
        words = LongText(label=say("Your answer"), hint=say("In words, with files, or both"))
        asked = (one(part, words), one("files", Files(label=say("Add files"), optional=True, at_most=5)))
        return Way(name, title, button, act, say(SENT), asked, lines, as_typed=frozenset({part}))


def coming_by_code(by_code: ByCode, visitor: str, address: str, now: datetime, language: str = "") -> Way:
    """A reference and its code open the status. What is not right is said at both boxes."""

    def act(answers: Answers, _token: str) -> object:
        found = by_code.open(visitor, str(answers["reference"]), str(answers["code"]), address, now)
        if isinstance(found, Refusal) and found.reason == NOT_RIGHT:
            return Problems({"reference": (Said(NOT_RIGHT),), "code": (Said(NEVER),)})
        return found

    say = _saying(language)
    example = say("Ten letters and figures, for example {example}", example="7KQ2M-X4RTB")
    hint = say("For example, {example}", example="POT-7KQ2-M4XR")
    given = say(
        "You were given a reference and a code when you sent it. "
        "The link in our messages opens the same page without them."
    )
    asked = (
        one("reference", OneLineText(label=say("Reference"), hint=hint)),
        one("code", OneLineText(label=say("Code"), hint=example)),
    )
    return Way(
        "by-code", say("See how it is going"), say("See how it is going"), act, "", asked, (given,),
        wanting={"reference": say("Enter the reference"), "code": say("Enter the code")},
    )  # fmt: skip
