"""Finds a browser, starts it, and asks axe what is wrong with a page. Standard library alone until it starts one."""

import os
import shutil
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

#: Chromium without windows of its own, as playwright starts it by itself: a first page takes half the time.
LEAN = "chromium-headless-shell"
NAMES = (
    LEAN, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "msedge",
)  # fmt: skip
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
)
#: Without a sandbox, as in a container it cannot make one; and without any traffic of its own.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: The rules of WCAG 2.2 at level A and AA.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: What is well stays in the page: to bring all of it over takes longer than to find it. How large a target is (2.5.8)
#: axe looks at only where it is told to.
ASK_AXE = """async rules => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: rules}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
  })
  return found.violations
}"""


def chromium() -> str | None:
    """The path of a Chromium or Chrome that runs; None where only playwright's own can be had."""
    named = [shutil.which(name) for name in NAMES]
    placed = [place.format_map({"PROGRAMFILES": "", "LOCALAPPDATA": "", **os.environ}) for place in PLACES]
    return next((path for path in [*named, *placed] if path and _runs(path)), None)


def _runs(path: str) -> bool:
    # On Ubuntu a name on the path may be only a note that the browser comes as a snap.
    if not Path(path).is_file():
        return False
    if os.name == "nt":  # chrome.exe --version opens a window there
        return True
    return subprocess.run([path, "--version"], capture_output=True, stdin=subprocess.DEVNULL).returncode == 0


def launch(playwright: "Playwright") -> "Browser":
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


@cache
def axe_path() -> Path:
    """The script of axe-core, from a package of the test set: nothing comes from the network."""
    return Path(str(files("axe_playwright_python") / "axe.min.js"))


def axe_findings(page: "Page") -> list[str]:
    """What axe finds wrong at level A or AA, a line each with the places: empty is good.

    The script goes in past the page's Content-Security-Policy, which stays as it is for the page itself.
    """
    page.evaluate(axe_path().read_text(encoding="utf-8"))
    found = page.evaluate(ASK_AXE, RULES)
    return [
        f"{finding['id']}: {finding['help']} at {', '.join(str(node['target']) for node in finding['nodes'])}"
        for finding in found
    ]
