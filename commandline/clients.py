"""`wherry client`: lets a program of others use the API by a token, and lets it in no more."""

import secrets
from datetime import UTC, datetime
from typing import Annotated

import typer

from commandline.database import opened, opened_if_there
from commandline.people import know
from commandline.telling import note, stop
from engine.store.clients import SCOPES, Client
from engine.who.people import fingerprint
from settings import Settings
from workflows.faults import did_you_mean

Name = Annotated[str, typer.Argument(help="What it is called, such as river-gauges")]
Scopes = Annotated[list[str], typer.Option("--scope", help=f"What it may do: {', '.join(SCOPES)}; give it again")]
Teams = Annotated[list[str] | None, typer.Option("--team", help="A team or partner it acts for; give it again")]
By = Annotated[str, typer.Option("--by", help="Who lets it in, for the record")]


def add(name: Name, scope: Scopes, team: Teams = None, by: By = "the command line") -> None:
    """Let a client in. Prints its token, once: nobody can read it again."""
    for one in scope:
        if one not in SCOPES:
            stop(f"There is no scope called {one}. {did_you_mean(one, SCOPES)}".strip())
    settings, token = Settings.from_environment(), f"wherry_{secrets.token_urlsafe(32)}"
    client = Client(
        secrets.token_hex(8), name, frozenset(scope), frozenset(team or []), by, datetime.now(UTC)
    )  # fmt: skip
    with opened(settings) as store:
        know(settings, store, team or [])
        if name in {one.name for one in store.clients.everyone()}:
            stop(f"There is a client called {name} already, or there was. Choose another name")
        store.clients.add(client, fingerprint(token))
    typer.echo(token)
    note(f"Give this token to whoever runs {name}, by a safe way. It is kept nowhere and cannot be shown again")


def list_() -> None:
    """Every client, with what it may do and for whom."""
    with opened_if_there(Settings.from_environment()) as store:
        everyone = store.clients.everyone()
    for one in everyone:
        may = f"{', '.join(sorted(one.scopes))}; for {', '.join(sorted(one.teams)) or 'nobody'}"
        typer.echo(f"{one.name}: {f'revoked {one.revoked:%d %B %Y}' if one.revoked else may}")
    if not everyone:
        note("There are no clients")


def revoke(name: Name) -> None:
    """Let a client in no more, at once."""
    with opened_if_there(Settings.from_environment()) as store:
        if not store.clients.revoke(name, datetime.now(UTC)):
            stop(f"No client called {name} is let in")
    note(f"{name} is let in no more")
