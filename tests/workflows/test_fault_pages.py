"""Every fault has its page in docs/faults/, whose wrong sample gives it and whose right one does not.

A sample is steps, which stand between the first and the last of a small service, or top words with all beneath
them, which stand in place of the service's own. `WHERRY_RENEW=1` writes the list of pages anew.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflows.services import FILES
from workflows.load import examine
from workflows.yaml_faults import SENTENCES

WORKFLOWS = Path(__file__).parents[2] / "workflows"
PAGES = Path(__file__).parents[2] / "docs" / "faults"
INDEX = PAGES / "README.md"
#: Where the code stands among what a call is told.
TOLD = {
    "fault": 1, "remark": 1, "Fault": 1, "_fault": 1, "_stop": 1, "Flaw": 1, "flaw": 1, "_flaw": 1, "wrong": 0,
    "fail": 0, "_gap": 4,
}  # fmt: skip
#: Said of more than one file, of a whole file, or of more than a page should hold.
WITHOUT_SAMPLE = frozenset(
    "broken-word-file character gives-too-late group-in-group no-organisation no-word-file not-names "
    "not-there not-translated not-utf-8 placeholder-differs to-write too-long too-many unknown-service "
    "unknown-shared yaml".split()
)
#: Remarks on any service that is not whole.
BESIDE = frozenset({"no-example", "no-summary", "nobody-uses", "unused"})
SERVICE = """\
service: sample
title: A sample
owner: highways
reference: SAM
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
steps:
- ask: report
  questions:
    place: {type: text, label: Where is it}
    depth: {type: choice, label: How deep is it, options: [Shallow, Deep]}
    width:
      type: number
      label: How wide is it
      when: depth is "Deep"
    size: {type: number, label: How long is it}
    urgent: {type: yes or no, label: Is somebody in danger}
    found_on: {type: date, label: When did you find it}
    tools: {type: choices, label: What do we need, options: [Ladder, Rope], optional: yes}
    holes:
      type: list
      label: The holes
      item: hole
      questions:
        wide: {type: number, label: How wide is it}
    photo: {type: photo, label: Add a photo, optional: yes}
    email: {type: email, label: Where can we write to you, optional: yes}
# here
- send: told
  to: highways
- end: done
messages:
  told: {subject: A report, body: We had a report.}
outcomes:
  done: {title: It is done}
examples:
- story: It is reported
  play:
  - report: {place: Elm Hill}
  ends: done
"""


def raised() -> Iterator[str]:
    """Every code that stands in the modules of the language."""
    yield from (code for _, code, _, _ in SENTENCES)
    for path in WORKFLOWS.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call):
                yield from told(call)


def told(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "known" and len(call.args) > 2 and isinstance(call.args[2], ast.Constant):
        yield f"unknown-{call.args[2].value.split()[0]}"
    at = TOLD.get(name, len(call.args))
    found = call.args[at] if at < len(call.args) else None
    for part in (found.body, found.orelse) if isinstance(found, ast.IfExp) else (found,):
        if isinstance(part, ast.Constant) and re.fullmatch(r"[a-z0-9-]+", part.value):
            yield part.value


CODES = sorted(set(raised()))


def samples(code: str) -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", (PAGES / f"{code}.md").read_text("utf-8"), re.DOTALL)


def service(sample: str) -> str:
    """The small service with a sample in it, or the sample alone where it is whole."""
    if sample.startswith("service: sample\ntitle:"):
        return sample + "outcomes:\n  done: {title: It is done}\n"
    if sample.startswith("- "):
        return SERVICE.replace("# here\n", sample)
    text = SERVICE
    for block in filter(None, re.split(r"^(?=[a-z]+:)", sample, flags=re.MULTILINE)):
        own = re.compile(rf"^{re.escape(block.partition(':')[0])}:.*\n([ \-#].*\n)*", re.MULTILINE)
        found = own.search(text)
        text = text[: found.start()] + block + text[found.end() :] if found else block + text
    return text


def codes(sample: str) -> set[str]:
    examined = examine({**FILES, "sample.yaml": service(sample)}, "sample.yaml")
    return {fault.code for fault in examined.faults}


@pytest.mark.parametrize("code", CODES)
def test_every_fault_has_a_page_that_says_what_it_means(code):
    title, _, means, *_ = (PAGES / f"{code}.md").read_text("utf-8").split("\n", 3)

    assert title == f"# {code}"
    assert len(means.split()) > 4
    assert len(samples(code)) == (0 if code in WITHOUT_SAMPLE else 2)


@pytest.mark.parametrize("code", [code for code in CODES if code not in WITHOUT_SAMPLE])
def test_the_wrong_sample_gives_the_fault_and_no_other_and_the_right_one_none(code):
    wrong, right = samples(code)

    assert codes(wrong) - BESIDE == {code} - BESIDE
    assert code in codes(wrong)
    assert codes(right) <= BESIDE - {code}


def test_no_page_is_of_a_fault_that_is_never_said():
    assert sorted(page.stem for page in PAGES.glob("*.md") if page != INDEX) == CODES


def index() -> str:
    lines = ["# What can be wrong in a definition", ""]
    for code in CODES:
        means = (PAGES / f"{code}.md").read_text("utf-8").split("\n")[2]
        lines.append(f"- [{code}]({code}.md): {means}")
    return "\n".join(lines) + "\n"


def test_the_list_of_pages_is_whole():
    if "WHERRY_RENEW" in os.environ:
        INDEX.write_text(index(), "utf-8")
    assert INDEX.read_text("utf-8") == index()
