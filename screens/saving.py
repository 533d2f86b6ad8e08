"""A filter of the inbox is kept under a name, called otherwise, or deleted."""

import streamlit as st

from desk.inbox import Wanted
from desk.saved import LONGEST, PARTS, Kept
from engine.commands import Actor, Refusal
from screens import wiring
from screens.going import said_at, say, say_at
from screens.markup import show
from screens.text import plain

NAME, SAVING = "saved name", "saving"


def draw_saving(actor: Actor, wanted: Wanted) -> None:
    """Of a filter that is saved already, its name; of another, where to give it one. A view alone is no filter."""
    mine = [kept for kept in wiring.saved().of(actor) if _same(kept.wanted, wanted)]
    if not (mine or wanted.figure or wanted.service):
        return
    title = plain(f"Saved as “{mine[0].name}”") if mine else "Save this filter"
    with st.expander(title, key="saving"), st.form(f"saving-{title}", border=False, clear_on_submit=True):
        st.text_input("Its new name" if mine else "Its name", key=NAME, max_chars=LONGEST)
        show("problem", sentence=said_at(SAVING))
        with st.container(horizontal=True):
            if mine:
                st.form_submit_button("Rename it", on_click=_rename, args=(actor, mine[0]))
                st.form_submit_button("Delete it", on_click=_delete, args=(actor, mine[0]))
            else:
                st.form_submit_button("Save it", on_click=_save, args=(actor, wanted))


def _same(one: Wanted, other: Wanted) -> bool:
    return all(getattr(one, part) == getattr(other, part) for part in PARTS)


def _save(actor: Actor, wanted: Wanted) -> None:
    name = str(st.session_state[NAME])
    _tell(wiring.saved().save(actor, name, wanted), f"“{name.strip()}” is among your saved filters.")


def _rename(actor: Actor, kept: Kept) -> None:
    name = str(st.session_state[NAME])
    _tell(wiring.saved().rename(actor, kept.name, name), f"The filter is called “{name.strip()}” now.")


def _delete(actor: Actor, kept: Kept) -> None:
    wiring.saved().delete(actor, kept.name)
    say(f"“{kept.name}” is deleted.")


def _tell(refused: Refusal | None, done: str) -> None:
    if refused:
        say_at(SAVING, refused.reason)
    else:
        say(done)
