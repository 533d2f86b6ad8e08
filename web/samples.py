"""The sample people of the demo, grouped by what a visitor would try as one of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.who.people import Person
from web.settings import Web

CASE_WORKERS, MANAGERS, PARTNERS, BUILDERS = (
    "Case workers", "Managers, who also give tasks to others", "Partners, who see only what they are asked about",
    "Builders of services",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """`does` says in a few words what they are there to try."""

    id: str
    name: str
    does: str


def grouped(web: Web, everyone: Iterable[Person]) -> list[tuple[str, list[Sample]]]:
    """Groups that have anybody, each by the names of their teams."""
    groups: dict[str, list[Sample]] = {name: [] for name in (BUILDERS, MANAGERS, CASE_WORKERS, PARTNERS)}
    for person in everyone:
        groups[_group(web, person)].append(Sample(person.id, person.name, _does(web, person)))
    return [(name, sorted(group, key=lambda one: (one.does, one.name))) for name, group in groups.items() if group]


def _group(web: Web, person: Person) -> str:
    if not person.teams:
        return BUILDERS
    if any(role.may == "manage" for role in person.roles):
        return MANAGERS
    return PARTNERS if set(person.teams) <= web.partners.keys() else CASE_WORKERS


def _does(web: Web, person: Person) -> str:
    names = {**web.teams, **web.partners}
    managed = [role.of for role in person.roles if role.may == "manage"]
    teams = sorted({names.get(team, team) for team in [*person.teams, *managed]})
    builds = ["Writes and publishes services"] if any(role.may == "publish" for role in person.roles) else []
    return ", ".join([*teams, *builds])
