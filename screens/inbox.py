"""The inbox: three figures that are also filters, views, and a table of what waits, the most urgent on top."""

from engine.commands import Actor
from screens import wiring
from screens.frame import for_staff, signed_in
from screens.going import asked
from screens.markup import show

VIEWS = {"mine": "Mine", "teams": "My teams’", "all": "All I may see", "waiting": "Waiting for others"}
FIGURES = {"late": "Late", "today": "Due today", "unclaimed": "Unclaimed"}


def inbox_screen() -> None:
    actor = signed_in("The inbox", "inbox")
    if actor is not None:
        _inbox(actor)


def _inbox(actor: Actor) -> None:
    view = asked("view") if asked("view") in VIEWS else "teams"
    figure = asked("figure") if asked("figure") in FIGURES else ""
    now = wiring.now()
    counts = wiring.desk().figures(actor, now)
    for_staff(f"Inbox: {VIEWS[view]}", FIGURES.get(figure, ""), actor, "inbox")
    show(
        "inbox", inbox=wiring.desk().inbox(actor, view, figure, asked("after"), now), now=now,
        view=view, figure=figure, after=asked("after"), views=VIEWS, me=actor.id,
        figures=[(name, words, getattr(counts, name)) for name, words in FIGURES.items()],
    )  # fmt: skip
