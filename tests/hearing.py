"""A client that hears what it is told, or says why it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Hearing:
    """A teller whose other side is here."""

    told: list[tuple[str, bytes, str, dict[str, str]]] = field(default_factory=list)
    wrong: Exception | None = None

    def tell(self, url: str, key: bytes, id: str, news: Mapping[str, str]) -> None:
        if self.wrong:
            raise self.wrong
        self.told.append((url, key, id, dict(news)))
