"""Files through the API: kept by one client, named in an answer, and then the case's."""

from datetime import timedelta

import pytest
from httpx import Response

from desk.contents.looking import look
from desk.files import GRACE
from engine.store.clients import KEPT
from tests.uploaded import JPEG, PDF
from tests.web.api.conftest import Program, Programs

CASE = "/services/mend/cases"
KEPT_JPEG = look("hole.jpg", JPEG).data


def upload(client: Program, data: bytes = JPEG, name: str = "hole.jpg") -> Response:
    headers = {"Content-Type": "image/jpeg"}
    return client.send("POST", "/files", headers=headers, params={"name": name}, content=data)


def test_a_file_is_kept_named_and_belongs_to_the_case(programs: Programs, council: Program) -> None:
    kept = upload(council).json()

    reference = council.opens(photo=[kept])

    file = programs.office.engine.store.files.one(kept["id"])
    assert file is not None and (file.name, file.size) == ("hole.jpg", len(KEPT_JPEG))
    assert programs.office.files.kept.get(kept["id"]) == KEPT_JPEG
    (photo,) = (one for one in council.get(f"/cases/{reference}").json()["answers"] if one["name"] == "photo")
    assert photo["value"] == [kept]
    assert council.send("DELETE", f"/files/{kept['id']}").status_code == 404


def test_nobody_else_names_or_drops_it(programs: Programs, council: Program) -> None:
    other, kept = programs.client("other", "highways"), upload(council).json()

    assert other.post(CASE, {"answers": {"place": "Elm Hill", "photo": [kept]}}).status_code == 422
    assert other.send("DELETE", f"/files/{kept['id']}").status_code == 404
    assert council.send("DELETE", f"/files/{kept['id']}").status_code == 204
    assert council.post(CASE, {"answers": {"place": "Elm Hill", "photo": [kept]}}).status_code == 422


def test_what_the_question_does_not_take_is_told_at_its_place(council: Program) -> None:
    kept = upload(council, PDF, name="hole.pdf").json()

    told = council.post(CASE, {"answers": {"place": "Elm Hill", "photo": [kept]}})

    assert [one["at"] for one in told.json()["errors"]] == ["/answers/photo"]


def test_a_file_cannot_be_called_otherwise_than_it_was_kept(council: Program) -> None:
    kept = upload(council, PDF, name="hole.pdf").json()

    told = council.post(CASE, {"answers": {"place": "Elm Hill", "photo": [kept | {"name": "hole.jpg"}]}})

    assert told.json()["errors"] == [
        {"at": "/answers/photo", "detail": "Upload the file first, and name it as the answer to that says"}
    ]


def test_so_much_is_kept_and_no_more(programs: Programs, council: Program) -> None:
    reader = programs.client("reader", "highways", scopes=("cases:read",))

    assert upload(council, bytes(10_000_001)).status_code == 413
    assert [upload(council).status_code for _ in range(21)] == [201] * 20 + [409]
    assert upload(reader).status_code == 403
    assert upload(council, name="../up").status_code == 422


def test_what_was_never_named_is_gone_after_two_days_and_cannot_be_named_from_then_on(
    programs: Programs, council: Program
) -> None:
    old, files = upload(council).json(), programs.office.files
    files.clock = programs.clock
    programs.clock.turn(KEPT)

    assert council.post(CASE, {"answers": {"place": "Elm Hill", "photo": [old]}}).status_code == 422
    assert files.forget_unnamed() == 0, "a request may be on its way that named it in time"
    programs.clock.turn(GRACE)
    new = upload(council).json()
    programs.clock.turn(timedelta(seconds=1))
    assert files.forget_unnamed() == 1

    assert files.engine.store.files.one(old["id"]) is None
    with pytest.raises(KeyError):
        files.kept.get(old["id"])
    assert council.opens(photo=[new])


def test_a_file_that_a_case_names_stays_though_the_server_died_before_it_was_written_down(
    programs: Programs, council: Program
) -> None:
    kept, files = upload(council).json(), programs.office.files
    reference = council.opens(photo=[kept])
    files.engine.store.files.move(kept["id"], "draft", "client:id-council")
    files.clock = programs.clock
    programs.clock.turn(KEPT + GRACE + timedelta(seconds=1))

    assert files.forget_unnamed() == 1

    assert files.kept.get(kept["id"]) == KEPT_JPEG
    assert [one.id for one in files.engine.store.files.held("case", reference)] == [kept["id"]]
    assert files.forget_unnamed() == 0


def test_what_people_keep_in_a_draft_is_not_the_clients_and_stays(programs: Programs) -> None:
    files = programs.office.files
    kept = files.keep_unsent("a visitor", "hole.jpg", JPEG)
    assert isinstance(kept, dict)
    files.clock = programs.clock
    programs.clock.turn(KEPT * 10)

    assert files.forget_unnamed() == 0
    assert files.kept.get(str(kept["id"])) == KEPT_JPEG


def test_what_is_not_what_its_name_says_is_not_kept_and_that_is_told(programs: Programs, council: Program) -> None:
    told = upload(council, b"<script>alert(1)</script>")

    assert told.status_code == 422
    assert told.json()["detail"].startswith("The file is damaged or is not what its name says")
    assert programs.office.engine.store.files.held("draft", "client:id-council") == []


def test_its_type_is_ours_whatever_the_client_says(council: Program) -> None:
    kept = council.send("POST", "/files", headers={"Content-Type": "text/html"}, params={"name": "a.pdf"}, content=PDF)

    assert kept.json()["type"] == "application/pdf"
