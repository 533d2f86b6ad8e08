"""The virus scanner: asked as ClamAV's daemon wants it, and whatever goes wrong, no file counts as clean by it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.ports import Failed, Later
from outside.clamd import CHUNK, HOW, Clamd
from tests.outside.stubs.clamd import VIRUS, Scanner, running


@pytest.fixture
def stub() -> Iterator[Scanner]:
    with running() as found:
        yield found


def asked(stub: Scanner, **differently: float) -> Clamd:
    return Clamd(host="127.0.0.1", port=stub.port, **differently)  # type: ignore[arg-type]


def test_a_clean_file_and_one_with_a_virus_are_told_apart(stub: Scanner) -> None:
    assert asked(stub).scan(b"a plan") == ""
    assert asked(stub).scan(b"a plan with " + VIRUS) == "A.Virus"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_file_arrives_whole_whatever_its_size(stub: Scanner, size: int) -> None:
    data = bytes(number % 251 for number in range(size))

    asked(stub).scan(data)

    assert stub.heard == [data]


@pytest.mark.parametrize("says", [b"stream: O", b"stream: OK", b"OK\0", b"\0", b"stream: \0", b"x" * 5_000,
                                  b"stream: OK\0stream: A.Virus FOUND\0", b"COMMAND READ TIMED OUT\0",
                                  b"stream: Can't allocate memory ERROR\0"])  # fmt: skip
def test_no_answer_but_a_whole_one_makes_a_file_clean(stub: Scanner, says: bytes) -> None:
    stub.says = says

    with pytest.raises(Later):
        asked(stub).scan(b"a plan")


def test_a_scanner_that_takes_no_file_of_that_size_is_not_asked_again(stub: Scanner) -> None:
    stub.says = b"INSTREAM size limit exceeded. ERROR\0"

    with pytest.raises(Failed, match="StreamMaxLength"):
        asked(stub).scan(b"a plan")


def test_a_scanner_that_says_nothing_is_asked_again_later(stub: Scanner) -> None:
    stub.says = b""

    with pytest.raises(Later, match="did not answer within"):
        asked(stub, patience=0.05).scan(b"a plan")


def test_a_scanner_that_hangs_up_is_asked_again_later(stub: Scanner) -> None:
    stub.hangs_up = True

    with pytest.raises(Later):
        asked(stub).scan(bytes(20_000_000))


def test_a_scanner_that_is_not_there_is_asked_again_later(tmp_path: Path) -> None:
    for gone in (Clamd(path=str(tmp_path / "nobody.ctl")), Clamd(host="127.0.0.1", port=1)):
        with pytest.raises(Later, match="could not be reached"):
            gone.scan(b"a plan")


def test_where_it_is_stands_in_one_setting() -> None:
    def read(told: str) -> Clamd | None:
        return Clamd.from_environment({"WHERRY_CLAMD": told})

    assert read("") is None
    assert read("unix:/run/clamav/clamd.ctl") == Clamd(path="/run/clamav/clamd.ctl")
    assert read("scanner.example.gov.uk:3310") == Clamd(host="scanner.example.gov.uk", port=3310)
    assert read("[::1]:3310") == Clamd(host="::1", port=3310)
    for wrong in ("yes", "unix:clamd.ctl", "scanner:", "scanner:99999", "http://scanner:3310", "a b:3310"):
        with pytest.raises(ValueError, match="Write WHERRY_CLAMD as"):
            read(wrong)
    assert "3310" in HOW


def test_it_says_whether_it_is_there(stub: Scanner, tmp_path: Path) -> None:
    assert asked(stub).answers()

    stub.says = b"UNKNOWN COMMAND\0"
    assert not asked(stub).answers()
    stub.hangs_up = True
    assert not asked(stub).answers()
    assert not Clamd(path=str(tmp_path / "nobody.ctl")).answers()
