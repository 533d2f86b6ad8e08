"""A service's questions on paper: what is asked, in the order of the screens, and what is asked only sometimes."""

from collections.abc import Iterator
from datetime import datetime

from components.base import Seen
from components.wording import says
from desk.faces import block_of
from desk.fees import fee_of
from desk.only_if import Known, OnlyIf
from desk.privacy import privacy
from desk.showing import context
from engine.commands import Refusal
from engine.engine import Engine
from engine.ports import Blank, BlankPage, BlankQuestion
from workflows.asking import Asked, Page
from workflows.organisation import Organisation
from workflows.speaking import Voice, voice
from workflows.workflow import Workflow

NO_BLANK = "This service has no form to print"


def blank(engine: Engine, service: str, language: str = "") -> Blank | Refusal:
    """As it was published last: every service has one that anybody may begin and that keeps what is answered."""
    latest, house = engine.library.latest(service), engine.library.house()
    if latest is None or not prints(latest[1]):
        return Refusal(NO_BLANK)
    number, workflow = latest
    version = engine.store.versions.get(service, number)
    assert version is not None, "it was read from the library"
    return of(workflow, house, version.at, language)


def of(original: Workflow, house: Organisation, at: datetime, language: str = "") -> Blank:
    """`at` is when the questions were published."""
    workflow, language = original.translated(language), language if language in original.translations else ""
    seen = Seen(context(house, at).today, house.everyone, house.groups, language=language)
    speak, contact = voice(language), house.contact
    return Blank(
        workflow.title, workflow.file.summary, house.name, at, tuple(_pages(workflow, seen, speak)),
        _ours(speak, house), speak.own(fee_of(workflow)), _privacy(workflow, speak), language or "en",
        tuple(filter(None, (contact.phone, contact.email, contact.hours))),
    )  # fmt: skip


def _ours(speak: Voice, house: Organisation) -> dict[str, str]:
    """What a blank says by itself. Where it is to be brought is for those to say who can be asked."""
    known = any((house.contact.phone, house.contact.email))
    return {
        "how": speak.say("Write clearly in black ink. If a box is too small, use another sheet of paper and write the "
                         "number of the question on it."),
        "why": speak.say("Why we ask:"), "one": speak.say("Tick one."), "all": speak.say("Tick all that apply."),
        "send": speak.say("Send it with this form. Tick the box when you have put it in."),
        "sent": speak.say("I have put it in"),
        "sign": speak.say("Sign in this box"),
        "more": speak.say("If there are more, write about each on another sheet of paper, in the same way."),
        "filled": speak.say("When you have filled it in"),
        "bring": "" if known else speak.say("Bring or send it to {council}.", council=house.name),
        "ask": speak.say("Ask us where to bring it or send it, or if you need help:"),
        "privacy": speak.say("What we do with what you tell us"),
    }  # fmt: skip


def _privacy(workflow: Workflow, speak: Voice) -> tuple[tuple[str, str], ...]:
    purpose, basis, keep = privacy(workflow, speak.language)
    return ((speak.say("What we use it for"), purpose), (speak.say("Our reason in law"), basis),
            (speak.say("How long we keep it"), keep)) if purpose else ()  # fmt: skip


def prints(workflow: Workflow) -> bool:
    """Whether its questions can be printed."""
    return "anyone" in workflow.file.starts and not workflow.guide


def numbers_of(workflow: Workflow) -> dict[str, int]:
    """The number of each question that it asks, by its id."""
    asking = [one.id for page in workflow.first.page_by_page for one in page.questions if one.question.asks]
    return {id: number for number, id in enumerate(asking, start=1)}


def _pages(workflow: Workflow, seen: Seen, speak: Voice) -> Iterator[BlankPage]:
    pages = workflow.first.page_by_page
    asking = [one for page in pages for one in page.questions if one.question.asks]
    numbers = numbers_of(workflow)
    called = {one.id: says("question {number}", number=numbers[one.id]) for one in asking}
    only_if = OnlyIf({one.id: Known(called[one.id], one.question) for one in asking}, seen)
    for page in pages:
        questions = tuple(
            BlankQuestion(numbers.get(one.id, 0), block_of(one, None, seen),
                          _when(page, one, only_if, speak) | dict(_inside(one, only_if, speak)))
            for one in page.questions if one.question.asks or _only_says(one)
        )  # fmt: skip
        title = page.title if page.title != page.section or page.when else ""
        when = only_if.said(page.when.tree) if page.when and title else ""
        if questions:
            said = speak.say("Answer this part only if {what}.", what=when) if when else ""
            yield BlankPage(page.section, title, said, questions)


def _only_says(one: Asked) -> bool:
    """Whether paper can say it: what shows earlier answers, or works something out of them, waits for a screen."""
    return not (one.question.reads() or one.question.works)


def _when(page: Page, one: Asked, only_if: OnlyIf, speak: Voice) -> dict[str, str]:
    """When a question is asked; where nothing heads its page, the question says when that is."""
    rules = [rule for rule in (None if page.title else page.when, one.when) if rule]
    said = [speak.say("Answer this only if {what}.", what=only_if.said(rule.tree)) for rule in rules]
    return {"": " ".join(said)} if said else {}


def _inside(one: Asked, only_if: OnlyIf, speak: Voice, path: str = "") -> Iterator[tuple[str, str]]:
    """The same for the questions inside one, by their paths."""
    known = only_if.beside(one.inside)
    for inner in one.inside:
        here = f"{path}.{inner.id}".lstrip(".")
        if inner.when:
            yield here, speak.say("Answer this only if {what}.", what=known.said(inner.when.tree))
        yield from _inside(inner, known, speak, here)


def in_order(blank: Blank) -> list[str]:
    """The questions that it asks, by their ids, from the first to the last."""
    return [one.block.name for page in blank.pages for one in page.questions if one.number]
