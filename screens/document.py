"""A document that a case made, to read, to print and to keep: for its staff, and for the applicant it was sent to."""

from functools import partial

import streamlit as st

from desk.documents import as_paper
from desk.views import DocumentView
from engine.commands import Refusal
from screens import wiring
from screens.frame import for_everybody, turned_away
from screens.going import asked
from screens.markup import path, show
from screens.speaking import say

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document_screen() -> None:
    reference, name, actor = asked("ref"), asked("name"), wiring.actor()
    found = wiring.applying().document(wiring.visitor(), reference, name)
    back, theirs = path("status", ref=reference), not isinstance(found, Refusal)
    if actor and not theirs:
        found, back = wiring.desk().document(actor, reference, name, wiring.now()), path("case", ref=reference)
    if isinstance(found, Refusal):
        turned_away("This document cannot be opened", [found.reason], (back, "Go back to the case"))
        return
    for_everybody(found.title, reference, language=found.language.removesuffix("en") if theirs else "")
    show("document", document=found, reference=reference, back=back)
    _offer(found, reference)
    show("document_body", document=found)


def _offer(found: DocumentView, reference: str) -> None:
    """The same as files, for whoever may read it here; each is drawn only when somebody wants it."""
    paper, papers = as_paper(found, reference, wiring.organisation()), wiring.papers()
    name = f"{reference}-{found.name.replace('_', '-')}"
    ways = (
        (say("Download as PDF"), "pdf", "application/pdf", partial(papers.pdf, paper)),
        (say("Download as Word"), "docx", WORD, partial(papers.docx, paper)),
    )
    with st.container(key="document-files", horizontal=True):
        for label, ending, kind, drawn in ways:
            st.download_button(label, drawn, f"{name}.{ending}", kind, key=f"document-{ending}", on_click="ignore")
