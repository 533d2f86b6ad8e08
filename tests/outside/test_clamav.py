"""ClamAV's own daemon, with one signature of ours: what it says, and that we understand it.

It takes `clamd` on this machine (on Debian and Ubuntu the package clamav-daemon). Its own signatures are not needed.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.ports import Failed, Later
from outside.clamd import Clamd
from tests.outside.stubs.mail import free_port
from tests.uploaded import PDF, archive, office

#: Debian keeps it where not everybody looks.
CLAMD = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
#: The test signature of the trade (eicar.org), in two halves: whole, it would have this file taken away as a virus.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + rb"-ANTIVIRUS-TEST-FILE!$H+H*"
CONF = """
Foreground yes
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd.ctl
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength 1M
"""
PATIENCE = 30


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clamd]:
    assert CLAMD, "Install clamd: on Debian and Ubuntu, apt install clamav-daemon"
    folder, port = tmp_path_factory.mktemp("clamd"), free_port()
    (folder / "signatures").mkdir()
    (folder / "signatures" / "test.ndb").write_text(f"Test.Signature:0:0:{EICAR.hex()}\n")
    conf = folder / "clamd.conf"
    conf.write_text(CONF.format(folder=folder, port=port))
    with (folder / "clamd.log").open("wb") as log:
        running = subprocess.Popen([CLAMD, f"--config-file={conf}"], stdout=log, stderr=log)
    try:
        _wait(Clamd(path=f"{folder}/clamd.ctl"), running, folder)
        yield Clamd(path=f"{folder}/clamd.ctl", host="127.0.0.1", port=port)
    finally:
        running.terminate()
        running.wait()


def _wait(daemon: Clamd, running: "subprocess.Popen[bytes]", folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and running.poll() is None:
        try:
            daemon.scan(b"")
        except Later:
            time.sleep(0.02)
        else:
            return
    raise AssertionError((folder / "clamd.log").read_text())


@pytest.fixture(params=["by its socket", "over the network"])
def scanner(daemon: Clamd, request: pytest.FixtureRequest) -> Clamd:
    return daemon if request.param == "by its socket" else replace(daemon, path="")


def test_the_test_signature_of_a_virus_is_found_also_inside_a_document(scanner: Clamd) -> None:
    for data in (EICAR, archive({"inside.txt": EICAR}), office(parts={"word/notes.txt": EICAR})):
        assert scanner.scan(data).startswith("Test.Signature")


def test_what_people_send_is_clean(scanner: Clamd) -> None:
    assert [scanner.scan(data) for data in (PDF, office(), b"", b"a note")] == [""] * 4


def test_a_file_that_is_larger_than_it_takes_is_not_taken_for_clean(scanner: Clamd) -> None:
    with pytest.raises((Failed, Later)):
        scanner.scan(bytes(3_000_000))


def test_it_says_that_it_is_there(scanner: Clamd) -> None:
    assert scanner.answers()
