"""A remark on what a new service leaves for the council to write, as long as it stands there as it began."""

from collections.abc import Iterator

from workflows.beginning import LAW, OPTIONS, PURPOSE
from workflows.faults import Faults, Place
from workflows.service import ServiceFile
from workflows.verbs.ask import Ask
from workflows.workflow import Layout


def check_unwritten(file: ServiceFile, layout: Layout, faults: Faults) -> None:
    for place, words, cure in _as_it_began(file, layout):
        faults.remark(place, "to-write", f"“{words}” is still as the new service began", cure)


def _as_it_began(file: ServiceFile, layout: Layout) -> Iterator[tuple[Place, str, str]]:
    if file.law.basis == LAW:
        yield file.law.at("basis"), LAW, "Name the Act or rules, with their section"
    if file.privacy and file.privacy.purpose == PURPOSE:
        yield file.privacy.at("purpose"), PURPOSE, "Residents read this: say what you do with what they tell you"
    for ask in (step for step in layout.every if isinstance(step, Ask)):
        for one in ask.asked():
            if one.kind and one.kind.gives().options == OPTIONS:
                yield one.place, ", ".join(OPTIONS), "Write what people may choose, under options:"
