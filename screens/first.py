"""The first screen: three doors."""

from screens import wiring
from screens.frame import for_everybody
from screens.markup import show


def first_screen() -> None:
    for_everybody("Services")
    show("doors", organisation=wiring.organisation())
