"""A signature: somebody's name, typed to sign, and drawn as well by whoever likes to."""

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from components.base import Answer, Problem, Question, Raw, Said, Seen, typed
from components.controls import Control, Drawing, Text, Words
from components.drawings import Drawn, strokes
from components.wording import says, too_long

LIMIT = 200
WANTED = "Type your full name to sign"
AGAIN = "Draw your signature again, or leave it empty"
#: For staff, who sign nothing with it.
FOR_ANOTHER = "Type the name as they signed it, and keep the paper. Where they tell you, type it as they say it."
#: As a hand may draw it.
HAND = [
    [60, 180, 95, 120, 130, 60, 150, 55, 158, 90, 165, 150, 172, 182], [95, 138, 130, 130, 165, 126],
    [205, 130, 203, 180, 215, 145, 235, 132, 248, 145, 250, 180], [285, 130, 283, 180, 296, 145, 314, 132, 327, 145,
    330, 182], [400, 60, 394, 120, 392, 178, 430, 180, 452, 172], [470, 160, 500, 148, 494, 132, 474, 138, 468, 166,
    486, 182, 512, 170], [520, 160, 550, 148, 544, 132, 524, 138, 518, 166, 536, 182, 570, 160],
]  # fmt: skip


class Signature(Question):
    """Asks somebody to sign by typing their name, which they may draw as well.

    The answer is the name as they typed it; where they drew it, `{"value": name, "drawing": strokes}`.

    Source: Law Commission, Electronic execution of documents (Law Com No 386, 2019), and the Electronic
    Communications Act 2000, section 7: a name typed with the intention to sign can be a signature. Neither was read
    again for this file: ask your lawyers before a deed, or where an Act says "in writing, signed".
    """

    kind: ClassVar = "signature"
    wanted: ClassVar = WANTED
    sample: ClassVar = {"label": "Your signature"}
    accepts: ClassVar = [
        ({"name": "Ann  Lee ", "drawing": HAND}, {"value": "Ann Lee", "drawing": HAND}),
        ({"name": "Ann  Lee ", "drawing": []}, "Ann Lee"),
        ({"name": "Żaneta", "drawing": []}, "Żaneta"),
        ({"name": "李小龍", "drawing": [[0, 0], [600, 240]]}, {"value": "李小龍", "drawing": [[0, 0], [600, 240]]}),
    ]
    refuses: ClassVar = [
        ({"name": "x", "drawing": []}, WANTED),
        ({"name": "", "drawing": HAND}, WANTED),
        ({"name": "-- 12 --", "drawing": []}, WANTED),
        ({"name": "n" * 201, "drawing": []}, "Your signature must be 200 characters or less"),
        ({"name": "Ann Lee", "drawing": [[601, 0]]}, AGAIN),
        ({"name": "Ann Lee", "drawing": "a picture"}, AGAIN),
        ({"name": 7}, "Enter your answer in words"),
        (7, "Enter your answer in words"),
    ]

    means: str = Field(
        default="Your name here counts as your signature.", description="What signing means, said under the box"
    )

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        ours = self.means == type(self).model_fields["means"].default
        means = says(self.means) if ours else self.means
        return [
            Text("name", says("Your full name"), width=30, autocomplete="name", spellcheck=False),
            *([Words(FOR_ANOTHER, on_screen=True)] if seen.for_another else []),
            *([Words(means, on_screen=True)] if not (seen.for_another and ours) else []),
            Drawing(
                "drawing", says("Your signature, drawn (optional)"),
                hint=says("You can draw it with a finger, a mouse or a pen. Your name is enough."),
            ),
        ]  # fmt: skip

    def read(self, raw: Raw, seen: Seen) -> Answer:
        if not isinstance(raw, Mapping):
            raise Problem("Enter your answer in words")
        name, said = self._name(raw.get("name"))
        drawn = strokes(raw.get("drawing"))
        if drawn is None:
            said.append(Said(says(AGAIN), "drawing"))
        if said:
            raise Problem(*said)
        return {"value": name, "drawing": drawn} if drawn else name

    def _name(self, raw: Raw) -> tuple[str, list[Said]]:
        """The name, and what is wrong with it."""
        try:
            name = " ".join(typed(raw).split())
        except Problem as problem:
            return "", [Said(one.sentence, "name") for one in problem.said]
        if len(name) > LIMIT:
            return name, [Said(too_long(self.subject("Your signature"), LIMIT), "name")]
        enough = sum(letter.isalpha() for letter in name) >= 2
        return name, [] if enough else [Said(says(WANTED), "name")]

    def write(self, answer: Answer) -> Raw:
        return {"name": _name(answer), "drawing": _drawing(answer)}

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        drawn = _drawing(answer)
        return [Drawn(_name(answer), drawn) if drawn else _name(answer)]

    def told(self, written: Raw, seen: Seen) -> Answer | None:
        """An example writes the name alone."""
        return self.answer({"name": written, "drawing": []} if isinstance(written, str) else written, seen)


def _name(answer: Answer) -> str:
    return str(answer["value"] if isinstance(answer, Mapping) else answer)


def _drawing(answer: Answer) -> Raw:
    return answer["drawing"] if isinstance(answer, Mapping) else []
