"""Wiring only: settings, store, engine, desks, screens and routes become one application."""

import logging
import os
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
from starlette.concurrency import run_in_threadpool
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
from doors import Doors, actions, asking, known_accounts, known_others
from engine.commands import Actor
from engine.effects import Queue, migrate
from engine.engine import Engine
from engine.library import Library
from engine.standing_in import actor_of
from engine.store import Store
from engine.store.catching_up import catch_up
from engine.store.database import Database, readable
from engine.store.errors import Full, ReadOnly
from engine.ticker import tick
from logs import speak_json
from outside import papers
from outside.remote_files import chosen
from screens import frame, mounted, wiring
from screens.addresses import SCREENS
from screens.full import instead
from settings import Settings
from starting import checked, in_a_sentence, refuse_samples, tell_silent, tell_unknown
from web.accounts import Accounts
from web.errors import error_pages
from web.gate import ENDED, Gate
from web.headers import script_hashes
from web.health import Counted, describe
from web.incidents import record
from web.nowhere import Nowhere
from web.plain import routes as plain_pages
from web.plain.face import Face
from web.plain.limits import Limits
from web.routes import routes
from web.settings import Web
from web.shell import Shell
from worker import Working, doing, reach, scanner, sending_from_environment

HOME = Path(__file__).resolve().parent
EVERY_SECOND = 1.0
EVERY_HOUR = 3600.0
LOG = logging.getLogger("wherry")


def clock() -> datetime:
    return datetime.now(UTC)


def by_hand(message: bytes) -> bool:
    """Whether somebody did something, rather than a timer of the page."""
    return not BackMsg.FromString(message).rerun_script.is_auto_rerun


def broken(error: Exception) -> bool:
    """A screen broke: the story goes to the log under a number, and the number to the person."""
    if isinstance(error, Full | ReadOnly):
        instead(error)
        return True
    number = record(error, secrets.token_bytes, str(st.query_params.get("ref") or ""))
    frame.broken(number)
    return True


def keep_ticking(engine: Engine, stop: threading.Event) -> None:
    """Deal with what is due, until told to stop. What breaks is logged and tried again."""
    holder = secrets.token_hex(8)
    while not stop.wait(EVERY_SECOND):
        try:
            tick(engine, holder, clock())
        except Full:  # which the database has logged
            continue
        except Exception as error:  # the last line of defence: a thread that dies would stop every clock
            record(error, secrets.token_bytes)


def keep_forgetting(files: Files, stop: threading.Event) -> None:
    """Take away what nobody will ask for again, until told to stop."""
    while not stop.wait(EVERY_HOUR):
        try:
            files.forget_unnamed()
        except Exception as error:  # the last line of defence, as for the clocks
            record(error, secrets.token_bytes)


def make(settings: Settings) -> st.App:
    """The application, with everything handed in."""
    if settings.logs_json:
        speak_json()
    tell_unknown()
    scans = scanner()
    tell_silent(scans)
    database = Database.open(settings.database)
    if not settings.read_only:
        database.upgrade()
        migrate(settings.database)
        catch_up(database)
    queue, sending, known = Queue(settings.database), sending_from_environment(), known_others()
    store = Store(database, reach=reach(sending, queue), read_only=settings.read_only)
    folder = FolderDrafts(settings.definitions)
    drafts = folder if settings.demo else StoredDrafts(store, folder)
    house = House(drafts, published_organisations(store), monotonic, known_accounts(), asking(known))
    engine = Engine(store, Library(store, house), actions(known))
    designing = Designing(engine, drafts)
    accounts = Accounts(store.registers, clock, secrets.token_bytes, PasswordHasher())
    refuse_samples(settings, store)
    if not settings.read_only:
        furnish(settings, engine, designing)
    doors = Doors.of(settings, known, engine)
    desk = install(settings, engine, designing, pays=doors.paying is not None)
    works = settings.works and not settings.read_only
    do = doing(settings, sending, known, engine).do
    working = Working(engine, queue, do, settings.database) if works else None
    streamlits = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    residents = applying.Desk(engine, secrets.token_bytes)
    web = Web(
        engine.library.house().name, settings.origins, settings.secret,
        script_hashes=script_hashes(streamlits),
        brand=engine.library.house().brand.brand, contact=engine.library.house().contact, demo=settings.demo,
        links=engine.library.house().links,
        teams=engine.library.house().teams, partners=engine.library.house().partners, languages=residents.languages,
    )  # fmt: skip
    face = Face(web, residents, desk.files, clock, secrets.token_bytes, Limits(clock), papers, doors.paying is not None)
    plain = plain_pages.routes(face)
    answers = scans.answers if scans else None
    health, counting = describe(store, clock, settings.metrics_token, read_only=settings.read_only, answers=answers)
    return st.App(
        HOME / "screens" / "main.py",
        lifespan=lifespan(engine, working, doors, desk.files, ticks=not settings.read_only),
        routes=[
            *routes(web, accounts, ComingBack(engine, clock), *health.routes(), *doors.routes(web, desk), *plain),
            Shell(streamlits, SCREENS),
            Nowhere(SCREENS),
        ],
        middleware=[Middleware(Counted, **counting), gate(web, accounts)],
        exception_handlers=error_pages(web, secrets.token_bytes),
        on_script_error=broken,
    )


def furnish(settings: Settings, engine: Engine, designing: Designing) -> None:
    """Publish what never was, and in demo mode bring the samples."""
    for fault in designing.publish_unpublished(clock()):
        LOG.warning("Not published: %s", fault.as_text())
    if settings.demo:
        set_up(engine, clock())


def install(settings: Settings, engine: Engine, designing: Designing, *, pays: bool) -> casework.Desk:
    """Tell the screens what to ask. The desk is what other programs ask, too."""

    def person(id: str) -> Actor | None:
        return actor_of(engine.store.registers, id, engine.library.house(), clock())

    files = Files(engine, chosen(os.environ, settings.var / "files"), secrets.token_bytes, clock)
    desk = casework.Desk(engine, files)
    wiring.install(
        wiring.Wiring(
            desk, applying.Desk(engine, secrets.token_bytes), Afterwards(engine), designing, clock,
            lambda: secrets.token_hex(16),
            engine.library.house, person, settings.origins[0], papers, settings.demo,
            settings.read_only, pays,
        )
    )  # fmt: skip
    return desk


def gate(web: Web, accounts: Accounts) -> Middleware:
    farewell = ForwardMsg(auth_redirect=AuthRedirect(url=ENDED)).SerializeToString()
    return Middleware(
        Gate, web=web, accounts=accounts, clock=clock, random=secrets.token_bytes, by_hand=by_hand, farewell=farewell
    )


def lifespan(engine: Engine, working: Working | None, doors: Doors, files: Files, *, ticks: bool) -> Any:
    @asynccontextmanager
    async def living(_app: st.App) -> AsyncIterator[None]:
        mounted.register()
        stop = threading.Event()
        ticking = threading.Thread(target=keep_ticking, args=(engine, stop), daemon=True)
        if ticks:
            ticking.start()
            threading.Thread(target=doors.keep_looking(stop), daemon=True).start()
            threading.Thread(target=keep_forgetting, args=(files, stop), daemon=True).start()
        if working:
            await run_in_threadpool(working.start)
        yield
        stop.set()
        if working:
            await run_in_threadpool(working.stop)
        if ticks:
            ticking.join(timeout=5)
        engine.store.database.close()

    return living


def start() -> st.App:
    with in_a_sentence():
        settings = checked()
        with readable(settings.database):
            return make(settings)


app = start()
