"""A real SMTP server on this machine, that keeps what it is sent, or answers as it was told to."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "wherry", "p@ss/word"


@dataclass
class MailRoom:
    """`answers` are what it says to RCPT, DATA and QUIT instead of taking the message."""

    host: str = "localhost"
    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 (the server looks for these names)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        assert isinstance(envelope.content, bytes)
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        self.envelopes.append(envelope)
        return "250 OK"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        return self.answers.get("QUIT", "221 Bye")


def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
    right = isinstance(given, LoginPassword) and given == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def free_port() -> int:
    """The server asks for a number, not for any that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(
    tls: ssl.SSLContext | None = None, always: bool = False, closed: bool = False, **answers: str
) -> Iterator[MailRoom]:
    """With `tls` it wants STARTTLS, or TLS from the first byte (`always`); `closed` to whoever has no password."""
    room = MailRoom(answers=answers)
    starting: dict[str, Any] = {"tls_context": tls, "require_starttls": True} if tls and not always else {}
    entering: dict[str, Any] = {"authenticator": known, "auth_required": True} if closed else {}
    controller = Controller(
        room, hostname="127.0.0.1", port=free_port(), ssl_context=tls if always else None,
        enable_SMTPUTF8=False, **starting, **entering,
    )  # fmt: skip
    controller.start()
    room.port = controller.port
    try:
        yield room
    finally:
        controller.stop()
