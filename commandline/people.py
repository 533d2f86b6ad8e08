"""`wherry user`: lets somebody in by a link that works once, and shows somebody out."""

import secrets
from datetime import UTC, datetime
from typing import Annotated, Literal

import typer
from argon2 import PasswordHasher
from email_validator import EmailNotValidError, validate_email

from commandline.database import opened, opened_if_there
from commandline.telling import note, stop
from desk.sources import FolderDrafts, House, StoredDrafts, published_organisations
from engine.store import Store
from engine.who.people import EVERY, Person, Role, normal_email
from settings import NotSet, Settings
from web.accounts import INVITATION_LASTS, Accounts
from workflows.faults import Faulty, did_you_mean

Email = Annotated[str, typer.Argument(help="The address they sign in with")]
Teams = Annotated[list[str] | None, typer.Option("--team", help="A team they belong to; give it again for another")]
Managed = Annotated[list[str] | None, typer.Option("--manages", help="A team whose tasks they give out")]
Edited = Annotated[list[str] | None, typer.Option("--edits", help="A service they may edit, or * for every one")]
Published = Annotated[list[str] | None, typer.Option("--publishes", help="A service they may publish, or *")]


def add(
    email: Email,
    name: Annotated[str, typer.Option(help="Their name, as colleagues read it")],
    teams: Teams = None,
    manages: Managed = None,
    edits: Edited = None,
    publishes: Published = None,
) -> None:
    """Let somebody in, or change what they may do. Prints the link with which they set a password."""
    settings = Settings.from_environment()
    with opened(settings) as store:
        know(settings, store, [*(teams or []), *(one for one in manages or [] if one != EVERY)])
        accounts = _accounts(store)
        roles = [*_roles("manage", manages), *_roles("edit", edits), *_roles("publish", publishes)]
        person = Person(_id(store, email), _normal(email), name, tuple(teams or []), frozenset(roles))
        link = f"{_address(settings)}/welcome/{accounts.invite(person)}"
    typer.echo(link)
    note(f"Give {name} this link. It works once, for {INVITATION_LASTS.days * 24} hours")


def list_() -> None:
    """Everyone who was let in, with their teams and what they may do."""
    with opened_if_there(Settings.from_environment()) as store, store.registers.read() as register:
        everyone = register.people.everyone()
    for one in everyone:
        typer.echo(f"{one.name} <{one.email}>: {_may(one)}")
    if not everyone:
        note("There is nobody yet. Let somebody in with wherry user add")


def _may(person: Person) -> str:
    if person.disabled:
        return "disabled"
    roles = sorted(f"{role.may}s {role.of}".replace("publishs", "publishes") for role in person.roles)
    return ", ".join([f"of {' and '.join(person.teams) or 'no team'}", *roles])


def disable(email: Email) -> None:
    """Sign somebody out everywhere, at once, and let them in no more."""
    with opened_if_there(Settings.from_environment()) as store:
        with store.registers.read() as register:
            person = register.people.by_email(normal_email(email))
        if person is None:
            stop(f"Nobody signs in with {email}")
        _accounts(store).disable(person)
    note(f"{person.name} cannot sign in any more")


def _accounts(store: Store) -> Accounts:
    return Accounts(store.registers, lambda: datetime.now(UTC), secrets.token_bytes, PasswordHasher())


def _roles(may: Literal["manage", "edit", "publish"], of: list[str] | None) -> list[Role]:
    return [Role(may, one) for one in of or []]


def _id(store: Store, email: str) -> str:
    """Somebody who is known keeps who they are."""
    with store.registers.read() as register:
        known = register.people.by_email(normal_email(email))
    return known.id if known else secrets.token_hex(8)


def _normal(email: str) -> str:
    try:
        return normal_email(validate_email(email, check_deliverability=False, test_environment=True).normalized)
    except EmailNotValidError:
        stop(f"{email} is not an email address, like name@example.com")


def _address(settings: Settings) -> str:
    try:
        return settings.origins[0]
    except NotSet as error:
        stop(str(error))


def know(settings: Settings, store: Store, teams: list[str]) -> None:
    """Stop where a team or partner is named that there is not."""
    drafts = StoredDrafts(store, FolderDrafts(settings.definitions))
    try:
        known = House(drafts, published_organisations(store), lambda: 0.0)().everyone
    except Faulty as error:
        stop(str(error))
    for team in teams:
        if team not in known:
            stop(f"There is no team called {team}. {did_you_mean(team, known)}".strip())
