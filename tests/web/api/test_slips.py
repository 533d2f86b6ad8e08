"""What a client sends wrongly is told so that it can be mended from the answer alone, and no slip passes in silence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.commands import Claim
from tests.engine.making import ADA
from tests.web.api.conftest import Program, Programs, programs_of

TO = "/services/mend/cases"
STEPS = """\
- ask: report
  questions:
    place: {type: location, label: Where is it?}
    depth: {type: choice, label: How deep is it?, options: [Shallow, Deep]}
    level: {type: number, label: How high is it?, decimals: 2, optional: yes}
    seen: {type: date, label: When did you see it?, optional: yes}
    home: {type: address, label: Your address, optional: yes}
    road: {type: text, label: Which road?, when: depth is "Deep"}
    lanes: {type: choices, label: Which lanes?, options: [Left, Right], optional: yes}
    country: {type: country, label: Which country?, optional: yes}
    photo: {type: photo, label: A photo, optional: yes}
    email: {type: email, label: Your email address, optional: yes}
    phone: {type: phone, label: Your phone number, optional: yes}
    signs:
      type: list
      label: The signs there
      item: sign
      at most: 2
      optional: yes
      questions:
        says: {type: text, label: What does it say?}
        found: {type: date, label: When was it put up?, optional: yes}
        broken: {type: yes or no, label: Is it broken?, optional: yes}
        how: {type: text, label: How is it broken?, when: broken is yes}
- ask: inspect
  who: highways
  questions:
    result: {type: choice, label: What did you find?, options: [Mended, Nothing]}
    whose: {type: text, label: Whose is it?, when: result is "Nothing"}
- wait for: survey
  gives: {depth_found: number}
