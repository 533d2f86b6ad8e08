"""The gate in front of a real Streamlit: what uvicorn serves for the browser tests."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import streamlit
from argon2 import PasswordHasher
from starlette.middleware import Middleware
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from engine.store.database import Database
from engine.store.people import StoredRegisters
from tests.web.conftest import Links
from web.accounts import Accounts
from web.errors import error_pages
from web.gate import ENDED, Gate
from web.headers import script_hashes
from web.nowhere import Nowhere
from web.routes import routes
from web.settings import Web
from web.shell import Shell

SCRIPT = """
import streamlit as st
from streamlit_monaco_yaml import monaco_editor

st.text(f"person: {st.user.get('person')}")
st.text(f"visitor: {st.user.get('visitor')}")
st.button("Again")
if st.query_params.get("editor"):
    monaco_editor("service: report-a-pothole", height=200)
"""
CONFIG = """
[client]
toolbarMode = "minimal"
[browser]
gatherUsageStats = false
[server]
headless = true
fileWatcherType = "none"
trustedUserHeaders = '{"X-Wherry-Person": "person", "X-Wherry-Visitor": "visitor"}'
"""


def now() -> datetime:
    return datetime.now(UTC)


def accounts_at(database: Database) -> Accounts:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return Accounts(StoredRegisters(database), now, secrets.token_bytes, hasher)


def write(folder: Path) -> None:
    """Put there what `make` serves."""
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(CONFIG, "utf-8")
    (folder / "script.py").write_text(SCRIPT, "utf-8")


def by_hand(message: bytes) -> bool:
    return not BackMsg.FromString(message).rerun_script.is_auto_rerun


def make() -> streamlit.App:
    folder, origin = Path(os.environ["WHERRY_TEST_FOLDER"]), os.environ["WHERRY_TEST_ORIGIN"]
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    web = Web("Norfolk & Broads Council", (origin,), b"s" * 32, script_hashes=script_hashes(index), home="/", demo=True)
    accounts = accounts_at(Database.open(f"sqlite:///{folder}/people.db"))
    gate = Middleware(
        Gate,
        web=web,
        accounts=accounts,
        clock=now,
        random=secrets.token_bytes,
        by_hand=by_hand,
        farewell=ForwardMsg(auth_redirect=AuthRedirect(url=ENDED)).SerializeToString(),
        look_every=0.5,
    )
    return streamlit.App(
        folder / "script.py",
        routes=[*routes(web, accounts, Links()), Shell(index, {"", "apply"}), Nowhere({"", "apply"})],
        middleware=[gate],
        exception_handlers=error_pages(web, secrets.token_bytes),
    )
