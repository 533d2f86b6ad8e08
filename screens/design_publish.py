"""Saving a draft and publishing it, and what came of it; two people in one draft see the difference and choose."""

import difflib

import streamlit as st

from desk.designing import Conflict
from engine.commands import Actor, Refusal
from screens import wiring
from screens.design_text import Writing, take_out, take_typed
from screens.markup import show
from workflows.load import Examined
from workflows.translations import words_missing

#: So many versions are shown, and so many changes of each.
SHOWN = 20
MOST_CHANGES = 5
#: So many lines below what was put in come into sight with it.
IN_SIGHT = 15
UNSAVED = "Save your changes or throw them away first: bringing a version back would lose them"
REPLACES = "The draft has changes that no version has. Press “Bring version {} back” again to replace them"
RETURNED = ("You have changes here that are not saved. Save the draft, or throw them away.", False)


def draw_saving(actor: Actor, writing: Writing, examined: Examined) -> None:
    """The service's name and state, and top right what can be done with it."""
    title = writing.good.title if writing.good else writing.service
    name, beside = st.columns([3, 2])
    why_not = _why_not(writing, examined)
    with name:
        show("design_top", title=title, writing=writing, to_fix=_to_fix(examined), to_write=to_write(examined),
             differing=len(writing.differing(examined)), unsaid=unsaid(examined))  # fmt: skip
    with beside:
        with st.container(key="saving", horizontal=True, horizontal_alignment="right"):
            if writing.may_edit:
                st.button("Save draft", key="save", disabled=not writing.changed, on_click=_save, args=(actor, writing))
            _publishing(actor, writing, why_not)
            if writing.version:
                st.checkbox("Show versions", key="versions")
        show("design_why_not", why_not=why_not)
    # Always there, also empty: what stands below it moves in the page otherwise, and Monaco begins anew.
    with st.container(key="told"):
        if writing.elsewhere is not None:
            _choose(actor, writing)
        elif writing.asks_why and not why_not:
            _reason(actor, writing)
        elif st.session_state.get("versions"):
            _history(actor, writing)


def draw_told(actor: Actor, writing: Writing) -> None:
    """What came of the last press, where it moves nothing: beside the switch above the text."""
    show("design_told", told=writing.told or (RETURNED if writing.returned else None),
         see=writing.service if writing.published else "", put=_cursor(writing))  # fmt: skip
    if writing.before is not None:
        st.button("Take it out again", key="take out", type="tertiary", on_click=take_out, args=(writing,))
    elif writing.returned:
        st.button("Throw them away", key="throw away", type="tertiary", on_click=_throw_away, args=(actor, writing))


def _cursor(writing: Writing) -> str:
    """For the page's script: the text, the first line of what was just put in, and a line that is in sight with it."""
    first, last = writing.put_in
    beyond = min(last + IN_SIGHT, writing.text.count("\n") + 1)
    return f"{writing.epoch} {first} {beyond}" if writing.before is not None else ""


def _throw_away(actor: Actor, writing: Writing) -> None:
    """Go back to what is saved."""
    stored = wiring.publishing().open(actor, writing.service)
    wiring.publishing().forget_typed(actor, writing.service)
    if not isinstance(stored, Refusal):
        writing.take(stored)
        writing.told, writing.returned = ("Your changes are gone. This is what was saved.", False), False


def _to_fix(examined: Examined) -> int:
    return sum(1 for fault in examined.faults if fault.level == "fault")


def to_write(examined: Examined) -> int:
    """How much is still as a new service began."""
    return sum(1 for fault in examined.faults if fault.code == "to-write")


def unsaid(examined: Examined) -> list[str]:
    """Of each translation, how much it leaves in the service's own words."""
    return [f"{count} thing{'s have' if count > 1 else ' has'} no words in {language} yet"
            for language, count in words_missing(examined.faults).items()]  # fmt: skip


def things(count: int) -> str:
    return f"{count} thing{'s' if count != 1 else ''} to fix before you can publish"


def _why_not(writing: Writing, examined: Examined) -> str:
    """Why it cannot be published now, "" where it can."""
    if not writing.may_publish:
        return (
            "Somebody else publishes this service: you may only write it"
            if writing.may_edit
            else "You may only read it"
        )
    if count := _to_fix(examined):
        return things(count)
    if red := writing.differing(examined):
        return f"{len(red)} example{'s come' if len(red) > 1 else ' comes'} out differently: look at Examples"
    if writing.version and not wiring.publishing().changes(writing.service, writing.text):
        return f"Nothing has changed since version {writing.version}"
    return ""


def _publishing(actor: Actor, writing: Writing, why_not: str) -> None:
    label = f"Publish version {writing.version + 1}"
    st.button(label, key="publish", type="primary", disabled=bool(why_not) or writing.asks_why,
              on_click=_ask_why, args=(writing, True))  # fmt: skip