- end: done
"""
RIGHT: dict[str, Any] = {"place": {"words": "Elm Hill"}, "depth": "Shallow"}


@pytest.fixture
def holes(tmp_path: Path) -> Iterator[Programs]:
    made = programs_of(tmp_path, STEPS, "starts: [anyone, message]\n")
    yield made
    made.office.engine.store.database.close()


@pytest.fixture
def road(holes: Programs) -> Program:
    return holes.client("road", "highways")


def told(road: Program, /, **answers: Any) -> list[tuple[str, str]]:
    """What is said of these answers, each at its place."""
    answer = road.post(TO, {"answers": RIGHT | answers})
    assert answer.status_code == 422, answer.text
    return [(one["at"], one["detail"]) for one in answer.json()["errors"]]


SIGN = {"#": "s1", "says": "Slow"}


@pytest.mark.parametrize(
    ("answers", "at", "said"),
    [
        ({"levle": "1.92"}, "levle", 'Did you mean "level"?'),
        ({"a/b": "1"}, "a~1b", "Nothing here has this name. There is: "),
        ({"place": {"words": "Elm Hill", "post_code": ""}}, "place/post_code", 'Did you mean "postcode"?'),
        ({"signs": [SIGN | {"sais": "Stop"}]}, "signs/s1/sais", 'Did you mean "says"?'),
        ({"signs": [SIGN | {"found": {"dya": ""}}]}, "signs/s1/found/dya", 'Did you mean "day"?'),
        ({"road": "A47"}, "road", 'This is asked only where depth is "Deep", and that does not hold. Leave it out'),
        ({"signs": [SIGN | {"broken": "no", "how": "Bent"}]}, "signs/s1/how", "This is not asked of this sign."),
    ],
)
def test_what_is_not_asked_is_a_problem_at_its_place(
    road: Program, answers: dict[str, Any], at: str, said: str
) -> None:
    ((where, sentence),) = told(road, **answers)

    assert where == f"/answers/{at}" and said in sentence


@pytest.mark.parametrize(
    ("answers", "at", "said"),
    [
        ({"level": 1.92}, "level", 'Write it as text: "1.92"'),
        ({"level": True}, "level", "Write it as text"),
        (
            {"place": "Elm Hill"}, "place",
            'Write it as an object with "words" ("postcode" and "grid_reference" may be left out), '
            'such as {"words": "Elm Hill"}',
        ),
        (
            {"seen": "2027-03-01"}, "seen",
            'Write it as an object with "day", "month" and "year", such as {"day": "1", "month": "3", "year": "2027"}',
        ),
        ({"seen": "yesterday"}, "seen", 'Write it as an object with "day", "month" and "year"'),
        ({"seen": {"day": 1, "month": "3", "year": "2027"}}, "seen/day", 'Write it as text: "1"'),
        ({"depth": "Very deep"}, "depth", 'Give one of these values, as text: "Shallow", "Deep"'),
        ({"lanes": "Left"}, "lanes", 'Write a list of any of these values, as text: "Left", "Right"'),
        ({"lanes": ["Left", "Up"]}, "lanes/1", 'Give one of these values, as text: "Left", "Right"'),
        ({"photo": "a.jpg"}, "photo", "Write a list of files, each as POST /files answered it"),
        ({"signs": {"says": "Slow"}}, "signs", "Write a list with an object for each sign"),
        ({"signs": ["Slow"]}, "signs/0", "Write each sign as an object"),
        ({"signs": [{"says": "Slow"}]}, "signs/0", "Give each an id of its own at “#”: text of up to 40 characters"
         " without a full stop"),
        ({"signs": [SIGN, SIGN]}, "signs/1", "Give each an id of its own at “#”: text of up to 40 characters"
         " without a full stop"),
        ({"signs": [SIGN | {"broken": True}]}, "signs/s1/broken", 'Give one of these values, as text: "yes", "no"'),
        ({"signs": [{}, {}, {}]}, "signs", "You can send up to 2"),
    ],
)  # fmt: skip
def test_a_value_of_another_form_is_told_in_which_form_it_is_wanted(
    road: Program, answers: dict[str, Any], at: str, said: str
) -> None:
    assert told(road, **answers) == [(f"/answers/{at}", said)]


def test_a_sensitive_answer_is_not_said_again(council: Program) -> None:
    answer = council.post(TO, {"answers": {"place": "Elm Hill", "ni": 123456}})

    assert answer.json()["errors"] == [{"detail": "Write it as text", "at": "/answers/ni"}]


def test_of_many_values_the_one_that_was_meant_is_named(road: Program) -> None:
    ((_, said),) = told(road, country="Frence")

    assert said.startswith("Give one of the ") and said.endswith('Did you mean "France"?')


def test_all_slips_come_at_once_with_what_the_questions_do_not_accept(road: Program) -> None:
    wrong = {"emial": "a@b.example", "level": 1, "home": {"line_1": "1 Elm Hill"}, "place": None}

    assert {at for at, _ in told(road, **wrong)} == {
        "/answers/emial", "/answers/level", "/answers/place", "/answers/home/town", "/answers/home/postcode",
    }  # fmt: skip


def test_what_hangs_on_an_answer_that_is_itself_wrong_is_not_called_unasked(road: Program) -> None:
    assert [at for at, _ in told(road, depth="deep", road="A47")] == ["/answers/depth"]


def test_what_was_left_out_may_stand_there_empty(road: Program) -> None:
    empty: dict[str, Any] = {
        "road": "",
        "level": None,
        "seen": {"day": "", "month": "", "year": ""},
        "lanes": [],
        "signs": [],
    }

    assert road.post(TO, {"answers": RIGHT | empty}).status_code == 201


def test_of_very_many_slips_a_hundred_are_told(road: Program) -> None:
    assert len(told(road, **{f"x{number}": "" for number in range(5000)})) == 100


def test_a_task_is_held_to_what_it_asks_as_a_case_is(road: Program) -> None:
    reference = road.post(TO, {"answers": RIGHT}).json()["reference"]
    wrong = {"result": "Mended", "whose": "Ann", "reslut": "x"}

    answer = road.post(f"/cases/{reference}/tasks/inspect.1", {"answers": wrong})

    assert [one["at"] for one in answer.json()["errors"]] == ["/answers/reslut", "/answers/whose"]
    assert road.post(f"/cases/{reference}/tasks/inspect.1", {"answers": {"result": "Mended"}}).status_code == 200


def test_whoever_may_not_do_a_task_is_told_that_and_not_what_is_wrong(holes: Programs, road: Program) -> None:
    reference = road.post(TO, {"answers": RIGHT}).json()["reference"]
    holes.office.done(Claim(ADA, holes.clock.now, reference, "inspect.1"))

    answer = road.post(f"/cases/{reference}/tasks/inspect.1", {"answers": {"reslut": "x"}})

    assert (answer.status_code, answer.json()["detail"]) == (409, "Ada Osei has this task")


def test_a_message_is_held_to_the_same(road: Program) -> None:
    opening = road.post("/services/mend/messages", {"about": "x", "answers": RIGHT | {"levle": "1"}})
    reference = road.post(TO, {"answers": RIGHT}).json()["reference"]
    road.post(f"/cases/{reference}/tasks/inspect.1", {"answers": {"result": "Mended"}})

    given = road.post(f"/cases/{reference}/messages", {"given": {"depth_found": 1, "dept_found": 2}})

    assert [one["at"] for one in opening.json()["errors"]] == ["/answers/levle"]
    assert given.json()["errors"] == [
        {"at": "/given/dept_found", "detail": 'Nothing here has this name. Did you mean "depth_found"?'}
    ]


def test_a_body_of_another_shape_is_told_in_our_words(road: Program) -> None:
    sent: list[tuple[Any, list[tuple[str, str]]]] = [
        ({"anwsers": {}}, [
            ("/answers", "This is needed and was not sent"),
            ("/anwsers", 'Nothing here has this name. Did you mean "answers"?'),
        ]),
        ([], [("", "Write it as an object, in braces")]),
        ({"answers": "x", "version": "one"}, [
            ("/answers", "Write it as an object, in braces"), ("/version", "Write it as a whole number, in figures"),
        ]),
    ]  # fmt: skip
    for body, wrong in sent:
        answer = road.post(TO, body)
        assert [(one["at"], one["detail"]) for one in answer.json()["errors"]] == wrong


def test_what_is_wrong_in_a_header_or_a_query_says_which(holes: Programs, road: Program) -> None:
    headers = {"Authorization": f"Bearer {road.token}"}

    header = holes.browser.post(f"/api/v1{TO}", json={"answers": RIGHT}, headers=headers).json()["errors"]
    query = road.get("/cases", wrods="elm").json()["errors"]

    assert header == [{"header": "Idempotency-Key", "detail": "This is needed and was not sent"}]
    assert query == [
        {"query": "words", "detail": "This is needed and was not sent"},
        {"query": "wrods", "detail": 'Nothing here has this name. Did you mean "words"?'},
    ]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_is_not_sent_as_json_is_told_how_to_send_it(road: Program, kind: str) -> None:
    headers = {"Idempotency-Key": "one"} | ({"Content-Type": kind} if kind else {})

    answer = road.send("POST", TO, headers=headers, content=b'{"answers": {}}')

    assert (answer.status_code, answer.json()["detail"]) == (
        415, "Send the body as JSON, with the header Content-Type: application/json",
    )  # fmt: skip


def test_a_token_that_lets_nobody_in_is_told_apart_from_none(holes: Programs) -> None:
    none, wrong = (
        holes.browser.get("/api/v1/services", headers=headers).json()["detail"]
        for headers in ({}, {"Authorization": "Bearer nobody"})
    )

    assert none.startswith("Send the token of a client")
    assert wrong == "This token is not known, or was revoked"
