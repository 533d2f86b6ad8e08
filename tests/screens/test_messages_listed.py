"""What lists and short pages say at once: how each message stands, until when to pay, what a service costs."""

import re
from datetime import datetime

import pytest

from desk.views import ToPay
from desk.written import MessageView
from screens.markup import html
from workflows.calendars import LONDON

NINE = datetime(2027, 3, 1, 9, tzinfo=LONDON)
END = datetime(2027, 3, 29, 23, 59, 59, tzinfo=LONDON)


@pytest.mark.parametrize("state", ["Sent 1 March 2027, 5:47am", "Waiting to be sent", "Could not be sent: no such box"])
def test_the_outbox_says_how_a_message_stands_before_it_is_unfolded(state: str) -> None:
    message = MessageView(NINE, "Zoë Ng", "email", "About your road", "Dear Zoë", state, "ROA-1", 1)

    drawn = html("outbox", messages=(message,), before=0, older=())

    row = re.search("<summary>(.*?)</summary>", drawn, re.DOTALL)
    assert row and f"9:00am. {state}<" in row[1]
    assert drawn.count(state) == 1


def test_who_is_to_pay_reads_until_when() -> None:
    fee = ToPay("fee.1", "Pay the fee", 5000, END)

    assert "<p>Pay by 29 March 2027.</p>" in html("to_pay", pay=fee, online="", demo=True)
    assert "Pay by" not in html("to_pay", pay=ToPay("fee.1", "Pay the fee", 5000), online="", demo=True)
