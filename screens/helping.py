"""On behalf: begin a service for somebody on the phone, at a desk, on a visit or from their letter."""

from components.choice import Choice
from desk import helping
from desk.helping import WAYS
from desk.sheets import Answers, one
from engine.commands import Actor
from screens import wiring
from screens.frame import for_staff, not_found, signed_in
from screens.going import asked, go
from screens.markup import show
from screens.sheet import Sheet, draw_sheet


def help_screen() -> None:
    actor = signed_in("Helping a resident", "help")
    if actor is None:
        return
    for_staff("Help a resident", "", actor, "help")
    services = [each for each in wiring.applying().services(None) if not each.guide]
    if not services:
        not_found("Help a resident", ["There is no service yet that a resident may begin."], ("/inbox", "The inbox"))
        return
    show("help_top")
    draw_sheet(_helping(actor, [{"value": each.id, "label": each.title} for each in services]))


def _helping(actor: Actor, services: list[dict[str, str]]) -> Sheet:
    ways = [{"value": way, "label": words} for way, words in WAYS]

    def act(answers: Answers, _token: str) -> object:
        desk, service, how = wiring.applying(), str(answers["service"]), str(answers["how"])
        return helping.begin(desk, wiring.visitor(), actor, service, how, wiring.now())

    return Sheet(
        f"help.{actor.id}", "", "Begin for them",
        (one("service", Choice.model_validate({"label": "What do they need?", "options": services})),
         one("how", Choice.model_validate({"label": "How are you helping?", "options": ways}))),
        act, "", lambda view: go("apply", service=view.service, draft=view.draft),
        raw={"service": asked("service")},
        wanting={"service": "Select what they need", "how": "Select how you are helping"},
    )  # fmt: skip
