"""Email and text messages by GOV.UK Notify: what it is told, once, whatever goes wrong on the way."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from engine.ports import Attached, Failed, Later
from outside.notify import A_MINUTE, LARGEST, Account, NotifySender
from tests.outside.conftest import COUNCIL, LETTER, NOW, changed
from tests.outside.stubs.notify import EMAIL, KEY, TEXT, Fault, Notify

MESSAGE = changed(channel="text", address="+447700900123")


@pytest.fixture
def http(stub: Notify) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stub.url, timeout=5) as client:
        yield client


@pytest.fixture
def sender(http: httpx.Client) -> NotifySender:
    return NotifySender(http, Account.from_key(KEY, EMAIL, TEXT), lambda: COUNCIL, lambda: NOW)


def test_an_email_is_put_into_the_councils_template(stub: Notify, sender: NotifySender) -> None:
    id = sender.send(LETTER)

    [sent] = stub.sent
    assert (sent["id"], sent["email_address"]) == (id, "ada@example.org")
    assert sent["reference"].startswith(LETTER.key)
    assert sent["personalisation"]["subject"] == LETTER.subject
    assert sent["personalisation"]["body"] == LETTER.body


def test_a_text_message_goes_to_a_telephone(stub: Notify, sender: NotifySender) -> None:
    sender.send(MESSAGE)

    assert stub.sent[0]["phone_number"] == "+447700900123"
    assert "by 5 March" in stub.sent[0]["personalisation"]["body"]


def test_a_text_message_that_is_too_long_is_cut_between_paragraphs(stub: Notify, sender: NotifySender) -> None:
    sender.send(changed(channel="text", address="+447700900123", body="Word. " * 100 + "\n\n" + LETTER.body * 10))

    assert stub.sent[0]["personalisation"]["body"].endswith("ask us: 01632 960 100")


@pytest.mark.parametrize("fault", ["half", "reset", "odd"])
def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(
    stub: Notify, sender: NotifySender, fault: Fault
) -> None:
    stub.faults.append(fault)

    with pytest.raises(Later, match="could not be re"):
        sender.send(LETTER)
    id = sender.send(LETTER)

    assert [sent["id"] for sent in stub.sent] == [id]


def test_the_same_message_is_sent_once_however_often_it_is_tried(stub: Notify, sender: NotifySender) -> None:
    ids = {sender.send(LETTER) for _ in range(5)}

    assert len(stub.sent) == len(ids) == 1


def test_another_message_is_another_even_where_another_server_made_the_same_key(
    stub: Notify, sender: NotifySender
) -> None:
    sender.send(LETTER)
    sender.send(changed(key="POT-2345 7 send 2"))
    sender.send(changed(address="grace@example.org"))

    assert len(stub.sent) == 3


@pytest.mark.parametrize(
    ("fault", "after"), [("rate", A_MINUTE), ("day", (14 * 60 + 31) * 60.0), ("broken", None), ("gateway", None)]
)
def test_a_busy_or_broken_notify_is_asked_again(
    stub: Notify, sender: NotifySender, fault: Fault, after: float | None
) -> None:
    stub.faults.append(fault)

    with pytest.raises(Later) as later:
        sender.send(LETTER)
    sender.send(LETTER)

    assert later.value.after == after
    assert len(stub.sent) == 1


def test_a_notify_that_never_answers_does_not_hold_us_up(stub: Notify) -> None:
    stub.faults.append("slow")
    with httpx.Client(base_url=stub.url, timeout=0.2) as impatient:
        sender = NotifySender(impatient, Account.from_key(KEY, EMAIL, TEXT), lambda: COUNCIL, lambda: NOW)

        with pytest.raises(Later, match="ReadTimeout"):
            sender.send(LETTER)


def test_what_notify_refuses_is_told_to_the_team_in_its_words(stub: Notify, sender: NotifySender) -> None:
    with pytest.raises(Failed, match="refused the message: email_address Not a valid email address"):
        sender.send(changed(address="ada"))
    with pytest.raises(Failed, match="phone_number Not enough digits"):
        sender.send(changed(channel="text", address="12"))

    assert stub.sent == []


def test_a_clock_that_is_wrong_is_no_fault_of_the_message(stub: Notify, http: httpx.Client) -> None:
    late = NotifySender(http, Account.from_key(KEY, EMAIL), lambda: COUNCIL, lambda: NOW + timedelta(minutes=1))

    with pytest.raises(Later, match="clock must be accurate"):
        late.send(LETTER)


def test_another_services_key_is_no_fault_of_the_message(stub: Notify, http: httpx.Client) -> None:
    stranger = Account.from_key(f"{KEY[:-1]}f", EMAIL)

    with pytest.raises(Later, match="API key not found"):
        NotifySender(http, stranger, lambda: COUNCIL, lambda: NOW).send(LETTER)


def test_what_is_attached_goes_as_files(stub: Notify, sender: NotifySender) -> None:
    sender.send(changed(attached=(Attached("Badge letter.pdf", "application/pdf", b"%PDF"),)))

    told = stub.sent[0]["personalisation"]
    assert told["file_1"] == {"file": "JVBERg==", "filename": "Badge letter.pdf"}
    assert {told[f"file_{number}"] for number in range(2, 11)} == {""}


def test_more_or_larger_files_than_notify_takes_are_told_to_the_team(stub: Notify, sender: NotifySender) -> None:
    small, large = Attached("a.pdf", "application/pdf", b"x"), Attached("b.pdf", "application/pdf", b"x" * LARGEST)

    with pytest.raises(Failed, match="10 files with a message, not 11"):
        sender.send(changed(attached=(small,) * 11))
    with pytest.raises(Failed, match="under 2 MB"):
        sender.send(changed(attached=(large,)))

    assert stub.sent == []


def test_an_answer_of_a_resident_never_becomes_a_link_under_other_words(stub: Notify, sender: NotifySender) -> None:
    sender.send(changed(body=r"You wrote: [Pay here](https://evil.example) and \[this](https://evil.example)"))

    written = stub.sent[0]["personalisation"]["body"]
    assert written == r"You wrote: \[Pay here](https://evil.example) and \\\[this](https://evil.example)"


@pytest.mark.parametrize("wrong", ["", "wherry", KEY[:-1], "26785a09-ab16-4eb0-8407-a37497a57506"])
def test_a_key_that_was_not_copied_whole_is_told_with_its_cure(wrong: str) -> None:
    with pytest.raises(ValueError, match="copy all of it"):
        Account.from_key(wrong)
