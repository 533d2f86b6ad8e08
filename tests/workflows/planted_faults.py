"""Ways in which people get a service wrong, written down before anybody looked at what the checker says.

Each is some lines of a service as they stand and as somebody changed them: `-` was there, `+` is there now, `>` is the
line where a person would look, `...` leaves lines out. Then the cure to hope for, and the words of which the checker
must say one, with `|` between them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tests.workflows.services import FILES

HERE = Path(__file__).parent / "planted"
SOUND: Mapping[str, str] = {
    # without translations: other words in one file would be told of in the other, too
    **{path: text for path, text in FILES.items() if "/" not in path or path.startswith("shared/")},
    **{
        path.relative_to(HERE / "services").as_posix(): path.read_text("utf-8")
        for path in (HERE / "services").glob("**/*.yaml")
    },
}
WRITTEN = re.compile(r"= ([^\n]+)\nin ([^\n]+)\n(.+)\ncure: ([^\n]+)\nsays: ([^\n]+)", re.DOTALL)


@dataclass(frozen=True)
class Planted:
    """A service with one fault in it: `line` of `file` is where a person would look."""

    wrong: str
    file: str
    text: str
    line: int
    cure: str
    says: tuple[str, ...]

    def is_said_by(self, *words: str) -> bool:
        return any(word.lower() in " ".join(words).lower() for word in self.says)

    @property
    def files(self) -> dict[str, str]:
        return {**SOUND, self.file: self.text}

    @property
    def service(self) -> str:
        """The file of the service that has the fault, also where the fault is in what stands beside it."""
        name = Path(self.file).name
        return name if name in SOUND else "rent-an-allotment.yaml"


def planted(written: str) -> Planted:
    found = WRITTEN.fullmatch(written.strip())
    assert found, written
    wrong, file, lines, cure, says = found.groups()
    text, line = changed(SOUND[file], lines.split("\n"))
    return Planted(wrong, file, text, line, cure, tuple(says.split(" | ")))


def changed(text: str, lines: list[str]) -> tuple[str, int]:
    """The text with the lines changed, and the number of the line that is marked."""
    for left_out, some in groupby(lines, key="...".__eq__):
        if not left_out:
            text = exchanged(text, list(some))
    marked = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith("\0")]
    assert len(marked) == 1, f"{len(marked)} lines are marked, not one"
    return text.replace("\0", ""), marked[0]


def exchanged(text: str, lines: list[str]) -> str:
    old = "".join(line[2:] + "\n" for line in lines if line[0] != "+")
    new = "".join(("\0" if line[1:2] == ">" else "") + line[2:] + "\n" for line in lines if line[0] != "-")
    assert f"\n{text}".count(f"\n{old}") == 1, f"these lines stand there {text.count(old)} times:\n{old}"
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]


def read(path: Path) -> list[Planted]:
    return [planted(written) for written in re.split(r"\n(?== )", path.read_text("utf-8"))]


#: What is found in an example when it is played, each time the service is saved.
EXAMPLES = read(HERE / "examples.txt")
#: What may be meant so, or is known only beside the other services.
ADVICE = read(HERE / "advice.txt")
PLANTED = [one for path in sorted(HERE.glob("[0-9]-*.txt")) for one in read(path)]
