"""A new service begins with its title and its questions, never with an empty page."""

import streamlit as st

from engine.commands import Actor, Refusal
from screens import wiring
from screens.going import go, said_at, say_at
from screens.markup import show
from workflows.beginning import KINDS, Wanted, name_of, template

NEW = "new service"
ASKED = ("title", "first", "second", "third")


def draw_new(actor: Actor) -> None:
    house = wiring.organisation().teams
    teams = [team for team in house if team in actor.teams] or list(house)
    with st.expander("Make a new service"), st.container(key="new-service"):
        show("design_new")
        st.text_input("What is the service called?", key=f"{NEW}.title", placeholder="Ask for a bench")
        st.text_input(
            "What is it for, in one sentence? Residents read it under the name", key=f"{NEW}.summary",
            placeholder="Ask us to put a bench in a park or street",
        )  # fmt: skip
        st.selectbox("Which team owns it?", teams, format_func=house.__getitem__, key=f"{NEW}.owner")
        _question("first", Wanted.first, Wanted.first_kind)
        _question("second", Wanted.second, Wanted.second_kind)
        st.text_input("Third question, for their email address", Wanted.third, key=f"{NEW}.third")
        show("problem", sentence=said_at(NEW))
        st.button("Make the service", type="primary", key="make service", on_click=_make, args=(actor,))


def _question(which: str, words: str, kind: str) -> None:
    asked, answered = st.columns([3, 2])
    asked.text_input(f"{which.capitalize()} question", words, key=f"{NEW}.{which}")
    chosen = answered.selectbox(
        f"How is the {which} question answered?", list(KINDS), list(KINDS).index(kind), filter_mode="contains",
        format_func=lambda name: KINDS[name].called, key=f"{NEW}.{which}_kind",
    )  # fmt: skip
    if KINDS[chosen].chosen:
        st.text_area(f"What can they choose for the {which} question? Write one on each line", height=110,
                     key=f"{NEW}.{which}_options")  # fmt: skip


def _typed(name: str) -> str:
    return str(st.session_state.get(f"{NEW}.{name}", "")).strip()


def _options(which: str) -> tuple[str, ...]:
    """The choices, each once; none where the question is answered otherwise."""
    if not KINDS[_typed(f"{which}_kind")].chosen:
        return Wanted.first_options
    lines = (" ".join(line.split()) for line in _typed(f"{which}_options").split("\n"))
    return tuple(dict.fromkeys(line for line in lines if line))


def _missing(options: dict[str, tuple[str, ...]]) -> str:
    """What is still to be filled in, as a sentence."""
    if not all(_typed(name) for name in ASKED):
        return "Enter what the service is called, and three questions"
    few = next((which for which, found in options.items() if len(found) < 2), "")
    return f"Enter at least two things that they can choose for the {few} question, one on each line" if few else ""


def _make(actor: Actor) -> None:
    options = {which: _options(which) for which in ("first", "second")}
    if missing := _missing(options):
        say_at(NEW, missing)
        return
    words = {name: _typed(name) for name in (*ASKED, "summary", "owner", "first_kind", "second_kind")}
    teams = frozenset(wiring.organisation().everyone)
    text = template(
        Wanted(teams=teams, first_options=options["first"], second_options=options["second"], **words)
    )  # fmt: skip
    service = name_of(words["title"])
    made = wiring.publishing().new(actor, service, text, wiring.now())
    if isinstance(made, Refusal):
        say_at(NEW, made.reason)
    else:
        go("design", service=service)
