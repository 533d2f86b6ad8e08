"""What is logged on a server: lines of JSON with the case's reference, and never what somebody answered."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from logs import OURS, speak_json

ANSWER = "I have a lung disease"


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """What is said while a test runs; afterwards everybody speaks as before."""
    root, ours, stream = logging.getLogger(), logging.getLogger(OURS), io.StringIO()
    handlers, level, our_level = list(root.handlers), root.level, ours.level
    speak_json(stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    ours.setLevel(our_level)


def lines(said: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_line_is_json_with_the_case_beside_the_sentence(said: io.StringIO) -> None:
    logging.getLogger("wherry.cases").info("Done", extra={"case": "POT-1", "did": "Complete"})

    (line,) = lines(said)

    assert line | {"at": ""} == {
        "event": "Done", "level": "info", "logger": "wherry.cases", "case": "POT-1", "did": "Complete", "at": "",
    }  # fmt: skip


def test_what_may_not_stand_beside_a_sentence_is_left_out(said: io.StringIO) -> None:
    logging.getLogger("wherry").info("Done", extra={"case": "POT-1", "answers": ANSWER})

    assert ANSWER not in said.getvalue()


def test_an_error_tells_its_kind_and_place_and_none_of_its_words(said: io.StringIO) -> None:
    try:
        try:
            int(ANSWER)
        except ValueError as error:
            raise RuntimeError(f"could not read {ANSWER}") from error
    except RuntimeError:
        logging.getLogger("wherry.incidents").exception("Incident %s", "K7QM-2XWP", extra={"case": "POT-1"})

    (line,) = lines(said)

    assert [one["kind"] for one in line["error"]] == ["RuntimeError", "ValueError"]
    assert "test_logs.py" in line["error"][0]["at"][-1]
    assert (line["event"], line["case"]) == ("Incident K7QM-2XWP", "POT-1")
    assert ANSWER not in said.getvalue()


def test_of_what_others_programs_say_only_their_own_words_stay(said: io.StringIO) -> None:
    other = logging.getLogger("some.library")
    other.warning("Could not write %s", ANSWER)
    other.warning(f"Could not write {ANSWER}")

    filled, written = lines(said)

    assert filled["event"] == "Could not write %s"
    assert written["event"] == ""
    assert written["from"].startswith("test_logs:")
    assert ANSWER not in said.getvalue()


def test_others_handlers_print_nothing_beside_it(said: io.StringIO) -> None:
    elsewhere = io.StringIO()
    other = logging.getLogger("uvicorn.error")
    other.addHandler(logging.StreamHandler(elsewhere))
    speak_json(said)

    other.warning("Could not write %s", ANSWER)

    assert elsewhere.getvalue() == ""
    assert len(lines(said)) == 1
