"""Every screen at its address, by people of every kind: nothing is drawn of a case but what an oracle lets them have.

`WHERRY_RUNS` asks everybody about every case; otherwise a few about two.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from desk.afterwards import Afterwards
from desk.applying import Desk as Applying
from desk.casework import Desk
from desk.designing import Designing
from desk.sources import FolderDrafts
from outside import papers
from screens import wiring
from tests.matrix.doors import first_task, plain, sees
from tests.matrix.oracle import Record, Who
from tests.matrix.scene import ACTORS, Scene, scene

WHOLE = "WHERRY_RUNS" in os.environ
FEW = ("dual", "pol", "fay", "of MND-1005")
MAIN = Path(__file__).parents[2] / "screens" / "main.py"
#: What an address may ask for of a case; {} for a screen of none.
Words = Callable[[Record], dict[str, str]]


def of_case(**more: str) -> Words:
    return lambda case: {"ref": case.reference, "task": first_task(case), **more}


def of_none(**words: str) -> Words:
    return lambda _: words


#: What each screen is asked for, by its path.
SCREENS: dict[str, tuple[Words, ...]] = {
    "": (of_none(),), "apply": (of_none(service="mend"), lambda case: {"case": case.reference}),
    "later": (of_case(service="mend"),), "resume": (of_case(),), "sent": (of_case(),), "status": (of_case(),),
    "inbox": (of_none(), of_none(view="all"), of_none(view="waiting"), of_none(view="practice")),
    "bulk": (lambda case: {"tasks": f"{case.reference}~{first_task(case)}", "what": "claim"},),
    "case": (of_case(), of_case(do="link"), of_case(do="split")), "document": (of_case(name="letter"),),
    "shared": (of_case(),), "done": (of_case(),), "help": (of_none(service="mend"),), "practice": (of_none(),),
    "away": (of_none(),), "not-done": (of_none(),),
    "find": (lambda case: {"words": case.reference}, of_none(words="place")),
    "outbox": (of_none(), of_case(link="1")), "figures": (of_none(), of_none(view="late")), "design": (of_none(),),
    "preview": (of_none(key="nobody's"),), "gallery": (of_none(),),
}  # fmt: skip


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, components_looked_up: None) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("matrix")
    made, drafts = scene(folder), folder / "definitions"
    drafts.mkdir()
    world = made.world
    wiring.install(
        wiring.Wiring(
            Desk(world.engine, world.files), Applying(world.engine, world.bytes), Afterwards(world.engine),
            Designing(world.engine, FolderDrafts(drafts)), lambda: world.now, world.token, world.engine.library.house,
            lambda id: world.actor(world.who(id)), "http://localhost", papers,
        )
    )  # fmt: skip
    yield made
    world.engine.store.database.close()


def drawn(who: Who, path: str, words: dict[str, str]) -> AppTest:
    """A page as somebody opens it who is signed in, or who holds the link of their case in this browser."""
    page = AppTest.from_file(MAIN, default_timeout=60)
    page._page_hash = calc_hash(path)  # the pages of this program are functions, which `switch_page` does not know
    page.user.update({"person": who.id} if who.kind == "person" else {"visitor": who.id})
    for name, word in words.items():
        page.query_params[name] = word
    page.run()
    assert not page.exception, (who.id, path, words, page.exception)
    return page


def everything(page: AppTest) -> str:
    def inside(block: Any) -> Iterator[str]:
        for child in getattr(block, "children", {}).values():
            yield from inside(child)
        if (proto := getattr(block, "proto", None)) is not None:
            yield str(proto)

    return " ".join(inside(page._tree))


def asked_for(here: Scene, path: str) -> list[dict[str, str]]:
    cases = list(here.all()) if WHOLE else [here.beside, here.fell]
    made = [make(case) for make in SCREENS[path] for case in cases]
    return [words for number, words in enumerate(made) if words not in made[:number]]


def asking(here: Scene) -> list[Who]:
    chosen = [one.id for one in ACTORS if one.kind in ("person", "applicant")] if WHOLE else FEW
    known = [one for one in here.everybody() if one.id in chosen and one.kind != "guest"]
    return [one for one in known if not one.disabled]


def test_no_screen_is_without_a_cell(here: Scene) -> None:
    page = drawn(here.world.who("ada"), "", {})

    assert {one["url_pathname"] for one in page._registered_pages.values()} == SCREENS.keys()


@pytest.mark.parametrize("path", SCREENS)
def test_nothing_is_drawn_that_is_not_theirs(here: Scene, path: str) -> None:
    world, wrong, seen = here.world, [], 0
    for who in asking(here):
        allowed = {(case.reference, word) for case in here.all() for word in plain(world, who, case)}
        mine = {case.reference for case in here.all() if sees(world, who, case)}
        for words in asked_for(here, path):
            said = everything(drawn(who, path, words))
            asked = {case.reference for case in here.all() if case.reference in str(words)}
            shown, named = world.shown(said), world.references(said)
            seen += len(shown)
            if shown - allowed or named - mine - asked:
                wrong.append((who.id, words, sorted(shown - allowed), sorted(named - mine - asked)))

    assert not wrong, "\n".join(map(str, wrong))
    assert seen or path not in ("case", "inbox", "status", "document", "find"), "somebody is shown something"
