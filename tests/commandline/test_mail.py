"""`mail test`: whether an email leaves by what is set, in words and by how the command ends."""

from tests.commandline.place import Place
from tests.outside.stubs.mail import free_port, running

US = {"WHERRY_FROM": "forms@example.gov.uk"}
TO = "ada@example.org"


def by(here: Place, url: str) -> Place:
    return Place(here.folder, here.environment | US | {"WHERRY_SMTP": url})


def test_a_test_email_goes_and_the_command_says_who_took_it(here: Place) -> None:
    with running() as room:
        told = by(here, f"smtp://{room.host}:{room.port}?tls=none").wherry("mail", "test", TO)

    assert told.exit_code == 0, told.stderr
    assert told.stderr.startswith("localhost took it, as <")
    (letter,) = room.taken
    assert (letter["To"], letter["Subject"]) == (TO, "A test from Wherry")


def test_why_it_did_not_go_is_said_in_words(here: Place) -> None:
    with running() as room:
        unencrypted = by(here, f"smtp://{room.host}:{room.port}").wherry("mail", "test", TO)
    with running(RCPT="550 No such mailbox") as room:
        refused = by(here, f"smtp://{room.host}:{room.port}?tls=none").wherry("mail", "test", TO)
    down = by(here, f"smtp://127.0.0.1:{free_port()}?tls=none").wherry("mail", "test", TO)

    assert [one.exit_code for one in (unencrypted, refused, down)] == [1, 1, 1]
    assert "STARTTLS" in unencrypted.stdout
    assert "would not be tried again: The mail server refused the message: 550 No such mailbox" in refused.stdout
    assert "The mail server could not be reached: Connection refused" in down.stdout


def test_where_nothing_or_something_wrong_is_set_nothing_is_tried(here: Place) -> None:
    nothing, wrong = here.wherry("mail", "test", TO), by(here, "mail.example.org").wherry("mail", "test", TO)

    assert (nothing.exit_code, wrong.exit_code) == (2, 2)
    assert nothing.stderr.startswith("No email is sent here: set WHERRY_SMTP")
    assert wrong.stderr.startswith("Write the mail server as smtp://")
