"""Published versions as workflows: the latest of a service, and the one that a case began with."""

from collections.abc import Callable, Iterator

from engine.store import Store
from engine.store.versions import Version
from workflows.load import as_published
from workflows.organisation import Organisation
from workflows.workflow import Workflow


def path_of(service: str) -> str:
    return f"definitions/{service}.yaml"


class Library:
    """Reads each version once. `house` gives the organisation as it is now: its teams and calendars."""

    def __init__(self, store: Store, house: Callable[[], Organisation]) -> None:
        self._store = store
        self.house = house
        self._read: dict[tuple[str, int], Workflow] = {}

    def version(self, service: str, number: int) -> Workflow:
        """The workflow of a published version; a KeyError where there is none."""
        found = self._read.get((service, number))
        if found is None:
            version = self._store.versions.get(service, number)
            if version is None:
                raise KeyError(f"{service} {number}")
            found = self._keep(version)
        return found

    def latest(self, service: str) -> tuple[int, Workflow] | None:
        version = self._store.versions.latest(service)
        return (version.number, self._keep(version)) if version else None

    def all(self) -> Iterator[tuple[int, Workflow]]:
        """The latest version of every service, by its name."""
        for service in self._store.versions.services():
            found = self.latest(service)
            if found:
                yield found

    def _keep(self, version: Version) -> Workflow:
        key = (version.service, version.number)
        if key not in self._read:
            self._read[key] = as_published(version.files, path_of(version.service))
        return self._read[key]
