"""`definitions/organisation.yaml`: the organisation's name, brand, calendars, teams, partners and groups of them."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Protocol
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import BeforeValidator, Field, WithJsonSchema

from components.base import Accounts, Addresses, Lists
from components.controls import Map
from components.wording import says
from workflows.calendars import NAMED, Calendar
from workflows.faults import Faults, did_you_mean
from workflows.reading import Word
from workflows.settings import SCALAR, Entries, Name, Settings, Text, Texts, build, wrong

#: In all calendars together: twenty years of school holidays in five of them. Each day is kept by itself.
MOST_CLOSED = 20_000


class Brand(Settings):
    """The tokens of the look that a council may set; each a colour such as #1d4f5c."""

    called = "the brand"
    brand: Text = Field("#1d4f5c", description="The header band and what is selected")
    action: Text = Field("#0f7a4d", description="The one main button on a screen")
    link: Text = Field("#1a5fb4", description="Links")


class Contact(Settings):
    """Whom residents may ask, as every confirmation says."""

    called = "the contact"
    phone: Text = Field("", description="The number that residents may ring")
    email: Text = Field("", description="The address that residents may write to")
    hours: Text = Field("", description="When somebody answers: Monday to Friday, 9am to 5pm")


def _address(value: Any) -> Any:
    """The shape of an address is checked, never whether it is reached."""
    if not isinstance(value, Word) or not value.text.strip():
        return value
    try:
        return validate_email(value.text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise wrong("wrong-value", f"“{value.text}” is not an email address", "Write one such as roads@example.org",
                    value) from None  # fmt: skip


#: What most councils have at the foot of their pages: said in the language of the page.
USUAL_LINKS = says("Accessibility statement"), says("Cookies"), says("Privacy")


def _web_address(value: Any) -> Any:
    """Whole, so that it leads to the same place from every page of ours."""
    if isinstance(value, Word) and value.text.strip():
        try:
            parts = urlsplit(value.text.strip())
            whole = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", parts.geturl())
        except ValueError:
            whole = False
        if not whole:
            raise wrong("wrong-value", f"“{value.text}” is not the address of a page", "Write it whole, such as "
                        "https://www.example.gov.uk/privacy", value)  # fmt: skip
    return value


class TeamEntry(Settings):
    """A team or a partner. Where it has an address it hears by email of what waits for it."""

    called = "a team"
    title: Text = Field(description="Its name, as people read it")
    email: Annotated[Text, BeforeValidator(_address)] = Field(
        "", description="Where it hears by email of each task, and gets what services send it"
    )

    @classmethod
    def bare(cls, value: Any) -> Any:
        """A name alone is its title."""
        return Entries({"title": value}, value.place, {"title": value.place}) if isinstance(value, Word) else value


Teams = dict[
    Name,
    Annotated[
        TeamEntry, BeforeValidator(TeamEntry.bare), WithJsonSchema({"anyOf": [SCALAR, {"$ref": "#/$defs/team"}]})
    ],
]


def _day(text: str, at: Word) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise wrong("wrong-value", f"“{text}” is not a day", "Write it as 2026-12-25", at) from None


class OwnCalendar(Settings):
    """Working days of an organisation's own: those of a nation, or every day, without the days closed."""

    called = "a calendar"
    based_on: Name = Field("england", description="Whose working days it begins from: england, scotland, every-day, …")
    closed: Texts = Field((), description="Days or spans that are no working days: 2026-12-21 to 2027-01-01")

    def named(self, name: str) -> Calendar:
        return replace(NAMED[self.based_on], name=name, closed=self.days())

    def days(self) -> frozenset[date]:
        found: set[date] = set()
        for span in self.closed:
            first, _, last = span.partition(" to ")
            start = date.fromisoformat(first)
            end = date.fromisoformat(last or first)
            found.update(date.fromordinal(day) for day in range(start.toordinal(), end.toordinal() + 1))
        return frozenset(found)


def _closed(data: Any) -> Any:
    """Every span is a day, or a day "to" a day within ten years; all together they are not too many."""
    days = 0
    if isinstance(data, Entries):
        for calendar in data.values():
            closed = calendar.get("closed", []) if isinstance(calendar, Entries) else []
            for span in closed if isinstance(closed, list) else [closed]:
                if isinstance(span, Word):
                    first, _, last = span.text.partition(" to ")
                    long = (_day(last or first, span) - _day(first, span)).days
                    days += long + 1
                    if not 0 <= long < 3660:
                        raise wrong("wrong-value", f"“{span.text}” ends before it begins, or is over ten years",
                                    "Write the first day, to, and the last", span)  # fmt: skip
                    if days > MOST_CLOSED:
                        raise wrong("too-large", f"With this the calendars close on over {MOST_CLOSED:,} days",
                                    "Keep the years that a case may still reach", span)  # fmt: skip
    return data


class LookUps(Protocol):
    """What this machine may ask of other systems while somebody answers."""

    @property
    def lists(self) -> Lists: ...

    @property
    def map(self) -> Map | None: ...

    def addresses(self, who: str) -> Addresses | None:
        """As far as this person may ask for them; None where nobody can."""
        ...


class OrganisationFile(Settings):
    called = "the organisation"
    organisation: Text = Field(description="Its name, as residents know it")
    brand: Brand = Field(Brand.model_construct(), description="Its colours")
    contact: Contact = Field(Contact.model_construct(), description="Whom residents may ask")
    links: dict[str, Annotated[Text, BeforeValidator(_web_address)]] = Field(
        {}, description="Pages of yours at the foot of every page for residents: the words and the address of each"
    )
    teams: Teams = Field(description="Its own teams: an id and a name, or an id with title: and email:")
    partners: Teams = Field({}, description="Teams of other agencies, written as teams are")
    groups: dict[Name, Texts] = Field({}, description="Groups of teams and partners, for questions of type team")
    look_ups: Texts = Field((), description="Lists that other systems keep, for options: {from: …}")
    calendars: Annotated[
        dict[Name, OwnCalendar], BeforeValidator(_closed), WithJsonSchema({"type": "object"})
    ] = Field({}, description="Working days of its own")  # fmt: skip


class Organisation:
    """The council that the services are for, checked."""

    def __init__(self, file: OrganisationFile) -> None:
        self.name = file.organisation
        self.brand = file.brand
        self.contact = file.contact
        self.links: Mapping[str, str] = dict(file.links)
        self.teams: Mapping[str, str] = {id: team.title for id, team in file.teams.items()}
        self.partners: Mapping[str, str] = {id: team.title for id, team in file.partners.items()}
        self.everyone: Mapping[str, str] = {**self.teams, **self.partners}
        #: Where a team or partner hears by email, of those that do.
        self.addresses: Mapping[str, str] = {
            id: team.email for id, team in {**file.teams, **file.partners}.items() if team.email
        }
        self.groups: Mapping[str, tuple[str, ...]] = dict(file.groups)
        self.calendars: Mapping[str, Calendar] = {
            **NAMED,
            **{name: own.named(name) for name, own in file.calendars.items()},
        }
        #: Lists that other systems keep, by the names that services have for them.
        self.look_ups = frozenset(file.look_ups)
        #: What banks publish of their numbers, where the machine that works for it has that.
        self.accounts: Accounts | None = None
        #: What the machine may ask of other systems while somebody answers.
        self.asks: LookUps | None = None

    def knowing(self, accounts: Accounts | None, asks: LookUps | None = None) -> "Organisation":
        """The same, on a machine that has this."""
        known = copy(self)
        known.accounts, known.asks = accounts, asks
        return known


def read_organisation(data: Entries, faults: Faults) -> Organisation | None:
    """The organisation, or its faults."""
    file = build(OrganisationFile, data, faults, data.place)
    if file is None:
        return None
    for name, members in file.groups.items():
        for member in members:
            if member not in file.teams and member not in file.partners:
                faults.fault(file.at("groups"), "unknown-team", f"The group {name} names {member}, which is no team",
                             "Name a team or a partner of this file")  # fmt: skip
    for name in set(file.teams) & set(file.partners):
        faults.fault(file.at("partners"), "twice", f"{name} is a team and a partner", "Keep it in one of the two")
    sound = [_check_calendar(name, own, faults) for name, own in file.calendars.items()]
    return Organisation(file) if all(sound) else None


def _check_calendar(name: str, own: OwnCalendar, faults: Faults) -> bool:
    """Whether a calendar has a name of its own and begins from one that there is."""
    if name in NAMED:
        faults.fault(own.place, "twice", f"There is a calendar called {name} already", f"Call it {name}-closed, say")
    if own.based_on not in NAMED:
        faults.fault(own.at("based on"), "unknown-calendar", f"There is no calendar called “{own.based_on}” to base "
                     "one on", did_you_mean(own.based_on, NAMED) or f"There are: {', '.join(NAMED)}")  # fmt: skip
    return name not in NAMED and own.based_on in NAMED
