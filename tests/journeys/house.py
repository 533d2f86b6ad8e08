"""The whole program as somebody would start it: a process of its own, on a free port, over a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
PATIENCE = 90
NONE: Mapping[str, str] = MappingProxyType({})


class House:
    """`folder` holds `definitions/`, `var/` and what the program said, in `said.log`; `root` is the program."""

    def __init__(self, folder: Path, root: Path = ROOT) -> None:
        self.folder = folder
        self.root = root
        self.port = _free_port()
        self.address = f"http://localhost:{self.port}"
        self.definitions = folder / "definitions"
        self._running: subprocess.Popen[bytes] | None = None

    def furnish(self, like: Path | None = None) -> None:
        """Copy the services, and what another house had kept."""
        shutil.copytree(self.root / "definitions", self.definitions)
        if like:
            shutil.copytree(like, self.folder / "var")

    def start(self, works: bool = False, **more: str) -> None:
        """`works`: does what is asked of the outside, too. `more` are further settings, by their whole names."""
        settings = (
            more
            | ({} if works else {"WHERRY_WORKER": "apart"})
            | {
                "WHERRY_MODE": "run",
                "WHERRY_PORT": str(self.port),
                "WHERRY_VAR": str(self.folder / "var"),
                "WHERRY_DEFINITIONS": str(self.definitions),
            }
        )
        command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(self.port), "--lifespan", "on"]
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(command, cwd=self.root, env=os.environ | settings, stdout=log, stderr=log)
        self._wait()

    def stop(self) -> None:
        if self._running:
            self._running.send_signal(signal.SIGTERM)
            try:
                self._running.wait(timeout=10)
            except subprocess.TimeoutExpired:  # an open page may keep it waiting
                self._running.kill()
                self._running.wait()

    def restart(self) -> None:
        self.stop()
        self.start()

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def wherry(self, *words: str) -> str:
        """What the command line says, over the same database."""
        settings = {"WHERRY_MODE": "run", "WHERRY_PORT": str(self.port), "WHERRY_VAR": str(self.folder / "var")}
        command = [sys.executable, "wherry.py", *words]
        done = subprocess.run(command, cwd=self.root, env=os.environ | settings, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @property
    def _log(self) -> Path:
        return self.folder / "said.log"

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self._healthy():
            assert self._running and self._running.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.1)

    def _healthy(self) -> bool:
        try:
            with urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def standing(
    folder: Path, furniture: Path, services: Mapping[str, str] = NONE, works: bool = False, **more: str
) -> Iterator[House]:
    """A furnished house that runs, and in which nothing broke by the end.

    `services` are further ones: their texts, by their paths below `definitions/`. The rest is as `House.start` has it.
    """
    here = House(folder)
    here.furnish(like=furniture)
    for path, text in services.items():
        (here.definitions / path).parent.mkdir(exist_ok=True)
        (here.definitions / path).write_text(text, "utf-8")
    here.start(works, **more)
    try:
        yield here
    finally:
        here.stop()
    assert "Traceback" not in here.said(), here.said()


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
