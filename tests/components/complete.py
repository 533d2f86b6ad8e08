"""What a kind of question must bring, and what to do about what it does not: a sentence for each."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from components.base import Question, Seen
from components.controls import Block, Control, File, Group, Items, Many, One, Text, Words
from desk.faces import block_of
from desk.gallery import ANSWERED, EMPTY, REFUSED, purpose, states
from desk.sheets import one


def missing(kind: type[Question], seen: Seen) -> list[str]:
    """What to do before it is whole, in the order in which it is done; nothing for a kind that is."""
    undone = list(_samples(kind))
    if undone:
        return undone
    question = kind.model_validate(kind.sample)
    return [*_in_gallery(kind, question, seen), *_unnamed(kind, question, seen)]


def _samples(kind: type[Question]) -> Iterator[str]:
    wanted = {
        "accepts": "what may be typed, and the answer that it gives",
        "refuses": "what may not be typed, and the sentence that says why",
    }
    for name, holds in wanted.items() if kind.asks else ():
        if not getattr(kind, name, None):
            yield f"Give {kind.__name__} its `{name}`: {holds}"
    try:
        kind.model_validate(kind.sample)
    except ValueError:
        yield f"Give {kind.__name__} its `sample`: the settings of a whole question, which the gallery shows"


def _in_gallery(kind: type[Question], question: Question, seen: Seen) -> Iterator[str]:
    if not purpose(kind).endswith("."):
        yield f"Say what {kind.__name__} asks for, in a sentence under its name: the gallery shows it"
    shown = {state.title for state in states(question, seen)}
    for title in {EMPTY, ANSWERED, REFUSED} - shown if question.asks else ():
        yield f"Give {kind.__name__} a sample for “{title}”: the gallery shows none"


def _unnamed(kind: type[Question], question: Question, seen: Seen) -> Iterator[str]:
    """Whatever was typed, every box has words of its own, which a screen reader says."""
    typed: Iterable[Any] = [None, *(raw for raw, _ in [*question.accepts, *question.refuses])]
    found = {path for raw in typed for path in _without_words(block_of(one("it", question), raw, seen))}
    for path in sorted(found):
        yield f"Give the control “{path}” of {kind.__name__} a label that no other beside it has"


def _without_words(block: Block, path: str = "") -> Iterator[str]:
    """The paths of what has no label, or the same one as a neighbour."""
    named = [control for control in block.controls if not isinstance(control, Words)]
    yield from _alike(named, path)
    for control in named:
        here = f"{path}{control.name}"
        match control:
            case Group(controls=parts):
                yield from _alike(parts, f"{here}.")
            case One(options=options) | Many(options=options):
                labels = [option.label.strip() for option in options]
                yield from (f"{here}.{option.value}" for option, label in zip(options, labels, strict=True)
                            if not label or labels.count(label) > 1)  # fmt: skip
            case Items(items=items, blocks=blocks):
                yield from (f"{here}.{item.id}" for item in items if not item.title.strip())
                for inner in [*blocks, *(each for item in items for each in item.blocks)]:
                    yield from _without_words(inner, f"{here}.{inner.name}.")


def _alike(controls: Sequence[Control], path: str) -> Iterator[str]:
    labels = [control.label.strip() for control in controls if not isinstance(control, Words)]
    for control in controls:
        if isinstance(control, Words):
            continue
        label = control.label.strip()
        if not label or (isinstance(control, Text | File) and labels.count(label) > 1):
            yield f"{path}{control.name}"
