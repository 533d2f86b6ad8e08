"""Recording by hand that something was paid: by cheque, over the phone, or online where nobody can be asked."""

from components.choice import Choice
from components.joining import quoted
from components.long_text import LongText
from components.money import in_pounds
from components.text import OneLineText
from desk.paying_by_hand import Unpaid
from desk.sheets import Answers, one
from desk.views import CaseView
from engine.commands import Actor, RecordPayment
from engine.dates import in_words
from screens import wiring
from screens.doing_letters import back
from screens.sheet import Sheet, draw_sheet

#: The words of `PAID_BY`, as an answer.
WAYS = {
    "cheque": "By cheque", "phone": "By card over the phone", "transfer": "By bank transfer", "desk": "At a desk",
    "online": "Online, and nobody can be asked about it any more",
}  # fmt: skip
BEGUN = (
    "Somebody began to pay {amount} online on {day}, and we have not heard how that ended. If that is paid as well, "
    "your team gets a task to refund it."
)


def draw_recording_payment(actor: Actor, case: CaseView) -> None:
    """Which payment is asked only where there is a choice."""
    unpaid = {each.waiting: each for each in wiring.by_hand().unpaid(actor, case.reference)}
    only = next(iter(unpaid)) if len(unpaid) == 1 else ""

    def act(answers: Answers, token: str) -> object:
        waiting, how, note = only or str(answers["waiting"]), str(answers["how"]), str(answers["note"] or "")
        command = RecordPayment(actor, wiring.now(), case.reference, waiting, how, str(answers["receipt"]), note, token)
        return wiring.by_hand().record(command)

    which = [{"value": id, "label": f"{each.title}: {in_pounds(each.amount)}"} for id, each in unpaid.items()]
    ways = [{"value": way, "label": words} for way, words in WAYS.items()]
    asks = (
        one("how", Choice.model_validate({"label": "How was it paid?", "options": ways})),
        one("receipt", OneLineText(label="Reference", hint="What you find it by, such as the number of the cheque, "
                                   "the receipt or the payment in GOV.UK Pay")),
        one("note", LongText(label="Note", optional=True, hint=f"Staff read this, and the {case.called} does not")),
    )  # fmt: skip
    several = (one("waiting", Choice.model_validate({"label": "Which payment?", "options": which})),)
    draw_sheet(Sheet(
        f"paid.{case.reference}", "Record a payment", "Record the payment", asks if only else several + asks, act,
        "The payment is recorded.", lambda _: back(case), tuple(_lines(list(unpaid.values()))),
        wanting={"waiting": "Select which payment", "how": "Select how it was paid",
                 "receipt": "Enter the reference that you find it by"},
    ))  # fmt: skip


def _lines(unpaid: list[Unpaid]) -> list[str]:
    amount = f"{in_pounds(unpaid[0].amount)} is to be paid for {quoted(unpaid[0].title)}. " if len(unpaid) == 1 else ""
    first = f"{amount}Record it only where all of it was paid: the case goes on then, and this cannot be undone."
    begun = (BEGUN.format(amount=in_pounds(each.amount), day=in_words(each.begun)) for each in unpaid if each.begun)
    return [first, *begun]
