"""A list of options that another system keeps: asked for by HTTP, signed, and held to what a question takes."""

from datetime import UTC, datetime
from ipaddress import ip_address

import pytest

from components.controls import Option
from engine.ports import Failed, Later
from outside.calling import Called
from outside.look_ups import asking
from outside.others import Others, look_ups
from outside.signing import check
from tests.outside.stubs import elsewhere as stub

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
KEY = b"k" * 32
OPTIONS = {"options": ["Alby", {"value": "E1", "label": "Acle"}]}


def others(other: stub.Elsewhere, seconds: float = 2.0) -> Others:
    to = Called("parishes", f"http://127.0.0.1:{other.port}/parishes", (KEY,), seconds)
    return Others(look_ups=(to,), inside=frozenset({(ip_address("127.0.0.1"), other.port)}))


def asked(other: stub.Elsewhere, seconds: float = 2.0) -> list[str | tuple[str, str]]:
    return list(look_ups(others(other, seconds), lambda: NOW, lambda: 0.0)["parishes"]())


def test_it_is_asked_for_by_its_name_and_signed() -> None:
    with stub.elsewhere(stub.answer(200, OPTIONS)) as other:
        assert asked(other) == ["Alby", ("E1", "Acle")]

    (request,) = other.asked
    assert (request.line, request.json) == ("POST /parishes HTTP/1.1", {"look up": "parishes"})
    assert check([KEY], request.headers, request.body, NOW)[1] == ""


@pytest.mark.parametrize(
    "behaviour", [stub.answer(500), stub.answer(429), stub.half_a_body, stub.reset, stub.says_nothing, stub.drips]
)
def test_what_goes_wrong_may_pass_and_nobody_waits_for_it(behaviour: stub.Behaviour) -> None:
    with stub.elsewhere(behaviour) as other, pytest.raises(Later):
        asked(other, seconds=0.4)


@pytest.mark.parametrize("told", [b"<html>", {"options": "Alby"}, ["Alby"], {}])
def test_what_is_no_list_is_said(told: object) -> None:
    with stub.elsewhere(stub.answer(200, told)) as other, pytest.raises(Failed):
        asked(other)


@pytest.mark.parametrize(
    "told", [{"options": [7]}, {"options": [{"value": "E1"}]}, {"options": [["E1", "Acle", "more"]]}]
)
def test_what_is_no_option_is_never_drawn(told: object) -> None:
    with stub.elsewhere(stub.answer(200, told)) as other:
        known = look_ups(others(other), lambda: NOW, lambda: 0.0)
        assert asking(known, None, lambda: 0.0).lists.options("parishes") is None


def test_it_comes_to_the_question_as_options() -> None:
    with stub.elsewhere(stub.answer(200, OPTIONS)) as other:
        known = look_ups(others(other), lambda: NOW, lambda: 0.0)
        assert asking(known, None, lambda: 0.0).lists.options("parishes") == (
            Option("Alby", "Alby"), Option("E1", "Acle")
        )  # fmt: skip
