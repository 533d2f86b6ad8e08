"""Yes, or no."""

from typing import ClassVar

from components.base import Answer, Problem, Question, Raw, Seen
from components.controls import Control, One, Option
from components.types import Type
from components.wording import says

MEANS = {"yes": True, "no": False}


class YesOrNo(Question):
    """Asks for yes or no; neither is chosen beforehand."""

    kind: ClassVar = "yes or no"
    wanted: ClassVar = "Select yes or no"
    sample: ClassVar = {"label": "Is it on a cycle route?"}
    accepts: ClassVar = [("yes", True), ("no", False)]
    refuses: ClassVar = [("maybe", "Select yes or no"), (1, "Select yes or no")]

    def gives(self) -> Type:
        return Type("yes or no")

    def controls(self, raw: Raw, seen: Seen) -> list[Control]:
        return [One("answer", self.asked, (Option("yes", says("Yes")), Option("no", says("No"))), hint=self.hint)]

    def read(self, raw: Raw, seen: Seen) -> bool:
        if not isinstance(raw, str) or raw not in MEANS:
            raise Problem("Select yes or no")
        return MEANS[raw]

    def write(self, answer: Answer) -> str:
        return "yes" if answer else "no"

    def show(self, answer: Answer, seen: Seen) -> list[str]:
        return [says("Yes") if answer else says("No")]
