"""What has to be in order before anything starts: every setting, and a database that is not the demo's."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from demo.setting_up import has_samples
from doors import known_accounts, known_others
from engine.store import Store
from engine.store.database import named
from engine.store.errors import Full, Unreachable, Unreadable
from outside.choosing import Sending
from outside.clamd import SETTING, Clamd
from outside.govuk_pay import PaySettings
from outside.os_places import PlacesSettings
from outside.others import NotUsable
from outside.remote_files import NoSuchStore, chosen
from outside.tiles import TileSettings
from settings import NotSet, Settings, badly_written, unknown
from web.health import SILENT
from workflows.faults import Faulty

LOG = logging.getLogger("wherry")


def checked(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings. Raises `NotSet` with all that is wrong in them."""
    badly = badly_written(environment)
    sound = {name: value for name, value in environment.items() if name not in badly}
    wrong = [*badly.values(), *_unusable(sound)]
    if wrong:
        raise NotSet("\n".join([*wrong, *unknown(environment)]))
    return Settings.from_environment(environment)


def tell_unknown(environment: Mapping[str, str] = os.environ) -> None:
    """A name that nobody reads is logged, and no more: another program may have put it there."""
    for sentence in unknown(environment):
        LOG.warning(sentence)


def tell_silent(scanner: Clamd | None) -> None:
    """A scanner that does not answer keeps nothing from starting: files wait for it."""
    if scanner is not None and not scanner.answers():
        LOG.warning("%s: %s", SETTING, SILENT)


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Around a start: what keeps it from starting is said before anything is served, and nothing else."""
    try:
        yield
    except (NotSet, ValueError, Faulty, Unreachable, Unreadable) as error:
        raise SystemExit(str(error)) from None
    except Full:
        raise SystemExit("There is no room on the disk. Make room, and start it again") from None


def _unusable(environment: Mapping[str, str]) -> list[str]:
    settings = Settings.from_environment(environment)
    readings: list[Callable[[], object]] = [
        lambda: settings.origins,
        lambda: settings.secret,
        lambda: Sending.from_environment(environment),
        lambda: PaySettings.from_environment(environment),
        lambda: Clamd.from_environment(environment),
        lambda: PlacesSettings.from_environment(environment),
        lambda: TileSettings.from_environment(environment),
        lambda: known_others(environment),
        lambda: known_accounts(environment),
        lambda: chosen(environment, settings.var / "files"),
    ]
    return [sentence for reading in readings if (sentence := _fault(reading))]


def _fault(reading: Callable[[], object]) -> str:
    try:
        reading()
    except (NotSet, NotUsable, NoSuchStore, ValueError) as error:
        return str(error)
    return ""


def refuse_samples(settings: Settings, store: Store) -> None:
    """A server on the demo's database would count its cases and let in its people."""
    if not settings.demo and has_samples(store):
        raise NotSet(
            f"The database {named(settings.database)} holds the sample cases and people of `wherry run`. Set "
            "WHERRY_DATABASE to another one, or WHERRY_VAR to a new folder"
        )
