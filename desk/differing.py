"""What an example says otherwise than its service does, in sentences with their place."""

from dataclasses import dataclass
from typing import Any

from components.base import Question
from workflows.faults import Place, did_you_mean

#: A sentence names so many options.
MOST_OPTIONS = 12


@dataclass(frozen=True)
class Differs:
    """One thing that comes out otherwise: a sentence, and the place in the example."""

    sentence: str
    place: Place


class Difference(Exception):
    """Where the service does something else than the example says, in a sentence, with its place."""

    def __init__(self, sentence: str, place: Place, *more: Differs) -> None:
        self.all = (Differs(sentence, place), *more)
        super().__init__(sentence)


def no_option(question: Question, answered: Any) -> str:
    """What an example answers that is none of the options, and which there are; "" where it is one."""
    options = question.gives().options
    wrong = [one for one in (answered if isinstance(answered, list) else [answered]) if one not in options]
    if not options or not wrong:
        return ""
    more = f" and {len(options) - MOST_OPTIONS} more" if len(options) > MOST_OPTIONS else ""
    meant = did_you_mean(str(wrong[0]), options)
    listed = f"the options are {', '.join(options[:MOST_OPTIONS])}{more}"
    return f"The example answers “{wrong[0]}”, but {listed}{f'. {meant}' if meant else ''}"
