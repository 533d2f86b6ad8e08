"""Cases through the API: opened, read and refused under the same rules as for people."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from engine.commands import Claim
from tests.engine.making import ADA
from tests.web.api.conftest import STEPS, Program, Programs, programs_of

PROBLEM = "application/problem+json"


def test_a_case_opens_by_its_answers_and_is_read_by_its_reference(council: Program) -> None:
    reference = council.opens(when_seen={"day": "1", "month": "2", "year": "2027"})

    case = council.get(f"/cases/{reference}").json()

    assert {one["name"]: one["value"] for one in case["answers"]} == {"place": "Elm Hill", "when_seen": "2027-02-01"}
    assert [one["id"] for one in case["tasks"]] == ["inspect.1"]


def test_all_problems_are_told_at_once_each_at_its_place(council: Program) -> None:
    wrong = {"when_seen": {"day": "31", "month": "2", "year": "2027"}, "email": "nobody", "place": ""}

    told = council.post("/services/mend/cases", {"answers": wrong})

    assert told.status_code == 422 and told.headers["content-type"] == PROBLEM
    assert [one["at"] for one in told.json()["errors"]] == [
        "/answers/place", "/answers/when_seen/day", "/answers/email",
    ]  # fmt: skip


def test_a_sensitive_answer_is_named_and_not_told(council: Program) -> None:
    told = council.get(f"/cases/{council.opens(ni='JG123456C')}")

    answers = {one["name"]: (one["hidden"], one["value"], one["words"]) for one in told.json()["answers"]}

    assert answers == {"place": (False, "Elm Hill", ["Elm Hill"]), "ni": (True, None, [])}


def test_a_case_that_a_client_may_not_see_reads_like_none_at_all(programs: Programs, council: Program) -> None:
    stranger, reference = programs.client("stranger", "finance"), council.opens()

    hidden, missing = stranger.get(f"/cases/{reference}"), stranger.get("/cases/MEN-2222-2222")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() == missing.json()
    assert programs.refusals() == [("client:id-stranger", "refused reading")] * 2


def test_a_client_does_nothing_that_its_scopes_do_not_name(programs: Programs, council: Program) -> None:
    reader, reference = programs.client("reader", "highways", scopes=("cases:read",)), council.opens()

    refused = reader.post("/services/mend/cases", {"answers": {"place": "Elm Hill"}})

    assert reader.get(f"/cases/{reference}").status_code == 200
    assert (refused.status_code, refused.json()["detail"]) == (403, "This client has not the scope cases:open")
    assert programs.refusals() == [("client:id-reader", "refused POST")]


def test_nobody_comes_in_without_a_token_or_by_one_that_was_revoked(programs: Programs, council: Program) -> None:
    programs.office.engine.store.clients.revoke("council", programs.clock.now)

    for token in (b"", b"Bearer ", "Bearer nobody’s".encode(), b"Basic YTpi", b"Bearer token of council"):
        told = programs.browser.get("/api/v1/services", headers={"Authorization": token} if token else {})
        assert (told.status_code, told.headers["www-authenticate"]) == (401, "Bearer"), token


def test_a_file_of_somebody_else_cannot_be_named(council: Program) -> None:
    photo = [{"id": "0" * 32, "name": "a.jpg", "size": 100, "type": "image/jpeg"}]

    told = council.post("/services/mend/cases", {"answers": {"place": "Elm Hill", "photo": photo}})

    assert (told.status_code, told.json()["errors"][0]["at"]) == (422, "/answers/photo")


def test_a_case_is_found_by_a_word_in_it_by_those_alone_who_may_see_it(programs: Programs, council: Program) -> None:
    stranger, reference = programs.client("stranger", "finance"), council.opens(place="Tombland")

    assert [one["reference"] for one in council.get("/cases", words="tombland").json()["cases"]] == [reference]
    assert stranger.get("/cases", words="tombland").json() == {"cases": []}


def test_a_case_says_when_it_is_due_as_finding_it_does(tmp_path: Path) -> None:
    steps = STEPS.replace("  who: highways\n", "  who: highways\n  due: 5 working days\n")
    due = programs_of(tmp_path, steps)
    council = due.client("council", "highways")

    case = council.get(f"/cases/{council.opens()}").json()
    (found,) = council.get("/cases", words="elm").json()["cases"]
    due.office.engine.store.database.close()

    assert case["due"] is not None
    assert case["due"] == found["due"] == case["tasks"][0]["due"]


def test_a_task_that_a_person_has_is_not_completed_by_a_client(programs: Programs, council: Program) -> None:
    reference = council.opens()
    programs.office.done(Claim(ADA, programs.clock.now, reference, "inspect.1"))

    (listed,) = council.get("/tasks").json()["tasks"]
    told = council.post(f"/cases/{reference}/tasks/inspect.1", {"answers": {"result": "Mended"}})

    assert (told.status_code, told.json()["detail"]) == (409, "Ada Osei has this task")
    assert listed["taken_by"] == "Ada Osei"


def test_of_those_who_complete_a_task_at_once_one_does_though_nobody_took_it_first(
    programs: Programs, council: Program
) -> None:
    clients = [council, programs.client("other", "highways"), programs.client("third", "highways")]
    reference = council.opens()

    def complete(client: Program) -> int:
        return client.post(f"/cases/{reference}/tasks/inspect.1", {"answers": {"result": "Mended"}}).status_code

    with ThreadPoolExecutor(3) as at_once:
        statuses = sorted(at_once.map(complete, clients))

    assert statuses == [200, 409, 409]
    done = [one for one in programs.office.engine.store.cases.history(reference) if one.command == "Complete"]
    assert len(done) == 1
