"""A small engine of hand-made facts, for trying screens without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from components.base import Seen
from components.choice import Choice
from components.date import Date
from components.email import Email
from components.location import Location
from components.photo import Photo
from components.text import OneLineText
from components.yes_or_no import YesOrNo
from desk import views
from engine.commands import Actor, Claim, Command, Complete, Problems, Refusal
from screens import wiring
from workflows.asking import Asked, Page, accept
from workflows.conditions import Context
from workflows.faults import Place
from workflows.organisation import Organisation, OrganisationFile

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
SEEN = Seen(date(2027, 3, 1))
HOUSE = Organisation(
    OrganisationFile.model_construct(
        organisation="Norfolk County Council", teams={"highways": "Highways"}, partners={}, groups={}, calendars={}
    )
)
PRIYA = Actor("priya", name="Priya Sharma", teams=frozenset({"highways"}), manages=frozenset({"highways"}))
NAUGHTY = "![x](http://evil.example/a.png) <script>alert(1)</script> **bold** :red[x] $x$ `c` http://evil.example/"


def asked(id: str, kind: Any, **settings: Any) -> Asked:
    return Asked(id, Place("fake.yaml", 1, 1), kind=kind.model_validate(settings))


PAGES = [
    Page.model_construct(questions=(asked("place", Location, label="Where is the pothole?"),), title="", when=None),
    Page.model_construct(
        title="About the pothole", section="", when=None,
        questions=(
            asked("depth", Choice, label="How deep is it?", options=["Shallow", {"value": "d", "label": "Deep", "hint": "Deeper than a hand"}]),
            asked("cycle", YesOrNo, label="Is it on a cycle route?", why="Cyclists are hurt more easily"),
            asked("seen", Date, label="When did you see it?"),
            asked("naughty", OneLineText, label=NAUGHTY, hint=NAUGHTY, optional=True),
        ),
    ),
    Page.model_construct(
        title="Photo and updates", section="", when=None,
        questions=(
            asked("photo", Photo, label="Add a photo", optional=True, **{"at most": 2}),
            asked("email", Email, label="Where can we send updates?", optional=True),
        ),
    ),
]  # fmt: skip


@dataclass
class FakeApplying:
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)

    def services(self, actor: Actor | None) -> tuple[views.ServiceCard, ...]:
        return (views.ServiceCard("pothole", "Report a pothole", "Tell us about a pothole on a road or path"),)

    def held(self, visitor: str) -> tuple[tuple[str, str, str], ...]:
        return tuple(("draft", draft, "Report a pothole") for draft in self.drafts)

    def begin(self, visitor: str, service: str, now: datetime, actor: Actor | None = None) -> views.Applying | Refusal:
        if service != "pothole":
            return Refusal("There is no such service.")
        return self._view("", {}, 0)

    def resume(self, visitor: str, draft: str, page: int | None, now: datetime) -> views.Applying | Refusal:
        if draft not in self.drafts:
            return Refusal("We do not know these answers in this browser. Open your link again.")
        return self._view(draft, self.drafts[draft], page)

    def save(self, visitor: str, view: views.Applying, raw: dict[str, Any], now: datetime) -> Any:
        assert view.page is not None
        draft = view.draft or f"d{len(self.drafts) + 1}"
        self.drafts[draft] = self.drafts.get(draft, {}) | raw
        found = accept(PAGES[view.page.number : view.page.number + 1], raw, {}, SEEN, Context(SEEN.today, NOW))
        if found.problems:
            if not view.draft:
                del self.drafts[draft]
            return Problems(dict(found.problems))
        following = view.page.number + 1
        return self._view(draft, self.drafts[draft], following if following < len(PAGES) else None)

    def link(self, visitor: str, draft: str, now: datetime) -> str:
        return f"token-{draft}"

    def send(self, visitor: str, draft: str, token: str, now: datetime, actor: Actor | None = None) -> Any:
        again = draft in self.sent
        reference = self.sent.setdefault(draft, f"POT-7K3M-{len(self.sent) + 1}")
        view = self._view(draft, self.drafts[draft], None)
        return views.Sent(reference, view.title, "We will look at it and mend it if it is dangerous.",
                          NOW + timedelta(days=5), "secret", view.check, again)  # fmt: skip

    def status(self, visitor: str, reference: str, now: datetime) -> views.Status | Refusal:
        if reference not in self.sent.values():
            return Refusal("We do not know this case in this browser. Open your link again.")
        return views.Status(
            reference, "Report a pothole", "Sent", "We have what you sent.", "Highways will look at it.",
            NOW + timedelta(days=5), (views.Happened(NOW, "You", "You sent your report"),), (), ("more", "Tell us more"), False,
        )  # fmt: skip

    def _view(self, draft: str, raw: Mapping[str, Any], number: int | None) -> views.Applying:
        page = None
        if number is not None:
            drawn = PAGES[number]
            page = views.PageView(number, drawn.title, drawn.section, tuple(drawn.questions), dict(raw))
        lines = []
        for index, each in enumerate(PAGES):
            answers = accept([each], raw, {}, SEEN, Context(SEEN.today, NOW)).answers
            lines += [
                views.AnswerLine("report", one.id, one.question.label,
                                 tuple(one.question.show(answers[one.id], SEEN)) if one.id in answers else (), page=index)
                for one in each.questions
            ]  # fmt: skip
        back = (number - 1 if number else None) if number is not None else len(PAGES) - 1
        return views.Applying(
            "pothole", "Report a pothole", "Tell us about a pothole on a road or path in Norfolk", draft, "", "", page,
            back, (views.Section("About the pothole", tuple(lines)),), (), SEEN, "token", "reporter",
            ("Keeping roads safe", "public task", "3 years after closing"),
        )  # fmt: skip


ROW = views.TaskRow(
    "POT-7K3M-1", "inspect", "pothole", "Report a pothole", "Inspect the road", "Magdalen Street, Norwich",
    NOW - timedelta(days=2), NOW - timedelta(days=9), "highways", "Highways", "", "",
)  # fmt: skip
INSPECT = (
    asked("result", Choice, label="What did you find?", options=["Repaired", "No repair needed", "Not our road"]),
    asked("words", OneLineText, label="Anything to add?", optional=True),
)


@dataclass
class FakeDesk:
    row: views.TaskRow = ROW
    raw: dict[str, Any] = field(default_factory=dict)
    did: list[Command] = field(default_factory=list)
    closed: bool = False

    def figures(self, actor: Actor, now: datetime) -> views.Figures:
        return views.Figures(1, 0, 3)

    def inbox(self, actor: Actor, view: str, figure: str, after: str, now: datetime) -> views.Inbox:
        if view == "mine" or self.closed:
            return views.Inbox((), "", NOW + timedelta(days=3))
        rows = [self.row] + [
            replace(
                ROW,
                reference=f"POT-{n:04}",
                due=NOW + timedelta(days=n),
                holder="Tom Okafor" if n % 2 else "",
                words=NAUGHTY if n == 3 else f"{n} Elm Hill",
            )
            for n in range(1, 12)
        ]
        return views.Inbox(tuple(rows), "" if after else "next", None)

    def find(self, actor: Actor, words: str) -> tuple[views.Found, ...]:
        if words == "nothing":
            return ()
        return (views.Found("POT-7K3M-1", "Report a pothole", "Magdalen Street", "Amina Yusuf", NOW, None, ""),)

    def case(self, actor: Actor, reference: str, now: datetime) -> views.CaseView | Refusal:
        if reference == "SECRET":
            return Refusal("This case is for another team.")
        lines = (
            views.AnswerLine("report", "place", "Where is the pothole?", ("Magdalen Street", "NR3 1HN")),
            views.AnswerLine("report", "words", "What happened?", (NAUGHTY,)),
            views.AnswerLine("report", "health", "Is anybody hurt?", (), hidden=True),
            views.AnswerLine("report", "photo", "Add a photo", ("hole.jpg (3.0 MB)",),
                             files=({"id": "f1", "name": "hole.jpg", "size": 3_000_000, "type": "image/jpeg"},)),
        )  # fmt: skip
        return views.CaseView(
            "POT-7K3M-1", "pothole", "Report a pothole", 1, "Closed: repaired" if self.closed else "Waiting for Highways",
            "Magdalen Street", NOW + timedelta(days=4), True, NOW - timedelta(days=9), None,
            () if self.closed else (self.row, replace(ROW, task="other", title="Call the reporter", holder="Tom Okafor")),
            (views.Section("Tell us about the pothole", lines),),
            (("reporter", "Amina Yusuf", ("amina@example.org",)),),
            (views.Happened(NOW, "Amina Yusuf", "Sent the report"), views.Happened(NOW, "Wherry", NAUGHTY, ("detail",))),
            (views.MessageView(NOW, "amina@example.org", "email", "We have your report", "Thank you.\nBye", "waiting to be sent"),),
            ({"id": "d1", "name": "letter.pdf", "size": 1000, "type": "application/pdf"},),
            (views.NoteView(NOW, "Tom Okafor", "Rang, no answer"),), frozenset({"note", "attach", "correct"}),
        )  # fmt: skip

    def earlier(self, actor: Actor, reference: str, before: str) -> tuple[views.Happened, ...]:
        return ()

    def task(self, actor: Actor, reference: str, task: str, now: datetime) -> views.TaskView | Refusal:
        may = {"claim", "complete", "assign"} if not self.row.person else {"release", "complete", "assign"}
        page = views.PageView(0, "", "", INSPECT if self.raw.get("result") == "Not our road" else INSPECT[:1], self.raw)
        return views.TaskView(replace(self.row, task=task), (page,), self.raw, SEEN, frozenset(may), "", "token",
                              (("tom", "Tom Okafor"), ("priya", "Priya Sharma")))  # fmt: skip

    def save_typed(self, actor: Actor, reference: str, task: str, raw: dict[str, Any], now: datetime) -> None:
        self.raw = raw

    def foresee(self, actor: Actor, reference: str, task: str, raw: dict[str, Any], now: datetime) -> str:
        return "This sends the answer and closes the case." if raw.get("result") else ""

    def do(self, command: Command) -> Any:
        self.did.append(command)
        if isinstance(command, Claim):
            self.row = replace(self.row, person="priya", holder="Priya Sharma")
        if isinstance(command, Complete):
            page = Page.model_construct(questions=INSPECT, title="", when=None)
            found = accept([page], command.raw, {}, SEEN, Context(SEEN.today, NOW))
            if found.problems:
                return Problems(dict(found.problems))
            self.closed = True
        return views.Completed("POT-7K3M-1", "Waiting")

    def correction(self, actor: Actor, reference: str, step: str, answer: str, now: datetime) -> Any:
        return views.Correction(PAGES[0].questions[0], {"words": "Magdalen Street", "postcode": ""}, SEEN)

    def show(self, actor: Actor, reference: str, step: str, answer: str, now: datetime) -> Any:
        return ("Yes, a cyclist",)

    def keep_file(self, who: Any, name: str, type: str, data: bytes) -> dict[str, Any]:
        return {"id": f"kept-{name}", "name": name, "size": len(data), "type": type}

    def file(self, actor: Actor, reference: str, file: str) -> tuple[str, str, bytes]:
        return ("hole.jpg", "image/jpeg", b"content")

    def outbox(self, actor: Actor, before: str) -> tuple[views.MessageView, ...]:
        return (views.MessageView(NOW, "amina@example.org", "email", NAUGHTY, "Thank you.\nBye", "waiting to be sent"),)


def install(signed_in: Actor | None = PRIYA) -> tuple[FakeApplying, FakeDesk]:
    """Wire the screens to hand-made facts. `signed_in` is whoever the trusted header names."""
    applying, desk = FakeApplying(), FakeDesk()
    ids = iter(range(1_000_000))
    wiring.install(
        wiring.Wiring(
            desk=desk, applying=applying, publishing=None, clock=lambda: NOW, new_id=lambda: f"id-{next(ids)}",
            house=lambda: HOUSE, person=lambda person: signed_in, address="http://localhost:8640", in_demo=True,
        )
    )  # fmt: skip
    return applying, desk
