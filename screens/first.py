"""The first screen: three doors."""

from components.wording import says
from screens import wiring
from screens.frame import for_everybody
from screens.markup import show
from screens.speaking import kept, language, of_reader
from workflows.translations import others_than


def first_screen() -> None:
    for_everybody(says("Services"), language=of_reader())
    others = others_than(language(), wiring.applying().languages())
    show("doors", organisation=wiring.organisation(), others=others, lang=kept())
