"""Writing to the applicant, and asking them, a team or a partner for something that the service did not foresee."""

from datetime import date, datetime, time

from components.choice import Choice
from components.date import Date
from components.long_text import LongText
from components.text import OneLineText
from desk.letters_both_ways import Draft
from desk.sheets import Answers, one
from desk.views import CaseView
from engine.commands import Actor, AddTask, Problems, Refusal, Write
from screens import wiring
from screens.going import asked, go, say
from screens.markup import show
from screens.sheet import Sheet, draw_sheet
from screens.spots import css_name
from workflows.calendars import LONDON

#: What comes of a message, said before it is written.
LINES = (
    "The link to this case is added below your words. They can answer there, and the answer comes back to you as a "
    "task.",
)
LINES_CLOSED = (
    "The link to this case is added below your words. The case is closed, so they can read your message there and "
    "cannot answer it. The message says so: add how they can reach you.",
)
#: What is asked, in a few words, goes by email.
NO_NAMES = "For example, Send a photo of the drain. Name nobody here: teams and partners may get it by email"
#: Who of another agency is asked has nothing else to go by.
ALL_THEY_READ = (
    "A partner sees no answers of the case, only these words: say all that they need to know, such as where and who."
)
#: The last moment of a day.
END = time(23, 59, 59)


def draw_writing(actor: Actor, case: CaseView) -> None:
    drafts = wiring.letters().to_begin_with(actor, case.reference, wiring.now())
    if isinstance(drafts, Refusal):
        show("said", sentence=drafts.reason, wrong=True)
        return
    begun = next((draft for draft in drafts if draft.name == asked("letter")), drafts[0])
    sheet = _writing(actor, case, begun)
    address = {"ref": case.reference, "task": asked("task"), "do": "write"}
    show(
        "letters", id=css_name(f"sheet-{sheet.name}"), title=sheet.title, drafts=drafts, begun=begun, address=address,
        lines=(*(LINES_CLOSED if case.closed else LINES), *_as_written(case)),
    )  # fmt: skip
    draw_sheet(sheet, heading=False, leads_here=False)


def _as_written(case: CaseView) -> list[str]:
    """Where the applicant reads another language."""
    return [f"The {case.called} reads {case.reads}. Your words go to them as you write them."] if case.reads else []


def _writing(actor: Actor, case: CaseView, begun: Draft) -> Sheet:
    def act(answers: Answers, token: str) -> object:
        subject, body = str(answers["subject"] or ""), str(answers["body"] or "")
        return wiring.desk().do(Write(actor, wiring.now(), case.reference, subject, body, token))

    return Sheet(
        f"write.{case.reference}.{begun.name}", f"Write to the {case.called}", "Send the message",
        (one("subject", OneLineText(label="Subject")), one("body", LongText(label="Message"))),
        act, "Your message is on its way. It stands under Messages.", lambda _: back(case),
        raw={"subject": begun.subject, "body": begun.body}, as_typed=frozenset({"subject", "body"}),
    )  # fmt: skip


def draw_asking(actor: Actor, case: CaseView) -> None:
    who = wiring.extras().who(actor, case.reference)
    draw_sheet(_asking(actor, case, dict(who)))


def _asking(actor: Actor, case: CaseView, who: dict[str, str]) -> Sheet:
    def act(answers: Answers, token: str) -> object:
        due = end_of(answers["due"]) if answers["due"] else None
        title, asks = str(answers["title"]), str(answers["asks"])
        whom = str(answers["who"])
        done = wiring.desk().do(AddTask(actor, wiring.now(), case.reference, whom, title, asks, token, due))
        return done if isinstance(done, Refusal | Problems) else whom

    options = [{"value": id, "label": name} for id, name in who.items()]
    questions = (
        one("who", Choice.model_validate({"label": "Who do you ask?", "options": options})),
        one("title", OneLineText(label="What is it, in a few words?", hint=NO_NAMES)),
        one("asks", LongText(label="What do you need, and what for?", hint=ALL_THEY_READ)),
        one("due", Date(label="By when?", optional=True)),
    )
    return Sheet(
        f"ask.{case.reference}", "Ask somebody for something more", "Ask for it", questions, act,
        "", lambda whom: _asked_of(case, whom, who[whom]),
        (f"A team or a partner gets it as a task, and an email where it has an address. The {case.called} gets a "
         "message with the link, and answers there.",
         wiring.steering().who_sees_it(actor, case.reference), *_as_written(case)),
        wanting={"who": "Select who you ask", "title": "Enter what it is in a few words",
                 "asks": "Enter what you need"},
    )  # fmt: skip


def _asked_of(case: CaseView, whom: str, name: str) -> None:
    written = "write" in case.may  # they gave an address
    told = {
        True: f"{name} is asked, and a message with the link is on its way to them.",
        False: f"{name} is asked, but gave no address, so no message was written: ask them, and answer for them.",
    }
    say(told[written] if whom == "applicant" else f"{name} has it as a task. Nothing was written to the {case.called}.")
    back(case)


def end_of(day: str) -> datetime:
    """A day that was answered, at its end in London."""
    return datetime.combine(date.fromisoformat(day), END, LONDON)


def back(case: CaseView) -> None:
    """To the case, at the task that was in hand."""
    go("case", ref=case.reference, task=asked("task"))
