"""What somebody asked by email reads first: by whom, about what, and what they are shown of the case."""

from desk.views import Applying
from engine.commands import Actor
from screens import wiring
from screens.frame import for_everybody
from screens.markup import path, show
from screens.papers import offer


def asked_screen(view: Applying, guest: Actor) -> None:
    for_everybody(view.asks, view.title, exits=view.exits, language=view.language)
    show("asked", view=view)
    sections = wiring.applying().shown(wiring.visitor(), view, wiring.now())
    show("asked_shown", sections=sections)
    for line in [line for section in sections for line in section.lines]:
        for file in line.files:
            offer(guest, view.case, file, f"{line.step}.{line.answer}", f"the answer to “{line.label}”")
    first = path(
        "apply", service=view.service, case=view.case, task=view.task, page=view.page.number if view.page else 0,
        lang=view.language,
    )  # fmt: skip
    show("asked_end", view=view, first=first, contact=wiring.organisation().contact)
