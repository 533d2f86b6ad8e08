"""What every test of the outside may ask for: a council, a moment, a mail server, a stub of GOV.UK Notify."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

import pytest

from engine.ports import Outgoing
from tests.outside.stubs import notify
from tests.outside.stubs.mail import MailRoom, running
from workflows.organisation import Contact, Organisation, OrganisationFile, TeamEntry

NOW = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
COUNCIL = Organisation(
    OrganisationFile.model_construct(
        organisation="Norfolk County Council",
        contact=Contact.model_construct(phone="01632 960 100", email="help@norfolk.example.org", hours="9am to 5pm"),
        teams={"highways": TeamEntry.model_construct(title="Highways")},
    )
)
LETTER = Outgoing(
    key="POT-2345 7 send 1",
    channel="email",
    address="ada@example.org",
    to_name="Ada Lovelace",
    subject="Your report POT-2345",
    body="Dear Ada\n\nThank you. We will look at it by 5 March: https://forms.example.gov.uk/r/abc\n",
)
MailRooms: TypeAlias = Callable[..., MailRoom]


@pytest.fixture
def stub() -> Iterator[notify.Notify]:
    with notify.running(lambda: NOW) as found:
        yield found


@pytest.fixture
def mail_room() -> Iterator[MailRooms]:
    """Opens a mail server as asked, until the test is over."""
    with ExitStack() as stack:
        yield lambda **asked: stack.enter_context(running(**asked))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For "localhost", signed by nobody but itself; its key beside it."""
    folder = tmp_path_factory.mktemp("certificate")
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        ["openssl", *made.split(), "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder / "certificate.pem"


@pytest.fixture
def served(certificate: Path) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    return context


@pytest.fixture
def trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def changed(**differently: object) -> Outgoing:
    return replace(LETTER, **differently)  # type: ignore[arg-type]
