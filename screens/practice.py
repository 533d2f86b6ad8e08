"""Practice: cases with a clock of their own, to try a service out; nobody counts or finds them, and nothing is sent."""

from engine.commands import Actor
from screens import wiring
from screens.frame import for_staff, signed_in
from screens.markup import path, show


def practice_screen() -> None:
    actor = signed_in("Practice", "practice")
    if actor is not None:
        _practice(actor)


def _practice(actor: Actor) -> None:
    for_staff("Practice", "", actor, "practice")
    services = wiring.practice().services(actor)
    show(
        "practice", cases=wiring.practice().cases(actor, wiring.now()),
        services=[(path("apply", service=one.id, practice="yes"), one) for one in services],
    )  # fmt: skip
