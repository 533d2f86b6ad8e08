"""Email by a mail server (SMTP), which cannot tell a second try from the first: a repeat carries the same number."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from email_validator import EmailNotValidError, validate_email

from engine.ports import Attached, Failed, Later, Outgoing
from outside.mailing import mark, one_line, written
from workflows.organisation import Organisation

#: Seconds that a mail server may take for each answer.
PATIENCE = 20.0
#: What is attached as what it says it is; a file of any other type is only bytes.
FILE = re.compile(r"(?:application|audio|image|text|video)/[a-z0-9.+-]+")
PORTS = {"always": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True)
class MailServer:
    """`tls` is "starttls", "always" (from the first byte) or "none"."""

    host: str
    port: int
    tls: Literal["starttls", "always", "none"] = "starttls"
    user: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str) -> "MailServer":
        """`smtp://user:password@host:port?tls=starttls`; a ValueError with a sentence where it is none."""
        parts = urlsplit(url)
        tls = parse_qs(parts.query).get("tls", ["starttls"])[-1]
        if parts.scheme != "smtp" or not parts.hostname or tls not in PORTS:
            raise ValueError("Write the mail server as smtp://user:password@host:587?tls=starttls (or always, or none)")
        if tls == "none" and parts.password:
            raise ValueError("A password is not sent to a mail server without TLS: leave it out, or leave out tls=none")
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, parts.port or PORTS[tls], tls, user, password)  # type: ignore[arg-type]


class SmtpSender:
    """Every message is a connection of its own: one that waits is dropped by many servers."""

    may_repeat = True

    def __init__(
        self,
        server: MailServer,
        sender: str,
        house: Callable[[], Organisation],
        clock: Callable[[], datetime],
        trust: ssl.SSLContext,
        patience: float = PATIENCE,
    ) -> None:
        self._server, self._sender, self._house, self._clock = server, sender, house, clock
        self._trust, self._patience = trust, patience

    def send(self, message: Outgoing) -> str:
        letter = compose(message, self._sender, self._house(), self._clock())
        with _in_our_words():
            self._hand_over(letter)
        return str(letter["Message-ID"])

    def _hand_over(self, letter: EmailMessage) -> None:
        with closing(self._dialled()) as connection:
            self._greet(connection)
            connection.send_message(letter)
            # What was accepted is sent, however the server says goodbye.
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()

    def _dialled(self) -> smtplib.SMTP:
        host, port, us = self._server.host, self._server.port, domain(self._sender)
        if self._server.tls == "always":
            return smtplib.SMTP_SSL(host, port, us, timeout=self._patience, context=self._trust)
        return smtplib.SMTP(host, port, us, timeout=self._patience)

    def _greet(self, connection: smtplib.SMTP) -> None:
        """What goes wrong here is about the server, never about the message: it is tried again."""
        try:
            if self._server.tls == "starttls":
                connection.starttls(context=self._trust)
            if self._server.user:
                connection.login(self._server.user, self._server.password)
        except smtplib.SMTPNotSupportedError as lacking:
            raise Later(f"The mail server cannot do what its setting asks: {lacking}") from None
        except smtplib.SMTPResponseException as refused:
            raise _locked_out(refused) from None


def compose(message: Outgoing, sender: str, house: Organisation, now: datetime) -> EmailMessage:
    """The letter with both ways to read it, its number made from its key, and what is attached."""
    words = written(message, house)
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = words.subject
    letter["From"] = _address(house.name, sender)
    letter["To"] = _address(message.to_name, message.address)
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = f"<{sha256(mark(message).encode()).hexdigest()[:40]}@{domain(sender)}>"
    # So that nobody's "out of office" answers it.
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(words.plain)
    letter.add_alternative(words.html, subtype="html")
    for attached in message.attached:
        _attach(letter, attached)
    letter["Content-Language"] = message.language or "en"
    return letter


def _attach(letter: EmailMessage, attached: Attached) -> None:
    kind = attached.media_type if FILE.fullmatch(attached.media_type) else "application/octet-stream"
    main, _, sub = kind.partition("/")
    letter.add_attachment(attached.data, maintype=main, subtype=sub, filename=one_line(attached.name))


def _address(name: str, address: str) -> Address:
    """With a domain in English letters, which every mail server can write to."""
    try:
        found = validate_email(address, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        raise Failed("This cannot be sent to:", f"“{one_line(address)}” is no email address") from None
    return Address(one_line(name), found.local_part, found.ascii_domain)


def domain(address: str) -> str:
    return address.rpartition("@")[2]


@contextmanager
def _in_our_words() -> Iterator[None]:
    """What a mail server says, as `Later` or `Failed`."""
    try:
        yield
    except smtplib.SMTPConnectError as refused:
        raise _locked_out(refused) from None
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        raise _answer(smtplib.SMTPResponseException(code, said)) from None
    except smtplib.SMTPResponseException as refused:
        raise _answer(refused) from None
    except smtplib.SMTPNotSupportedError:
        raise Failed("The mail server cannot send to an address with such letters") from None
    except (smtplib.SMTPException, OSError) as trouble:
        # `strerror` of an OSError is in words; of some others it is there and nothing
        why = getattr(trouble, "strerror", None) or str(trouble)
        raise Later(f"The mail server could not be reached: {why}") from None


def _locked_out(refused: smtplib.SMTPResponseException) -> Later:
    return Later(f"The mail server does not let us in: {refused.smtp_code}", theirs=_told(refused))


def _answer(refused: smtplib.SMTPResponseException) -> Later | Failed:
    if refused.smtp_code >= 500:
        return Failed(f"The mail server refused the message: {refused.smtp_code}", _told(refused))
    return Later(f"The mail server asks us to try again later: {refused.smtp_code}", theirs=_told(refused))


def _told(refused: smtplib.SMTPResponseException) -> str:
    """What it said, in which the address may stand."""
    said = refused.smtp_error
    return one_line(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
