"""A page as whatever reads it aloud is told of it: the accessibility tree that the browser makes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

#: What is said under a question, of it or of one of its options.
SAID = """
() => [...document.querySelectorAll(
  'main .question :is(.hint, .problem), .stMain [class*=st-key-ask-] :is(.w-hint, .w-problem, .w-option-hint)')]
  .filter(one => one.checkVisibility() && !one.closest('.kept, .w-kept')).map(one => one.innerText)
"""
#: What somebody answers with, or presses.
ANSWERED_WITH = {
    "textbox", "radio", "checkbox", "combobox", "listbox", "spinbutton", "button", "link", "slider", "switch",
}  # fmt: skip
#: What holds the controls of a question together.
HOLDS = {"group", "radiogroup"}


@dataclass(frozen=True)
class Heard:
    """One thing of the page: what it is, what it is called, what is said of it besides."""

    role: str
    name: str
    description: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    #: What lies around it, from the outermost on.
    inside: "tuple[Heard, ...]" = ()

    def __contains__(self, words: str) -> bool:
        return words in self.name or words in self.description


def heard(page: Page) -> list[Heard]:
    """In the order in which it is read."""
    session = page.context.new_cdp_session(page)
    nodes = {one["nodeId"]: one for one in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    root = next(one for one in nodes.values() if "parentId" not in one)
    return list(_read(root, nodes, ()))


def _read(node: dict[str, Any], nodes: dict[str, Any], inside: tuple[Heard, ...]) -> Iterator[Heard]:
    here = inside
    if not node["ignored"]:
        one = Heard(
            _value(node, "role"), _squeezed(_value(node, "name")), _squeezed(_value(node, "description")),
            {each["name"]: each["value"].get("value") for each in node.get("properties", [])}, inside,
        )  # fmt: skip
        here = (*inside, one)
        yield one
    for child in node.get("childIds", []):
        if child in nodes:
            yield from _read(nodes[child], nodes, here)


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def _squeezed(words: str) -> str:
    return " ".join(words.split())


def untied(page: Page, all_heard: list[Heard]) -> list[str]:
    """What stands at a question and is not said with any control or group of it."""
    told = [one for one in all_heard if one.role in ANSWERED_WITH | HOLDS]
    return [words for words in map(_squeezed, page.evaluate(SAID)) if not any(words in one for one in told)]


def nameless(all_heard: list[Heard]) -> list[Heard]:
    return [one for one in all_heard if one.role in ANSWERED_WITH | {"radiogroup"} and not one.name]
