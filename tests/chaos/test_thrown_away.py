"""After every step of a random case all that is in memory is thrown away, and what is read again is the same."""

from datetime import timedelta

from sqlalchemy import text

from engine.engine import Engine
from engine.library import Library
from engine.store import Store
from engine.store.database import Database
from tests.chaos.length import share
from tests.engine.making import ADA, NINE
from tests.engine.test_random_cases import MOVES, Play

CASES = share(500, 5)
#: Every clock has gone off by then.
FAR = NINE + timedelta(days=36_500)


def fresh(engine: Engine) -> Engine:
    """What a new process would have: nothing but the address of the database."""
    url, house = engine.store.database.url, engine.library.house()
    engine.store.database.close()
    store = Store(Database.open(url))
    return Engine(store, Library(store, lambda: house))


def known(engine: Engine, reference: str) -> tuple[object, ...]:
    """All that anybody goes on from: the case, what happened to it, the lists and clocks that tell of it."""
    store = engine.store
    with store.database.read() as connection:
        tasks = connection.execute(text("SELECT * FROM wf_task WHERE reference = :r ORDER BY 1, 2"), {"r": reference})
        return (
            store.cases.load(reference), store.cases.replayed(reference), store.cases.verify(reference), tasks.all(),
            store.cases.history(reference, limit=1_000), store.timers.due(FAR), engine.see(ADA, reference),
        )  # fmt: skip


def test_a_case_that_is_read_again_after_every_step_is_the_same_and_goes_on_alike(address: str) -> None:
    steps = 0
    for seed in range(CASES):
        play = Play(Store(Database.open(address)), seed)
        for _ in range(MOVES):
            play.move()
            before = known(play.engine, play.reference)
            play.engine = fresh(play.engine)
            assert known(play.engine, play.reference) == before
            play.stands()
            steps += 1
        play.engine.store.database.close()

    assert steps == CASES * MOVES
    print(f"\n{CASES:,} cases thrown away after each of {steps:,} steps")
