"""From `run` to the first page in a browser. Limits: under 90 s from nothing, under 4 s the second time.

    python -m benchmarks.starting [PORT]

From nothing is a fresh copy of the checkout with neither environment nor database; the packages are those that pip
has kept from an earlier time, so run it twice on a machine that never had them. Beside it: bare Streamlit, in the
same environment.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.serving import ROOT, bare, serving
from tests.browsers import launch

FROM_NOTHING, AGAIN = 90.0, 4.0
PATIENCE = 180_000
#: What a fresh clone does not have.
LEFT = shutil.ignore_patterns(".venv", "var", ".git", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info")


def main() -> None:
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8694
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        home = Path(folder) / "wherry"
        shutil.copytree(ROOT, home, ignore=LEFT)
        run = [str(Path(sys.base_prefix) / "bin" / "python3"), "wherry.py", "run", "--port", str(port)]
        first = until_drawn(browser, run, port, home)
        second = until_drawn(browser, run, port, home)
        python = str(home / ".venv" / "bin" / "python")
        limit = until_drawn(browser, bare(port, python)[0], port, home)
        browser.close()
    print(f"run from nothing, to the first page  {first:6.1f} s of {FROM_NOTHING:.0f} s")
    print(f"run again, to the first page         {second:6.1f} s of {AGAIN:.0f} s")
    print(f"bare Streamlit, to the first page    {limit:6.1f} s")


def until_drawn(browser: Browser, command: list[str], port: int, home: Path) -> float:
    """Seconds from the command to the first heading on the screen of a browser that stands ready."""
    with serving(command, port, folder=home) as server:
        began = time.perf_counter()
        server.wait("/")
        page = browser.new_page()
        page.goto(server.address)
        page.get_by_role("heading", level=1).wait_for(timeout=PATIENCE)
        took = time.perf_counter() - began
        page.close()
    return took


if __name__ == "__main__":
    main()
