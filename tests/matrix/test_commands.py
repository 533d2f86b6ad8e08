"""Every command, tried by everybody, comes to what an oracle says that is written from the texts alone."""

import pytest

from engine.commands import Actor, Command
from engine.engine import Engine
from tests.matrix.commanding import TOO_LATE, Try, tries
from tests.matrix.scene import Scene, scene

EVERY = tuple(tries())


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("matrix"))


def kinds(of: type[Command]) -> set[type[Command]]:
    """The commands there are: those that no other is made of."""
    below = of.__subclasses__()
    return set().union(*(kinds(one) for one in below)) if below else {of}


def test_no_command_is_without_a_cell() -> None:
    assert {one.kind for one in EVERY} == kinds(Command)


@pytest.mark.parametrize("each", EVERY, ids=lambda one: one.name)
def test_who_may(here: Scene, each: Try) -> None:
    record = each.record(here)
    wrong = []
    for who in here.everybody():
        actor = here.world.actor(who)
        may = each.may(here.world.oracle, who, record)
        came_to = "no: may not come in" if actor is None else here.world.tries(each.command(here, actor))
        if came_to not in ("yes", TOO_LATE) if may else not came_to.startswith("no"):
            wrong.append((who.id, who.kind, sorted(who.all_teams()), may, came_to))

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("each", [one for one in EVERY if one.of], ids=lambda one: one.name)
def test_to_whom_may_not_see_a_case_it_is_as_if_there_were_none(here: Scene, each: Try) -> None:
    record = each.record(here)
    outside = [who for who in here.everybody() if who.kind != "clock" and not here.world.oracle.sees(who, record)]
    actors = [actor for who in outside if (actor := here.world.actor(who))]

    for actor in actors:
        there, not_there = (each.command(here, actor, reference) for reference in ("", "MND-9999"))
        assert here.world.tries(there) == here.world.tries(not_there), actor.id
    assert len(actors) >= 5


def test_a_refusal_is_never_kept_in_the_case(here: Scene) -> None:
    engine: Engine = here.world.engine
    before = engine.store.cases.load(here.open.reference)
    actor: Actor = here.world.sure("fay")

    for each in EVERY:
        if each.of and each.of(here) is here.open:
            here.world.tries(each.command(here, actor))

    assert engine.store.cases.load(here.open.reference) == before
