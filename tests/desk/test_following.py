"""A case as its applicant follows it: everything that waits for them is offered, each by itself."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.afterwards import Afterwards
from desk.applying import Desk
from desk.extras import Extras
from desk.inbox import Inboxes, Wanted
from desk.letters_both_ways import ByApplicant
from desk.views import Applying, Sent, Status
from engine.commands import Refusal, Rewind
from engine.dates import due_in_words
from engine.who.people import fingerprint
from tests.desk.making import office
from tests.desk.test_guests import desk_for
from tests.engine.making import ADA, END, INSPECT, MEI, NINE, REPORT

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


def status(desk: Desk, reference: str, visitor: str = "zoe") -> Status:
    found = desk.status(visitor, reference, NINE)
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


ANSWERED = """\
- send: answer
  id: answer_letter
  to: applicant
- ask: review
  title: Ask for a review
  due: {within: 28 days, from: answer_letter}
  if late:
  - go to: settled
  questions: {grounds: {type: text, label: What is wrong with our answer}}
- end: done
  id: settled
"""
ANSWER = '  answer: {subject: Our answer, body: "No.\\n\\nWhat you can do\\n\\nAsk for a review: ((link))"}\n'


def test_who_is_answered_and_may_ask_for_a_review_is_not_said_to_hold_anything_up(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + ANSWERED, messages=ANSWER)
    reference = here.begin("ROA-1")
    until = "until 29 March 2027"

    found = status(Desk(here.engine, here.random), reference, reference)
    (row,) = Inboxes(here.engine).page(ADA, Wanted("waiting"), NINE).rows

    assert (found.state, found.body) == ("We have answered you", f"You may ask for a review {until}.")
    assert row.offered == here.case(ADA, reference).state == f"The applicant may ask for a review {until}"


def test_whoever_must_answer_is_waited_for(tmp_path: Path) -> None:
    """They are written to when their time is up, so it was no mere offer."""
    lapsed = ANSWERED.replace("  - go to", "  - send: answer\n    to: applicant\n  - go to")
    here = office(tmp_path, REPORT + lapsed, messages=ANSWER)
    reference = here.begin("ROA-1")

    assert status(Desk(here.engine, here.random), reference, reference).state == "We are waiting for you"
    assert here.case(ADA, reference).state == "Waiting for the applicant"


def test_an_answer_keeps_its_paragraphs_and_a_changed_address_is_told(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + ANSWERED, messages=ANSWER)
    reference = here.begin("ROA-1")
    zoe = ByApplicant(Extras(here.engine, here.files))
    zoe.change_contact(reference, reference, {"email": "new@example.org"}, "1", NINE)
    found = status(Desk(here.engine, here.random), reference, reference)

    assert found.messages[-1].body.startswith("No.\n\nWhat you can do\n\nAsk for a review on this page.")
    assert [one.sentence for one in found.happened].count("You changed how we reach you") == 1


def test_a_case_that_is_taken_back_keeps_its_words_in_lists_and_says_that_it_is_late(tmp_path: Path) -> None:
    here = office(tmp_path, REPORT + INSPECT + END, "deadline: 2 days\n")
    reference, later = here.begin("ROA-1"), NINE + timedelta(days=4)
    here.done(Rewind(MEI, later, reference, step="report", why="The place is not in Norfolk", token="r"))

    (row,) = Inboxes(here.engine).page(ADA, Wanted("waiting"), later).rows

    assert (row.words, row.due) == ("Elm Hill", None)
    assert row.case_due and due_in_words(row.case_due, later) == "Late by 2 days"
