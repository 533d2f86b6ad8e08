"""The journeys of residents: who does what at which service, and what they read. Each runs in both faces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.faces.somebody import Boxes, Somebody
from tests.faces.town import Town
from tests.uploaded import PDF

CHECK, SENT, GOING = "Check your answers", "Sent", "See how it is going"
WORKING, FOR_YOU, ANSWERED = "We are working on it", "We are waiting for you", "We have answered you"
NO_NUMBER = "Your answer must be a number, like 1.5"
NO_PDF = "The file “plan.pdf” is damaged or is not what its name says. Open it, save it again as PDF and select that"
NO_EMAIL = "Enter an email address in the correct format, like name@example.com"


class Step(Protocol):
    def take(self, somebody: Somebody, town: Town) -> None:
        """Does it, or fails where the page is another than it says."""


@dataclass(frozen=True)
class Fills:
    """A page by its heading: what is typed there, and the button pressed. `wrong` is what is said of that."""

    heading: str
    boxes: Boxes = field(default_factory=dict)
    button: str = "Continue"
    wrong: str = ""

    def take(self, somebody: Somebody, town: Town) -> None:
        assert somebody.heading == self.heading, (somebody.heading, self.heading, somebody.problems())
        somebody.fills(self.boxes)
        somebody.presses(self.button)
        assert somebody.problems() == ([self.wrong] if self.wrong else []), (self, somebody.problems())


@dataclass(frozen=True)
class Presses:
    """A button of a page that asks nothing."""

    button: str

    def take(self, somebody: Somebody, town: Town) -> None:
        somebody.presses(self.button)


@dataclass(frozen=True)
class Follows:
    """A link by its words."""

    words: str

    def take(self, somebody: Somebody, town: Town) -> None:
        somebody.follows(self.words)


@dataclass(frozen=True)
class Reads:
    """What stands on the page, under its heading."""

    heading: str
    said: tuple[str, ...] = ()

    def take(self, somebody: Somebody, town: Town) -> None:
        assert somebody.heading == self.heading, (self, somebody.heading)
        assert [one for one in self.said if one not in somebody.says] == [], somebody.says


@dataclass(frozen=True)
class SavesAndGoesOnElsewhere:
    """What was typed so far, right or wrong, opens in another browser by the link that they are given."""

    boxes: Boxes

    def take(self, somebody: Somebody, town: Town) -> None:
        somebody.fills(self.boxes)
        token = somebody.saves()
        somebody.takes_another_browser()
        somebody.comes_back(token)


@dataclass(frozen=True)
class LoadsAgain:
    """The page they are at."""

    def take(self, somebody: Somebody, town: Town) -> None:
        somebody.loads_again()


@dataclass(frozen=True)
class Staff:
    """A team does the task that waits for it at a step."""

    team: str
    step: str
    answers: Mapping[str, Any]

    def take(self, somebody: Somebody, town: Town) -> None:
        town.works(somebody.reference, self.team, self.step, self.answers)


@dataclass(frozen=True)
class ComesBack:
    """By the link in a message that begins so."""

    message: str

    def take(self, somebody: Somebody, town: Town) -> None:
        somebody.comes_back(town.link_in(somebody.reference, self.message))


@dataclass(frozen=True)
class Journey:
    called: str
    service: str
    title: str
    steps: tuple[Step, ...]
    #: How it ends; "" while it goes on.
    outcome: str = ""

    def go(self, somebody: Somebody, town: Town) -> None:
        somebody.opens(self.service)
        Reads(self.title).take(somebody, town)
        somebody.follows("Start now")
        for step in self.steps:
            step.take(somebody, town)


POTHOLE = Journey(
    "a pothole is reported and mended", "report-a-pothole", "Report a pothole",
    (
        Fills("Where is the pothole?", wrong="Enter the street, or words that say where the pothole is"),
        Fills("Where is the pothole?", {"place.location.words": "Magdalen Street, outside number 12"}),
        Fills("How deep is it?", {"depth.choice": "Very deep"}),
        Fills("Is it on a cycle route?", {"cycle_route.answer": "yes"}),
        Fills("Add a photo"),
        Fills("What is your name?", {"name.name": "Zofia Kowalczyk"}),
        Fills("Where can we send updates?", {"email.email": "zofia@example.org"}),
        Reads(CHECK, ("Magdalen Street, outside number 12", "Very deep", "zofia@example.org", "Not answered")),
        Follows("Change: How deep is it?"),
        Fills("How deep is it?", {"depth.choice": "Deep"}),
        Fills(CHECK, button="Send"),
        Reads(SENT, ("We will look at the pothole", "We will tell you by email what we found.", "Your code is")),
        Follows(GOING),
        Reads(WORKING, ("It is with Highways",)),
        Staff("highways", "inspect", {"result": "Repaired"}),
        LoadsAgain(),
        Reads("We have repaired the pothole", ("We wrote to you: Your report",)),
    ),
    "repaired",
)  # fmt: skip

INFORMATION = Journey(
    "a request for information is not clear, and is made clear by the link in our message",
    "freedom-of-information", "Ask us for information",
    (
        Fills("What you would like to know", {"subject.text": "Trees", "wanted.text": "What was spent on trees"}),
        Fills("How should we reply?", {"reply_by.choice": "Email"}),
        Fills("What is your email address?", {"email.email": "me@"}, wrong=NO_EMAIL),
        Fills("What is your email address?", {"email.email": "me@example.org"}),
        Fills("Do you need it in a particular format?"),
        Fills("About you", {"name.name": "Ann Lee"}),
        Reads(CHECK, ("Your request", "What was spent on trees", "me@example.org")),
        Fills(CHECK, button="Send"),
        Reads(SENT, ("We have 20 working days to answer.",)),
        Staff("information-governance", "triage", {"clear_enough": "no", "what_is_unclear": "Which year?"}),
        ComesBack("Please tell us more about your request"),
        Reads(FOR_YOU, ("We wrote to you: Please tell us more", "Which year?")),
        Follows("Tell us more about your request"),
        Reads("What else can you tell us?", ("Which year?",)),
        Fills("What else can you tell us?", {"more.text": "The year 2026"}),
        Reads(CHECK, ("The year 2026",)),
        Fills(CHECK, button="Send"),
        Reads(SENT, ("Our time to answer goes on from today.",)),
        Follows(GOING),
        Reads(WORKING, ("It is with Information governance", "What was spent on trees", "The year 2026")),
    ),
)  # fmt: skip

STRUCTURES = "structures.items"
CONSENT = Journey(
    "consent for two structures is asked for and paid", "watercourse-consent",
    "Apply for consent to work on a watercourse",
    (
        Fills("Where is the work?", {"place.location.words": "Coltishall, beside the common"}),
        Fills("What is the watercourse called?"),
        Fills("Which structures do you want to build or change?", {
            f"{STRUCTURES}.#0.kind.choice": "Culvert", f"{STRUCTURES}.#0.new.choice": "Build it",
            f"{STRUCTURES}.#0.length.number": "6", f"{STRUCTURES}.#0.temporary.answer": "no",
        }, button="Add another structure"),
        Fills("Which structures do you want to build or change?", {
            f"{STRUCTURES}.#1.kind.choice": "Weir", f"{STRUCTURES}.#1.new.choice": "Take it out",
            f"{STRUCTURES}.#1.length.number": "1.5", f"{STRUCTURES}.#1.temporary.answer": "yes",
        }),
        Fills("Why do you need it?", {"purpose.text": "A way into the field"}),
        Fills("How will you do the work?", {"method.text": "We pump the water past"}),
        Fills("When do you want to start?", {
            "starts_on.date.day": "1", "starts_on.date.month": "feb", "starts_on.date.year": "2027",
        }, wrong="The start must be after today, because you need our consent first"),
        Fills("When do you want to start?", {"starts_on.date.month": "aug"}),
        Fills("Add your drawings", {"drawings.files": ("plan.pdf", b"no such thing", "application/pdf")}, wrong=NO_PDF),
        Fills("Add your drawings", {"drawings.files": ("culvert.pdf", PDF, "application/pdf")}),
        Fills("Do you own the land on both banks?", {"owns_land.answer": "yes"}),
        Fills("Is it in or near a protected site, or could protected animals live there?", {"protected.choice": "No"}),
        Fills("What is your name?", {"name.name": "Henry Gowing"}),
        Fills("Which organisation are you applying for?"),
        Fills("What is your email address?", {"email.email": "henry@example.org"}),
        Fills("What address should we put on the consent?", {
            "address.address.line_1": "Manor Farm", "address.address.town": "Coltishall",
            "address.address.postcode": "nr12 7ab",
        }),
        Reads(CHECK, ("1 August 2027", "culvert.pdf", "NR12 7AB", "A weir or dam", "A culvert")),
        Fills(CHECK, button="Send"),
        Reads(SENT, ("We will look at your application within 5 working days.",)),
        Staff("flood-and-water", "validate", {"whose": "Ours", "complete": "yes", "ask_ecology": "no"}),
        Follows(GOING),
        Reads(FOR_YOU, ("There is something to pay", "£100", "This is a demonstration: no money is taken.")),
        Fills(FOR_YOU, button="Let the payment fail"),
        Reads(FOR_YOU, ("The payment failed. Nothing was taken. You can try again.",)),
        Fills(FOR_YOU, button="Pay now"),
        Reads(WORKING, ("Thank you, it is paid.", "It is with Flood and water")),
    ),
)  # fmt: skip

COMPLAINT = Journey(
    "a complaint is withdrawn", "complaints", "Make a complaint",
    (
        Fills("What went wrong", {"subject.text": "Noise", "what_happened.text": "Lorries come before six"}),
        Fills("When did it happen, or when did you find out?", {
            "happened_on.date.day": "1", "happened_on.date.month": "2", "happened_on.date.year": "2027",
        }),
        Fills("What should we do to put it right?", {"put_right.text": "Begin at seven"}),
        Fills("Add letters, photos or anything else that helps"),
        Fills("Who is the complaint for?", {"complaining_for.choice": "Myself"}),
        Fills("What is your name?", {"name.name": "Ann Lee"}),
        Fills("How should we write to you?", {"reply_by.choice": "Email"}),
        Fills("What is your email address?", {"email.email": "ann@example.org"}),
        Fills("Do you need anything from us to make your complaint?", {"adjustments.text": "Large print"}),
        Fills(CHECK, button="Send"),
        Follows(GOING),
        Reads(WORKING, ("It is with Complaints", "Begin at seven")),
        Follows("Withdraw this"),
        Presses("Withdraw it"),
        Reads("You withdrew your complaint", ("You have withdrawn it.", "You can complain again whenever you like.")),
    ),
    "withdrawn",
)  # fmt: skip

NOT_SPOT = Journey(
    "a parish reports that there is no signal, after it began as a resident", "broadband-not-spot",
    "Report a broadband or mobile not-spot",
    (
        Fills("Who is reporting this?", {"reporter.choice": "resident"}),
        Fills("Where is there no coverage?", {"place.location.words": "Salle"}),
        Fills("What is missing?", {"what.choice": "broadband"}),
        SavesAndGoesOnElsewhere({"speed.number": "fast"}),
        Fills("What download speed do you get?", wrong=NO_NUMBER),
        Fills("What download speed do you get?", {"speed.number": "0.5"}),
        Fills("Where can we send our answer?"),
        Reads(CHECK, ("0.5 Mbit/s",)),
        Follows("Change: Who is reporting this?"),
        Fills("Who is reporting this?", {"reporter.choice": "parish"}),
        Fills("Which town or parish council is it?", {"parish.text": "Salle"}),
        Follows("Change: What is missing?"),
        Fills("What is missing?", {"what.choice": "mobile"}),
        Fills("Which networks have no signal there?", {"networks.choices": ["EE", "Three"]}),
        Reads(CHECK, ("EE", "Three")),
        Fills(CHECK, button="Send"),
        Follows(GOING),
        Staff("digital-connectivity", "survey", {
            "found": "planned", "planned_by": {"day": "31", "month": "12", "year": "2027"},
            "what_to_do": "Vodafone has signal at the church",
        }),
        LoadsAgain(),
        Reads("Coverage is planned", ("A network plans to build there.",)),
    ),
    "planned",
)  # fmt: skip

#: All there are, for both faces alike.
JOURNEYS = (POTHOLE, INFORMATION, CONSENT, COMPLAINT, NOT_SPOT)
