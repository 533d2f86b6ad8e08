"""How a case stands, as its applicant sees it, and what they may do with it: pay, withdraw, have it taken up again."""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from desk.from_applicant import CLOSES, PAID, WITHDRAWN, not_paid
from desk.views import Status, ToPay
from engine.case import Case
from engine.commands import Refusal
from screens import wiring
from screens.frame import for_everybody, turned_away
from screens.from_applicant import draw_asked_for, draw_may
from screens.full import unless_full
from screens.going import asked, go, say
from screens.markup import path, show
from screens.sheet import draw_sheet, sheet_of
from screens.speaking import say as speak
from screens.text import plain

WAYS_ON = (
    ("/status", "Come back with your reference and code"), ("/apply", "See what you can apply for or report"),
)  # fmt: skip

#: To staff, who alone practise.
IF_PRACTICE = "If it was a practice case, it may have been deleted: then it is gone."


def status_screen() -> None:
    status = wiring.applying().status(wiring.visitor(), asked("ref"), wiring.now())
    if isinstance(status, Refusal):
        lines = [status.reason, *([IF_PRACTICE] if wiring.actor() else [])]
        turned_away("We cannot show this", lines, *WAYS_ON)
        return
    for_everybody(f"{status.reference}: {status.state}", status.title, exits=status.exits, language=status.language)
    show("status_top", status=status)
    for payment in status.to_pay:
        _pay(status, payment)
    draw_asked_for(status)
    draw_may(status, partial(_withdraw, status))
    show("status", status=status, now=wiring.now(), contact=wiring.organisation().contact)
    if "reopen" in status.may:
        _reopening(status)
    if not status.practice:
        show("simple", simple=path("apply/-/status", ref=status.reference))


def _pay(status: Status, payment: ToPay) -> None:
    """Where nothing real can be paid yet the page says so, and who to ask."""
    online = f"/pay/{status.reference}?{urlencode({'what': payment.waiting})}" if wiring.pays() else ""
    with st.container(key=f"to-pay-{payment.waiting}", gap="xsmall"):
        show("to_pay", pay=payment, online=online, demo=wiring.demo())
        if wiring.demo() and not online:
            _pay_in_demo(status, payment)


def _pay_in_demo(status: Status, payment: ToPay) -> None:
    what, several = payment.waiting, len(status.to_pay) > 1
    named, refused = f" :gray[{plain(payment.title)}]" if several else "", "The payment was refused"
    pay, fail = f"{speak('Pay now')}{named}", f"{speak('Let the payment fail')}{named}"
    st.button(pay, key=f"pay.{what}", type="primary", on_click=_paid, args=(status, what, ""))
    show("to_fail")
    st.button(fail, key=f"fail.{what}", on_click=_paid, args=(status, what, refused))


def _paid(status: Status, waiting: str, failed: str) -> None:
    done = wiring.afterwards().pay(wiring.visitor(), status.reference, waiting, wiring.now(), failed)
    _say(done, not_paid(wiring.organisation().contact.phone) if failed else PAID, wrong=bool(failed))


def _reopening(status: Status) -> None:
    way = wiring.from_applicant(status.language).reopening(status.reference)
    with st.expander(way.title, key="reopening"):
        sheet = sheet_of(way, f"reopen.{status.reference}", lambda _: go("status", ref=status.reference), heading=False)
        draw_sheet(sheet, heading=False, leads_here=False)


def _withdraw(status: Status) -> None:
    """Asked twice, because it closes the case."""
    show("sheet", id="withdrawing", title=speak("Withdraw this"), lines=[speak(CLOSES)], leads=True)
    st.button(speak("Withdraw it"), key="withdraw", type="primary", on_click=_withdraw_it, args=(status,))


@unless_full()
def _withdraw_it(status: Status) -> None:
    _turn(status, wiring.afterwards().withdraw, WITHDRAWN)


def _turn(status: Status, act: Callable[..., Case | Refusal], done: str) -> None:
    _say(act(wiring.visitor(), status.reference, wiring.now()), done)


def _say(answer: Case | Refusal, done: str, *, wrong: bool = False) -> None:
    if isinstance(answer, Refusal):
        say(answer.reason, wrong=True)
    else:
        say(done, wrong=wrong)
