"""A case as its applicant follows it: everything that waits for them is offered, each by itself."""

from pathlib import Path

import pytest

from desk.afterwards import Afterwards
from desk.applying import Desk
from desk.views import Applying, Sent, Status
from engine.commands import Refusal
from engine.who.people import fingerprint
from tests.desk.test_guests import desk_for
from tests.engine.making import END, NINE, REPORT

AT_ONCE = """\
- together:
    papers:
    - ask: sign
      title: Sign it
      questions: {signed: {type: text, label: Sign here}}
    tools:
    - ask: choose
      title: Choose your tools
      questions: {tools: {type: text, label: Which tools}}
    money:
    - pay: deposit
      amount: £20
    rent:
    - pay: rent
      amount: £30.50
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_for(tmp_path, REPORT + AT_ONCE + END)


def sent(desk: Desk) -> Sent:
    view = desk.begin("zoe", "mend", NINE)
    for typed in ({"place": "Elm Hill"}, {"full_name": ""}, {"email": "z@example.org"}, {"phone": ""}):
        assert isinstance(view, Applying), view
        view = desk.save("zoe", view, typed, NINE)  # type: ignore[assignment]
    assert isinstance(view, Applying), view
    result = desk.send("zoe", view.draft, view.token, NINE)
    assert isinstance(result, Sent), result
    return result


def status(desk: Desk, reference: str) -> Status:
    found = desk.status("zoe", reference, NINE)
    assert not isinstance(found, Refusal), found
    return found


def test_every_task_and_every_payment_is_offered(desk: Desk) -> None:
    confirmed = sent(desk)

    found = status(desk, confirmed.reference)

    assert found.asked == (("sign.1", "Sign it", None), ("choose.1", "Choose your tools", None))
    assert [(one.waiting, one.amount) for one in found.to_pay] == [("deposit.1", 2000), ("rent.1", 3050)]
    assert confirmed.to_pay == found.to_pay


def test_any_of_them_is_done_first_and_leaves_the_others(desk: Desk) -> None:
    reference = sent(desk).reference
    asked = desk.asked("zoe", reference, NINE, task="choose.1")
    assert isinstance(asked, Applying) and asked.page and [one.id for one in asked.page.asked] == ["tools"]
    saved = desk.save("zoe", asked, {"tools": "A rake"}, NINE)
    assert isinstance(saved, Applying)
    assert isinstance(desk.send("zoe", saved.draft, saved.token, NINE), Sent)

    Afterwards(desk.engine).pay("zoe", reference, "rent.1", NINE)

    found = status(desk, reference)
    assert [id for id, *_ in found.asked] == ["sign.1"]
    assert [one.waiting for one in found.to_pay] == ["deposit.1"]


def test_a_link_to_what_is_saved_in_a_task_opens_its_case_on_another_device(desk: Desk) -> None:
    reference = sent(desk).reference
    asked = desk.asked("zoe", reference, NINE, task="choose.1")
    assert isinstance(asked, Applying)
    saved = desk.save("zoe", asked, {"tools": "A rake"}, NINE)
    assert isinstance(saved, Applying)

    token = desk.link("zoe", saved.draft, NINE)

    assert isinstance(token, str)
    link = desk.engine.store.links.find(fingerprint(token), NINE)
    assert link and (link.kind, link.key) == ("case", reference)
    assert isinstance(desk.link("eve", saved.draft, NINE), Refusal)
