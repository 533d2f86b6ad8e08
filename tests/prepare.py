"""Gets what the tests need: `python -m tests.prepare`. With the standard library alone until `.venv` stands.

PostgreSQL has nothing to get here: where none is found, the test set carries one.
"""

import os
import shutil
import subprocess
from pathlib import Path

import wherry
from tests.browsers import LEAN, chromium

TESTS = "requirements-test.lock"


def main() -> None:
    wherry.bootstrap(wherry.HOME, TESTS)
    # It has every pin of the base's: a test that starts `wherry.py` need not get them once more.
    stamp = wherry.HOME / ".venv" / f"{wherry.BASE}.installed"
    stamp.write_text(wherry.stamp_of(wherry.HOME, wherry.BASE), encoding="utf-8")
    if shutil.which(LEAN) is None:
        get_chromium()


def get_chromium() -> None:
    """The lean one from the system's packages, where that is allowed; else any, and playwright's own where none is."""
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        wherry.say("Getting Chromium from the system's packages.")
        apt("update")
        apt("install", "--yes", "--no-install-recommends", LEAN)
        if chromium() is None:  # Ubuntu has no such package
            apt("install", "--yes", "--no-install-recommends", "chromium")
    if chromium() is None and not Path(own_chromium()).exists():
        wherry.say("Getting playwright's own Chromium.")
        subprocess.run([inside(), "-m", "playwright", "install", "chromium"], check=True)


def apt(*what: str) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "--quiet=2", *what], stdin=subprocess.DEVNULL, env=quiet)


def own_chromium() -> str:
    """Where playwright keeps the browser that it downloads, there or not."""
    ask = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    return subprocess.run([inside(), "-c", ask], check=True, capture_output=True, text=True).stdout.strip()


def inside() -> str:
    return str(wherry.environment_python(wherry.HOME))


if __name__ == "__main__":
    main()
