"""What the steps of a `for each` may name: the item by its word, and what was asked of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from components.types import Type
from workflows.step import Lane


def names_inside(names: Mapping[str, Type], loops: Iterable[Lane]) -> Mapping[str, Type]:
    """The names known inside these lists, the outermost first."""
    known = dict(names)
    for lane in loops:
        source = known.get(lane.source)
        if source is None:
            continue
        if source.name == "choices":
            known[lane.word] = Type("choice", source.options)
        known.update({f"{lane.word}.{name}": kind for name, kind in source.inside.items()})
    return known


def path_of(loops: Iterable[Lane]) -> list[str]:
    """The lists that these go through, each by its name in the item around it: ["children", "toys"]."""
    return [lane.source.rpartition(".")[2] for lane in loops]


def with_given(names: Mapping[str, Type], path: list[str], given: Mapping[str, Type]) -> dict[str, Type]:
    """The names again, where the items of the list at `path` also have what a `for each` asks of them."""
    first, *rest = path
    kind = names.get(first)
    if kind is None:
        return dict(names)
    inner = with_given(kind.inside, rest, given) if rest else {**kind.inside, **given}
    return {**names, first: replace(kind, inside=inner)}
