"""Which sender serves which channel, as the server's settings say."""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import httpx

from engine.ports import Papers, Sender
from outside import notify
from outside.notify import Account, NotifySender
from outside.print_room import PrintRoom
from outside.smtp import MailServer, SmtpSender
from workflows.organisation import Organisation

Read = TypeVar("Read")


@dataclass(frozen=True)
class Sending:
    """What is set; what is left out cannot be sent by."""

    mail: MailServer | None = None
    sender: str = ""
    account: Account | None = None
    notify: str = notify.HOME
    letters: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Sending":
        """A ValueError with a line for each thing that is set wrongly."""
        told = {name: environment.get(f"WHERRY_{name}", "").strip() for name in ("SMTP", "FROM", "LETTERS")}
        key, email, text = (environment.get(f"WHERRY_NOTIFY_{name}", "").strip() for name in ("KEY", "EMAIL", "TEXT"))
        wrong = []
        if told["SMTP"] and "@" not in told["FROM"]:
            wrong.append("Set WHERRY_FROM to the address that email comes from, such as forms@example.gov.uk")
        if (email or text) and not key:
            wrong.append("Set WHERRY_NOTIFY_KEY to the key of GOV.UK Notify that goes with the templates")
        if told["SMTP"] and email:
            wrong.append("Set WHERRY_SMTP or WHERRY_NOTIFY_EMAIL: email goes by one of them")
        mail = _read(wrong, lambda: MailServer.from_url(told["SMTP"])) if told["SMTP"] else None
        account = _read(wrong, lambda: Account.from_key(key, email, text)) if key else None
        if wrong:
            raise ValueError("\n".join(wrong))
        letters = Path(told["LETTERS"]) if told["LETTERS"] else None
        return cls(mail, told["FROM"], account, environment.get("WHERRY_NOTIFY_URL") or notify.HOME, letters)


def _read(wrong: list[str], what: Callable[[], Read]) -> Read | None:
    try:
        return what()
    except ValueError as error:
        wrong.append(str(error))
        return None


def senders(
    sending: Sending,
    house: Callable[[], Organisation],
    clock: Callable[[], datetime],
    http: httpx.Client,
    papers: Papers,
) -> dict[str, Sender]:
    """By channel. `http` reaches `sending.notify` and has time-outs; `papers` draws letters."""
    found: dict[str, Sender] = {}
    if sending.mail:
        trust = ssl.create_default_context()
        found["email"] = SmtpSender(sending.mail, sending.sender, house, clock, trust)
    if sending.account:
        notifying = NotifySender(http, sending.account, house, clock)
        templates = {"email": sending.account.email, "text": sending.account.text}
        found |= {channel: notifying for channel, template in templates.items() if template}
    if sending.letters:
        found["letter"] = PrintRoom(sending.letters, papers, house, clock)
    return found
