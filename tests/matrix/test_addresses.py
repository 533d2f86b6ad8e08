"""Every address beside Streamlit, by everybody, lets in and shows what an oracle says, written from the texts alone."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from desk.coming_back import ComingBack
from tests.matrix.addresses import ADDRESSES, Street, served
from tests.matrix.scene import scene
from tests.reception import CountedRandom
from web.accounts import Accounts
from web.errors import error_pages
from web.gate import Gate
from web.routes import routes
from web.settings import Web

WEB = Web("Norfolk County Council", ("http://localhost:8620",), b"a secret of the tests, 32 bytes.", demo=True)


async def told(request: Request) -> Response:
    """Who the screens would be told that it is."""
    return JSONResponse({name: value for name, value in request.headers.items() if name.startswith("x-wherry-")})


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    here, random = scene(tmp_path_factory.mktemp("matrix")), CountedRandom()
    world = here.world
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    accounts = Accounts(world.engine.store.registers, lambda: world.now, random, hasher)
    with world.engine.store.registers.write() as register:
        for one in world.oracle.people:
            register.people.set_password(one, hasher.hash(f"password of {one}"))
    known = routes(WEB, accounts, ComingBack(world.engine, lambda: world.now))
    gate = Middleware(
        Gate, web=WEB, accounts=accounts, clock=lambda: world.now, random=random, by_hand=bool, farewell=b""
    )
    app = Starlette(
        routes=[*known, Route("/", told)], middleware=[gate], exception_handlers=dict(error_pages(WEB, random))
    )

    def browser(peer: str) -> TestClient:
        return TestClient(app, base_url=WEB.origins[0], client=(peer, 50000), follow_redirects=False)

    yield Street(here, WEB, accounts, browser, random)
    world.engine.store.database.close()


def test_no_address_is_without_a_cell(street: Street) -> None:
    known = routes(WEB, street.accounts, ComingBack(street.scene.world.engine, lambda: street.scene.world.now))

    assert served(known) == ADDRESSES.keys()


@pytest.mark.parametrize("address", ADDRESSES)
def test_at_every_address(street: Street, address: str) -> None:
    wrong = [(who.id, said) for who in street.scene.everybody() for said in ADDRESSES[address](street, who)]

    assert not wrong, "\n".join(map(str, wrong))


def test_a_header_makes_nobody_somebody_else(street: Street) -> None:
    for who in street.scene.everybody():
        forged = street.of(who).get("/", headers={"X-Wherry-Person": "ada", "X-Wherry-Visitor": "of MND-1001"}).json()
        mine = who.id if who.kind == "person" and not who.disabled else None

        assert (forged.get("x-wherry-person"), forged["x-wherry-visitor"] == "of MND-1001") == (mine, False), who.id
