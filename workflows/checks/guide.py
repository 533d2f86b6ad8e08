"""A guide has no cases: what a case would be needed for has no place in it."""

from collections.abc import Iterator

from workflows.faults import Faults, Place, nearest
from workflows.reading import place_inside
from workflows.service import ServiceFile
from workflows.settings import Entries, Settings, known_words
from workflows.templates import reads
from workflows.verbs.ask import Ask
from workflows.workflow import Workflow

#: What a guide is made of.
VERBS = ("ask", "look up", "work out", "branch", "go to", "end")
#: Words of a service that only a case has a use for.
OF_A_CASE = ("contact", "called", "list as", "deadline", "withdraw", "reopen", "close early", "messages",
             "documents")  # fmt: skip
#: Words of an `ask` that wait, give out or send.
OF_A_TASK = (
    "check", "next", "due", "remind", "if late", "if extended", "not whoever did", "whoever did", "assign", "sees",
)  # fmt: skip
KEEP = "write reference: and privacy: at the top, so that cases are kept"


def check_kept(file: ServiceFile, data: Entries, faults: Faults) -> None:
    """A service that keeps cases says what to call them, and what becomes of personal data; a guide says neither."""
    misspelt = [word for word in data if word not in known_words(ServiceFile)]
    for word, written in (("reference", file.reference), ("privacy", file.privacy)):
        if not (file.guide or written or any(nearest(one, (word,)) for one in misspelt)):
            faults.torn = True
            faults.fault(data.place, "word-missing", f"“{word}:” is missing here", f"Add a line “{word}: …”")


def check_guide(workflow: Workflow, faults: Faults) -> None:
    """Say of everything that a guide has no use for where it stands, and how to be rid of it."""
    for place, what in (*_words(workflow.file, OF_A_CASE), *_steps(workflow), *_questions(workflow), *_own(workflow)):
        faults.fault(place, "not-in-guide", f"A guide keeps nothing, so {what} has no place in it",
                     f"Remove it, or {KEEP}")  # fmt: skip


def _words(written: Settings, words: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    for word in words:
        if written.says(word):
            yield written.at(word), f"“{word}:”"


def _steps(workflow: Workflow) -> Iterator[tuple[Place, str]]:
    for step in workflow.layout.every:
        if workflow.layout.aside(step.id):
            continue  # the word that opens it has no place here either
        if type(step).verb not in VERBS:
            yield step.place, f"“{type(step).verb}:”"
        elif isinstance(step, Ask):
            if step.who != "applicant":
                yield step.at("who"), "a question to anybody but its reader"
            yield from _words(step, OF_A_TASK)


def _questions(workflow: Workflow) -> Iterator[tuple[Place, str]]:
    asked = (one for ask in workflow.asks().values() for one in ask.asked() if not one.again)
    for one in (inner for outer in asked for inner in outer.every()):
        if one.question.sensitive and not any(inner.question.sensitive for inner in one.inside):
            yield one.place, "a sensitive question"
        elif one.question.gives().name == "file":
            yield one.place, "a file"


def _own(workflow: Workflow) -> Iterator[tuple[Place, str]]:
    """What wording may name of a case beside its answers."""
    for name, letter in workflow.outcomes.items():
        outcome = workflow.file.outcomes[name]
        for word, template in ((outcome.word("title"), letter.subject), (outcome.word("body"), letter.body)):
            for one in reads(template):
                if one.name.partition(".")[0] not in workflow.names:
                    yield place_inside(word, one.at), f"(({one.name}))"
