"""A client that comes while the disk is full is told to come again, and its request then acts once."""

from tests.filling import fill, free
from tests.web.api.conftest import Program, Programs
from web.api.problems import NOT_SAVED

#: Before so many cases the last page is full.
MOST = 500


def test_a_client_is_told_to_come_again_and_then_opens_its_case(programs: Programs, council: Program) -> None:
    database = programs.office.engine.store.database
    fill(database)
    body = {"answers": {"place": "Elm Hill"}}

    for number in range(MOST):
        key = f"key-{number}"
        told = council.post("/services/mend/cases", body, key)
        if told.status_code != 201:
            break

    assert (told.status_code, told.json()["detail"], told.headers["Retry-After"]) == (503, NOT_SAVED, "60")
    assert council.get("/services").status_code == 200
    free(database)
    again = [council.post("/services/mend/cases", body, key) for _ in range(2)]
    assert [one.status_code for one in again] == [201, 201]
    assert again[0].json() == again[1].json()
