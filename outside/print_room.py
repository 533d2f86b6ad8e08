"""Letters for the print room: a PDF each, in a folder that its people or their printer watch."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from engine.ports import Later, Outgoing, Paper, Papers
from outside.mailing import contact, mark, one_line
from workflows.organisation import Organisation

#: What a folder of any machine takes in a file's name.
OTHER = re.compile(r"[^A-Za-z0-9]+")


class PrintRoom:
    """A letter that is written a second time is the same file, so that a repeat can be seen."""

    may_repeat = False

    def __init__(
        self, folder: Path, papers: Papers, house: Callable[[], Organisation], clock: Callable[[], datetime]
    ) -> None:
        self._folder, self._papers, self._house, self._clock = folder, papers, house, clock
        folder.mkdir(parents=True, exist_ok=True)

    def send(self, message: Outgoing) -> str:
        """The name of the letter's file. What goes with it is put there first: the letter means that all is there."""
        name = _plain(mark(message))
        for number, attached in enumerate(message.attached, start=1):
            ending = _plain(Path(attached.name).suffix)
            self._write(f"{name}-{number}{ending and '.'}{ending}", attached.data)
        self._write(f"{name}.pdf", self._papers.pdf(self._paper(message)))
        return f"{name}.pdf"

    def _paper(self, message: Outgoing) -> Paper:
        house = self._house()
        return Paper(
            title=one_line(message.subject),
            body=message.body,
            council=house.name,
            reference=message.key.partition(" ")[0],
            at=self._clock(),
            language=message.language,
            to=tuple(filter(None, (message.to_name, *message.address.split(", ")))),
            contact=contact(house),
        )

    def _write(self, name: str, data: bytes) -> None:
        """Whole or not at all; a full or missing disk is the machine's trouble, not the letter's."""
        beside = self._folder / f"{name}.part"
        try:
            beside.write_bytes(data)
            beside.replace(self._folder / name)
        except OSError as trouble:
            raise Later(f"The folder for letters cannot be written: {trouble.strerror}") from None


def _plain(text: str) -> str:
    return OTHER.sub("-", text).strip("-")
