"""What a client sends again, sends wrongly or sends too much of."""

from threading import Barrier, Thread

from httpx import Response

from engine.store.clients import LOST, Answered
from tests.web.api.conftest import Program, Programs

CASE = {"answers": {"place": "Elm Hill"}}
TO = "/services/mend/cases"


def test_the_same_request_is_answered_the_same_and_opens_one_case(council: Program) -> None:
    first, again = council.post(TO, CASE, "one"), council.post(TO, CASE, "one")

    assert first.status_code == again.status_code == 201
    assert first.content == again.content and first.headers["location"] == again.headers["location"]
    assert len(council.get("/tasks").json()["tasks"]) == 1


def test_another_request_under_the_same_key_is_refused(council: Program) -> None:
    council.post(TO, CASE, "one")

    other = council.post(TO, {"answers": {"place": "Tombland"}}, "one")

    assert other.status_code == 409 and "sent before with another request" in other.json()["detail"]


def test_two_clients_may_choose_the_same_key(programs: Programs, council: Program) -> None:
    other = programs.client("other", "highways")

    references = {one.post(TO, CASE, "one").json()["reference"] for one in (council, other)}

    assert len(references) == 2


def test_a_problem_is_answered_the_same_too(council: Program) -> None:
    first, again = (council.post(TO, {"answers": {}}, "one") for _ in range(2))

    assert (first.status_code, first.content) == (422, again.content)


def test_while_the_first_is_being_answered_the_second_is_told_to_wait(programs: Programs, council: Program) -> None:
    answers = answered_at_once(council, 6)

    assert {one.status_code for one in answers} <= {201, 409}
    assert all(one.headers["retry-after"] == "1" for one in answers if one.status_code == 409)
    assert len({one.content for one in answers if one.status_code == 201}) == 1
    assert len(council.get("/tasks").json()["tasks"]) == 1


def answered_at_once(council: Program, number: int) -> list[Response]:
    together, answers = Barrier(number), list[Response]()

    def ask() -> None:
        together.wait()
        answers.append(council.post(TO, CASE, "one"))

    threads = [Thread(target=ask) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_request_whose_answer_was_lost_finds_the_case_that_it_opened(programs: Programs, council: Program) -> None:
    """The process died between the case's commit and the keeping of the answer."""
    clients = programs.office.engine.store.clients
    first = council.post(TO, CASE, "one")
    request = clients.begin("id-council", "one", "", programs.clock.now)
    assert request is not None
    clients.keep("id-council", "one", Answered(request.asked, 0, "", ""))

    waiting = council.post(TO, CASE, "one")
    programs.clock.turn(LOST)
    again = council.post(TO, CASE, "one")

    assert (waiting.status_code, again.status_code) == (409, 201)
    assert again.json() == first.json()


def test_a_request_without_a_key_changes_nothing(programs: Programs, council: Program) -> None:
    headers = {"Authorization": f"Bearer {council.token}"}

    told = programs.browser.post(f"/api/v1{TO}", json=CASE, headers=headers)

    assert (told.status_code, told.json()["errors"][0]["header"]) == (422, "Idempotency-Key")
    assert council.get("/tasks").json()["tasks"] == []


def test_a_body_that_is_too_large_too_deep_or_no_json_is_a_problem(programs: Programs, council: Program) -> None:
    deep = '{"answers": {"place": ' + '{"a":' * 400 + "1" + "}" * 400 + "}}"
    headers = {"Authorization": f"Bearer {council.token}", "Content-Type": "application/json", "Idempotency-Key": "k"}
    statuses = []
    for body in ('{"answers": "' + "x" * 200_000 + '"}', deep, "{", "[" * 50_000, '{"answers": {"place": NaN}}'):
        told = programs.browser.post(
            f"/api/v1{TO}", content=body, headers=headers | {"Idempotency-Key": f"{len(body)}"}
        )
        assert told.headers["content-type"] == "application/problem+json"
        statuses.append(told.status_code)

    assert statuses == [413, 422, 400, 400, 422]


def test_every_address_that_there_is_not_is_told_as_a_problem(council: Program) -> None:
    for path, method in (("/nothing", "GET"), (TO, "DELETE")):
        told = council.send(method, path)
        assert (told.status_code, told.headers["content-type"]) == (
            404 if method == "GET" else 405, "application/problem+json",
        )  # fmt: skip


def test_a_failure_is_told_by_a_number_alone(programs: Programs, council: Program) -> None:
    council.opens()
    with programs.office.engine.store.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE wf_found_by")

    told = council.get("/cases", words="elm")

    assert told.status_code == 500 and "number" in told.json()["detail"] and "wf_found_by" not in told.text


def test_pages_follow_one_another_and_a_cursor_is_of_one_client_and_list(programs: Programs, council: Program) -> None:
    references = {council.opens() for _ in range(51)}

    first = council.get("/tasks").json()
    second = council.get("/tasks", after=first["after"]).json()

    assert {one["case"] for one in first["tasks"] + second["tasks"]} == references
    assert (len(first["tasks"]), second["after"]) == (50, None)
    other = programs.client("other", "highways")
    for asked in (
        other.get("/tasks", after=first["after"]), council.get("/tasks", after=first["after"], service="mend"),
        council.get("/tasks", after="AAAA"), council.get("/tasks", after="ü"),
    ):  # fmt: skip
        assert asked.status_code == 400
