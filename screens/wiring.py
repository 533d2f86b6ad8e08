"""What screens are wired to: app.py calls `install` once a process, screens ask here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from desk import applying as residents
from desk import casework
from desk.afterwards import Afterwards
from desk.designing import Designing
from desk.guiding import Guide, guide_of
from engine.commands import Actor, Refusal
from workflows.organisation import Organisation


@dataclass(frozen=True)
class Wiring:
    """The desks, and what is handed in so that nothing here is ambient."""

    desk: casework.Desk
    applying: residents.Desk
    afterwards: Afterwards
    publishing: Designing
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    house: Callable[[], Organisation]
    #: Somebody signed in, by their id; None where they may not act any more.
    person: Callable[[str], Actor | None]
    #: The address people come by, such as https://forms.example.gov.uk.
    address: str
    in_demo: bool = False


_wired: list[Wiring] = []


def install(wiring: Wiring) -> None:
    _wired[:] = [wiring]


def desk() -> casework.Desk:
    return _wired[0].desk


def applying() -> residents.Desk:
    return _wired[0].applying


def guide(service: str) -> Guide | Refusal | None:
    """The guide of this name, for whoever comes; None where it is no guide."""
    return guide_of(_wired[0].applying.engine.library, service, actor())


def afterwards() -> Afterwards:
    return _wired[0].afterwards


def publishing() -> Designing:
    return _wired[0].publishing


def now() -> datetime:
    return _wired[0].clock()


def new_id() -> str:
    return _wired[0].new_id()


def organisation() -> Organisation:
    return _wired[0].house()


def demo() -> bool:
    return _wired[0].in_demo


def actor() -> Actor | None:
    """Who is signed in."""
    person = st.user.get("person")
    return _wired[0].person(str(person)) if person else None


def visitor() -> str:
    """The browser that somebody comes with, signed in or not."""
    return str(st.user.get("visitor") or "")


def link(token: str) -> str:
    """The whole return link for its secret part."""
    return f"{_wired[0].address}/return/{token}"
