"""Paying online: a payment is begun once, found again when an answer was lost, and told to its case once.

A row is kept before the outside is asked. Whatever is lost after that, the row says what to ask about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from components.money import in_pounds
from desk import afterwards
from engine.case import Case, key_of
from engine.commands import CLOCK, PAID_BY, Actor, AddNote, AddTask, RecordPayment, Refusal, Settle
from engine.engine import BUSY, Done, Engine, Sight
from engine.events import PaymentTaken
from engine.ports import Failed, Later, Payment, Payments
from engine.store.payments import OPEN, KeptPayment

NOTHING_TO_PAY = "There is nothing to pay here now. It may have been paid already"
PRACTISED = "This is a practice case: no money is taken for it"
NOT_NOW = "You cannot pay online at the moment. We know about it, and look into it"
CHECKING = "We have a payment of yours that we have to look at. Do not pay again: we will write to you"
WAITING = "We are waiting to hear about your payment. Do not pay again"

#: An open payment is asked about so often while it is new, and afterwards; the payment service itself gives people
#: 90 minutes to pay.
SOON, SELDOM, NEW = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
#: How a payment stands of which another amount was taken than was asked.
WRONG = "wrong"
NEVER_BEGUN = "The payment service knows nothing of it"
TO_CHECK = "Check a payment"
TWICE = "Paid twice, to be refunded"
#: What the addresses of paying end in for whoever uses the simple pages.
PLAINLY = "/simple"
#: A key longer than this is shortened; the payment service takes 255 characters.
LONGEST_KEY = 200


@dataclass(frozen=True)
class Paying:
    """For the applicant. `address` is the one people come by, such as https://forms.example.gov.uk."""

    engine: Engine
    payments: Payments
    address: str

    def begin(
        self, visitor: str, reference: str, waiting: str, now: datetime, *, plainly: bool = False
    ) -> str | Refusal:
        """The address where the applicant goes on. Raises `Later` where nobody answers outside.

        `plainly`: they use the simple pages, and come back to them where this begins the payment.
        """
        if not self.engine.store.links.holds(visitor, "case", reference):
            return Refusal(afterwards.NOT_HERE)
        for _ in range(2):  # an earlier attempt may turn out to have failed: then another is begun
            sight = self.engine.see(CLOCK, reference)
            if isinstance(sight, Refusal):
                return sight
            kept = self._kept(sight, waiting, now)
            if isinstance(kept, Refusal):
                return kept
            try:
                payment = self._asked(sight, kept, plainly)
            except Failed as error:
                asks = f"The applicant cannot pay {in_pounds(kept.amount)} online: {error}"
                _tell(self.engine, kept, asks, f"cannot {kept.key}", now)
                return Refusal(NOT_NOW)
            unfit = take_in(self.engine, kept, payment, now)
            if payment.state != "failed":
                break
        if payment.state == OPEN:
            return payment.next_url or Refusal(WAITING)
        if unfit:
            return Refusal(unfit if payment.state == "failed" else CHECKING)
        return self.status(reference, plainly)

    def back(self, reference: str, waiting: str, now: datetime) -> str:
        """How the latest attempt stands when the applicant comes back, as its row says; "" where there is none."""
        kept = self._latest(reference, waiting)
        if kept and kept.state == OPEN:
            self._look(kept, now)
            kept = self._latest(reference, waiting)
        return kept.state if kept else ""

    def heard(self, id: str, now: datetime) -> None:
        """The payment service says that something has happened to a payment. What that was, we ask it ourselves."""
        kept = self.engine.store.payments.by_id(id)
        if kept and kept.state == OPEN:
            self._look(kept, now)

    def language(self, reference: str) -> str:
        """In which the applicant reads."""
        case = self.engine.store.cases.load(reference)
        return case.language if case else ""

    def status(self, reference: str, plainly: bool) -> str:
        return f"{self.address}{'/apply/-' if plainly else ''}/status?{urlencode({'ref': reference})}"

    def _kept(self, sight: Sight, waiting: str, now: datetime) -> KeptPayment | Refusal:
        """A new attempt, unless one is open or was taken and never counted, of an earlier visit too."""
        case = sight.case
        wanted = next((one for one in afterwards.payments(case) if one.waiting == waiting), None)
        if wanted is None or not case.open:
            return Refusal(NOTHING_TO_PAY)
        if case.practice:
            return Refusal(PRACTISED)
        kept = self.engine.store.payments.of(case.reference)
        same = [one for one in kept if (key_of(one.waiting), one.amount) == (key_of(waiting), wanted.amount)]
        held = [one for one in same if _still_held(one, waiting)]
        attempt = 1 + sum(one.waiting == waiting for one in kept)
        key = key_for(case.reference, waiting, attempt)
        fresh = KeptPayment(key, case.reference, waiting, attempt, wanted.amount, now, now + SOON)
        return held[-1] if held else fresh

    def _asked(self, sight: Sight, kept: KeptPayment, plainly: bool) -> Payment:
        """How it stands outside. Begun there where it is not known; where it may be, it is looked for first."""
        if kept.id:
            return self.payments.look(kept.id)
        fresh = self.engine.store.payments.begin(kept)
        payment = (None if fresh else self.payments.find(kept.key)) or self._begun(sight, kept, plainly)
        id = self.engine.store.payments.called(kept.key, payment.id)
        return payment if id == payment.id else self.payments.look(id)

    def _begun(self, sight: Sight, kept: KeptPayment, plainly: bool) -> Payment:
        case = sight.case
        applicant = case.party("applicant")
        title = sight.workflow.translated(case.language).title
        back = f"{self.address}/paid/{kept.reference}{PLAINLY if plainly else ''}?{urlencode({'what': kept.waiting})}"
        email = applicant.contacts.get("email", "") if applicant else ""
        return self.payments.begin(
            kept.key, kept.amount, f"{title}, {kept.reference}", back, email, case.language or "en"
        )

    def _look(self, kept: KeptPayment, now: datetime) -> None:
        """Where nothing can be heard now, it is asked again soon by itself."""
        try:
            look(self.engine, self.payments, kept, now)
        except (Later, Failed):
            self.engine.store.payments.put_off(kept, now + SOON)

    def _latest(self, reference: str, waiting: str) -> KeptPayment | None:
        kept = self.engine.store.payments.of(reference)
        return next((one for one in reversed(kept) if key_of(one.waiting) == key_of(waiting)), None)


