"""Several people at the same moment, in threads of their own: what they do is done one after another, and once.

`WHERRY_RUNS` says how many moments there are.
"""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest

from engine import commands as c
from engine import events as e
from engine.commands import Actor, Command
from engine.engine import Done, Engine
from engine.library import Library, path_of
from engine.store import Store
from tests.engine.making import ADA, BEN, MEI, NAME, NINE, ORGANISATION, PAM, REPORT, ZOE, files
from workflows.load import load

MOMENTS = min(int(os.environ.get("WHERRY_RUNS", "12")), 400)
AT_ONCE = 5
STEPS = (
    REPORT
    + "- ask: inspect\n  who: highways\n  questions: {found: {type: text, label: Found}}\n"
    + "- ask: check\n  who: highways\n  not whoever did: [inspect]\n"
    + "  questions: {fine: {type: yes or no, label: Fine}}\n- end: done\n"
)
RAW = {"found": "Hole", "fine": "yes", "said": "Words"}


def engine_of(store: Store) -> Engine:
    kept = {path_of("mend"): files(STEPS)[NAME], "definitions/organisation.yaml": ORGANISATION}
    store.versions.publish("mend", "one", kept, NINE, "ada", "Ada")
    organisation = load(files(STEPS), NAME).organisation
    return Engine(store, Library(store, lambda: organisation))


def what(random: Random, reference: str, token: str, task: str) -> Command:
    """Something that somebody may try on a task, mostly to do it."""
    actor: Actor = random.choice([ADA, ADA, BEN, BEN, MEI, PAM])
    now = NINE + timedelta(minutes=random.randrange(5))
    each: list[Command] = [
        c.Claim(actor, now, reference, task), c.HandOver(actor, now, reference, task, "parks", "Theirs", token),
        c.Hold(actor, now, reference, task, NINE + timedelta(days=1), "Flood", token),
        c.AddTask(actor, now, reference, "parks", "Look", "Please look", token),
        c.AddNote(actor, now, reference, "A note", token), c.Release(actor, now, reference, task),
    ]  # fmt: skip
    complete = c.Complete(actor, now, reference, task, RAW, token)
    return random.choice([complete, complete, complete, *each])


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_what_several_do_at_one_moment_is_one_story(store: Store) -> None:
    engine, random = engine_of(store), Random(4)
    for moment in range(MOMENTS):
        reference = f"ROA-{moment}"
        raw: dict[str, Any] = {"place": "Elm Hill", "email": "zoe@example.org", "full_name": "Zoe Ng"}
        opening = c.Open(ZOE, NINE, "mend", 1, reference, raw, f"open {moment}")
        opened = together(engine, [opening] * AT_ONCE)
        assert sum(isinstance(one, Done) and not one.again for one in opened) == 1

        done = []
        for turn, task in enumerate(("inspect.1", "inspect.1", "check.1", "check.1")):
            commands = [what(random, reference, f"{moment} {turn} {n}", task) for n in range(AT_ONCE - 1)]
            done += together(engine, [*commands, commands[0]])  # and one button is pressed twice

        one_story(store, reference, sum(isinstance(one, Done) and not one.again for one in done) + 1)


def together(engine: Engine, commands: list[Command]) -> list[Any]:
    """Each in a thread of its own, all begun at once."""
    start = Barrier(len(commands))

    def do(command: Command) -> Any:
        start.wait()
        return engine.do(command)

    with ThreadPoolExecutor(len(commands)) as pool:
        return list(pool.map(do, commands))


def one_story(store: Store, reference: str, accepted: int) -> None:
    case, entries = store.cases.load(reference), store.cases.history(reference, limit=1000)
    assert case is not None and store.cases.replayed(reference) == case and store.cases.verify(reference) == []
    assert len(entries) == case.revision <= accepted, "nothing accepted is lost, nothing refused is kept"
    events = [event for entry in entries for event in entry.events]
    done = [event for event in events if isinstance(event, e.TaskDone)]
    assert max(Counter(one.task for one in done).values()) == 1
    hands = {one.step: one.person for one in done}
    assert "check" not in hands or hands["check"] != hands["inspect"]
    assert sum(isinstance(one, e.CaseClosed) for one in events) == (case.closed is not None)
