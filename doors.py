"""Wiring of what other programs reach here, and what is reached there by name: the API, webhooks, payments, actions."""

import os
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from starlette.routing import BaseRoute

from components.base import Accounts
from desk.casework import Desk
from desk.paying import Paying, look_again
from desk.subscribing import Subscribing
from engine.engine import Engine
from engine.ports import Action, look_ups, registered
from outside import look_ups as asked
from outside import modulus, others, signing
from outside.govuk_pay import GovUkPay, PaySettings, client, is_theirs
from outside.os_places import OsPlaces, PlacesSettings
from outside.others import Others
from outside.tiles import Tiles, TileSettings
from settings import Settings
from web.api.app import mounted
from web.api.paging import Cursors
from web.api.tokens import Behind
from web.hooks import Hook, Hooks
from web.incidents import record
from web.paying import Pay
from web.settings import Web
from web.tiles import TilePages

#: How often open payments are looked at, in seconds; each has its own time.
EVERY_LOOK = 10.0

Read = TypeVar("Read")


def clock() -> datetime:
    return datetime.now(UTC)


def known_others(environment: Mapping[str, str] = os.environ) -> Others:
    """The other systems that the settings name."""
    return _read("WHERRY_OTHERS", others.read, environment) or Others()


def known_accounts(environment: Mapping[str, str] = os.environ) -> Accounts | None:
    """What banks publish of their numbers, where the settings say that this machine has it."""
    return _read("WHERRY_MODULUS", modulus.read, environment)


def _read(setting: str, read: Callable[[Path], Read], environment: Mapping[str, str]) -> Read | None:
    """What is wrong names its setting."""
    given = environment.get(setting, "")
    try:
        return read(Path(given)) if given else None
    except others.NotUsable as error:
        raise others.NotUsable(f"{setting}: {error}") from None


def actions(known: Others) -> dict[str, Action]:
    """What services may call, by name: what is installed, and other systems that answer to `call:`."""
    return registered() | others.actions(known, clock, monotonic)


def asking(known: Others, environment: Mapping[str, str] = os.environ) -> asked.Asking:
    """What pages may ask of other systems while somebody answers: lists of options, and addresses where that is set."""
    lists = look_ups() | others.look_ups(known, clock, monotonic)
    places = PlacesSettings.from_environment(environment)
    tiles = TileSettings.from_environment(environment)
    at = OsPlaces.of(places, known.inside).at if places else None
    return asked.asking(lists, at, monotonic, map=tiles.map if tiles else None)


@dataclass(frozen=True)
class Doors:
    """`paying` is None where the council takes no payments online, `tiles` where it has no map."""

    settings: Settings
    known: Others
    pay: PaySettings | None
    paying: Paying | None
    tiles: Tiles | None

    @classmethod
    def of(cls, settings: Settings, known: Others, engine: Engine) -> "Doors":
        pay = PaySettings.from_environment(os.environ)
        paying = Paying(engine, GovUkPay(client(pay)), settings.origins[0]) if pay else None
        drawn = TileSettings.from_environment(os.environ)
        return cls(settings, known, pay, paying, Tiles.of(drawn, known.inside, monotonic) if drawn else None)

    def routes(self, web: Web, desk: Desk) -> list[BaseRoute]:
        hooks = [Hook(one.name, one.services, partial(signing.check, one.keys)) for one in self.known.hooks]
        subscribing = Subscribing(desk.engine.store, self.settings.secret, partial(others.to_tell, self.known))
        behind = Behind(desk, clock, secrets.token_bytes, Cursors(self.settings.secret), subscribing)
        tiles = TilePages.of(self.tiles, clock).routes() if self.tiles else []
        return [*self._online(web), *Hooks(desk.engine, hooks, clock).routes(), mounted(behind), *tiles]

    def _online(self, web: Web) -> list[BaseRoute]:
        if self.pay is None or self.paying is None:
            return []
        return [*Pay(web, self.paying, clock, partial(is_theirs, self.pay.secret)).routes()]

    def keep_looking(self, stop: threading.Event) -> Callable[[], None]:
        """Asks how open payments stand, until told to stop: apart from the clocks, because it waits for the network."""

        def look() -> None:
            while self.paying and not stop.wait(EVERY_LOOK):
                try:
                    look_again(self.paying.engine, self.paying.payments, clock())
                except Exception as error:  # the last line of defence, as for the clocks
                    record(error, secrets.token_bytes)

        return look
