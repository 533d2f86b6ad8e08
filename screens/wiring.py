"""What screens are wired to: app.py calls `install` once a process, screens ask here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from desk import applying as residents
from desk import casework
from desk.afterwards import Afterwards
from desk.away import Absences
from desk.bulk import Bulk
from desk.coming_by_code import ByCode
from desk.designing import Designing
from desk.extras import Extras
from desk.figures import Figures
from desk.finding import Finding
from desk.from_applicant import FromApplicant
from desk.guiding import Guide, guide_of
from desk.inbox import Inboxes
from desk.letters_both_ways import ByApplicant, Letters
from desk.likeness import Likeness
from desk.linking import Linking
from desk.mentioning import Mentioning
from desk.paying_by_hand import ByHand
from desk.practising import Practice
from desk.previewing import Previewing
from desk.saved import Saved
from desk.shared_with import Shared, shared
from desk.steering import Steering
from desk.undone import NotDone
from engine.commands import Actor, Refusal
from engine.ports import Papers
from engine.who import access
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
    #: Draws documents as files.
    papers: Papers
    in_demo: bool = False
    #: Whether nothing may be changed for now.
    read_only: bool = False
    #: Whether the applicant can pay online.
    pays: bool = False


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


def absences() -> Absences:
    return Absences(_wired[0].desk.engine, _wired[0].new_id)


def by_code() -> ByCode:
    return ByCode(_wired[0].applying.engine, _wired[0].applying.random)


def figures() -> Figures:
    return Figures(_wired[0].desk.engine)


def inboxes() -> Inboxes:
    return Inboxes(_wired[0].desk.engine)


def finding() -> Finding:
    return Finding(_wired[0].desk.engine)


def bulk() -> Bulk:
    return Bulk(_wired[0].desk)


def saved() -> Saved:
    return Saved(_wired[0].desk.engine)


def extras() -> Extras:
    return Extras(_wired[0].desk.engine, _wired[0].desk.files)


def letters() -> Letters:
    return Letters(_wired[0].desk.engine)


def from_applicant(language: str) -> FromApplicant:
    return FromApplicant(ByApplicant(extras()), afterwards(), visitor(), now(), language)


def steering() -> Steering:
    return Steering(_wired[0].desk.engine)


def by_hand() -> ByHand:
    return ByHand(_wired[0].desk.engine)


def linking() -> Linking:
    return Linking(_wired[0].desk.engine, _wired[0].applying.random)


def likeness() -> Likeness:
    return Likeness(_wired[0].desk.engine)


def mentioning() -> Mentioning:
    return Mentioning(_wired[0].desk.engine)


def shared_with(actor: Actor, reference: str) -> Shared | Refusal:
    return shared(_wired[0].desk.engine, actor, reference)


def papers() -> Papers:
    return _wired[0].papers


def not_done() -> NotDone:
    return NotDone(_wired[0].desk.engine)


def practice() -> Practice:
    return Practice(_wired[0].desk.engine, _wired[0].desk.files.kept)


def previewing() -> Previewing:
    return Previewing(_wired[0].desk.engine, _wired[0].publishing, _wired[0].applying.random)


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


def read_only() -> bool:
    return _wired[0].read_only


def pays() -> bool:
    return _wired[0].pays


def actor() -> Actor | None:
    """Who is signed in."""
    person = st.user.get("person")
    return _wired[0].person(str(person)) if person else None


def councils(actor: Actor) -> bool:
    """Whether they are of the council's own staff."""
    return access.is_councils(actor, organisation())


def visitor() -> str:
    """The browser that somebody comes with, signed in or not."""
    return str(st.user.get("visitor") or "")


def preview_link(token: str) -> str:
    """The whole link to try a draft, for its secret part."""
    return f"{_wired[0].address}/preview?key={token}"


def link(token: str) -> str:
    """The whole return link for its secret part."""
    return f"{_wired[0].address}/return/{token}"
