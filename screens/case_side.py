"""Beside a case: its timeline, the messages sent, documents, notes."""

from functools import partial

import streamlit as st

from desk.mentioning import mentioned
from desk.views import CaseView, MessageView
from engine.commands import Actor, AddNote, Attach, Refusal
from screens import wiring
from screens.answers import offer
from screens.doing_links import draw_links
from screens.going import asked, kept, said_at, say, say_at
from screens.markup import show
from screens.text import plain

NOTE_TOKEN, TAKEN, OPENED, READ = "note token", "attached", "opened messages", "read"
#: The small forms that say beside themselves what is wrong.
NOTE, ATTACHING = "note", "attaching"


def draw_side(actor: Actor, case: CaseView) -> None:
    _seen(actor, case)
    if "link" in case.may:
        draw_links(actor, case)
    show("timeline", case=case, earlier=asked("before"))
    _messages(actor, case)
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


def _seen(actor: Actor, case: CaseView) -> None:
    """What mentions the reader here is read now: said once for what stands on the page."""
    newest = (case.reference, case.timeline[0].at if case.timeline else None)
    if kept(READ) != newest:
        wiring.mentioning().read(actor, case.reference)
        st.session_state[READ] = newest


def _messages(actor: Actor, case: CaseView) -> None:
    show("section", title="Messages")
    for one in case.messages:
        shown = kept(OPENED, {}).get(one.number, one)
        show("one_message", one=shown, open=one.held and not shown.held)
        if shown.held and shown.may_show:
            name = f"Show :gray[{plain(one.subject)}]"
            st.button(name, key=f"message.{one.number}", type="tertiary", on_click=_open, args=(actor, one))
    if not case.messages:
        show("words", lines=["There are none."])


def _open(actor: Actor, one: MessageView) -> None:
    found = wiring.desk().message(actor, one.reference, one.number, wiring.now())
    if isinstance(found, Refusal):
        say(found.reason, wrong=True)
    else:
        st.session_state[OPENED] = kept(OPENED, {}) | {one.number: found}


def _attach(actor: Actor, case: CaseView) -> None:
    turn = kept(TAKEN, 0)
    with st.expander("Attach a file", key="attaching"):
        st.file_uploader("Choose a file to attach", key=f"attach.{turn}", max_upload_size=10)
        show("problem", sentence=said_at(ATTACHING))
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
    people = dict(wiring.mentioning().people(actor, case.reference))
    with st.form(f"note-{case.reference}", border=False):
        st.text_area("Add a note", key=f"note.{token}", height=110)
        st.multiselect(
            "Who should see it? (optional)", list(people), key=f"note.{token}.for", format_func=people.__getitem__,
            placeholder="Choose people, or write @ and a name",
        )  # fmt: skip
        show("problem", sentence=said_at(NOTE))
        st.form_submit_button("Add the note", on_click=partial(_add_note, actor, case, token))


def _add_note(actor: Actor, case: CaseView, token: str) -> None:
    """The same token acts once, however often the button is pressed."""
    text = st.session_state[f"note.{token}"].strip()
    if not text:
        say_at(NOTE, "Enter the note first")
        return
    people = wiring.mentioning().people(actor, case.reference)
    chosen = dict.fromkeys((*mentioned(text, people), *st.session_state[f"note.{token}.for"]))
    done = wiring.desk().do(AddNote(actor, wiring.now(), case.reference, text, token, mentions=tuple(chosen)))
    st.session_state.pop(NOTE_TOKEN)
    say(done.reason, wrong=True) if isinstance(done, Refusal) else say("The note is added.")
