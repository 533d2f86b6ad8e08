"""Remarks on what residents read: words that GOV.UK would not use, long sentences, capitals and exclamation marks.

The words are our own list of what GOV.UK's style guide is about: plain words for official ones, English for Latin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeAlias

from workflows.checks.wording import Groups, Said, said_to_residents
from workflows.conditions import Flaw
from workflows.faults import Faults
from workflows.reading import place_inside
from workflows.workflow import Workflow

#: What to write, and for which words.
INSTEAD: Mapping[str, str] = {
    "about": "with regard to|with regards to|in respect of|pertaining to",
    "after": "subsequent to",
    "among": "amongst",
    "as well as": "in addition to",
    "at once": "forthwith",
    "a year": "per annum",
    "because": "due to the fact that|owing to the fact that",
    "before": "prior to|in advance of",
    "by": "by means of",
    "end": "terminate|terminates|terminated|terminating",
    "enough": "sufficient",
    "find out": "ascertain|ascertained|ascertaining",
    "for": "for the purpose of|for the purposes of",
    "for example": "e.g|eg",
    "from now on": "going forward|going forwards|henceforth",
    "help": "assist|assists|assisted|assisting|facilitate|facilitates|facilitated|facilitating",
    "if": "in the event that|in the event of|in the eventuality that",
    "instead of": "in lieu of",
    "now": "at this moment in time|at the present time|at this point in time",
    "on": "upon",
    "pay": "remuneration",
    "speak to": "liaise with|dialogue",
    "start": "commence|commences|commenced|commencing|commencement|initiate|initiated",
    "stop": "cease|ceases|ceased|desist|discontinue|discontinued",
    "that is": "i.e|ie",
    "the same": "aforementioned|aforesaid|abovementioned",
    "to": "in order to|so as to|with a view to",
    "try": "endeavour|endeavours|endeavoured",
    "under": "pursuant to",
    "use": "utilise|utilises|utilised|utilising|utilisation|utilize|utilized",
    "while": "whilst",
}
#: What needs more than another word.
CURES: Mapping[str, str] = {
    "click here": "Say what the link leads to",
    "click": "Write select: not everybody has a mouse",
    "etc": "Name the rest, or begin the list with such as",
    "hereby": "Leave it out",
    "herein": "Say where",
    "inter alia": "Leave it out, or write such as",
    "n.b": "Leave it out",
    "notwithstanding": "Write although or even if",
    "thereof": "Say of what",
    "viz": "Leave it out",
}
PLEASE = "Leave it out: a question is polite as it is"
#: Where a text says please for no more than to be answered.
LABELS = ("label", "title", "section")
LONGEST_SENTENCE = 25
#: Capitals of fewer letters are the name of something: PIP, GOV.UK.
SHORTEST_SHOUT = 7

#: So many are enough to see how it is written; after them no more is looked for.
ENOUGH = 100

PLACEHOLDER = re.compile(r"\(\(((?:[^()\n]|\([^()\n]*\)){0,2000})\)\)")
EXCLAIMED = re.compile(r"(?<=[^\W_])!")
SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s]))+")
Remark: TypeAlias = tuple[Said, Flaw]


def _triggers() -> dict[str, list[tuple[str, str]]]:
    """Each word that may begin something to avoid, its phrases, the longest first, and their cures."""
    cures = {phrase: f"Write {cure}" for cure, phrases in INSTEAD.items() for phrase in phrases.split("|")}
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, cure in sorted({**cures, **CURES}.items(), key=lambda one: -len(one[0])):
        found.setdefault(max(phrase.split(), key=len), []).append((phrase, cure))
    return found


#: By their longest words, so that a text without any is passed over at once.
TRIGGERS = _triggers()


def check_plain_english(workflow: Workflow, groups: Groups, faults: Faults) -> None:
    said = list(said_to_residents(workflow, groups))
    for one, flaw in islice(_remarks(said), ENOUGH):
        faults.remark(place_inside(one.word, flaw.offset), flaw.code, flaw.sentence, flaw.cure)


def _remarks(said: list[Said]) -> Iterator[Remark]:
    whole = "\n".join([one.word.text for one in said]).lower()
    found = sorted(TRIGGERS.keys() & _split(whole))
    for one in said:
        text = one.word.text
        if found:
            yield from _avoided(one, text.lower(), found)
        if text.count(" ") >= LONGEST_SENTENCE:
            yield from _long(one)
        if "!" in text or text.isupper():
            yield from _shouted(one)
        if one.key in LABELS and "lease" in text:
            yield from (_avoid(one, at, "please", PLEASE) for at in _places("please", text.lower()))


def _split(text: str) -> set[str]:
    """Its words, roughly: enough to know what need not be looked for."""
    for mark in ",;:()“”‘’'\"!?/":
        text = text.replace(mark, " ")
    return set(text.replace(". ", " ").replace(".\n", " ").rstrip(".").split())


def _avoided(one: Said, text: str, triggers: Iterable[str]) -> Iterator[Remark]:
    for trigger in triggers:
        if trigger in text:
            text, taken = _without_placeholders(text), set[int]()
            for phrase, cure in TRIGGERS[trigger]:
                for at in _places(phrase, text):
                    if at not in taken:
                        taken.update(range(at, at + len(phrase)))
                        yield _avoid(one, at, phrase, cure)


def _avoid(one: Said, at: int, phrase: str, cure: str) -> Remark:
    written = one.word.text[at : at + len(phrase)]
    return one, Flaw(at, "plain-words", f"Residents read “{written}” here", cure)


def _places(phrase: str, text: str) -> Iterator[int]:
    """Where a phrase stands as words of its own."""
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(phrase, end)


def _without_placeholders(text: str) -> str:
    """The text as long as it was: an answer is one word, a condition none."""
    return PLACEHOLDER.sub(lambda found: (" " if " " in found[1] or found[1] == "end" else "_") * len(found[0]), text)


def _long(one: Said) -> Iterator[Remark]:
    for found in SENTENCE.finditer(_without_placeholders(one.word.text)):
        words = [word for word in found[0].split() if word[0].isalnum() or word[-1].isalnum() or word[0] == "_"]
        if len(words) > LONGEST_SENTENCE:
            at = found.start() + len(found[0]) - len(found[0].lstrip())
            cure = f"Make it two: {LONGEST_SENTENCE} words are enough for one"
            yield one, Flaw(at, "long-sentence", f"This sentence has {len(words)} words", cure)


def _shouted(one: Said) -> Iterator[Remark]:
    text = _without_placeholders(one.word.text)
    if found := EXCLAIMED.search(text):
        yield one, Flaw(found.start(), "shouting", "There is an exclamation mark here", "Write a full stop")
    elif text.isupper() and sum(map(str.isalpha, text)) >= SHORTEST_SHOUT:
        yield one, Flaw(0, "shouting", "This is in capitals, which are hard to read", "Write small letters")
