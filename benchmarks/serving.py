"""Starts a program that serves pages, in a process of its own, and says what it costs."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180
#: Of SC_CLK_TCK, the unit of /proc/PID/stat.
TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, running: "subprocess.Popen[bytes]", port: int) -> None:
        self.running = running
        self.port = port
        self.address = f"http://localhost:{port}"

    def cpu(self) -> float:
        """Seconds of processor time that it has taken, all its threads together."""
        taken = Path(f"/proc/{self.running.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(taken[11]) + int(taken[12])) / TICKS

    def memory(self) -> int:
        """Megabytes that it holds."""
        told = Path(f"/proc/{self.running.pid}/status").read_text(encoding="utf-8")
        return int(told.partition("VmRSS:")[2].split()[0]) // 1000

    def wait(self, path: str) -> None:
        """Until it answers at `path`."""
        until = time.monotonic() + PATIENCE
        while not self._answers(path):
            if self.running.poll() is not None or time.monotonic() > until:
                raise SystemExit("The program did not start")
            time.sleep(0.02)

    def _answers(self, path: str) -> bool:
        try:
            with urlopen(self.address + path, timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


@contextmanager
def serving(
    command: Sequence[str], port: int, settings: Mapping[str, str] | None = None, folder: Path = ROOT
) -> Iterator[Server]:
    """The program while it runs; it need not answer yet."""
    told = os.environ | dict(settings or {})
    running = subprocess.Popen(command, cwd=folder, env=told, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield Server(running, port)
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(timeout=10)
        except subprocess.TimeoutExpired:  # an open page may keep it waiting
            running.kill()
            running.wait()


def wherry(port: int, var: Path, definitions: Path = ROOT / "definitions") -> tuple[list[str], int, dict[str, str]]:
    """What `serving` is told to start Wherry over a folder of its own."""
    settings = {"WHERRY_MODE": "run", "WHERRY_PORT": str(port), "WHERRY_VAR": str(var)}
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port), "--lifespan", "on"]
    return [*command, "--log-level", "error"], port, settings | {"WHERRY_DEFINITIONS": str(definitions)}


def bare(port: int, python: str = sys.executable) -> tuple[list[str], int]:
    """What `serving` is told to start the least that Streamlit can be asked."""
    script = str(ROOT / "benchmarks" / "bare.py")
    return [python, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true"], port
