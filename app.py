"""Wiring only: settings, store, engine, desks, screens and routes become one application."""

import logging
import secrets
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import streamlit as st
from argon2 import PasswordHasher
from starlette.middleware import Middleware
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from demo.setting_up import set_up
from desk import applying, casework
from desk.afterwards import Afterwards
from desk.coming_back import ComingBack
from desk.designing import Designing
from desk.files import Files
from desk.sources import FolderDrafts, House, StoredDrafts, published_organisations
from engine.commands import Actor
from engine.engine import Engine
from engine.library import Library
from engine.ports import registered
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.catching_up import catch_up
from engine.store.database import Database
from engine.ticker import tick
from outside.files import FolderFiles
from screens import wiring
from screens.addresses import SCREENS
from settings import NotSet, Settings
from web.accounts import Accounts
from web.errors import error_pages
from web.gate import ENDED, Gate
from web.headers import script_hashes
from web.incidents import record
from web.nowhere import Nowhere
from web.routes import routes
from web.settings import Web
from workflows.faults import Faulty

HOME = Path(__file__).resolve().parent
EVERY_SECOND = 1.0
LOG = logging.getLogger("wherry")


def clock() -> datetime:
    return datetime.now(UTC)


def by_hand(message: bytes) -> bool:
    """Whether somebody did something, rather than a timer of the page."""
    return not BackMsg.FromString(message).rerun_script.is_auto_rerun


def broken(error: Exception) -> bool:
    """A screen broke: the story goes to the log under a number, and the number to the person."""
    number = record(error, secrets.token_bytes)
    st.error(f"Something went wrong and we are sorry. If you write to us about it, quote {number}.")
    return True


def keep_ticking(engine: Engine, stop: threading.Event) -> None:
    """Deal with what is due, until told to stop. What breaks is logged and tried again."""
    holder = secrets.token_hex(8)
    while not stop.wait(EVERY_SECOND):
        try:
            tick(engine, holder, clock())
        except Exception as error:  # the last line of defence: a thread that dies would stop every clock
            record(error, secrets.token_bytes)


def make(settings: Settings) -> st.App:
    """The application, with everything handed in."""
    database = Database.open(settings.database)
    database.upgrade()
    catch_up(database)
    store = Store(database)
    folder = FolderDrafts(settings.definitions)
    drafts = folder if settings.demo else StoredDrafts(store, folder)
    engine = Engine(store, Library(store, House(drafts, published_organisations(store), monotonic)), registered())
    designing = Designing(engine, drafts)
    for fault in designing.publish_unpublished(clock()):
        LOG.warning("Not published: %s", fault.as_text())
    accounts = Accounts(store.registers, clock, secrets.token_bytes, PasswordHasher())
    if settings.demo:
        set_up(engine, clock())
    install(settings, engine, designing)
    web = Web(
        engine.library.house().name, settings.origins, settings.secret,
        script_hashes=script_hashes((Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")),
        brand=engine.library.house().brand.brand, contact=engine.library.house().contact, demo=settings.demo,
        teams=engine.library.house().teams, partners=engine.library.house().partners,
    )  # fmt: skip
    return st.App(
        HOME / "screens" / "main.py",
        lifespan=lifespan(engine),
        routes=[*routes(web, accounts, ComingBack(engine, clock)), Nowhere(SCREENS)],
        middleware=[gate(web, accounts)],
        exception_handlers=error_pages(web, secrets.token_bytes),
        on_script_error=broken,
    )


def install(settings: Settings, engine: Engine, designing: Designing) -> None:
    """Tell the screens what to ask."""

    def person(id: str) -> Actor | None:
        return actor_of(engine.store.registers, id, engine.library.house(), clock())

    files = Files(engine, FolderFiles(settings.var / "files"), secrets.token_bytes, clock)
    desk = casework.Desk(engine, files)
    wiring.install(
        wiring.Wiring(
            desk, applying.Desk(engine, secrets.token_bytes), Afterwards(engine), designing, clock,
            lambda: secrets.token_hex(16),
            engine.library.house, person, settings.origins[0], settings.demo,
        )
    )  # fmt: skip


def gate(web: Web, accounts: Accounts) -> Middleware:
    farewell = ForwardMsg(auth_redirect=AuthRedirect(url=ENDED)).SerializeToString()
    return Middleware(
        Gate, web=web, accounts=accounts, clock=clock, random=secrets.token_bytes, by_hand=by_hand, farewell=farewell
    )


def lifespan(engine: Engine) -> Any:
    @asynccontextmanager
    async def living(_app: st.App) -> AsyncIterator[None]:
        stop = threading.Event()
        ticking = threading.Thread(target=keep_ticking, args=(engine, stop), daemon=True)
        ticking.start()
        yield
        stop.set()
        ticking.join(timeout=5)
        engine.store.database.close()

    return living


try:
    app = make(Settings.from_environment())
except (NotSet, Faulty) as error:  # in a sentence, and before anything is served
    raise SystemExit(str(error)) from None