def look_again(engine: Engine, payments: Payments, now: datetime) -> int:
    """Ask how the open payments stand that are due to be asked about; how many answers came.

    Waits for the network: it belongs on a thread of its own, beside the one that ticks.
    """
    heard = 0
    for kept in engine.store.payments.due(now):
        if not engine.store.payments.put_off(kept, now + (SOON if now - kept.begun < NEW else SELDOM)):
            continue
        try:
            look(engine, payments, kept, now)
        except Failed as error:
            if now - kept.begun > NEW:  # not at once: a key that is wrong for all is put right by then
                asks = f"We cannot find out whether {in_pounds(kept.amount)} was paid: {error}"
                _tell(engine, kept, asks, f"silent {kept.key}", now)
        except Later:
            break
        heard += 1
    return heard


def look(engine: Engine, payments: Payments, kept: KeptPayment, now: datetime) -> None:
    """Ask outside how it stands, and tell the case. Raises `Later` or `Failed`."""
    payment = payments.look(kept.id) if kept.id else payments.find(kept.key)
    if payment is None:
        if now - kept.begun > NEW:
            engine.store.payments.end(kept.key, "failed", NEVER_BEGUN)
    elif engine.store.payments.called(kept.key, payment.id) == payment.id:
        take_in(engine, kept, payment, now)


def take_in(engine: Engine, kept: KeptPayment, payment: Payment, now: datetime) -> str:
    """Tell the case how a payment ended, once, whoever hears of it first and however often. Why it does not count."""
    if payment.state == OPEN:
        return ""
    if payment.state == "failed":
        state, why = "failed", payment.why
        _say_failed(engine, kept, why, now)
    else:
        state, why = _taken(engine, kept, payment, now)
    engine.store.payments.end(kept.key, state, why)
    return why


def _say_failed(engine: Engine, kept: KeptPayment, why: str, now: datetime) -> None:
    case = engine.store.cases.load(kept.reference)
    if case and case.open and kept.waiting in case.waiting:
        engine.do(Settle(CLOCK, now, kept.reference, kept.waiting, f"failed {kept.key}", failed=why))


