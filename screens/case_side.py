"""Beside a case: its notes, its timeline, what was written both ways, documents."""

from functools import partial

import streamlit as st

from desk.mentioning import named
from desk.views import CaseView
from desk.written import MessageView, ReplyView
from engine.commands import Actor, AddNote, Refusal
from screens import wiring
from screens.doing_links import draw_links
from screens.full import unless_full
from screens.going import asked, count_telling, kept, said_at, say, say_at, tellings
from screens.markup import show
from screens.papers import draw_document, offer
from screens.text import plain

NOTE_TOKEN, NOTED, OPENED, READ = "note token", "noted", "opened messages", "read"
#: So many notes are shown whole, the newest.
NEWEST = 3
#: The small form that says beside itself what is wrong.
NOTE = "note"


def draw_side(actor: Actor, case: CaseView) -> None:
    _seen(actor, case)
    if "link" in case.may:
        draw_links(actor, case)
    show("timeline", case=case, earlier=asked("before"))
    _messages(actor, case)
    show("section", title="Documents")
    for document in case.documents:
        draw_document(actor, case.reference, document)
    for file in case.files:
        offer(actor, case.reference, file, "documents", "among the documents of this case")
    if not (case.documents or case.files):
        show("words", lines=["There are none."])


def _seen(actor: Actor, case: CaseView) -> None:
    """What mentions the reader here is read now: said once for what stands on the page."""
    newest = (case.reference, case.timeline[0].at if case.timeline else None)
    if kept(READ) != newest:
        wiring.mentioning().read(actor, case.reference)
        st.session_state[READ] = newest


def _messages(actor: Actor, case: CaseView) -> None:
    show("section", title="Messages")
    for one in case.thread:
        if isinstance(one, ReplyView):
            show("reply", one=one)
            continue
        shown = kept(OPENED, {}).get(one.number, one)
        show("one_message", one=shown, open=one.held and not shown.held)
        if shown.held and shown.may_show:
            name = f"Show :gray[{plain(one.subject)}]"
            st.button(name, key=f"message.{one.number}", type="tertiary", on_click=_open, args=(actor, one))
    if not case.thread:
        show("words", lines=["There are none."])


def _open(actor: Actor, one: MessageView) -> None:
    found = wiring.desk().message(actor, one.reference, one.number, wiring.now())
    if isinstance(found, Refusal):
        say(found.reason, wrong=True)
    else:
        st.session_state[OPENED] = kept(OPENED, {}) | {one.number: found}


def draw_notes(actor: Actor, case: CaseView) -> None:
    """At the top, because they are written while somebody talks; what came of one is said where it was written."""
    show("section", title="Notes")
    show("said", sentence=st.session_state.pop(NOTED, ""), wrong=False, telling=tellings())
    if "note" in case.may:
        _note(actor, case)
    show("notes", notes=case.notes[:NEWEST], older=case.notes[NEWEST:])


def _note(actor: Actor, case: CaseView) -> None:
    token = st.session_state.setdefault(NOTE_TOKEN, wiring.new_id())
    people = dict(wiring.mentioning().people(actor, case.reference))
    with st.form(f"note-{case.reference}", border=False):
        show("problem", sentence=said_at(NOTE))
        st.text_area("Add a note", key=f"note.{token}", height=90, placeholder="Write @ and a name to reach somebody")
        show("names", names=list(people.values()))
        st.form_submit_button("Add the note", on_click=partial(_add_note, actor, case, token))


@unless_full()
def _add_note(actor: Actor, case: CaseView, token: str) -> None:
    """The same token acts once, however often the button is pressed; what is wrong leaves what was typed."""
    text = st.session_state[f"note.{token}"].strip()
    if not text:
        say_at(NOTE, "Enter the note first")
        return
    found = named(text, dict(wiring.mentioning().people(actor, case.reference)))
    if isinstance(found, Refusal):
        say_at(NOTE, found.reason)
        return
    done = wiring.desk().do(AddNote(actor, wiring.now(), case.reference, text, token, mentions=found.people))
    if isinstance(done, Refusal):
        say_at(NOTE, done.reason)
        return
    st.session_state.pop(NOTE_TOKEN)
    say_at(NOTE, "")
    st.session_state[NOTED] = f"The note is added. {found.words} will see it." if found.people else "The note is added."
    count_telling()
