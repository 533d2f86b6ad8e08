"""A service run as part of another: a case of its own, begun and brought back, once each."""

from datetime import timedelta

import pytest

from engine import errands
from engine.commands import CLOCK, Begun, Complete, Open, Refusal, Returned
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from engine.ticker import tick
from tests.engine.making import ADA, NAME, NINE, ORGANISATION, SOMEBODY, files, service

PLACE = "- ask: report\n  questions:\n    place: {type: text, label: Where is it}\n"
WHOLE = (
    PLACE
    + """\
- run: part
  id: mending
  with:
    place: place
  gives:
    found: choice of Hole, Nothing
- end: hole
  when: found is "Hole"
- end: done
"""
)
PART = (
    PLACE
    + """\
- ask: inspect
  who: highways
  questions:
    found: {type: choice, label: What did you find, options: [Hole, Nothing]}
- end: done
"""
)
DEEPER = PLACE + "- run: deeper\n  with: {place: place}\n- end: done\n"
SECOND = timedelta(seconds=1)


def text_of(name: str, steps: str) -> str:
    text = files(steps)[NAME].replace("contact: [email, phone]\n", "").replace("service: mend", f"service: {name}")
    return text.replace("reference: ROA", f"reference: {name[:3].upper()}")


@pytest.fixture
def engine(store: Store) -> Engine:
    house = service(PLACE.replace("place:", "email: {type: email, label: E}\n    phone: {type: phone, label: P}\n    "
                                  "place:") + "- end: done\n").organisation  # fmt: skip
    for name, steps in (("whole", WHOLE), ("part", PART), ("deeper", DEEPER)):
        kept = {"definitions/organisation.yaml": ORGANISATION, path_of(name): text_of(name, steps)}
        store.versions.publish(name, name, kept, NINE, "ada", "Ada Osei")
    return Engine(store, Library(store, lambda: house))


def begun(engine: Engine, service: str = "whole") -> None:
    assert isinstance(engine.do(Open(SOMEBODY, NINE, service, 1, "W-1", {"place": "Elm Hill"}, "click")), Done)


def part_of(engine: Engine) -> str:
    case = engine.store.cases.load("W-1")
    assert case is not None
    return str(case.waiting["mending.1"].details["case"])


def test_a_service_runs_as_a_case_of_its_own_and_its_answers_come_back(engine: Engine) -> None:
    begun(engine)
    tick(engine, "one", NINE + SECOND)
    reference = part_of(engine)
    case = engine.store.cases.load(reference)
    assert case is not None and case.values() == {"place": "Elm Hill"} and list(case.tasks) == ["inspect.1"]

    engine.do(Complete(ADA, NINE + SECOND, reference, "inspect.1", {"found": "Hole"}, "click 2"))
    tick(engine, "one", NINE + 2 * SECOND)

    whole = engine.store.cases.load("W-1")
    assert whole is not None and whole.outcome == "hole" and whole.values()["found"] == "Hole"
    assert engine.store.cases.verify("W-1") == [] and engine.store.cases.verify(reference) == []
    assert tick(engine, "one", NINE + 3 * SECOND) == 0, "nothing is left to do"


def test_an_errand_done_twice_is_done_once(engine: Engine) -> None:
    begun(engine)
    errands.run(engine, "W-1", NINE)
    before = part_of(engine)
    errands.run(engine, "W-1", NINE)
    assert part_of(engine) == before
    (waiting,) = engine.store.cases.load("W-1").waiting  # type: ignore[union-attr]
    assert isinstance(engine.do(Begun(CLOCK, NINE, "W-1", waiting, before)), Refusal), "it was begun before"

    engine.do(Complete(ADA, NINE, before, "inspect.1", {"found": "Hole"}, "click 2"))
    errands.run(engine, before, NINE)
    errands.run(engine, before, NINE)

    whole = engine.store.cases.load("W-1")
    assert whole is not None and whole.outcome == "hole"
    assert len(engine.store.cases.history("W-1")) == 3
    assert isinstance(engine.do(Returned(CLOCK, NINE, before)), Refusal), "it was brought back before"


def test_services_that_run_one_another_for_ever_stop_at_a_depth(engine: Engine) -> None:
    begun(engine, "deeper")
    for second in range(1, 20):
        tick(engine, "one", NINE + second * SECOND)

    assert engine.store.cases.open_by_service() == {"deeper": 6}


def test_a_service_that_is_not_there_is_a_task_for_the_owner(engine: Engine, store: Store) -> None:
    kept = {"definitions/organisation.yaml": ORGANISATION, path_of("lone"): text_of("lone", PLACE +
            "- run: nowhere\n- end: done\n")}  # fmt: skip
    store.versions.publish("lone", "lone", kept, NINE, "ada", "Ada Osei")
    begun(engine, "lone")

    tick(engine, "one", NINE + SECOND)

    case = engine.store.cases.load("W-1")
    assert case is not None
    assert ["There is no service called nowhere" in task.title for task in case.tasks.values()] == [True]


def test_a_guide_is_run_by_no_case(engine: Engine, store: Store) -> None:
    steps = PLACE + "- run: told\n- end: done\n"
    guide = text_of("told", PLACE + "- end: done\n").replace("reference: TOL\n", "")
    guide = "".join(line for line in guide.splitlines(keepends=True) if not line.startswith("privacy:"))
    for name, text in (("lone", text_of("lone", steps)), ("told", guide)):
        kept = {"definitions/organisation.yaml": ORGANISATION, path_of(name): text}
        store.versions.publish(name, name, kept, NINE, "ada", "Ada Osei")
    begun(engine, "lone")

    tick(engine, "one", NINE + SECOND)

    case = engine.store.cases.load("W-1")
    assert case is not None
    assert ["told is a guide" in task.title for task in case.tasks.values()] == [True]
