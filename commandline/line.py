"""Every command by its name."""

import typer

from commandline import (
    check,
    clients,
    database,
    differing,
    examples,
    exchange,
    keeping,
    leaving,
    mail,
    naming,
    new_component,
    new_service,
    people,
    verifying,
)
from commandline import picture as drawing
from commandline import schema as schemas


def line() -> typer.Typer:
    """The command line, but for what starts a server."""
    whole = _typer("wherry", "Build and run services for the public.")
    for command in (
        check.check, examples.test, drawing.picture, differing.diff, naming.where_used, naming.rename, schemas.schema,
        exchange.pull, exchange.push, keeping.backup, keeping.restore, leaving.export,
    ):  # fmt: skip
        whole.command()(command)
    new = _typer("new", "Begin a service or a kind of question.")
    new.command("service")(new_service.new_service)
    new.command("component")(new_component.new_component)
    users = _typer("user", "Let people in, and show them out.")
    users.command()(people.add)
    users.command("list")(people.list_)
    users.command()(people.disable)
    programs = _typer("client", "Let the programs of others use the API, and let them in no more.")
    programs.command()(clients.add)
    programs.command("list")(clients.list_)
    programs.command()(clients.revoke)
    mails = _typer("mail", "See that email leaves.")
    mails.command()(mail.test)
    db = _typer("db", "Look after the database.")
    db.command()(database.upgrade)
    audit = _typer("audit", "Prove what is kept.")
    audit.command()(verifying.verify)
    for group in (new, users, programs, mails, db, audit):
        whole.add_typer(group)
    return whole


def _typer(name: str, help: str) -> typer.Typer:
    return typer.Typer(name=name, help=help, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
