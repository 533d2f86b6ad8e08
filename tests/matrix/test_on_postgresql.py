"""The matrix on PostgreSQL: what the database itself answers (lists, searches, counts, files), and some of the rest."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest

from tests.matrix.commanding import TOO_LATE, tries
from tests.matrix.doors import OF_CASE
from tests.matrix.lists import MANY
from tests.matrix.scene import Scene, scene
from tests.matrix.test_fifty_people import Making, made_up, made_up_away
from tests.matrix.world import World, build
from tests.postgres import fresh_database

#: Of the cells of one case, which are the same wherever it is kept, every so manyth.
SHARE = 7


@pytest.fixture(scope="module")
def here(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with fresh_database(postgres_url) as address:
        made = scene(tmp_path_factory.mktemp("matrix"), address)
        made.world.now += timedelta(hours=1)
        yield made
        made.world.engine.store.database.close()


@pytest.fixture(scope="module")
def fifty(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """People and cases made up by another seed than SQLite's."""
    random = Random(15)
    people = made_up(random)
    with fresh_database(postgres_url) as address:
        made = build(tmp_path_factory.mktemp("fifty"), people, lambda now: made_up_away(random, people, now), address)
        Making(made, random).cases(30)
        made.now += timedelta(hours=1)
        yield made
        made.engine.store.database.close()


@pytest.mark.parametrize("door", MANY)
def test_every_list_search_count_and_file(here: Scene, door: str) -> None:
    known = [(who, here.world.actor(who)) for who in here.everybody() if who.kind == "person"]
    wrong = [(who.id, said) for who, actor in known if actor for said in MANY[door](here.world, who, actor)]

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("door", MANY)
def test_the_same_of_people_and_cases_made_up(fifty: World, door: str) -> None:
    people = [one for id in list(fifty.oracle.people)[::3] if not (one := fifty.who(id)).disabled]
    wrong = [(who.id, said) for who in people for said in MANY[door](fifty, who, fifty.sure(who.id))]

    assert not wrong, "\n".join(map(str, wrong))


def test_cells_of_one_case(here: Scene) -> None:
    cells = [
        (door, who, case)
        for door, one in OF_CASE.items() if one.by == "actor"
        for who in here.everybody() if who.kind == "person" and not who.disabled
        for case in here.all()
    ]  # fmt: skip
    wrong = [
        (door, who.id, said)
        for door, who, case in cells[::SHARE]
        for said in OF_CASE[door].wrong(here.world, who, here.world.sure(who.id), case)
    ]

    assert not wrong, "\n".join(map(str, wrong))


def test_commands(here: Scene) -> None:
    wrong = []
    for each, who in [(each, who) for each in tries() for who in here.everybody()][::SHARE]:
        actor, record = here.world.actor(who), each.record(here)
        may = each.may(here.world.oracle, who, record)
        came_to = "no: may not come in" if actor is None else here.world.tries(each.command(here, actor))
        if came_to not in ("yes", TOO_LATE) if may else not came_to.startswith("no"):
            wrong.append((each.name, who.id, may, came_to))

    assert not wrong, "\n".join(map(str, wrong))
