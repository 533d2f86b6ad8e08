"""Build a service: the table of services, a new one from a template, and the way into one of them."""

import streamlit as st

from engine.commands import Actor, Refusal
from screens import wiring
from screens.design_look import for_designers
from screens.design_service import service_screen
from screens.frame import not_found, signed_in
from screens.going import asked, go, say
from screens.markup import show
from workflows.beginning import KINDS, Wanted, name_of, template

NEW = "new service"


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
        reason = "You are signed in, but nobody has said yet that you may build services. Ask your manager."
        not_found("You may not build services", [reason], ("/inbox", "Go to the inbox"),
                  ("/sign-in?next=/design", "Sign in as somebody else"))  # fmt: skip
        return
    show("design_services", rows=wiring.publishing().services(actor, wiring.now()), now=wiring.now())
    _new(actor)


def _new(actor: Actor) -> None:
    """A new service begins with its title and its questions, never with an empty page."""
    house = wiring.organisation().teams
    teams = [team for team in house if team in actor.teams] or list(house)
    with st.expander("Make a new service"), st.form(NEW, border=False):
        show("design_new")
        st.text_input("What is the service called?", key=f"{NEW}.title", placeholder="Ask for a bench")
        st.selectbox("Which team owns it?", teams, format_func=house.__getitem__, key=f"{NEW}.owner")
        _question("first", Wanted.first, Wanted.first_kind)
        _question("second", Wanted.second, Wanted.second_kind)
        st.text_input("Third question, for their email address", Wanted.third, key=f"{NEW}.third")
        st.form_submit_button("Make the service", type="primary", on_click=_make, args=(actor,))


def _question(which: str, words: str, kind: str) -> None:
    asked, answered = st.columns([3, 2])
    asked.text_input(f"{which.capitalize()} question", words, key=f"{NEW}.{which}")
    answered.selectbox(
        f"How is the {which} question answered?", list(KINDS), list(KINDS).index(kind), filter_mode="contains",
        format_func=lambda name: KINDS[name].called, key=f"{NEW}.{which}_kind",
    )  # fmt: skip


def _make(actor: Actor) -> None:
    words = {name: str(st.session_state[f"{NEW}.{name}"]).strip() for name in ("title", "first", "second", "third")}
    if not all(words.values()):
        say("Enter a title and three questions", wrong=True)
        return
    service = name_of(words["title"])
    chosen = {name: st.session_state[f"{NEW}.{name}"] for name in ("owner", "first_kind", "second_kind")}
    text = template(Wanted(teams=frozenset(wiring.organisation().everyone), **words, **chosen))
    made = wiring.publishing().new(actor, service, text, wiring.now())
    if isinstance(made, Refusal):
        say(made.reason, wrong=True)
    else:
        go("design", service=service)
