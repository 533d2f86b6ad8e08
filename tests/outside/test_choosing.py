"""Which sender serves which channel, and what is said where a setting is wrong."""

from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from outside import papers
from outside.choosing import Sending, senders
from outside.notify import NotifySender
from outside.print_room import PrintRoom
from outside.smtp import SmtpSender
from tests.outside.conftest import COUNCIL, NOW
from tests.outside.stubs.notify import EMAIL, KEY, TEXT

MAIL = {"WHERRY_SMTP": "smtp://mail.example.gov.uk", "WHERRY_FROM": "forms@example.gov.uk"}


def chosen(environment: Mapping[str, str]) -> dict[str, type]:
    with httpx.Client() as http:
        found = senders(Sending.from_environment(environment), lambda: COUNCIL, lambda: NOW, http, papers)
    return {channel: type(sender) for channel, sender in found.items()}


def test_nothing_is_sent_where_nothing_is_set() -> None:
    assert chosen({}) == {}


def test_each_channel_goes_by_what_was_set_for_it(tmp_path: Path) -> None:
    notify = {"WHERRY_NOTIFY_KEY": KEY, "WHERRY_NOTIFY_TEXT": TEXT}

    assert chosen(MAIL) == {"email": SmtpSender}
    assert chosen(notify | {"WHERRY_NOTIFY_EMAIL": EMAIL}) == {"email": NotifySender, "text": NotifySender}
    assert chosen(MAIL | notify | {"WHERRY_LETTERS": str(tmp_path)}) == {
        "email": SmtpSender,
        "text": NotifySender,
        "letter": PrintRoom,
    }


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ({"WHERRY_SMTP": "smtp://mail.example.gov.uk"}, "Set WHERRY_FROM"),
        ({"WHERRY_SMTP": "mail.example.gov.uk", "WHERRY_FROM": "a@b"}, "Write the mail server as smtp://"),
        ({"WHERRY_NOTIFY_EMAIL": EMAIL}, "Set WHERRY_NOTIFY_KEY"),
        ({"WHERRY_NOTIFY_KEY": "short"}, "copy all of it"),
        (MAIL | {"WHERRY_NOTIFY_KEY": KEY, "WHERRY_NOTIFY_EMAIL": EMAIL}, "email goes by one of them"),
    ],
)
def test_what_is_set_wrongly_is_told_with_its_cure(wrong: Mapping[str, str], cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        Sending.from_environment(wrong)
