"""Email by a mail server: what arrives, what may repeat, and what is tried again."""

import socket
import ssl
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ports import Attached, Failed, Later, Outgoing
from outside.mailing import written
from outside.smtp import MailServer, SmtpSender, compose
from tests.outside.conftest import COUNCIL, LETTER, NOW, MailRooms, changed
from tests.outside.stubs.mail import PASSWORD, USER, MailRoom, free_port

US = "forms@norfolk.example.org"
#: What the store keeps of what somebody typed.
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
HEADERS = "Subject From To Date Message-ID Auto-Submitted Content-Language MIME-Version Content-Type".split()


def sender(server: MailServer, trust: ssl.SSLContext | None = None, patience: float = 20) -> SmtpSender:
    return SmtpSender(server, US, lambda: COUNCIL, lambda: NOW, trust or ssl.create_default_context(), patience)


def to(room: MailRoom) -> SmtpSender:
    return sender(MailServer(room.host, room.port, "none"))


def plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def words(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())


def test_an_email_arrives_in_the_councils_name_to_be_read_in_either_way(mail_room: MailRooms) -> None:
    room = mail_room()

    number = to(room).send(LETTER)

    [letter] = room.taken
    assert str(letter["From"]) == "Norfolk County Council <forms@norfolk.example.org>"
    assert str(letter["To"]) == "Ada Lovelace <ada@example.org>"
    assert str(letter["Subject"]) == "Your report POT-2345"
    assert letter["Date"].datetime == NOW
    assert letter["Message-ID"] == number
    assert (room.envelopes[0].mail_from, room.envelopes[0].rcpt_tos) == (US, ["ada@example.org"])
    for kind in ("plain", "html"):
        assert "Thank you. We will look at it by 5 March" in words(letter, kind)
        assert "https://forms.example.gov.uk/r/abc" in words(letter, kind)


def test_an_email_that_is_sent_again_carries_the_same_number(mail_room: MailRooms) -> None:
    room = mail_room()

    first, again = to(room).send(LETTER), to(room).send(LETTER)
    other = to(room).send(changed(key="POT-2345 7 send 2"))

    assert SmtpSender.may_repeat
    assert [letter["Message-ID"] for letter in room.taken] == [first, first, other]
    assert first == again != other


def test_what_is_attached_arrives_byte_for_byte(mail_room: MailRooms) -> None:
    room, data = mail_room(), bytes(range(256)) * 40

    to(room).send(changed(attached=(Attached("Badge letter.pdf", "application/pdf", data),)))

    [file] = room.taken[0].iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Badge letter.pdf", "application/pdf")
    assert file.get_content() == data


@pytest.mark.parametrize("kind", ["", "pdf", "multipart/mixed", "message/rfc822", "text/html\r\nBcc: eve@example.org"])
def test_a_file_of_a_strange_type_is_attached_as_bytes(mail_room: MailRooms, kind: str) -> None:
    room = mail_room()

    to(room).send(changed(attached=(Attached("a.bin", kind, b"\x00\r\n.\r\n"),)))

    [file] = room.taken[0].iter_attachments()
    assert (file.get_content_type(), file.get_content()) == ("application/octet-stream", b"\x00\r\n.\r\n")


@pytest.mark.parametrize(
    "message",
    [
        changed(subject="Hello\r\nBcc: eve@example.org\r\n\r\nBuy now"),
        changed(to_name="Ada\nBcc: eve@example.org"),
        changed(attached=(Attached("a.txt\r\nBcc: eve@example.org", "text/plain", b"x"),)),
        changed(key="POT\r\nBcc: eve@example.org"),
    ],
    ids=["subject", "name", "file", "key"],
)
def test_nobody_adds_a_header_by_what_they_type(mail_room: MailRooms, message: Outgoing) -> None:
    room = mail_room()

    to(room).send(message)

    assert room.taken[0]["Bcc"] is None
    assert room.envelopes[0].rcpt_tos == ["ada@example.org"]
    assert "Thank you" in words(room.taken[0], "plain")


@given(subject=ANYTHING, name=ANYTHING, body=ANYTHING, file=ANYTHING)
def test_whatever_is_typed_a_letter_has_its_own_headers_alone(subject: str, name: str, body: str, file: str) -> None:
    attached = (Attached(file, "text/plain", b"kept"),)
    message = changed(subject=subject, to_name=name, body=body, attached=attached)

    read = message_from_bytes(compose(message, US, COUNCIL, NOW).as_bytes(), policy=default)

    assert isinstance(read, EmailMessage)
    assert sorted(read.keys()) == sorted(HEADERS)
    assert [one.addr_spec for one in read["To"].addresses] == ["ada@example.org"]
    assert [part.get_content_type() for part in read.walk()][2:] == ["text/plain", "text/html", "text/plain"]
    assert plain(words(read, "plain")) == plain(written(message, COUNCIL).plain)


@pytest.mark.parametrize(
    "address",
    ["ada@example.org\r\nBcc: eve@example.org", "ada@example.org, eve@example.org", "ada", "", "<>", "a@b@c", "a@"],
)
def test_what_is_no_address_is_sent_nowhere(mail_room: MailRooms, address: str) -> None:
    room = mail_room()

    with pytest.raises(Failed, match="is no email address"):
        to(room).send(changed(address=address))

    assert room.taken == []


