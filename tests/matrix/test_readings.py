"""Every reading, by everybody, shows what an oracle says that is written from the texts alone, and nothing more."""

from datetime import timedelta

import pytest

from desk.coming_by_code import ByCode
from engine.commands import Actor, Refusal
from engine.who import codes
from tests.matrix.doors import OF_CASE
from tests.matrix.every_door import ELSEWHERE, WITH, doors
from tests.matrix.lists import MANY
from tests.matrix.oracle import Who
from tests.matrix.scene import Scene, scene


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    made = scene(tmp_path_factory.mktemp("matrix"))
    made.world.now += timedelta(hours=1)
    return made


def test_no_reading_is_without_a_cell() -> None:
    told = {*OF_CASE, *MANY, *WITH, *ELSEWHERE}

    assert sorted(doors().keys() - told) == []
    assert sorted(told - doors().keys()) == []
    assert set(WITH.values()) <= set(MANY) | set(OF_CASE)


@pytest.mark.parametrize("door", OF_CASE)
def test_of_a_case(here: Scene, door: str) -> None:
    reading, wrong = OF_CASE[door], []
    for who in here.everybody():
        if reading.by == "visitor":
            reader: Actor | str | None = who.id
        else:
            reader = here.world.actor(who) if who.kind == "person" else None
        for case in here.all() if reader else ():
            wrong += [(who.id, said) for said in reading.wrong(here.world, who, reader, case)]

    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("door", MANY)
def test_of_many_cases(here: Scene, door: str) -> None:
    wrong = []
    for who in here.everybody():
        actor = here.world.actor(who) if who.kind == "person" else None
        wrong += [(who.id, said) for said in MANY[door](here.world, who, actor)] if actor else []

    assert not wrong, "\n".join(map(str, wrong))


def test_who_comes_by_the_code_has_what_the_link_gives_and_no_more(here: Scene) -> None:
    world, reference = here.world, here.beside.reference
    world.engine.store.codes.add(reference, codes.hashed(reference, "7KQ2M-X4RTB"), world.now)
    by_code = ByCode(world.engine, world.bytes)
    assert isinstance(by_code.open("wrong", reference, "7KQ2M-X4RTC", "192.0.2.1", world.now), Refusal)
    assert by_code.open("right", reference, "7KQ2M-X4RTB", "192.0.2.2", world.now + timedelta(minutes=5)) == reference

    for visitor, case in (("right", reference), ("wrong", "")):
        who = Who(visitor, "applicant", case=case)
        for door, reading in OF_CASE.items():
            if reading.by == "visitor":
                wrong = [said for record in here.all() for said in reading.wrong(world, who, visitor, record)]
                assert wrong == [], (visitor, door)
