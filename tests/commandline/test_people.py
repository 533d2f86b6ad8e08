"""`user`: who is let in, and who is out."""

import re

import pytest

from engine.who.people import Role
from tests.commandline.place import Place


def test_somebody_is_let_in_by_a_link_that_works_once(connected: Place) -> None:
    told = connected.wherry(
        "user", "add", "Priya@Example.org", "--name", "Priya Nair", "--team", "highways", "--manages", "highways",
        "--edits", "*", "--publishes", "mend-a-road",
    )  # fmt: skip

    with connected.store().registers.read() as register:
        person = register.people.by_email("priya@example.org")
    assert told.exit_code == 0
    assert re.fullmatch(r"https://forms\.example\.gov\.uk/welcome/[\w-]{40,}\n", told.stdout)
    assert person is not None
    assert (person.name, person.teams) == ("Priya Nair", ("highways",))
    assert person.roles == {Role("manage", "highways"), Role("edit", "*"), Role("publish", "mend-a-road")}


def test_somebody_who_is_known_stays_who_they_are(connected: Place) -> None:
    for team in ("highways", "parks"):
        assert connected.wherry("user", "add", "a@example.org", "--name", "Ada", "--team", team).exit_code == 0

    with connected.store().registers.read() as register:
        (person,) = register.people.everyone()
    assert person.teams == ("parks",)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["a@example.org", "--team", "highway"], 'There is no team called highway. Did you mean "highways"?'),
        (["nobody", "--team", "parks"], "nobody is not an email address, like name@example.com"),
    ],
)
def test_nobody_is_let_in_by_a_slip(connected: Place, typed: list[str], sentence: str) -> None:
    told = connected.wherry("user", "add", *typed, "--name", "Ada")

    with connected.store().registers.read() as register:
        everyone = register.people.everyone()
    assert (told.exit_code, told.stderr.strip()) == (2, sentence)
    assert everyone == ()


def test_somebody_disabled_is_out(connected: Place) -> None:
    connected.wherry("user", "add", "a@example.org", "--name", "Ada", "--team", "parks")

    told = connected.wherry("user", "disable", "A@example.org")

    with connected.store().registers.read() as register:
        (person,) = register.people.everyone()
    assert told.exit_code == 0
    assert person.disabled
    assert connected.wherry("user", "disable", "b@example.org").exit_code == 2


def test_everyone_who_was_let_in_is_listed_with_what_they_may_do(connected: Place) -> None:
    nobody = connected.wherry("user", "list")
    connected.wherry(
        "user", "add", "a@example.org", "--name", "Ada", "--team", "parks", "--team", "highways", "--publishes", "*"
    )
    connected.wherry("user", "add", "b@example.org", "--name", "Ben")
    connected.wherry("user", "disable", "b@example.org")

    told = connected.wherry("user", "list")

    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert told.stdout.splitlines() == [
        "Ada <a@example.org>: of highways and parks, publishes *",
        "Ben <b@example.org>: disabled",
    ]
