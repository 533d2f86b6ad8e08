"""Messages from outside: they open a case or join the one that is open, and a case hears only what it waits for."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from httpx import Response

from engine.case import Case
from engine.commands import CLOCK, Settle
from engine.events import AnswersGiven
from tests.uploaded import JPEG
from tests.web.api.conftest import Program, Programs, programs_of

RIVER = """\
- ask: reading
  questions:
    place: {type: text, label: Which gauge is it?}
    level: {type: number, label: How high is it?, decimals: 2}
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
    photo: {type: photo, label: Photo, optional: yes}
- together:
    duty:
    - ask: decide
      who: highways
      questions:
        decision: {type: choice, label: What now?, options: [Warn, Stand down]}
    readings:
    - wait for: next_reading
      gives: {level_now: number}
    - go to: next_reading
      when: level_now >= level
  finish when: decision is not missing
- pay: fee
  amount: £10
- end: done
"""


@pytest.fixture
def river(tmp_path: Path) -> Iterator[Programs]:
    made = programs_of(tmp_path, RIVER, "starts: message\nsummary: A river is high\n")
    yield made
    made.office.engine.store.database.close()


@pytest.fixture
def gauges(river: Programs) -> Program:
    return river.client("gauges", "highways")


def reads(gauges: Program, level: str, about: str = "Acle", key: str = "") -> Response:
    body = {"about": about, "answers": {"place": about, "level": level}, "given": {"level_now": level}}
    return gauges.post("/services/mend/messages", body, key)


def case_of(river: Programs, reference: str) -> Case:
    case = river.office.engine.store.cases.load(reference)
    assert case is not None
    return case


def heard(river: Programs, reference: str) -> list[Any]:
    """Every reading that the case was told after the one that opened it."""
    entries = river.office.engine.store.cases.history(reference)
    given = (event.answers for entry in entries for event in entry.events if isinstance(event, AnswersGiven))
    return [answers["level_now"] for answers in given if "level_now" in answers]


def test_the_first_reading_opens_a_case_and_the_next_joins_it(river: Programs, gauges: Program) -> None:
    first, second, elsewhere = reads(gauges, "1.5"), reads(gauges, "1.8"), reads(gauges, "2", "Wroxham")

    assert [(one.status_code, one.json()["opened"]) for one in (first, second, elsewhere)] == [
        (201, True), (200, False), (201, True),
    ]  # fmt: skip
    assert first.json()["reference"] == second.json()["reference"] != elsewhere.json()["reference"]
    assert heard(river, first.json()["reference"]) == ["1.8"]


def test_a_reading_that_is_sent_again_is_told_the_same_and_joins_nothing(river: Programs, gauges: Program) -> None:
    first, again = reads(gauges, "1.5", key="one"), reads(gauges, "1.5", key="one")

    assert first.content == again.content
    assert heard(river, first.json()["reference"]) == []


def test_a_message_names_the_files_that_its_own_client_kept_and_no_others(river: Programs) -> None:
    gauges, other = (river.client(name, "highways", scopes=("messages:send",)) for name in ("gauges", "other"))
    headers = {"Content-Type": "image/jpeg"}
    kept = gauges.send("POST", "/files", headers=headers, params={"name": "gauge.jpg"}, content=JPEG).json()
    body = {"about": "Acle", "answers": {"place": "Acle", "level": "1.5", "photo": [kept]}, "given": {}}

    refused, opened = (one.post("/services/mend/messages", body) for one in (other, gauges))

    assert (refused.status_code, refused.json()["errors"][0]["at"]) == (422, "/answers/photo")
    assert opened.status_code == 201
    held = river.office.engine.store.files.held("case", opened.json()["reference"])
    assert [file.id for file in held] == [kept["id"]]


def test_readings_that_come_at_once_open_one_case(river: Programs, gauges: Program) -> None:
    answers: list[Response] = []
    threads = [Thread(target=lambda: answers.append(reads(gauges, "1.5"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {one.json()["reference"] for one in answers if one.status_code < 300} == {answers[0].json()["reference"]}
    assert sorted(one.status_code for one in answers) == [200, 200, 200, 200, 200, 201]
    assert heard(river, answers[0].json()["reference"]) == ["1.5"] * 5


def test_once_a_case_is_closed_the_next_reading_opens_another(river: Programs, gauges: Program) -> None:
    reference = reads(gauges, "1.5").json()["reference"]
    gauges.post(f"/cases/{reference}/tasks/decide.1", {"answers": {"decision": "Stand down"}})

    waits = reads(gauges, "1.6")
    (fee,) = case_of(river, reference).waiting
    river.office.engine.do(Settle(CLOCK, river.clock.now, reference, fee, "paid", {"payment": "p-1"}))

    assert (waits.status_code, waits.json()["detail"]) == (409, "Nothing waits for this any more")
    assert reads(gauges, "1.6").json()["opened"] is True


def test_what_a_step_does_not_give_is_told_and_the_case_goes_on_waiting(river: Programs, gauges: Program) -> None:
    reference = reads(gauges, "1.5").json()["reference"]

    told = gauges.post(f"/cases/{reference}/messages", {"given": {"level_now": "high"}})

    assert (told.status_code, told.json()["errors"]) == (
        422, [{"at": "/given/level_now", "detail": "Give level_now as number"}],
    )  # fmt: skip
    assert gauges.post(f"/cases/{reference}/messages", {"given": {"level_now": 2}}).status_code == 200


def test_no_message_takes_a_payment(river: Programs, gauges: Program) -> None:
    reference = reads(gauges, "1.5").json()["reference"]
    gauges.post(f"/cases/{reference}/tasks/decide.1", {"answers": {"decision": "Warn"}})

    told = gauges.post(f"/cases/{reference}/messages", {"step": "fee", "given": {"payment": "mine"}})

    assert told.status_code == 409


def test_only_a_client_of_a_team_in_the_service_is_heard(river: Programs, gauges: Program) -> None:
    reference = reads(gauges, "1.5").json()["reference"]
    stranger = river.client("stranger", "finance")

    assert reads(stranger, "1.5").status_code == 404
    assert reads(river.client("reader", "highways", scopes=("cases:read",)), "1.5").status_code == 403
    assert stranger.post(f"/cases/{reference}/messages", {"given": {"level_now": 2}}).status_code == 404