def test_names_and_words_of_every_language_arrive_as_they_were_written(mail_room: MailRooms) -> None:
    room = mail_room()

    to(room).send(
        changed(to_name="Łukasz Ó Briain", subject="Zgłoszenie – przyjęte ✓", body="Dziękujemy, Łukasz.", language="pl")
    )

    [letter] = room.taken
    assert letter["To"].addresses[0].display_name == "Łukasz Ó Briain"
    assert (letter["Subject"], letter["Content-Language"]) == ("Zgłoszenie – przyjęte ✓", "pl")
    assert words(letter, "plain").startswith("Dziękujemy, Łukasz.")


def test_an_address_that_the_server_cannot_write_is_told_to_the_team(mail_room: MailRooms) -> None:
    with pytest.raises(Failed, match="cannot send to an address with such letters"):
        to(mail_room()).send(changed(address="jörg@example.org"))


def test_an_address_at_a_domain_of_another_alphabet_is_reached(mail_room: MailRooms) -> None:
    room = mail_room()

    to(room).send(changed(address="ada@bücher.example"))

    assert room.envelopes[0].rcpt_tos == ["ada@xn--bcher-kva.example"]


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_a_server_that_asks_for_patience_is_asked_again(mail_room: MailRooms, at: str) -> None:
    with pytest.raises(Later, match="451 Greylisted"):
        to(mail_room(**{at: "451 Greylisted"})).send(LETTER)


@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_what_a_server_refuses_for_good_is_told_to_the_team(mail_room: MailRooms, at: str) -> None:
    with pytest.raises(Failed, match="The mail server refused the message: 550 No such mailbox"):
        to(mail_room(**{at: "550 No such mailbox"})).send(LETTER)


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("550 No such user ada@example.org", "The mail server refused the message: 550"),
        ("451 ada@example.org is greylisted", "The mail server asks us to try again later: 451"),
    ],
)
def test_what_may_be_logged_has_the_servers_number_and_none_of_its_words(
    mail_room: MailRooms, said: str, ours: str
) -> None:
    with pytest.raises((Failed, Later), match=r"ada@example\.org") as refused:
        to(mail_room(RCPT=said)).send(LETTER)

    assert refused.value.ours == ours


def test_what_was_taken_is_sent_however_the_server_says_goodbye(mail_room: MailRooms) -> None:
    room = mail_room(QUIT="421 Shutting down")

    to(room).send(LETTER)

    assert len(room.taken) == 1


def test_a_server_that_is_down_is_asked_again() -> None:
    with pytest.raises(Later, match="could not be reached"):
        sender(MailServer("127.0.0.1", free_port(), "none")).send(LETTER)


def test_a_server_that_never_answers_does_not_hold_us_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Later, match="could not be reached"):
        sender(MailServer("127.0.0.1", silent.getsockname()[1], "none"), patience=0.2).send(LETTER)


@pytest.mark.parametrize("always", [False, True], ids=["starttls", "always"])
def test_name_and_password_go_over_tls(
    mail_room: MailRooms, served: ssl.SSLContext, trusting: ssl.SSLContext, always: bool
) -> None:
    room = mail_room(tls=served, always=always, closed=not always)
    user = () if always else (USER, PASSWORD)

    sender(MailServer(room.host, room.port, "always" if always else "starttls", *user), trusting).send(LETTER)

    assert len(room.taken) == 1


def test_a_wrong_password_is_no_fault_of_the_message(
    mail_room: MailRooms, served: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    room = mail_room(tls=served, closed=True)

    with pytest.raises(Later, match="does not let us in: 535"):
        sender(MailServer(room.host, room.port, "starttls", USER, "wrong"), trusting).send(LETTER)


def test_a_server_that_nobody_vouches_for_is_told_nothing(mail_room: MailRooms, served: ssl.SSLContext) -> None:
    room = mail_room(tls=served)

    with pytest.raises(Later, match="CERTIFICATE_VERIFY_FAILED"):
        sender(MailServer(room.host, room.port)).send(LETTER)

    assert room.taken == []


def test_without_tls_a_server_that_should_have_it_is_told_nothing(mail_room: MailRooms) -> None:
    room = mail_room()

    with pytest.raises(Later, match="cannot do what its setting asks"):
        sender(MailServer(room.host, room.port, "starttls")).send(LETTER)

    assert room.taken == []


def test_a_mail_server_is_written_as_one_address() -> None:
    written = "smtp://wherry:p%40ss%2Fword@mail.example.gov.uk:2525?tls=always"

    assert MailServer.from_url(written) == MailServer("mail.example.gov.uk", 2525, "always", USER, PASSWORD)
    assert MailServer.from_url("smtp://mail.example.gov.uk") == MailServer("mail.example.gov.uk", 587)


@pytest.mark.parametrize(
    "wrong", ["mail.example.gov.uk", "https://mail.example.gov.uk", "smtp://a:b@mail?tls=none", "smtp://mail?tls=no"]
)
def test_a_mail_server_that_is_written_wrongly_is_told_with_its_cure(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"smtp://|TLS"):
        MailServer.from_url(wrong)
