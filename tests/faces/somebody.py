"""A resident at the pages of a service, in one of the two faces. What a journey says works in both, or it fails."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from desk.afterwards import Afterwards
from desk.casework import Desk
from desk.coming_back import ComingBack
from desk.designing import Designing
from desk.sources import FolderDrafts
from engine.who.people import fingerprint
from outside import papers
from screens import wiring
from screens.addresses import SCREENS
from screens.apply import DRAWN
from tests.faces.town import Town
from tests.reception import Desk as People
from tests.screens.standing import MAIN
from tests.web.conftest import ORIGIN, WEB, gate_arguments
from tests.web.plain.person import REFERENCE, Element, Person, Reader
from web.gate import Gate
from web.plain.face import Face
from web.plain.limits import Limits
from web.plain.routes import routes
from web.return_link import Return
from web.shell import Shell

#: What a journey types: by the path of a box, such as `place.location.words`; `#0` stands for the first item.
Boxes = Mapping[str, Any]
ITEM = re.compile(r"\.#(\d)(?=\.)")
LATER = "Save and come back later"
EMPTY_PAGE = "<html><head></head><body><noscript>A page for scripts</noscript></body></html>"


class Somebody(ABC):
    """`reference` is that of what they sent, as a page last showed it; "" before."""

    def __init__(self) -> None:
        self.reference = ""

    @abstractmethod
    def opens(self, service: str) -> None:
        """The first page of a service."""

    @abstractmethod
    def comes_back(self, token: str) -> None:
        """By the link in a message."""

    @abstractmethod
    def fills(self, boxes: Boxes) -> None: ...

    @abstractmethod
    def presses(self, button: str) -> None:
        """With what was filled in since the page came."""

    @abstractmethod
    def follows(self, words: str) -> None:
        """A link, by its words."""

    @abstractmethod
    def saves(self) -> str:
        """What was filled in so far, with a link to come back; its secret part."""

    @abstractmethod
    def takes_another_browser(self) -> None:
        """One that was never here."""

    @abstractmethod
    def loads_again(self) -> None: ...

    @abstractmethod
    def page(self) -> Element: ...

    @property
    def heading(self) -> str:
        return self.page().every("h1")[0].words().removesuffix(" (optional)")

    @property
    def says(self) -> str:
        return self.page().words()

    def problems(self) -> list[str]:
        lists = [one for one in self.page().every("div") if one.get("class") in ("summary", "w-summary")]
        return [link.words() for one in lists for link in one.every("a")]

    def link(self, words: str) -> str:
        links = {one.words().replace(" :", ":"): one.get("href") for one in self.page().every("a")}
        assert words in links, (words, [*links])
        return links[words]

    def looks(self) -> None:
        """For the reference of what they sent, at every page that comes."""
        found = REFERENCE.search(self.says)
        self.reference = found[0] if found else self.reference


class AtPlainPages(Somebody):
    """Runs no script: so the link in a message leads here by itself."""

    def __init__(self, town: Town, people: People) -> None:
        super().__init__()
        web = replace(WEB, demo=True)
        face = Face(web, town.desk, town.files, lambda: town.now, town.desk.random, Limits(lambda: town.now), papers)
        links = Return(web, ComingBack(town.engine, lambda: town.now))
        app = Starlette(
            routes=[*links.routes(), *routes(face), Shell(EMPTY_PAGE, SCREENS)],
            middleware=[Middleware(Gate, **gate_arguments(web, people))],
        )
        self.app = app
        self.takes_another_browser()

    def takes_another_browser(self) -> None:
        self.person = Person(TestClient(self.app, base_url=ORIGIN))
        self.boxes: dict[str, Any] = {}

    def saves(self) -> str:
        self.presses(LATER)
        (link,) = [one.words() for one in self.page().every("p") if one.get("class") == "link"]
        return link.removesuffix("/simple").rpartition("/")[2]

    def opens(self, service: str) -> None:
        self._came(self.person.opens(f"/apply/{service}"))

    def comes_back(self, token: str) -> None:
        self._came(self.person.opens(f"/return/{token}"))

    def fills(self, boxes: Boxes) -> None:
        self.boxes |= {self._name(path): value for path, value in boxes.items()}

    def presses(self, button: str) -> None:
        typed, self.boxes = self.boxes, {}
        self._came(self.person.sends(button, **typed))

    def follows(self, words: str) -> None:
        self._came(self.person.opens(urljoin(self.person.address, self.link(words))))

    def loads_again(self) -> None:
        self._came(self.person.opens(self.person.address))

    def page(self) -> Element:
        return self.person.page

    def _came(self, person: Person) -> None:
        """A browser without scripts goes on where a page says so."""
        goes = [one for one in person.page.every("meta") if one.get("http-equiv") == "refresh"]
        if goes:
            person.opens(goes[0].get("content").partition("url=")[2])
        assert person.answer.status_code in (200, 422), (person.address, person.says)
        self.looks()

    def _name(self, path: str) -> str:
        return ITEM.sub(lambda found: f".{self._items(path[: found.start()])[int(found[1])]}", path)

    def _items(self, path: str) -> list[str]:
        return [one.get("value") for one in self.page().every("input") if one.get("name") == f"{path}.#"]


class AtScreens(Somebody):
    """Streamlit draws them without a browser."""

    def __init__(self, town: Town, people: People) -> None:
        super().__init__()
        self.town = town
        (town.folder / "definitions").mkdir()
        designing = Designing(town.engine, FolderDrafts(town.folder / "definitions"))
        random = town.desk.random
        wiring.install(
            wiring.Wiring(
                Desk(town.engine, town.files), town.desk, Afterwards(town.engine), designing, lambda: town.now,
                lambda: random(16).hex(), town.engine.library.house, lambda _: None, ORIGIN, papers, in_demo=True,
            )
        )  # fmt: skip
        self.visitor = "zoe"
        self.takes_another_browser()

    def takes_another_browser(self) -> None:
        self.visitor += "!"
        self.test = AppTest.from_file(MAIN, default_timeout=60)
        self.test.user["visitor"] = self.visitor

    def saves(self) -> str:
        self.presses(LATER)
        return str(self.test.code[0].value).rpartition("/")[2]

    def opens(self, service: str) -> None:
        self._goes("apply", {"service": service})

    def comes_back(self, token: str) -> None:
        back = ComingBack(self.town.engine, lambda: self.town.now)
        link = back.find(fingerprint(token))
        assert link
        back.bind(self.visitor, link)
        self._goes("apply", {"service": link.service, **link.named()})

    def fills(self, boxes: Boxes) -> None:
        for path, value in boxes.items():
            self._box(self._key(self.test.session_state[DRAWN], path), value)

    def presses(self, button: str) -> None:
        found = [one for one in self.test.button if one.label.partition(" :gray[")[0] == button]
        assert found, (button, [one.label for one in self.test.button])
        found[0].click()
        self._run()

    def follows(self, words: str) -> None:
        address = urlsplit(self.link(words))
        self._goes(address.path.strip("/"), dict(parse_qsl(address.query)))

    def loads_again(self) -> None:
        self._run()

    def page(self) -> Element:
        return Element("page", {}, inside=[one for body in self._bodies() for one in Reader(body).open])

    def _bodies(self) -> list[str]:
        return [one.proto.body for one in self.test.get("html")]

    def _box(self, key: str, value: Any) -> None:
        test = self.test
        if isinstance(value, tuple):
            (found,) = [one for one in test.file_uploader if str(one.key).startswith(f"{key}.upload.")]
            found.set_value([value])
            return
        if isinstance(value, list):
            for option in [one for one in test.checkbox if str(one.key).startswith(f"{key}.")]:
                option.set_value(str(option.key).removeprefix(f"{key}.") in value)
            return
        boxes = [*test.text_input, *test.text_area, *test.radio, *test.selectbox]
        (box,) = [one for one in boxes if one.key == key]
        box.set_value(value)

    def _key(self, place: str, path: str) -> str:
        def item(found: "re.Match[str]") -> str:
            return f".{self.test.session_state[f'{place}.{path[: found.start()]}.#'][int(found[1])]}"

        return f"{place}.{ITEM.sub(item, path)}"

    def _goes(self, screen: str, query: Mapping[str, str]) -> None:
        self.test._page_hash = calc_hash(screen)  # the pages are functions, which `switch_page` does not know
        self.test.query_params.clear()
        self.test.query_params.update(query)
        self._run()

    def _run(self) -> None:
        self.test.run()
        self.test._page_hash = ""
        assert not self.test.exception, self.test.exception
        self.looks()


#: By their names.
FACES: Mapping[str, type[AtPlainPages] | type[AtScreens]] = {"plain pages": AtPlainPages, "screens": AtScreens}
