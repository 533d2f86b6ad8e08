"""A small service whose cases ask for work outside, its engine over any database, and what must hold in the end."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from statistics import quantiles

from sqlalchemy import text

from engine.commands import Actor, Complete, Open
from engine.effects import Queue, migrate
from engine.engine import Engine
from engine.library import Library, path_of
from engine.ports import Action
from engine.store import Store
from engine.store.database import Database
from engine.store.effects import Reach
from engine.store.verifying import verify
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from workflows.load import load

CALL = "- call: street-lights\n  with: {spot: place}\n"
SEND = "- send: told\n  to: applicant\n"
STEPS = REPORT + SEND + INSPECT + CALL + END
NO_ACTIONS: Mapping[str, Action] = {}


def now() -> datetime:
    return datetime.now(UTC)


def published(url: str, steps: str = STEPS) -> None:
    """Make the database ready: its schemas, and the service."""
    database = Database.open(url)
    database.upgrade()
    migrate(url)
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): files(steps)[NAME]}
    Store(database).versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    database.close()


def over(url: str, actions: Mapping[str, Action] = NO_ACTIONS) -> Engine:
    """An engine as a process of its own would have it: what its cases ask of the outside goes into the queue."""
    house = load(files(REPORT + END), NAME).organisation
    store = Store(Database.open(url), reach=Reach(frozenset({"email"}), Queue(url).hand_on))
    return Engine(store, Library(store, lambda: house), actions)


def opening(token: str, reference: str, at: datetime, by: Actor = SOMEBODY) -> Open:
    """A report whose place is its token, so that a second case of one click would show."""
    return Open(by, at, "mend", 1, reference, {"place": token, "email": "zoe@example.org"}, token)


def inspecting(token: str, reference: str, at: datetime) -> Complete:
    return Complete(ADA, at, reference, "inspect.1", {"found": "Hole"}, token)


def whole(store: Store, opened: Mapping[str, str], inspected: Collection[str] = ()) -> None:
    """What was acknowledged is there, once, and every case is sound; `opened` is token → reference."""
    assert {reference: wrong for reference, wrong in verify(store) if wrong} == {}, "every chain and row agrees"
    assert set(opened.values()) == _references(store), "one case a click, and none beside"
    for token, reference in opened.items():
        case = store.cases.load(reference)
        assert case is not None and case.values()["place"] == token, "nothing acknowledged is lost"
        entries = store.cases.history(reference)
        assert max(Counter(one.command for one in entries).values()) == 1, "nothing happened twice"
        assert reference not in inspected or not case.tasks, "what was completed is completed"


def _references(store: Store) -> set[str]:
    with store.database.read() as connection:
        found = list(connection.scalars(text("SELECT reference FROM wf_case")))
    assert len(found) == len(set(found))
    return set(found)


def asked(store: Store) -> dict[str, list[str]]:
    """What each case asks of the outside, by its reference."""
    with store.database.read() as connection:
        rows = connection.execute(text("SELECT reference, kind FROM wf_effect ORDER BY kind")).all()
    found: dict[str, list[str]] = defaultdict(list)
    for reference, kind in rows:
        found[reference].append(kind)
    return dict(found)


def waits(seconds: Collection[float]) -> str:
    """The middle, the 99th of a hundred and the longest, for people to read."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return f"p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, longest {max(seconds):.2f} s"
