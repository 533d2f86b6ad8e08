"""A worker to be killed: python -m tests.chaos.acting DATABASE NAME FOLDER

The outside that it acts on is a folder: each time it is asked is a line in `asked`, each act a file by its key, so
that a key that is known acts no more.
"""

import sys
import threading
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from components.base import Answer
from desk.doing_outside import Doing, Outside
from engine.effects import Worker
from engine.ports import Outgoing
from outside import papers
from outside.files import FolderFiles
from tests.chaos.office import now, over

#: How long the outside takes, in seconds.
TAKES = 0.05


class Beyond:
    """The outside: knows a key that it was given before."""

    may_repeat = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: Outgoing) -> str:
        return self.act(message.key)

    def call(self, _told: Mapping[str, Answer], key: str) -> Mapping[str, Answer]:
        self.act(key)
        return {}

    def tell(self, _url: str, _key: bytes, id: str, _news: Mapping[str, str]) -> None:
        self.act(id)

    def act(self, key: str) -> str:
        known = sha256(key.encode()).hexdigest()
        with (self.folder / "asked").open("a", encoding="utf-8") as lines:
            lines.write(f"{known}\n")
        (self.folder / known).touch()
        time.sleep(TAKES)
        return known


def main() -> None:
    url, name, folder = sys.argv[1:]
    beyond = Beyond(Path(folder))
    engine = over(url, {"street-lights": beyond.call})
    files = FolderFiles(Path(folder) / "files")
    outside = Outside({"email": beyond}, papers, files, "https://example.org", b"secret", beyond)
    Worker(url, name).start(Doing(engine, outside, now).do)
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
