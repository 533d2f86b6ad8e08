"""Whose figures somebody sees: managers alone, of their teams and of the services these own."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands import Actor, Refusal
from engine.who import access
from engine.who.people import EVERY
from workflows.organisation import Organisation

NOT_A_MANAGER = "Figures are for people who manage a team"


@dataclass(frozen=True)
class Managed:
    """`services` are seen whole; of every other service, what `teams` do, who are also seen person by person."""

    services: frozenset[str]
    teams: frozenset[str]


def managed(actor: Actor, house: Organisation, owners: Mapping[str, str]) -> Managed | Refusal:
    """`owners` gives the team that each service belongs to. A partner manages nothing of the council's."""
    council = frozenset(house.teams)
    teams = council if EVERY in actor.manages else actor.manages & council
    if actor.kind != "person" or not teams or access.is_partner(actor, house):
        return Refusal(NOT_A_MANAGER)
    own = teams | (actor.teams & council)
    return Managed(frozenset(service for service, owner in owners.items() if owner in own), teams)
