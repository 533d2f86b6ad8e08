"""Webhooks in: another system writes to a case that waits for it, once, and nobody else can."""

import base64
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from engine.case import Case
from engine.commands import Open
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from outside.signing import check, sign
from tests.engine.making import END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from tests.migrated import database_in
from web.hooks import LONGEST, Hook, Hooks
from workflows.load import load

COURT, OTHER = b"c" * 32, b"o" * 32
WAIT = "- wait for: ruling\n  from: the court\n  gives: {granted: yes or no, costs: number}\n"
NEXT, INDENTED = "\n  ", "\n    "
GRANTED = {"granted": True, "costs": "12.50"}


@dataclass
class Court:
    """What stands behind the hooks, and a hand that writes and signs messages."""

    engine: Engine
    browser: TestClient
    now: datetime = NINE

    def post(self, body: Any, id: str = "one", key: bytes = COURT, hook: str = "court", **headers: str) -> Response:
        written = body if isinstance(body, bytes) else json.dumps(body).encode()
        signed = sign([key], id, written, self.now) | headers
        answer: Response = self.browser.post(f"/hooks/{hook}", content=written, headers=signed)
        return answer

    def tell(self, given: dict[str, Any] = GRANTED, id: str = "one", case: str = "ROA-1", **more: Any) -> Response:
        return self.post({"case": case, "step": "ruling", "given": given} | more, id)

    def case(self, reference: str = "ROA-1") -> Case:
        found = self.engine.store.cases.load(reference)
        assert found
        return found


def engine_of(store: Store, steps: str) -> Engine:
    texts = files(steps)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    return Engine(store, Library(store, lambda: house))


def opened(engine: Engine, reference: str, place: str = "Elm Hill") -> None:
    raw = {"place": place, "sorts": ["Oak", "Elm"]}
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, reference, raw, reference)), Done)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., Court]]:
    database = database_in(tmp_path)

    def make(steps: str = REPORT + WAIT + INSPECT + END) -> Court:
        engine = engine_of(Store(database), steps)
        hooks = [
            Hook("court", frozenset({"mend"}), partial(check, [COURT])),
            Hook("archive", frozenset({"another-service"}), partial(check, [OTHER])),
        ]
        app = Starlette(routes=list(Hooks(engine, hooks, lambda: court.now).routes()))
        court = Court(engine, TestClient(app))
        opened(engine, "ROA-1")
        return court

    yield make
    database.close()


def test_a_message_brings_its_answers_to_the_case_that_waits(house: Callable[..., Court]) -> None:
    court = house()

    answer = court.tell()

    assert (answer.status_code, answer.json()) == (200, {"case": "ROA-1", "again": False})
    case = court.case()
    assert (case.waiting, list(case.tasks), case.values()["granted"]) == ({}, ["inspect.1"], True)
    assert case.values()["costs"] == "12.50"


def test_the_same_message_again_does_nothing_more(house: Callable[..., Court]) -> None:
    court = house()
    court.tell()
    before = court.case()

    again = court.tell()

    assert (again.status_code, again.json()) == (200, {"case": "ROA-1", "again": True})
    assert court.case() == before


def test_a_message_that_was_listened_to_does_not_settle_what_waits_again(house: Callable[..., Court]) -> None:
    """The step is passed a second time: only a second message of theirs is for it."""
    back = "- go to: ruling\n  when: granted is no\n"
    court = house(REPORT + WAIT + back + INSPECT + END)
    refused = {"granted": False, "costs": "1"}
    court.tell(refused)
    assert list(court.case().waiting) == ["ruling.2"]

    assert court.tell(refused).json()["again"] is True
    assert list(court.case().waiting) == ["ruling.2"]

    assert court.tell(GRANTED, id="two").json()["again"] is False
    assert list(court.case().tasks) == ["inspect.1"]


def test_an_id_is_of_one_case_only(house: Callable[..., Court]) -> None:
    court = house()
    opened(court.engine, "ROA-2")
    court.tell()

    assert court.tell(case="ROA-2").status_code == 409
    assert list(court.case("ROA-2").waiting) == ["ruling.1"]
    assert court.tell(case="ROA-2", id="two").status_code == 200


def test_eight_of_the_same_at_once_act_once(house: Callable[..., Court]) -> None:
    court = house()

    with ThreadPoolExecutor(8) as hands:
        answers = list(hands.map(lambda _: court.tell(), range(8)))

    assert [answer.status_code for answer in answers] == [200] * 8
    assert sorted(answer.json()["again"] for answer in answers) == [False] + [True] * 7
    assert court.case().revision == 2


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"webhook-signature": ""}, COURT), ({"webhook-id": "another"}, COURT), ({}, OTHER),
        ({"webhook-timestamp": "1"}, COURT),
    ],
)  # fmt: skip
def test_what_is_not_signed_by_them_changes_nothing(
    house: Callable[..., Court], changed: dict[str, str], key: bytes
) -> None:
    court = house()

    answer = court.post({"case": "ROA-1", "step": "ruling", "given": GRANTED}, key=key, **changed)

    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert list(court.case().waiting) == ["ruling.1"]


def test_a_message_is_believed_for_five_minutes(house: Callable[..., Court]) -> None:
    court = house()
    body = json.dumps({"case": "ROA-1", "step": "ruling", "given": GRANTED}).encode()
    headers = sign([COURT], "one", body, NINE)

    court.now = NINE + timedelta(minutes=5, seconds=1)
    assert court.browser.post("/hooks/court", content=body, headers=headers).status_code == 401
    court.now = NINE + timedelta(minutes=5)
    assert court.browser.post("/hooks/court", content=body, headers=headers).status_code == 200


