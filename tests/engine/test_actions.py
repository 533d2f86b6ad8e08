"""What `call:` does after the commit: an action that is registered, once, and what follows where it cannot be done."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from components.base import Answer
from engine import errands
from engine.case import Case
from engine.commands import Complete, Open
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.ports import Action, Failed
from engine.store import Store
from engine.ticker import tick
from tests.engine.making import ADA, END, INSPECT, NAME, NINE, ORGANISATION, REPORT, SOMEBODY, files
from workflows.load import load

CALL = "- call: street-lights\n  with: {spot: place}\n  gives: {lamp: text}\n"
OTHERWISE = "  if failed:\n  - end: no_lamp\n"
LATER = NINE + timedelta(seconds=1)


class Lights:
    """A stand-in that remembers what it was told, and with which key."""

    def __init__(self, brings: Mapping[str, Answer]) -> None:
        self.brings = brings
        self.told: list[tuple[Mapping[str, Answer], str]] = []

    def __call__(self, told: Mapping[str, Answer], key: str) -> Mapping[str, Answer]:
        self.told.append((told, key))
        return self.brings


def refuses(_told: Mapping[str, Answer], _key: str) -> Mapping[str, Answer]:
    raise Failed("The lights do not answer")


def after_a_call(store: Store, call: str, actions: Mapping[str, Action]) -> tuple[Engine, Case]:
    texts = files(REPORT + call + INSPECT + END)
    house = load(texts, NAME).organisation
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("mend"): texts[NAME]}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada Osei")
    engine = Engine(store, Library(store, lambda: house), actions)
    assert isinstance(engine.do(Open(SOMEBODY, NINE, "mend", 1, "ROA-1", {"place": "Elm Hill"}, "click")), Done)
    goes_on(engine, LATER)
    return engine, stands(engine)


def goes_on(engine: Engine, now: datetime) -> None:
    """Clocks are dealt with, and what is asked of the outside is done."""
    tick(engine, "one", now)
    for effect in engine.store.effects.overdue(now + timedelta(days=1)):
        errands.call(engine, effect, now)
        engine.store.effects.done(effect.key, "", now)


def stands(engine: Engine) -> Case:
    case = engine.store.cases.load("ROA-1")
    assert case is not None
    return case


def test_a_case_rests_until_its_action_was_done_and_goes_on_with_what_that_brought(store: Store) -> None:
    lights = Lights({"lamp": "L 12"})

    engine, case = after_a_call(store, CALL, {"street-lights": lights})

    assert (case.waiting, list(case.tasks), case.values()["lamp"]) == ({}, ["inspect.1"], "L 12")
    assert [told for told, _ in lights.told] == [{"spot": "Elm Hill"}]
    assert tick(engine, "one", LATER) == 0, "nothing is left to do"


def test_what_happens_when_an_action_fails_is_what_the_service_says(store: Store) -> None:
    _, case = after_a_call(store, CALL + OTHERWISE, {"street-lights": refuses})

    assert case.outcome == "no_lamp"


def test_without_that_the_owner_tries_again_which_is_a_call_of_its_own(store: Store) -> None:
    lights = Lights({})
    engine, case = after_a_call(store, CALL, {"street-lights": lights})
    (again,) = case.tasks.values()
    assert (again.who, again.title.endswith("It brought no lamp that can be used")) == ("highways", True)

    lights.brings = {"lamp": "L 12"}
    engine.do(Complete(ADA, LATER, "ROA-1", again.id, {}, "click 2"))
    goes_on(engine, LATER + timedelta(seconds=1))

    assert list(stands(engine).tasks) == ["inspect.1"]
    assert len({key for _, key in lights.told}) == len(lights.told) == 2


def test_an_action_that_nobody_registered_has_failed(store: Store) -> None:
    _, case = after_a_call(store, CALL, {})

    assert ["There is no action called street-lights here" in task.title for task in case.tasks.values()] == [True]


def test_a_call_in_a_late_list_is_done_beside_and_holds_nothing_up(store: Store) -> None:
    lights = Lights({})
    late = "- ask: mend\n  who: highways\n  due: 1 day\n  if late:\n  - call: street-lights\n"
    asked = "  questions: {how: {type: text, label: How}}\n"
    engine, _ = after_a_call(store, late + asked, {"street-lights": lights})

    for day in (3, 4):
        goes_on(engine, NINE + timedelta(days=day))

    case = stands(engine)
    assert (case.waiting, list(case.tasks), len(lights.told)) == ({}, ["mend.1"], 1)


def test_an_action_is_not_called_from_a_practice_case(store: Store) -> None:
    lights = Lights({"lamp": "L 12"})
    engine, _ = after_a_call(store, CALL, {"street-lights": lights})
    raw = {"place": "Elm Hill"}

    assert isinstance(engine.do(Open(ADA, NINE, "mend", 1, "ROA-2", raw, "again", practice=True)), Done)
    tick(engine, "one", LATER)

    practised = engine.store.cases.load("ROA-2")
    assert practised is not None and [task.title for task in practised.tasks.values()] == [
        "This case cannot go on by itself: street-lights is not called from a practice case"
    ]
    assert len(lights.told) == 1
