"""Whoever serves is killed again and again while eight people submit: what they were told of is there, and once."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.chaos.length import share
from tests.chaos.office import asked, over, waits, whole

HOME = Path(__file__).resolve().parents[2]
KILLS = share(200, 3)
CLIENTS = 8


@contextmanager
def serving(url: str) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "socket"
        running = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.serving", url, str(path)],
            cwd=HOME, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            yield path, running
        finally:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()


class Client:
    """Asks until it is told, with the same token each time, as a person who presses the button again."""

    def __init__(self, path: Path, name: int) -> None:
        self.path, self.name = path, name
        self.opened: dict[str, str] = {}
        self.inspected: list[str] = []
        self.waits: list[float] = []

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            token = f"{self.name} {len(self.opened)}"
            reference = self.opened[token] = self.told("open", token, "")
            assert self.told("inspect", f"{token} done", reference) == reference
            self.inspected.append(reference)

    def told(self, what: str, token: str, reference: str) -> str:
        began = time.monotonic()
        while not (answer := self.ask(json.dumps([what, token, reference]))):
            time.sleep(0.01)
        self.waits.append(time.monotonic() - began)
        return answer

    def ask(self, line: str) -> str:
        """The answer, or nothing where the line broke."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(self.path))
                connection.sendall(line.encode() + b"\n")
                with connection.makefile(encoding="utf-8") as lines:
                    said = lines.readline()
        except OSError:
            return ""
        return said.strip() if said.endswith("\n") else ""


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(address: str) -> None:
    random, stop = Random(1), threading.Event()
    with serving(address) as (path, running), ThreadPoolExecutor(CLIENTS) as pool:
        assert running.stdout is not None
        child = int(running.stdout.readline())
        clients = [Client(path, number) for number in range(CLIENTS)]
        working = [pool.submit(client.work, stop) for client in clients]
        for _ in range(KILLS):
            time.sleep(random.uniform(0.05, 0.4))
            os.kill(child, signal.SIGKILL)
            child = int(running.stdout.readline())
        stop.set()
        for one in working:
            one.result()

    store = over(address).store
    opened = {token: reference for client in clients for token, reference in client.opened.items()}
    inspected = [reference for client in clients for reference in client.inspected]
    whole(store, opened, inspected)
    assert asked(store) == {reference: ["call", "send"] for reference in inspected}
    store.database.close()
    every = [wait for client in clients for wait in client.waits]
    print(f"\n{KILLS} kills, {len(every):,} commands of {len(opened):,} cases acknowledged: {waits(every)}")