def _history(actor: Actor, writing: Writing) -> None:
    """Who published what, when and why; the text of each can be the draft again."""
    changed = bool(wiring.publishing().changes(writing.service, writing.text))
    with st.container(key="history", border=True):
        for version in wiring.publishing().versions(writing.service)[:SHOWN]:
            changes = wiring.publishing().changes_of(version)
            more = (f"and {len(changes) - MOST_CHANGES} more",) if len(changes) > MOST_CHANGES else ()
            show("design_version", version=version, changes=(*changes[:MOST_CHANGES], *more))
            if writing.may_edit and (version.number != writing.version or changed):
                st.button(f"Bring version {version.number} back", key=f"bring back {version.number}",
                          on_click=_bring_back, args=(actor, writing, version.number))  # fmt: skip


def _bring_back(actor: Actor, writing: Writing, number: int) -> None:
    """Its text becomes the draft; residents see nothing of it before somebody publishes it."""
    take_typed(writing)
    if writing.changed:
        writing.told = (UNSAVED, True)
        return
    if writing.replaces != (number, writing.revision) and not wiring.publishing().is_kept(writing.service):
        writing.told, writing.replaces = (REPLACES.format(number), True), (number, writing.revision)
        return
    stored = wiring.publishing().bring_back(actor, writing.service, number, writing.revision, wiring.now())
    if isinstance(stored, Refusal):
        writing.told = (stored.reason, True)
    elif isinstance(stored, Conflict):
        writing.elsewhere, writing.revision = stored.theirs, stored.revision
    else:
        writing.take(stored)
        writing.told = (f"The text of version {number} is the draft again. Publish it when you are ready.", False)


def _ask_why(writing: Writing, asks: bool) -> None:
    writing.asks_why, writing.told = asks, None


def _reason(actor: Actor, writing: Writing) -> None:
    """Before it is published: what it means, and why it is done."""
    said = wiring.publishing().changes(writing.service, writing.text) if writing.version else ()
    with st.container(key="reason", border=True):
        show("design_publish", version=writing.version, changes=said)
        st.text_area("Why are you publishing it? (optional) This is kept with the version", key="why", height=90)
        with st.container(horizontal=True):
            st.button("Publish it now", type="primary", key="publish now", on_click=_publish, args=(actor, writing))
            st.button("Not yet", key="not yet", on_click=_ask_why, args=(writing, False))


def _save(actor: Actor, writing: Writing) -> None:
    if _stored(actor, writing):
        writing.told = ("The draft is saved. Residents still see what was published last.", False)


def _stored(actor: Actor, writing: Writing) -> bool:
    """Save what is typed, or show why not."""
    take_typed(writing)
    stored = wiring.publishing().save(actor, writing.service, writing.text, writing.revision, wiring.now())
    if isinstance(stored, Refusal):
        writing.told = (stored.reason, True)
        return False
    if isinstance(stored, Conflict):
        writing.elsewhere, writing.revision = stored.theirs, stored.revision
        return False
    wiring.publishing().forget_typed(actor, writing.service)
    writing.saved, writing.revision, writing.elsewhere = stored.text, stored.revision, None
    writing.returned, writing.before = False, None
    return True


def _publish(actor: Actor, writing: Writing) -> None:
    why = str(st.session_state["why"]).strip()
    take_typed(writing)
    if writing.changed and not _stored(actor, writing):
        return
    done = wiring.publishing().publish(actor, writing.service, writing.revision, why, wiring.now())
    if isinstance(done, Refusal):
        writing.told = (done.reason, True)
        return
    writing.version, writing.asks_why, writing.published = done.number, False, True
    writing.told = (f"Version {done.number} is published. Cases under way stay on the version they began with.", False)


def _choose(actor: Actor, writing: Writing) -> None:
    """Nothing is overwritten: the second to save sees the difference and chooses."""
    theirs = writing.elsewhere or ""
    lines = difflib.unified_diff(theirs.splitlines(), writing.text.splitlines(), "", "", lineterm="", n=2)
    show("design_conflict", lines=list(lines)[2:])
    with st.container(horizontal=True):
        st.button("Keep mine", key="mine", on_click=_keep_mine, args=(actor, writing))
        st.button("Take theirs", key="theirs", on_click=_take_theirs, args=(actor, writing))


def _keep_mine(actor: Actor, writing: Writing) -> None:
    stored = wiring.publishing().open(actor, writing.service)
    if not isinstance(stored, Refusal):
        writing.revision = stored.revision
    _save(actor, writing)


def _take_theirs(actor: Actor, writing: Writing) -> None:
    stored = wiring.publishing().open(actor, writing.service)
    if not isinstance(stored, Refusal):
        wiring.publishing().forget_typed(actor, writing.service)
        writing.take(stored)
        writing.returned = False
        writing.told = ("This is what they saved. Your own words are gone.", False)
