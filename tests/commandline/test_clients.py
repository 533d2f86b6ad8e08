"""`client`: which programs of others are let in by the API, and which no more."""

import re
from pathlib import Path

import pytest

from engine.who.people import fingerprint
from tests.commandline.place import Place


def test_a_client_is_let_in_by_a_token_that_is_printed_once(connected: Place) -> None:
    told = connected.wherry("client", "add", "gauges", "--scope", "messages:send", "--team", "highways")

    assert told.exit_code == 0 and re.fullmatch(r"wherry_[\w-]{43}\n", told.stdout)
    client = connected.store().clients.by_token(fingerprint(told.stdout.strip()))
    assert client is not None
    assert (client.name, *client.scopes, *client.actor.teams) == ("gauges", "messages:send", "highways")


def test_no_token_is_kept(connected: Place) -> None:
    told = connected.wherry("client", "add", "gauges", "--scope", "cases:read")

    database = connected.environment["WHERRY_DATABASE"].removeprefix("sqlite:///")
    assert told.stdout.strip().encode() not in Path(database).read_bytes()


def test_every_client_is_listed_with_what_it_may_do(connected: Place) -> None:
    connected.wherry("client", "add", "gauges", "--scope", "messages:send", "--scope", "cases:read", "--team", "parks")
    connected.wherry("client", "add", "old", "--scope", "cases:read")
    connected.wherry("client", "revoke", "old")

    told = connected.wherry("client", "list").stdout.splitlines()

    assert told[0] == "gauges: cases:read, messages:send; for parks"
    assert told[1].startswith("old: revoked ")


def test_a_revoked_client_is_let_in_no_more(connected: Place) -> None:
    token = connected.wherry("client", "add", "gauges", "--scope", "cases:read").stdout.strip()

    assert connected.wherry("client", "revoke", "gauges").exit_code == 0

    assert connected.store().clients.by_token(fingerprint(token)) is None
    assert connected.wherry("client", "revoke", "gauges").exit_code == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["--scope", "case:read"], "There is no scope called case:read."),
        (["--scope", "cases:read", "--team", "highway"], "There is no team called highway."),
    ],
)
def test_no_client_is_let_in_by_a_slip(connected: Place, typed: list[str], sentence: str) -> None:
    told = connected.wherry("client", "add", "gauges", *typed)

    assert (told.exit_code, told.stderr.startswith(sentence)) == (2, True), told.stderr
    assert connected.store().clients.everyone() == []


def test_a_name_is_given_once(connected: Place) -> None:
    connected.wherry("client", "add", "gauges", "--scope", "cases:read")

    assert connected.wherry("client", "add", "gauges", "--scope", "cases:read").exit_code == 2
