"""What a name means where it stands: an answer, or the word of a quantifier around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from components.types import Type


def outside(path: str, words: Mapping[str, str]) -> str:
    """What a name is called outside the quantifiers, whose `words` go through these lists: `children.age`."""
    word, dot, key = path.partition(".")
    return f"{words[word]}{dot}{key}" if word in words else path


@dataclass(frozen=True, slots=True)
class Column:
    """An answer that is asked in every item of a list."""

    source: str
    key: str
    type: Type


@dataclass(frozen=True, slots=True)
class Scope:
    """The answers by name (`parent.email` is one name), and each quantifier's word with the list it goes through."""

    names: Mapping[str, Type]
    words: Mapping[str, Type] = field(default_factory=dict)

    def with_word(self, word: str, source: Type) -> "Scope":
        return replace(self, words={**self.words, word: source})

    def find(self, path: str) -> Type | None:
        """The type of a name; None where it means nothing, or an item as a whole."""
        word, _, key = path.partition(".")
        source = self.words.get(word)
        if source is None:
            return self.names.get(path)
        if key:
            return source.inside.get(key)
        return Type("choice", source.options) if source.name == "choices" else None

    def column(self, path: str) -> Column | None:
        """What `total of` adds up: `incomes.amount`."""
        for at in (at for at, letter in enumerate(path) if letter == "."):
            source = self.find(path[:at])
            if source is not None and source.name == "list" and path[at + 1 :] in source.inside:
                return Column(path[:at], path[at + 1 :], source.inside[path[at + 1 :]])
        return None

    def known(self) -> Iterator[str]:
        """Every name that may stand here."""
        yield from self.names
        for word, source in self.words.items():
            yield from (f"{word}.{key}" for key in source.inside)
            if source.name == "choices":
                yield word

    def inside(self, key: str) -> str:
        """The list in whose items a bare name is asked, or ""."""
        return next((name for name, source in self.names.items() if key in source.inside), "")

    def columns(self) -> Iterator[str]:
        """Every name that `total of` may add up."""
        for path, source in (*self.names.items(), *self.inner_lists()):
            yield from (f"{path}.{key}" for key, found in source.inside.items() if found.name in ("number", "money"))

    def inner_lists(self) -> Iterator[tuple[str, Type]]:
        for word, source in self.words.items():
            yield from ((f"{word}.{key}", found) for key, found in source.inside.items())
