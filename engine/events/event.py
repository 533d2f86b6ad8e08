"""The base of every fact. A fact carries what changed, so that replay needs no rule."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Event:
    """`shape` grows when a class changes what it carries.

    `personal` names the fields whose words belong to people: they are kept apart from the chain, which
    hashes only their salted digest, so that they can be erased and the chain still verifies.
    """

    shape: ClassVar[int] = 1
    personal: ClassVar[tuple[str, ...]] = ()
