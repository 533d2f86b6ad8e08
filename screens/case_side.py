"""Beside a case: its timeline, the messages sent, documents, notes."""

from functools import partial

import streamlit as st

from desk.views import CaseView
from engine.commands import Actor, AddNote, Attach, Refusal
from screens import wiring
from screens.answers import offer
from screens.going import asked, kept, say, say_at, take_said_at
from screens.markup import show

NOTE_TOKEN, TAKEN = "note token", "attached"
#: The small forms that say beside themselves what is wrong.
NOTE, ATTACHING = "note", "attaching"


def draw_side(actor: Actor, case: CaseView) -> None:
    show("timeline", case=case, earlier=asked("before"))
    show("messages", messages=case.messages)
    show("section", title="Documents")
    show("documents", reference=case.reference, documents=case.documents)
    for file in case.files:
        offer(actor, case.reference, file)
    if not (case.documents or case.files):
        show("words", lines=["There are none."])
    if "attach" in case.may:
        _attach(actor, case)
    show("notes", notes=case.notes)
    if "note" in case.may:
        _note(actor, case)


def _attach(actor: Actor, case: CaseView) -> None:
    turn = kept(TAKEN, 0)
    with st.expander("Attach a file", key="attaching"):
        st.file_uploader("Choose a file to attach", key=f"attach.{turn}", max_upload_size=10)
        show("problem", sentence=take_said_at(ATTACHING))
        st.button("Attach it", key="attach", on_click=_attach_it, args=(actor, case, f"attach.{turn}"))


def _attach_it(actor: Actor, case: CaseView, key: str) -> None:
    file = st.session_state[key]
    if file is None:
        say_at(ATTACHING, "Choose a file first")
        return
    record = wiring.desk().files.keep(actor.id, file.name, file.type, file.getvalue())
    done = wiring.desk().do(Attach(actor, wiring.now(), case.reference, record))
    st.session_state[TAKEN] = kept(TAKEN, 0) + 1
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say(f"{file.name} is attached.")


def _note(actor: Actor, case: CaseView) -> None:
    token = st.session_state.setdefault(NOTE_TOKEN, wiring.new_id())
    with st.form(f"note-{case.reference}", border=False):
        st.text_area("Add a note", key=f"note.{token}", height=110)
        show("problem", sentence=take_said_at(NOTE))
        st.form_submit_button("Add the note", on_click=partial(_add_note, actor, case, token))


def _add_note(actor: Actor, case: CaseView, token: str) -> None:
    """The same token acts once, however often the button is pressed."""
    text = st.session_state[f"note.{token}"].strip()
    if not text:
        say_at(NOTE, "Enter the note first")
        return
    done = wiring.desk().do(AddNote(actor, wiring.now(), case.reference, text, token))
    st.session_state.pop(NOTE_TOKEN)
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say("The note is added.")