def test_who_may_write_to_one_service_cannot_tell_whether_another_has_a_case(house: Callable[..., Court]) -> None:
    court = house()

    theirs = court.post({"case": "ROA-1", "step": "ruling", "given": GRANTED}, key=OTHER, hook="archive")
    nobodys = court.post({"case": "ROA-9", "step": "ruling", "given": GRANTED}, key=OTHER, hook="archive")

    assert theirs.status_code == 404 and theirs.content == nobodys.content
    assert list(court.case().waiting) == ["ruling.1"]


def test_a_hook_that_settings_do_not_name_is_not_there(house: Callable[..., Court]) -> None:
    court = house()

    assert court.post({}, hook="registry").status_code == 404
    assert court.browser.get("/hooks/court").status_code == 405


@pytest.mark.parametrize(
    ("given", "at"),
    [
        ({}, ["/given/granted", "/given/costs"]), ({"granted": "yes", "costs": "1"}, ["/given/granted"]),
        ({"granted": True, "costs": "lots"}, ["/given/costs"]),
        ({"granted": True, "costs": [0, [1], 2]}, ["/given/costs"]),
        ({"granted": 1, "costs": None}, ["/given/granted", "/given/costs"]),
    ],
)  # fmt: skip
def test_answers_that_do_not_fit_are_told_to_the_sender_and_change_nothing(
    house: Callable[..., Court], given: dict[str, Any], at: list[str]
) -> None:
    court = house()

    answer = court.tell(given)

    assert (answer.status_code, [one["at"] for one in answer.json()["errors"]]) == (422, at)
    assert court.case().revision == 1
    assert court.tell().status_code == 200, "mended, it may come under the same id"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"\xff", 400), (b"[" * 60_000, 400), (b'{"case": NaN}', 400), (b"[]", 422),
        ({"case": "ROA-1"}, 422), ({"case": 7, "step": "ruling"}, 422),
        ({"case": "ROA-1", "step": "ruling", "given": [], "x": 1}, 422),
        ({"case": "ROA-1", "step": "ruling\u0000", "given": GRANTED}, 409),
        ({"case": "ROA\u0000", "step": "ruling", "given": GRANTED}, 404),
        ({"case": "ROA\ud800", "step": "ruling", "given": GRANTED}, 422), (b" " * (LONGEST + 1), 413),
    ],
)  # fmt: skip
def test_what_is_no_message_is_told_so(house: Callable[..., Court], body: Any, status: int) -> None:
    court = house()

    answer = court.post(body)

    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert court.case().revision == 1


def test_a_case_that_does_not_wait_says_so_and_one_that_has_ended_says_that(house: Callable[..., Court]) -> None:
    court = house(REPORT + WAIT + END)

    assert court.post({"case": "ROA-1", "step": "report"}).status_code == 409
    court.tell()
    assert court.tell(id="two").status_code == 410


def test_nobody_writes_in_place_of_an_action_that_the_case_waits_for(house: Callable[..., Court]) -> None:
    court = house(REPORT + "- call: street-lights\n  id: ruling\n  gives: {granted: yes or no}\n" + INSPECT + END)

    assert court.tell().status_code == 409
    assert list(court.case().waiting) == ["ruling.1"]


def test_where_a_step_waits_for_each_of_several_the_message_says_for_which(house: Callable[..., Court]) -> None:
    sorts = "    sorts: {type: choices, label: Which, options: [Oak, Elm]}\n"
    court = house(f"{REPORT}{sorts}- for each: sort in sorts\n  steps:\n  {WAIT.replace(NEXT, INDENTED)}\n{END}")
    oak, elm = court.case().waiting

    unclear = court.tell()
    assert unclear.status_code == 409 and oak in unclear.json()["detail"]
    assert court.tell(waiting=elm).status_code == 200
    assert list(court.case().waiting) == [oak]
    assert court.tell(id="two", waiting=elm).status_code == 409
    assert court.tell(id="three").status_code == 200
    assert court.case().outcome == "done"


def test_what_they_write_is_kept_as_it_is_and_shown_by_nobody_as_more(house: Callable[..., Court]) -> None:
    court = house(REPORT + "- wait for: ruling\n  gives: {said: text}\n" + INSPECT + END)

    assert court.tell({"said": "a\u0000\ud800 ((reference)) <b>", "more": "unasked"}).status_code == 200
    assert court.case().answers["ruling"] == {"said": "a\u0000\ud800 ((reference)) <b>"}


def test_a_message_signed_as_the_page_teaches_is_believed(house: Callable[..., Court]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "calling.md").read_text("utf-8")
    taught: dict[str, Any] = {}
    exec(page.split("```python\n")[1].split("```")[0], taught)
    court = house()
    body = json.dumps({"case": "ROA-1", "step": "ruling", "given": {"granted": False, "costs": 12.5}}).encode()
    timestamp = int(NINE.timestamp())
    signature = taught["sign"](f"whsec_{base64.b64encode(COURT).decode()}", "msg_1", timestamp, body)

    headers = {"webhook-id": "msg_1", "webhook-timestamp": str(timestamp), "webhook-signature": signature}
    assert court.browser.post("/hooks/court", content=body, headers=headers).status_code == 200
    assert court.case().values()["costs"] == "12.5"
