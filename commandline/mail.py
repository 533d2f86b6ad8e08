"""`wherry mail`: proves that email leaves by what is set, before anybody waits for one."""

import os
from datetime import UTC, datetime
from typing import Annotated

import httpx
import typer

from commandline.telling import note, stop, tell
from desk.sources import FolderDrafts, House
from engine.ports import Failed, Later, Outgoing, Sender
from outside.choosing import Sending, senders
from settings import Settings
from workflows.faults import Faulty

To = Annotated[str, typer.Argument(help="Where the test goes, such as your own address")]
NOTHING_SET = "No email is sent here: set WHERRY_SMTP and WHERRY_FROM, or WHERRY_NOTIFY_KEY and WHERRY_NOTIFY_EMAIL"
#: Seconds that GOV.UK Notify may take.
PATIENCE = 30
SUBJECT = "A test from Wherry"
BODY = "This is a test of the settings for email. It belongs to no case, and you need not do anything."


def test(address: To) -> None:
    """Send one test email by what is set, and say whether it went. Nothing is kept, and no database is needed."""
    try:
        sending = Sending.from_environment(os.environ)
        drafts = FolderDrafts(Settings.from_environment().definitions)
        house = House(drafts, (), lambda: 0.0)
    except (ValueError, Faulty) as error:
        stop(str(error))
    with httpx.Client(base_url=sending.notify, timeout=PATIENCE) as http:
        sender = _email(sending, house, http)
        _send(sender, address, by=sending.mail.host if sending.mail else "GOV.UK Notify")


def _email(sending: Sending, house: House, http: httpx.Client) -> Sender:
    # Drawing papers costs half a second to begin with, which no other command should wait for.
    from outside import papers

    found = senders(sending, house, _now, http, papers).get("email")
    if found is None:
        stop(NOTHING_SET)
    return found


def _send(sender: Sender, address: str, by: str) -> None:
    try:
        known_as = sender.send(Outgoing(f"mail-test {_now().isoformat()}", "email", address, "", SUBJECT, BODY))
    except Failed as error:
        tell(f"It did not go, and would not be tried again: {error}", "red")
    except Later as error:
        tell(f"It did not go. A message of a case would be tried again: {error}", "red")
    else:
        note(f"{by} took it, as {known_as}. Now see that it arrives at {address}")
        return
    raise typer.Exit(1)


def _now() -> datetime:
    return datetime.now(UTC)
