"""Every address that is served beside Streamlit, as anybody may try it, and what of it an oracle lets them have.

Each gives what is wrong, in words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from httpx import Response
from starlette.testclient import TestClient

from desk import guests
from desk.places import Places
from engine.commands import Refusal
from engine.store.links import Kind, ReturnLink
from engine.who.people import fingerprint
from tests.engine.making import DAY
from tests.matrix.doors import OF_CASE
from tests.matrix.oracle import APPLICANT, Who
from tests.matrix.scene import Scene
from tests.reception import CountedRandom
from tests.web.pages import csrf_in
from web.accounts import Accounts
from web.cookies import session_name
from web.settings import Web

#: Nobody's token.
NOT_ONE = "not-a-token"
OF_TASK = "places.Places.of_task"
NEAR, FAR = "127.0.0.1", "10.0.0.1"


@dataclass
class Street:
    """The doors of the scene's council, and browsers that come to them; `browser` makes one, from an address."""

    scene: Scene
    web: Web
    accounts: Accounts
    browser: Callable[[str], TestClient]
    random: CountedRandom

    def of(self, who: Who, peer: str = FAR) -> TestClient:
        """The browser of somebody; with a session of before they were disabled, where they are."""
        browser = self.browser(peer)
        browser.get("/healthz")
        if who.kind == "person":
            browser.cookies.set(session_name(self.web), self.accounts.begin(who.id))
        return browser

    def send(self, browser: TestClient, path: str, page: str = "", **typed: str) -> Response:
        """Press the button of a page, with what was typed there."""
        data = {"csrf": csrf_in(browser.get(page or "/sign-in")), **typed}
        answer: Response = browser.post(path, data=data, headers={"origin": self.web.origins[0]})
        return answer

    def whose(self, browser: TestClient) -> str:
        """Who the screens are told that a browser is."""
        return str(browser.get("/").json().get("x-wherry-person", ""))

    def visitor(self, browser: TestClient) -> str:
        return str(browser.get("/").json()["x-wherry-visitor"])


def enters(who: Who) -> str:
    return who.id if who.kind == "person" and not who.disabled else ""


def same_for_all(path: str) -> Callable[[Street, Who], Iterator[str]]:
    def tried(street: Street, who: Who) -> Iterator[str]:
        mine, nobodys = street.of(who).get(path), street.browser(FAR).get(path)
        if (mine.status_code, mine.text) != (200, nobodys.text):
            yield f"{mine.status_code}, or other words than for a stranger"

    return tried


def ask(street: Street, who: Who) -> Iterator[str]:
    """From elsewhere nobody is named; in the demo its own machine names whoever may come in."""
    page, near = street.of(who).get("/sign-in"), street.of(who, NEAR).get("/sign-in")
    people = street.scene.world.oracle.people.values()
    if (page.status_code, near.status_code) != (200, 200) or any(one.id.title() in page.text for one in people):
        yield "somebody is named from elsewhere"
    named = {one.id for one in people if f'value="{one.id}"' in near.text}
    if named != {one.id for one in people if not one.disabled}:
        yield f"in the demo {sorted(named)} may be tried"


def sign_in(street: Street, who: Who) -> Iterator[str]:
    """With their own password, and with another's."""
    for password, may in ((f"password of {who.id}", bool(enters(who))), ("password of somebody else", False)):
        browser = street.browser(f"10.0.1.{street.random.calls % 250}")
        street.send(browser, "/sign-in", email=f"{who.id}@example.gov.uk", password=password)
        if street.whose(browser) != (who.id if may else ""):
            yield f"is {street.whose(browser)!r} with {password!r}"


def ask_to_leave(street: Street, who: Who) -> Iterator[str]:
    page = street.of(who).get("/sign-out")
    if page.status_code != (200 if enters(who) else 303):
        yield str(page.status_code)


def sign_out(street: Street, who: Who) -> Iterator[str]:
    """It ends the session of this browser, and nobody else's."""
    browser, other = street.of(who), street.of(street.scene.world.who("ada"))
    if street.whose(browser) != enters(who):
        yield f"is {street.whose(browser)!r}"
    street.send(browser, "/sign-out")
    if street.whose(browser) or street.whose(other) != "ada":
        yield "is signed in still, or somebody else is not"


def sample(street: Street, who: Who) -> Iterator[str]:
    """Anybody on the demo's own machine may be anybody who may come in; from elsewhere nobody."""
    for peer in (NEAR, FAR):
        browser = street.browser(peer)
        street.send(browser, "/demo/sign-in", person=who.id)
        if street.whose(browser) != (enters(who) if peer == NEAR else ""):
            yield f"from {peer} is {street.whose(browser)!r}"


