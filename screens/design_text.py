"""The text of a service while it is written, and the two editors for it: Monaco, and a plain box."""

from dataclasses import dataclass, field

import streamlit as st

from desk.designing import DesignView
from desk.play import Played
from screens import wiring
from screens.controls import seed
from screens.design_rehearsal import Rehearsal, Tried
from screens.line_numbers import number_lines
from screens.markup import show
from workflows.load import Examined
from workflows.schema import schema
from workflows.snippets import Snippet, Spot, insert
from workflows.workflow import Workflow

HEIGHT = 600
#: Browsers of phones, where Monaco cannot be typed into well.
SMALL = ("Mobile", "Android", "iPhone", "iPad")


@dataclass
class Writing:
    """A service as it stands in this browser: what is typed, and what it was when it was last saved."""

    service: str
    text: str
    saved: str
    revision: str
    version: int
    may_edit: bool
    may_publish: bool
    #: Shared groups that have changed since they were published with it.
    updates: tuple[str, ...] = ()
    #: Names that lead to the cursor.
    path: tuple[str, ...] = ()
    #: The last reading that was sound: shown greyed while a word is wrong.
    good: Workflow | None = None
    #: What another person saved meanwhile.
    elsewhere: str | None = None
    told: tuple[str, bool] | None = None
    #: The text before a sample was put in, as long as it can be taken out again.
    before: str | None = None
    #: Its first and last line.
    put_in: tuple[int, int] = (0, 0)
    #: What was put in last, and its last line: the next is put after it until the cursor goes elsewhere.
    place: tuple[str, int] = ("", 0)
    #: The text that was kept last, to find it here again.
    kept: str = ""
    #: Whether it was published just now.
    published: bool = False
    #: Whether what is typed was found here again, not saved.
    returned: bool = False
    #: The version whose text shall replace the draft of this revision, though no version has that one's.
    replaces: tuple[int, str] = (0, "")
    #: Whether the reason for publishing is asked now.
    asks_why: bool = False
    #: The examples played, of the service that this hash names.
    examples: tuple[str, tuple[Played, ...]] = ("", ())
    #: Counts the texts that were put into the editor from outside of it.
    epoch: int = 0
    #: What was done in "Try it", and that very case.
    tried: Tried = field(default_factory=Tried)
    rehearsal: Rehearsal | None = None

    @classmethod
    def of(cls, view: DesignView) -> "Writing":
        return cls(view.service, view.text, view.text, view.revision, view.version, view.may_edit, view.may_publish,
                   view.updates, kept=view.text)  # fmt: skip

    @property
    def changed(self) -> bool:
        return self.text != self.saved

    def meet(self, view: DesignView) -> None:
        """What is stored now: taken where nothing was changed here, else kept for them to choose."""
        self.version, self.may_edit, self.may_publish = view.version, view.may_edit, view.may_publish
        self.updates = view.updates
        if view.revision != self.revision and self.changed:
            self.elsewhere = view.text
        elif view.revision != self.revision:
            self.take(view)

    def take(self, view: DesignView) -> None:
        """Go on from what is stored."""
        self.put(view.text)
        self.saved, self.revision, self.elsewhere = view.text, view.revision, None

    def put(self, text: str) -> None:
        """Another text for the editor, which takes one only when it begins."""
        self.text = text
        self.epoch += 1

    def rehearse(self) -> Rehearsal:
        """The case that is tried, begun again where the service has become another."""
        assert self.good is not None, "only a service that was sound once can be tried"
        if self.rehearsal is None or self.rehearsal.workflow.hash != self.good.hash:
            self.rehearsal = Rehearsal(self.good, self.tried)
        return self.rehearsal

    def played(self, examined: Examined) -> tuple[Played, ...]:
        """The examples of the text as it stands, played once for each text that is sound."""
        workflow = examined.workflow
        if workflow is None:
            return ()
        if self.examples[0] != workflow.hash:
            self.examples = (workflow.hash, wiring.publishing().play(workflow))
        return self.examples[1]

    def differing(self, examined: Examined) -> tuple[Played, ...]:
        """The examples that come out otherwise than they say."""
        return tuple(one for one in self.played(examined) if one.difference)

    @property
    def key(self) -> str:
        return f"text.{self.service}.{self.epoch}"


def take_typed(writing: Writing) -> None:
    """What the editor holds now, before anything is drawn from it."""
    held = st.session_state.get(writing.key)
    typed = held.get("text") if isinstance(held, dict) else held
    if isinstance(typed, str) and typed != writing.text:
        writing.text, writing.told, writing.before, writing.published = typed, None, None, False
    if isinstance(held, dict):
        path = tuple(str(name) for name in held.get("selection_path", ()))
        if path != writing.path:
            writing.path = path
            writing.place = writing.place if writing.before is not None and not path else ("", 0)


def draw_choice(writing: Writing) -> bool:
    """Whether the text is edited in a plain box."""
    return st.checkbox("Edit as plain text", value=_is_small(), key=f"plain.{writing.service}", on_change=_turn,
                       args=(writing,), width="content")  # fmt: skip


def draw_editor(writing: Writing, plain: bool) -> None:
    """Monaco, or a plain box for keyboards, screen readers and phones."""
    if not writing.may_edit:
        st.code(writing.text, language="yaml", height=HEIGHT, line_numbers=True)
    elif plain:
        number_lines(writing.text.count("\n") + 1)
        st.text_area("The service", seed(writing.key, writing.text), height=HEIGHT, key=writing.key)
        show("words", lines=["What is beside it follows when you leave the box, or press Ctrl and Enter."])
    else:
        # Streamlit serves the files of an editor that is loaded while a page is drawn, and of no other.
        from streamlit_monaco_yaml import monaco_editor  # type: ignore[import-untyped]

        monaco_editor(writing.text, schema(), height=HEIGHT, key=writing.key)


def _is_small() -> bool:
    agent = str(st.context.headers.get("User-Agent", ""))
    return any(word in agent for word in SMALL)


def _turn(writing: Writing) -> None:
    take_typed(writing)
    writing.put(writing.text)


def put_in(writing: Writing, spot: Spot, snippet: Snippet) -> None:
    """Put a sample at its place; what was typed last is kept."""
    take_typed(writing)
    before = writing.text
    writing.put(insert(before, spot, snippet))
    first, last = spot.line + 1, spot.line + snippet.text.rstrip("\n").count("\n") + 1
    lines = f"line {first}" if first == last else f"lines {first} to {last}"
    writing.told, writing.before = (f"“{snippet.title}” is put in {spot.words}, on {lines}.", False), before
    writing.put_in, writing.place = (first, last), (spot.what, last)


def take_out(writing: Writing) -> None:
    """The text as it was before the sample."""
    assert writing.before is not None, "only what was just put in can be taken out"
    writing.put(writing.before)
    writing.told, writing.before = ("It is taken out again.", False), None
