"""What an answer is to a rule: the types that conditions, tables and placeholders are checked against."""

from dataclasses import dataclass, field
from typing import Literal

TypeName = Literal[
    "text", "number", "money", "date", "time", "duration", "yes or no",
    "choice", "choices", "list", "file", "location", "team",
]  # fmt: skip

#: How an answer can reach a person, when it can.
Channel = Literal["", "email", "text", "letter"]


@dataclass(frozen=True)
class Type:
    """The type of an answer: its name, what it may be, and the channel it opens."""

    name: TypeName
    #: The values of a choice or choices, exactly as rules write them.
    options: tuple[str, ...] = ()
    #: A list's own answers, by id.
    inside: dict[str, "Type"] = field(default_factory=dict)
    channel: Channel = ""