def _taken(engine: Engine, kept: KeptPayment, payment: Payment, now: datetime) -> tuple[str, str]:
    """How it stands now, and why it does not count, of which the owner is told."""
    if payment.amount != kept.amount:
        state, why = WRONG, f"{in_pounds(payment.amount)} was taken where {in_pounds(kept.amount)} was asked"
    else:
        state, why = "taken", _count(engine, kept, payment, now)
    if why:
        asks = f"{why}. The payment service calls this payment {payment.id}. Find out why, and pay back what is due"
        _tell(engine, kept, asks, f"told {kept.key}", now, TWICE if _by_hand(engine, kept) else TO_CHECK)
    return state, why


def _still_held(kept: KeptPayment, waiting: str) -> bool:
    """Whether nothing new is begun beside it: it is open, waits to be counted, or is wrong at this very visit."""
    uncounted = kept.state == "taken" and bool(kept.why)
    return kept.state == OPEN or uncounted or (kept.state == WRONG and kept.waiting == waiting)


def key_for(reference: str, waiting: str, attempt: int) -> str:
    """Case, step, visit, and which attempt where it is not the first: the same whenever the same is tried again."""
    key = f"{reference} {waiting}" + (f" {attempt}" if attempt > 1 else "")
    return key if len(key) <= LONGEST_KEY else f"{reference} {sha256(key.encode()).hexdigest()}"


def _count(engine: Engine, kept: KeptPayment, payment: Payment, now: datetime) -> str:
    """Count what was taken for the case; why that cannot be, where it cannot."""
    case = engine.store.cases.load(kept.reference)
    for waiting in dict.fromkeys([kept.waiting, *(_waiting(case, kept) if case else ())]):
        token = f"paid {kept.key}"
        done = engine.do(Settle(CLOCK, now, kept.reference, waiting, token, {"payment": payment.id}))
        if isinstance(done, Done):
            return ""
        if isinstance(done, Refusal) and done.reason == BUSY:
            raise Later(BUSY)
    return _uncounted(_by_hand(engine, kept), kept, payment)


def _uncounted(by_hand: tuple[str, PaymentTaken] | None, kept: KeptPayment, payment: Payment) -> str:
    """Why what was taken counts for nothing; "" where it is the very payment that staff have recorded."""
    amount = in_pounds(payment.amount)
    if by_hand is None:
        return f"{amount} was taken, but this case does not wait for it any more"
    name, recorded = by_hand
    if recorded.receipt in (payment.id, kept.key):
        return ""
    before = f"{name} had recorded before that it was paid {PAID_BY[recorded.how]}, {recorded.receipt}"
    return f"{amount} was taken online, and {before}"


def _by_hand(engine: Engine, kept: KeptPayment) -> tuple[str, PaymentTaken] | None:
    """Who recorded by hand that this step was paid, and what they said; None where nobody did."""
    for _, entry in engine.store.cases.by_command([kept.reference], RecordPayment.__name__):
        for event in entry.events:
            if isinstance(event, PaymentTaken) and event.step == key_of(kept.waiting):
                return entry.actor_name, event
    return None


def _waiting(case: Case, kept: KeptPayment) -> Iterable[str]:
    """Where the case came by the same step again and asks for the same, it has this payment for it."""
    for id, one in case.waiting.items():
        if one.what == "payment" and key_of(id) == key_of(kept.waiting) and one.details["amount"] == kept.amount:
            yield id


def _tell(engine: Engine, kept: KeptPayment, asks: str, token: str, now: datetime, title: str = TO_CHECK) -> None:
    """A task for the owner, or a note where the case is closed."""
    sight = engine.see(CLOCK, kept.reference)
    if isinstance(sight, Refusal):
        return
    owner = sight.workflow.file.owner
    actor = Actor("payments", name="The payment service", teams=frozenset({owner}))
    if not isinstance(engine.do(AddTask(actor, now, kept.reference, owner, title, asks, token)), Done):
        engine.do(AddNote(actor, now, kept.reference, f"{title}: {asks}", f"{token} by a note"))
