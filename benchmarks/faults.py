"""From a pause in typing to the faults drawn, at a service of 100 questions. Limit: p95 under 300 ms.

    python -m benchmarks.faults [PAUSES] [PORT]

In Chromium, in Monaco: a word of the fiftieth question is made wrong, each time otherwise. The pause is the moment
when the editor hands its text over (300 ms after the last key, which is its own); the faults are drawn when the
panel beside it quotes the wrong line. Beside it: what reading and checking that text alone costs the engine.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.figures import percentile, waits
from benchmarks.serving import ROOT, Server, serving, wherry
from tests.browsers import launch
from workflows.load import ORGANISATION, examine

LIMIT = 300.0
DEFAULTS = (40, 8692)
QUESTIONS = 100
WARM = 3
SERVICE = "hundred-questions"
MORE = """\
    more_{0}:
      type: text
      label: What else, {0}?
      optional: yes
"""
DESIGNER = "Imran Hussain"
#: Moments of the page: the last key, the text handed over, the fault drawn. The editor stands in a frame of its own.
WATCH = """
window.moments = {};
const now = () => performance.timeOrigin + performance.now();
addEventListener("keydown", () => { window.top.moments.key = now(); }, true);
if (window === window.top) {
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const wanted = window.moments.wanted;
    if (wanted && !window.moments.paused && new TextDecoder().decode(data).includes(wanted)) {
      window.moments.paused = now();
    }
    return send.call(this, data);
  };
  new MutationObserver(() => {
    const panel = document.querySelector(".w-faults");
    const wanted = window.moments.wanted;
    if (wanted && !window.moments.drawn && panel && panel.textContent.includes(wanted)) {
      window.moments.drawn = now();
    }
  }).observe(document, {subtree: true, childList: true, characterData: true});
}
"""


def main() -> None:
    told = tuple(map(int, sys.argv[1:]))
    pauses, port = told + DEFAULTS[len(told) :]
    with tempfile.TemporaryDirectory() as folder:
        definitions = Path(folder) / "definitions"
        shutil.copytree(ROOT / "definitions", definitions)
        text = written()
        (definitions / f"{SERVICE}.yaml").write_text(text, encoding="utf-8")
        with serving(*wherry(port, Path(folder) / "var", definitions)) as server, sync_playwright() as playwright:
            server.wait("/healthz")
            browser = launch(playwright)
            paused, keyed = in_the_browser(browser, server, pauses)
            browser.close()
    print(f"A service of {QUESTIONS} questions, {len(text.splitlines())} lines")
    print("  " + waits("a pause in typing, to the faults drawn", paused))
    print("  " + waits("the last key, to the faults drawn", keyed))
    print("  " + waits("reading and checking it alone, in the engine", alone(text, pauses)))
    print(f"A pause to the faults, p95: {percentile(paused, 0.95):.0f} ms of {LIMIT:.0f} ms")


def written() -> str:
    """A hundred questions, a table, tasks and letters: the service that reports potholes, asked more."""
    whole = (ROOT / "definitions" / "report-a-pothole.yaml").read_text(encoding="utf-8")
    whole = whole.replace("service: report-a-pothole", f"service: {SERVICE}", 1)
    head, mark, rest = whole.partition("    photo:\n")
    added = QUESTIONS - whole.count("\n      type: ")
    more = (
        f"    more_{n}:\n      type: text\n      label: What else, {n}?\n      optional: yes\n" for n in range(added)
    )
    return head + "".join(more) + mark + rest


def in_the_browser(browser: Browser, server: Server, pauses: int) -> tuple[list[float], list[float]]:
    """Seconds from each pause, and from the last key before it, to its fault."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH)
    page.goto(f"{server.address}/sign-in?next=/design")
    page.get_by_role("button", name=DESIGNER).click()
    page.goto(f"{server.address}/design?service={SERVICE}")
    go_to_the_fiftieth(page)
    moments = [mistype(page, f"wrong{number:03}") for number in range(pauses + WARM)][WARM:]
    return (
        [(one["drawn"] - one["paused"]) / 1000 for one in moments],
        [(one["drawn"] - one["key"]) / 1000 for one in moments],
    )


def go_to_the_fiftieth(page: Page) -> None:
    """Put the cursor at the end of a `type:` in the middle, by the editor's own search."""
    editor = page.frame_locator("iframe").locator(".monaco-editor").first
    editor.click()
    page.keyboard.press("Control+f")
    page.keyboard.type("label: What else, 50?")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")


def mistype(page: Page, word: str) -> dict[str, float]:
    """Make the kind of the question another wrong one, and wait until that is told."""
    page.evaluate("wanted => { window.moments = {wanted} }", word)
    page.keyboard.press("Shift+Home")
    page.keyboard.type(f"      type: {word}")
    page.keyboard.press("Escape")
    while not page.evaluate("window.moments.drawn && window.moments.paused"):
        page.wait_for_timeout(50)
    moments: dict[str, float] = page.evaluate("window.moments")
    time.sleep(1)  # the path to the cursor follows the text: what it draws is not part of the next pause
    return moments


def alone(text: str, times: int) -> list[float]:
    """Seconds to read and check it with each of so many mistakes, none of them known before."""
    organisation = (ROOT / "definitions" / ORGANISATION).read_text(encoding="utf-8")
    path = f"definitions/{SERVICE}.yaml"
    took = []
    for number in range(times):
        wrong = text.replace("type: text\n      label: What else, 50?", f"type: wrong{number:03}\n      label: What?")
        began = time.perf_counter()
        examine({path: wrong, f"definitions/{ORGANISATION}": organisation}, path)
        took.append(time.perf_counter() - began)
    return took


if __name__ == "__main__":
    main()
