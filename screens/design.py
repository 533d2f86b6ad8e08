"""Build a service: the table of services, a new one from a template, and the way into one of them."""

from screens import wiring
from screens.design_look import for_designers
from screens.design_new import draw_new
from screens.design_service import service_screen
from screens.frame import not_found, signed_in
from screens.going import asked
from screens.markup import show


def design_screen() -> None:
    """The address says which: a service, or all of them."""
    if asked("service"):
        service_screen(asked("service"))
    else:
        services_screen()


def services_screen() -> None:
    actor = signed_in("Build a service", "design")
    if actor is None:
        return
    for_designers("", actor)
    if not (actor.edits or actor.publishes):
        reason = "You are signed in, and may not build services. Whoever runs Wherry for your council can let you."
        not_found("You may not build services", [reason], ("/inbox", "Go to the inbox"),
                  ("/sign-in?next=/design", "Sign in as somebody else"))  # fmt: skip
        return
    show("design_services", rows=wiring.publishing().services(actor, wiring.now()), now=wiring.now())
    draw_new(actor)
