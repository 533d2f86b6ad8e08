"""A call by HTTP: signed, done once, and what follows from every way in which another system can fail."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Event

import pytest

from components.base import Answer
from engine import errands
from engine.case import Case
from engine.commands import Open
from engine.engine import Engine
from engine.library import Library, path_of
from engine.ports import Failed, Later
from engine.store import Store
from outside.addresses import Address, Rule
from outside.breaker import Breaker
from outside.calling import Called, Calling
from outside.posting import Posting
from outside.reaching import MOST, Caller
from outside.signing import check
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from tests.migrated import database_in
from tests.outside.stubs import elsewhere as stub
from workflows.load import load

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEY, OLD_KEY = b"k" * 32, b"o" * 32
TOLD: Mapping[str, Answer] = {"spot": "Elm Hill", "depth": 4, "when": "2027-03-01"}


@dataclass
class Line:
    """A way to another system that stands on this machine under a name, and the seconds that have passed."""

    to: stub.Elsewhere
    seconds: float = 5.0
    passed: list[float] = field(default_factory=lambda: [0.0])

    def __post_init__(self) -> None:
        inside = frozenset({(ip_address("127.0.0.1"), self.to.port)})
        rule = Rule(frozenset({"lights.example"}), inside, lambda _host, _port: ["127.0.0.1"])
        called = Called("street-lights", f"http://lights.example:{self.to.port}/jobs", (KEY, OLD_KEY), self.seconds)
        breaker = Breaker(lambda: self.passed[0], most=2, rest=60)
        self.call = Calling(called, Posting(Caller(rule, ssl.create_default_context()), breaker, lambda: NOW))

    @property
    def inside(self) -> frozenset[tuple[Address, int]]:
        return self.call.posting.caller.rule.inside

    def under(self, rule: Rule) -> Calling:
        """The same call where another rule holds."""
        posting = self.call.posting
        return Calling(self.call.to, replace(posting, caller=replace(posting.caller, rule=rule)))

    def later(self) -> Later:
        with pytest.raises(Later) as error:
            self.call(TOLD, "a key")
        return error.value

    def failed(self) -> str:
        with pytest.raises(Failed) as error:
            self.call(TOLD, "a key")
        return str(error.value)


@contextmanager
def line(behaviour: stub.Behaviour, seconds: float = 5.0) -> Iterator[Line]:
    with stub.elsewhere(behaviour) as other:
        yield Line(other, seconds)


def test_a_call_tells_what_the_service_says_and_brings_what_it_is_given() -> None:
    with line(stub.answer(200, {"given": {"lamp": "L 12", "metres": 1.5, "lit": True}})) as one:
        assert one.call(TOLD, "a key") == {"lamp": "L 12", "metres": "1.5", "lit": True}

    (asked,) = one.to.asked
    assert asked.line == "POST /jobs HTTP/1.1"
    assert asked.headers["host"] == f"lights.example:{one.to.port}"
    assert asked.json == {"call": "street-lights", "with": TOLD}


@pytest.mark.parametrize("key", [KEY, OLD_KEY])
def test_the_other_system_can_tell_who_calls_while_secrets_are_changed(key: bytes) -> None:
    with line(stub.answer(204)) as one:
        one.call(TOLD, "a key")

    (asked,) = one.to.asked
    id, why = check([key], asked.headers, asked.body, NOW)
    assert (id, why) == (asked.headers["idempotency-key"], "")


def test_a_second_try_has_the_same_id_and_another_call_has_not() -> None:
    with line(stub.answer(204)) as one:
        for key in ("call ROA-1 lights.1", "call ROA-1 lights.1", "call ROA-1 lights.2"):
            assert one.call(TOLD, key) == {}

    first, again, other = (asked.headers["webhook-id"] for asked in one.to.asked)
    assert first == again != other


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (stub.says_nothing, "did not answer within"),
        (stub.drips, "did not answer within"),
        (stub.half_a_body, "could not be reached"),
        (stub.reset, "could not be reached"),
        (stub.no_http, "could not be reached"),
        (stub.answer(500), "answered with status 500"),
    ],
)
def test_what_may_pass_is_tried_again_later(behaviour: stub.Behaviour, said: str) -> None:
    with line(behaviour, seconds=0.3) as one:
        assert said in str(one.later())


@pytest.mark.parametrize(
    ("status", "said", "after"),
    [
        (429, "30", 30), (503, "7", 7), (429, "Mon, 01 Mar 2027 09:02:00 GMT", 120), (429, "soon", None),
        (429, "-5", None), (503, "Mon, 01 Mar 2027 08:00:00 GMT", 0), (429, "9" * 400, 999_999_999),
    ],
)  # fmt: skip
def test_who_says_when_to_ask_again_is_asked_then(status: int, said: str, after: float | None) -> None:
    with line(stub.answer(status, retry_after=said)) as one:
        assert one.later().after == after


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (stub.answer(302, location="http://169.254.169.254/latest/meta-data/"), "has moved"),
        (stub.answer(307, location="https://elsewhere.example/"), "has moved"),
        (stub.answer(404), "street-lights refused it with status 404"),
        (stub.answer(422, {"detail": "No lamp is\nnear " + "x" * 300}), "street-lights said: No lamp is near xxx"),
        (stub.answer(422, {"detail": ["no", "text"]}), "refused it with status 422"),
        (stub.answer(200, b"<html>"), "not with answers that can be read"),
        (stub.answer(200, [1, 2]), "not with answers that can be read"),
        (stub.answer(200, {"lamp": "L 12"}), "not with answers that can be read"),
        (stub.answer(200, b"[" * 90_000), "not with answers that can be read"),
        (stub.answer(200, b'{"given": {"metres": NaN}}'), "not with answers that can be read"),
        (stub.answer(200, b'{"given": {"metres": ' + b"9" * 5000 + b"}}"), "not with answers that can be read"),
        (stub.answer(200, b"\xff\xfe"), "not with answers that can be read"),
        (stub.answer(200, b" " * (MOST + 1)), "more than we read"),
        (stub.huge, "more than we read"),
    ],
)
def test_what_will_not_pass_is_told_to_the_team(behaviour: stub.Behaviour, said: str) -> None:
    with line(behaviour) as one:
        sentence = one.failed()

    assert said in sentence and len(sentence) < 250
    assert len(one.to.asked) == 1, "nothing was followed, nothing was asked twice"


def test_who_fails_again_and_again_is_left_alone_and_then_asked_once() -> None:
    with line(stub.answer(500)) as one:
        for _ in range(2):
            one.later()
        assert (one.later().after, len(one.to.asked)) == (60, 2)

        one.passed[0] = 60.0
        one.later()
        assert (one.later().after, len(one.to.asked)) == (60, 3)

        one.passed[0], one.to.behaviour = 120.0, stub.answer(204)
        assert [one.call(TOLD, "a key") for _ in range(3)] == [{}, {}, {}]


def test_who_is_busy_or_refuses_is_there_and_is_not_left_alone() -> None:
    with line(stub.answer(429)) as one:
        for _ in range(4):
            one.later()
        one.to.behaviour = stub.answer(400)
        for _ in range(4):
            one.failed()

    assert len(one.to.asked) == 8


def test_where_nobody_listens_it_is_tried_again_later() -> None:
    with line(stub.answer(204)) as one:
        pass

    assert "could not be reached" in str(one.later())


def nobody_knows(_host: str, _port: int) -> list[str]:
    raise OSError("Name or service not known")


def test_a_name_that_nobody_answers_for_takes_no_longer_than_the_call_may() -> None:
    over = Event()
    with line(stub.answer(204), seconds=0.2) as one:
        rule = Rule(frozenset({"lights.example"}), resolve=lambda _host, _port: ["1.1.1.1"] * over.wait(30))
        call = one.under(rule)
        with pytest.raises(Later, match=r"did not answer within 0\.2 seconds"):
            call(TOLD, "a key")
        over.set()


@pytest.mark.parametrize(
    ("resolve", "raised", "said"),
    [
        (nobody_knows, Later, "lights.example is not known"),
        (lambda _host, _port: ["169.254.169.254"], Failed, "169.254.169.254, which is not public"),
        (lambda _host, _port: ["127.0.0.1", "10.0.0.7"], Failed, "10.0.0.7, which is not public"),
        (lambda _host, _port: ["93.184.215.14"], Failed, "by https only"),
    ],
)
def test_nothing_is_asked_where_the_address_is_not_one_to_call(
    resolve: Callable[[str, int], list[str]], raised: type[Exception], said: str
) -> None:
    with line(stub.answer(204)) as one:
        caller = Caller(
            Rule(frozenset({"lights.example"}), one.inside, resolve),
            one.call.posting.caller.tls,
        )
        call = Calling(one.call.to, replace(one.call.posting, caller=caller))
        with pytest.raises(raised, match=said):
            call(TOLD, "a key")

    assert one.to.asked == []


def test_a_name_is_looked_up_once_so_that_it_cannot_lead_elsewhere_in_between() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.66"]])
    with line(stub.answer(204)) as one:
        rule = Rule(frozenset({"lights.example"}), one.inside, lambda _host, _port: next(answers))
        call = one.under(rule)

        assert call(TOLD, "a key") == {}
        with pytest.raises(Failed, match=r"127\.0\.0\.66, which is not public"):
            call(TOLD, "a key")

    assert (len(one.to.asked), list(answers)) == (1, [])


def test_a_proxy_that_the_machine_is_told_of_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with stub.elsewhere(stub.answer(204)) as proxy, line(stub.answer(204)) as one:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert one.call(TOLD, "a key") == {}

    assert (len(one.to.asked), proxy.asked) == (1, [])


def test_the_next_address_is_tried_where_nobody_listens_at_the_first() -> None:
    with stub.elsewhere(stub.answer(204)) as other:
        one = Line(other)
        inside = frozenset({(ip_address(host), other.port) for host in ("127.0.0.1", "127.0.0.9")})
        rule = Rule(frozenset({"lights.example"}), inside, lambda _host, _port: ["127.0.0.9", "127.0.0.1"])
        call = one.under(rule)

        assert call(TOLD, "a key") == {}
        assert len(other.asked) == 1


@contextmanager
def encrypted(name: str) -> Iterator[tuple[Calling, stub.Elsewhere, list[str]]]:
    """A call by https to a name that leads to lights.example, and the names that were asked for on the way."""
    asked_for: list[str] = []
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(stub.LIGHTS)
    tls.sni_callback = lambda _socket, wanted, _context: asked_for.append(wanted)
    with stub.elsewhere(stub.answer(204), tls) as other:
        inside = frozenset({(ip_address("127.0.0.1"), other.port)})
        caller = Caller(
            Rule(frozenset({name}), inside, lambda _host, _port: ["127.0.0.1"]),
            ssl.create_default_context(cafile=str(stub.LIGHTS)),
        )
        called = Called("street-lights", f"https://{name}:{other.port}/jobs", (KEY,))
        yield Calling(called, Posting(caller, Breaker(lambda: 0.0), lambda: NOW)), other, asked_for


def test_the_certificate_is_asked_for_by_name_though_the_address_is_called() -> None:
    with encrypted("lights.example") as (call, other, asked_for):
        assert call(TOLD, "a key") == {}
        assert (len(other.asked), asked_for) == (1, ["lights.example"])


def test_whoever_has_no_certificate_of_that_name_is_told_nothing() -> None:
    with encrypted("bank.example") as (call, other, asked_for):
        with pytest.raises(Later, match="certificate"):
            call(TOLD, "a key")
        assert (other.asked, asked_for) == ([], ["bank.example"])


@contextmanager
def case_that_calls(folder: Path, one: Line) -> Iterator[Engine]:
    """A case of a service that calls the street lights and then asks somebody."""
    database = database_in(folder)
    store = Store(database)
    texts = files(REPORT + "- call: street-lights\n  with: {spot: place}\n  gives: {lamp: text}\n" + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: house), {"street-lights": one.call})
    engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill"}, "click"))
    yield engine
    database.close()


def go_on(engine: Engine) -> Case:
    for effect in engine.store.effects.overdue(NINE + timedelta(days=1)):
        errands.call(engine, effect, NINE)
    case = engine.store.cases.load("ROA-1")
    assert case
    return case


def test_a_case_goes_on_with_what_another_system_brought(tmp_path: Path) -> None:
    with line(stub.answer(200, {"given": {"lamp": "L 12"}})) as one, case_that_calls(tmp_path, one) as engine:
        case = go_on(engine)

    assert (case.values()["lamp"], list(case.tasks)) == ("L 12", ["inspect.1"])
    assert one.to.asked[0].json == {"call": "street-lights", "with": {"spot": "Elm Hill"}}


def test_a_case_waits_while_another_system_is_down_and_asks_the_owner_where_it_refuses(tmp_path: Path) -> None:
    with line(stub.half_a_body) as one, case_that_calls(tmp_path, one) as engine:
        with pytest.raises(Later):
            go_on(engine)
        one.to.behaviour = stub.answer(422, {"detail": "No lamp is near that place"})
        case = go_on(engine)

    first, again = one.to.asked
    assert first.headers["webhook-id"] == again.headers["webhook-id"] and first.body == again.body
    assert [task.title for task in case.tasks.values()] == [
        "This case cannot go on by itself: street-lights said: No lamp is near that place"
    ]
