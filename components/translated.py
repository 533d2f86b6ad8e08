"""Which settings of a kind are words that people read, so that a translation may exchange them: as the kind declares.

Every setting that is a plain `str` is. One that names something instead is marked with `NAME`; one that lists options
or rows, each a value with its label, is marked with `ByValue`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

WORDS = (str, str | None)


class _Name:
    """The type of `NAME`."""


#: Marks a setting that names a thing of the service, such as a question or a group: it is the same in any language.
NAME: Final = _Name()


@dataclass(frozen=True)
class ByValue:
    """Marks a setting that lists what people select from or answer, each by its value.

    `whole` makes `{value, label}` of one that is written as words alone.
    """

    whole: Callable[[Any], Any]


@cache
def words_of(kind: type[BaseModel]) -> Mapping[str, str]:
    """The settings that are words, as designers write them, each with what people read where it is left out."""
    return MappingProxyType({
        field.alias or name: field.default if isinstance(field.default, str) else ""
        for name, field in kind.model_fields.items() if field.annotation in WORDS and NAME not in field.metadata
    })  # fmt: skip


@cache
def lists_of(kind: type[BaseModel]) -> Mapping[str, ByValue]:
    """The settings that list options or rows."""
    found = {field.alias or name: one for name, field in kind.model_fields.items()
             for one in field.metadata if isinstance(one, ByValue)}  # fmt: skip
    return MappingProxyType(found)
