"""Who somebody is to the engine now: themselves, and those for whom they stand in while those are away."""

from datetime import datetime

from engine.commands import Actor
from engine.store.people import Register, StoredRegisters
from engine.who import access
from engine.who.people import Person
from workflows.organisation import Organisation


def actor_of(registers: StoredRegisters, id: str, house: Organisation, now: datetime) -> Actor | None:
    """None where they may not act any more."""
    with registers.read() as register:
        person = register.people.find(id)
        if person is None or person.disabled:
            return None
        return person.actor(absent(register, person, house, now))


def absent(register: Register, person: Person, house: Organisation, now: datetime) -> tuple[Person, ...]:
    """For whom this person stands in now. What those have only by standing in themselves, they do not lend on."""
    lent = ((one, register.people.find(one.person)) for one in register.away.lent_to(person.id, now))
    return tuple(one.lender(who) for one, who in lent if who and access.may_stand_in(person, who, house))
