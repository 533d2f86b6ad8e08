"""Clients that are told what happens by HTTP: signed, at the address they named, whatever becomes of the other side."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest

from desk.doing_outside import Doing, Outside
from desk.subscribing import Subscribing
from desk.undone import NotDone
from engine.ports import Failed, Later
from engine.store.clients import Client
from engine.store.subscriptions import KINDS, Subscription
from outside import papers
from outside.addresses import Rule
from outside.breaker import Breaker
from outside.files import FolderFiles
from outside.posting import Posting
from outside.reaching import Caller
from outside.signing import check, key_of
from outside.telling import Telling
from tests.desk.making import Office, office
from tests.engine.making import ADA, DAY, END, INSPECT, NINE, REPORT
from tests.outside.stubs import elsewhere as stub

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEY, NEWS = b"k" * 32, {"kind": "case.opened", "reference": "ROA-1"}


@contextmanager
def telling(behaviour: stub.Behaviour, *hosts: str) -> Iterator[tuple[Telling, stub.Elsewhere, str]]:
    """A way to a client that stands on this machine under a name, and the address that it named."""
    with stub.elsewhere(behaviour) as other:
        inside = frozenset({(ip_address("127.0.0.1"), other.port)})
        rule = Rule(frozenset(hosts or {"crm.example"}), inside, lambda _host, _port: ["127.0.0.1"])
        posting = Posting(Caller(rule, ssl.create_default_context()), Breaker(lambda: 0.0), lambda: NOW)
        yield Telling(posting, seconds=0.3), other, f"http://crm.example:{other.port}/wherry?of=norfolk"


@pytest.mark.parametrize("behaviour", [stub.answer(200, {"ok": True}), stub.answer(204), stub.answer(202, b"<html>")])
def test_a_client_is_told_at_the_address_it_named_and_may_answer_what_it_likes(behaviour: stub.Behaviour) -> None:
    with telling(behaviour) as (one, other, url):
        one.tell(url, KEY, "told_1", NEWS)

    (asked,) = other.asked
    assert (asked.line, asked.json) == ("POST /wherry?of=norfolk HTTP/1.1", NEWS)
    assert check([KEY], asked.headers, asked.body, NOW) == ("told_1", "")


@pytest.mark.parametrize(
    ("behaviour", "raised", "said"),
    [
        (stub.says_nothing, Later, "crm.example did not answer within 0.3 seconds"),
        (stub.drips, Later, "did not answer within"),
        (stub.half_a_body, Later, "could not be reached"),
        (stub.reset, Later, "could not be reached"),
        (stub.no_http, Later, "could not be reached"),
        (stub.answer(503, retry_after="7"), Later, "answered with status 503"),
        (stub.answer(429), Later, "is busy"),
        (stub.answer(302, location="http://169.254.169.254/"), Failed, "has moved, which is never followed"),
        (stub.answer(410), Failed, "crm.example refused it with status 410"),
        (stub.answer(401, {"detail": "The signature is wrong"}), Failed, "crm.example said: The signature is wrong"),
        (stub.huge, Failed, "more than we read"),
    ],
)
def test_what_may_pass_is_tried_again_and_what_will_not_is_told_to_staff(
    behaviour: stub.Behaviour, raised: type[Exception], said: str
) -> None:
    with telling(behaviour) as (one, other, url), pytest.raises(raised, match=said):
        one.tell(url, KEY, "told_1", NEWS)

    assert len(other.asked) == 1


def test_a_host_that_is_told_nothing_any_more_is_not_asked() -> None:
    refused = pytest.raises(Failed, match=r"crm\.example is not among the systems")
    with telling(stub.answer(204), "elsewhere.example") as (one, other, url), refused:
        one.tell(url, KEY, "told_1", NEWS)

    assert other.asked == []


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path, REPORT + INSPECT + END)
    made.engine.store.clients.add(Client("c1", "crm", frozenset(), frozenset({"highways"}), "ada", NINE), "fingerprint")
    yield made
    made.engine.store.database.close()


def test_what_a_case_has_to_tell_arrives_and_is_believed_by_the_secret_that_was_shown(
    here: Office, tmp_path: Path
) -> None:
    """The other side breaks off at first, after it has read all of it: the second time it can tell that it had it."""
    with telling(stub.reset) as (one, other, url):
        subscribing = Subscribing(here.engine.store, b"a secret", lambda text: text)
        made = subscribing.subscribe("c1", "a token", url, KINDS, NINE)
        assert isinstance(made, Subscription)
        shown = f"whsec_{b64encode(subscribing.key(made.id)).decode()}"
        outside = Outside({}, papers, FolderFiles(tmp_path), "https://forms.example", b"a secret", one)
        here.begin("ROA-1")
        effects = here.engine.store.effects
        for behaviour in (stub.reset, stub.answer(204)):
            other.behaviour = behaviour
            for effect in effects.overdue(NINE + DAY):
                Doing(here.engine, outside, lambda: NINE).do(effect.key)

    assert effects.counts() == {"done": 2} and NotDone(here.engine).list(ADA) == []
    believed = [check([key_of(shown)], asked.headers, asked.body, NOW) for asked in other.asked]
    assert all(why == "" for _, why in believed)
    assert len(believed) == 4 and len({id for id, _ in believed}) == 2
    assert sorted({asked.json["kind"] for asked in other.asked}) == ["case.opened", "task.opened"]
    assert all(asked.json["id"] == asked.headers["webhook-id"] for asked in other.asked)
