"""What somebody does at the plain pages without a script: reads, types into boxes by their labels, presses buttons."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from httpx import Response
from starlette.testclient import TestClient

from tests.web.pages import title, words

VOID = ("input", "br", "meta", "link")
REFERENCE = re.compile(r"\b[A-Z]{3}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: "list[Element]" = field(default_factory=list)

    def every(self, *tags: str) -> "list[Element]":
        found = [self] if self.tag in tags else []
        return found + [one for each in self.inside for one in each.every(*tags)]

    def everything(self) -> "list[Element]":
        """Itself, and all inside it, in the order of the page."""
        return [self, *(each for one in self.inside for each in one.everything())]

    def words(self) -> str:
        return " ".join((self.text + " " + " ".join(one.words() for one in self.inside)).split())

    def raw(self) -> str:
        return self.text + "".join(one.raw() for one in self.inside)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")


class Reader(HTMLParser):
    """Builds the tree, and holds that every tag closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open = [Element("page", {})]
        self.feed(text)
        assert len(self.open) == 1, [one.tag for one in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, (self.open[-1].tag, tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(Element("words", {}, data))


class Person:
    def __init__(self, browser: TestClient) -> None:
        self.browser = browser
        self.answer: Response
        self.page = Element("page", {})

    def opens(self, address: str) -> "Person":
        return self._read(self.browser.get(address))

    def follows(self, words: str) -> "Person":
        """A link, by its words."""
        found = [one for one in self.page.every("a") if one.words() == words]
        assert found, [one.words() for one in self.page.every("a")]
        return self.opens(urljoin(str(self.answer.url), found[0].get("href")))

    def sends(self, button: str = "Continue", **typed: Any) -> "Person":
        """Types by the names of boxes (`__` for a dot; `_` is as it is) and presses a button by its words."""
        form, pressed = self.form(button)
        data = self.boxes(form) | {name.replace("__", "."): value for name, value in typed.items()}
        files = {name: data.pop(name) for name in [name for name in data if isinstance(data[name], tuple)]}
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value")
        address = urljoin(str(self.answer.url), pressed.get("formaction") or form.get("action"))
        sent = {name: value for name, value in data.items() if value not in (None, [])}
        return self.posts(address, sent, files or None)

    def posts(self, address: str, data: dict[str, Any], files: dict[str, Any] | None = None) -> "Person":
        """As a page of ours is sent, whatever is sent with it."""
        origin = {"origin": str(self.browser.base_url).rstrip("/")}
        return self._read(self.browser.post(address, data=data, files=files, headers=origin))

    def form(self, button: str) -> tuple[Element, Element]:
        pairs = [(form, one) for form in self.page.every("form") for one in form.every("button")]
        found = [(form, one) for form, one in pairs if one.words() == button]
        assert found, (button, [one.words() for _, one in pairs], self.says)
        return found[-1]

    @staticmethod
    def boxes(form: Element) -> dict[str, Any]:
        """What a browser would send of it, untouched."""
        found: dict[str, Any] = {}
        for box in form.every("input", "textarea", "select"):
            kind, name = box.get("type"), box.get("name")
            if kind == "file" or (kind in ("radio", "checkbox") and "checked" not in box.attributes):
                continue
            chosen = [one for one in box.every("option") if "selected" in one.attributes]
            value = box.get("value") if box.tag == "input" else box.raw().removeprefix("\n")
            if box.tag == "select":
                value = (chosen[0].attributes.get("value") or chosen[0].words()) if chosen else ""
            found.setdefault(name, []).append(value)
        return found

    @property
    def says(self) -> str:
        return words(self.answer)

    @property
    def title(self) -> str:
        return title(self.answer)

    @property
    def address(self) -> str:
        return str(self.answer.url)

    def problems(self) -> list[tuple[str, str]]:
        """The list of problems: what each says, and the id it leads to."""
        summary = next((one for one in self.page.every("div") if "summary" in one.get("class").split()), None)
        return [(one.words(), one.get("href")[1:]) for one in summary.every("a")] if summary else []

    def box(self, id: str) -> Element:
        found = [one for one in self.everything() if one.get("id") == id]
        assert len(found) == 1, (id, len(found))
        return found[0]

    def everything(self) -> list[Element]:
        return self.page.everything()

    @property
    def reference(self) -> str:
        """Of the case that the page says was sent."""
        found = REFERENCE.search(self.says)
        assert found, self.says
        return found[0]

    @property
    def link(self) -> str:
        """The link back that the page tells, as it is written there."""
        found = [one.words() for one in self.everything() if one.get("class") == "link"]
        assert found, self.says
        return found[0]

    def _read(self, answer: Response) -> "Person":
        self.answer = answer
        if answer.headers.get("content-type", "").startswith("text/html"):
            self.page = Reader(answer.text.replace("<!doctype html>", "")).open[0]
        return self