def invited(street: Street, who: Who) -> str:
    """The token of a one-time link of theirs; nobody's where they are nobody who can be invited."""
    with street.accounts.registers.read() as register:
        person = register.people.find(who.id)
    return street.accounts.invite(person) if person else NOT_ONE


def welcome(street: Street, who: Who) -> Iterator[str]:
    """Whoever has the link is greeted by its name, whoever they are signed in as."""
    page = street.of(street.scene.world.who("pol")).get(f"/welcome/{invited(street, who)}")
    if (page.status_code == 200 and who.id.title() in page.text) != bool(enters(who)):
        yield str(page.status_code)


def set_password(street: Street, who: Who) -> Iterator[str]:
    """It lets in whom it was made for; once."""
    link, browser, again = f"/welcome/{invited(street, who)}", street.browser(FAR), street.browser(FAR)
    if enters(who):
        street.send(browser, link, link, password=f"password of {who.id}")
    street.send(again, link, password="password of somebody else")
    if (street.whose(browser), street.whose(again)) != (enters(who), ""):
        yield f"is {street.whose(browser)!r}, then {street.whose(again)!r}"


def come_back(street: Street, who: Who) -> Iterator[str]:
    yield from _come_back(street, who, "")


def come_back_plainly(street: Street, who: Who) -> Iterator[str]:
    yield from _come_back(street, who, "/simple")


def _come_back(street: Street, who: Who, way: str) -> Iterator[str]:
    """A link shows what it is for and nothing else, by every door that a link opens; nobody's link shows nothing."""
    world, browser = street.scene.world, street.of(who)
    if browser.get(f"/return/{NOT_ONE}{way}").status_code != 404:
        yield "nobody's link works"
    task = (
        next((id for id, one in world.records[who.case].tasks.items() if one.who == who.role), "") if who.role else ""
    )
    if guest := guests.waited_for(world.engine, who.case, task) if task else None:
        yield from _follow(street, browser, "task", guest.key, way)
    elif who.kind == APPLICANT and who.case:
        yield from _follow(street, browser, "case", who.case, way)
    visitor, places = street.visitor(browser), Places(world.engine, world.bytes)
    for case in street.scene.all():
        theirs = bool(guest) and case.reference == who.case
        if isinstance(places.of_task(visitor, case.reference, case.at("opinion"), world.now), Refusal) == theirs:
            yield f"what is asked by email of {case.reference} is open, or not: {theirs} is owed"
        for door in (name for name, one in OF_CASE.items() if one.by == "visitor" and name != OF_TASK):
            yield from (f"{door}: {said}" for said in OF_CASE[door].wrong(world, _by_link(who), visitor, case))


def _by_link(who: Who) -> Who:
    """Whoever has no link of a case is nobody's applicant, signed in or not."""
    return who if who.kind == APPLICANT else Who(who.id, "applicant")


def _follow(street: Street, browser: TestClient, kind: Kind, key: str, way: str) -> Iterator[str]:
    token, world = f"token-{street.random.calls}", street.scene.world
    for number, until in enumerate((world.now, world.now + DAY)):
        link = ReturnLink(fingerprint(f"{token}-{number}"), kind, key, APPLICANT, until)
        world.engine.store.links.add(link)
    if browser.get(f"/return/{token}-0{way}").status_code != 404:
        yield "a link that is over works"
    onward = browser.get(f"/return/{token}-1{way}")
    if onward.status_code != 303 or token in onward.headers["location"]:
        yield f"{onward.status_code}, or the token stays in the address"


ADDRESSES: dict[str, Callable[[Street, Who], Iterator[str]]] = {
    "GET /sign-in": ask, "POST /sign-in": sign_in, "GET /sign-out": ask_to_leave, "POST /sign-out": sign_out,
    "POST /demo/sign-in": sample, "GET /welcome/{token}": welcome, "POST /welcome/{token}": set_password,
    "GET /return/{token}": come_back, "GET /return/{token}/simple": come_back_plainly,
    "GET /wherry.css": same_for_all("/wherry.css"),
    "GET /page.js": same_for_all("/page.js"), "GET /keys.js": same_for_all("/keys.js"),
    "GET /names.js": same_for_all("/names.js"), "GET /exit.js": same_for_all("/exit.js"),
    "GET /pad.js": same_for_all("/pad.js"), "GET /pin.js": same_for_all("/pin.js"),
    "GET /plain.js": same_for_all("/plain.js"),
    "GET /healthz": same_for_all("/healthz"),
}  # fmt: skip


def served(routes: list[Any]) -> set[str]:
    """Every address of these routes, as the methods and paths that `ADDRESSES` names."""
    return {f"{method} {one.path}" for one in routes for method in (one.methods or ()) if method != "HEAD"}
