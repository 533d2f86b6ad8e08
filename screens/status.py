"""How a case stands, as its applicant sees it, and what they may do with it: pay, withdraw, have it taken up again."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from components.long_text import LongText
from desk.views import Status, ToPay
from engine.case import Case
from engine.commands import Refusal
from screens import wiring
from screens.frame import for_everybody, not_found
from screens.from_applicant import draw_asked_for, draw_may
from screens.full import unless_full
from screens.going import asked, go, say
from screens.markup import show
from screens.sheet import Answers, Sheet, draw_sheet, one
from screens.text import plain

WHY = LongText(label="Why should we look at it again?", hint="For example, what has changed, or what we missed")
CLOSES = "We will stop working on it and close it. You cannot undo this."
WAYS_ON = (
    ("/status", "Come back with your reference and code"), ("/apply", "See what you can apply for or report"),
)  # fmt: skip

#: To staff, who alone practise.
IF_PRACTICE = "If it was a practice case, it may have been deleted: then it is gone."


def status_screen() -> None:
    status = wiring.applying().status(wiring.visitor(), asked("ref"), wiring.now())
    if isinstance(status, Refusal):
        for_everybody("We cannot show this")
        lines = [status.reason, *([IF_PRACTICE] if wiring.actor() else [])]
        not_found("We cannot show this", lines, *WAYS_ON)
        return
    for_everybody(f"{status.reference}: {status.state}", status.title)
    show("status_top", status=status)
    for payment in status.to_pay:
        _pay(status, payment)
    draw_asked_for(status.reference)
    draw_may(status, partial(_withdraw, status))
    show("status", status=status, now=wiring.now(), contact=wiring.organisation().contact)
    if "reopen" in status.may:
        _reopening(status)


def _pay(status: Status, payment: ToPay) -> None:
    """Where nothing real can be paid yet the page says so, and who to ask."""
    online = f"/pay/{status.reference}?{urlencode({'what': payment.waiting})}" if wiring.pays() else ""
    show("to_pay", pay=payment, online=online, demo=wiring.demo())
    if wiring.demo() and not online:
        what, several = payment.waiting, len(status.to_pay) > 1
        named = f" :gray[{plain(payment.title)}]" if several else ""
        refused = "The payment was refused"
        with st.container(horizontal=True):
            st.button(f"Pay now{named}", key=f"pay.{what}", type="primary", on_click=_paid, args=(status, what, ""))
            st.button(f"Let the payment fail{named}", key=f"fail.{what}", on_click=_paid, args=(status, what, refused))


def _paid(status: Status, waiting: str, failed: str) -> None:
    done = wiring.afterwards().pay(wiring.visitor(), status.reference, waiting, wiring.now(), failed)
    _say(done, "The payment failed. Nothing was taken." if failed else "Thank you, it is paid.", wrong=bool(failed))


def _reopening(status: Status) -> None:
    """With a reason, which whoever looks at it again reads."""

    def act(answers: Answers, _token: str) -> object:
        why = str(answers["why"])
        return wiring.afterwards().reopen(wiring.visitor(), status.reference, why, wiring.now())

    with st.expander("Ask us to look at this again", key="reopening"):
        draw_sheet(Sheet(
            f"reopen.{status.reference}", "", "Ask us to look again", (one("why", WHY),), act,
            "We will look at it again.", lambda _: go("status", ref=status.reference),
            wanting={"why": "Say why we should look at it again"},
        ), heading=False, leads_here=False)  # fmt: skip


def _withdraw(status: Status) -> None:
    """Asked twice, because it closes the case."""
    show("sheet", id="withdrawing", title="Withdraw this", lines=[CLOSES], leads=True)
    st.button("Withdraw it", key="withdraw", on_click=_withdraw_it, args=(status,))


@unless_full()
def _withdraw_it(status: Status) -> None:
    _turn(status, wiring.afterwards().withdraw, "You have withdrawn it.")


def _turn(status: Status, act: Callable[..., Case | Refusal], done: str) -> None:
    _say(act(wiring.visitor(), status.reference, wiring.now()), done)


def _say(answer: Case | Refusal, done: str, *, wrong: bool = False) -> None:
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    else:
        say(done, wrong=wrong)
