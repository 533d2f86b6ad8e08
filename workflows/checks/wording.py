"""The words of a service that residents read, each where it stands in the file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from components.translated import lists_of, words_of
from workflows.declared import kind_of
from workflows.faults import Place
from workflows.reading import Word
from workflows.service import Document, Outcome
from workflows.settings import Entries
from workflows.shared import is_use
from workflows.verbs.ask import Ask
from workflows.verbs.send import Send
from workflows.workflow import Workflow

APPLICANT = "applicant"
#: A question's word of the workflow that people read.
PROBLEM = "problem"
#: The questions of each shared group, as they are written.
Groups = Mapping[str, Entries | None]


class Said(NamedTuple):
    word: Word
    #: The word of the language that it stands after.
    key: str


def said_to_residents(workflow: Workflow, groups: Groups) -> Iterator[Said]:
    """What the applicant is asked and told. What staff alone read is theirs; law is quoted, not written."""
    file = workflow.file
    yield from _words(file.as_written, ("title", "summary"))
    yield from _words(file.privacy.as_written if file.privacy else {}, ("purpose",))
    teams = workflow.organisation.everyone
    for step in workflow.asks().values():
        if not _is_staff(step.id, step.who, teams, workflow):
            yield from _asked(step, groups)
    told = _told(workflow)
    for name, message in file.messages.items():
        if name in told:
            yield from _words(message.as_written, ("subject", "body"))
    letters: list[Document | Outcome] = [*file.documents.values(), *file.outcomes.values()]
    for letter in letters:
        yield from _words(letter.as_written, ("title", "body"))


def read_by_residents(workflow: Workflow, groups: Groups) -> frozenset[Place]:
    """Where the words stand that residents read, those of the law with them."""
    privacy = workflow.file.privacy.as_written if workflow.file.privacy else {}
    law = _words(privacy, ("basis", "keep"))
    return frozenset(said.word.place for said in (*said_to_residents(workflow, groups), *law))


def _told(workflow: Workflow) -> set[str]:
    """The messages that go to anybody but a team."""
    teams = workflow.organisation.everyone
    return {
        step.send
        for step in workflow.layout.every
        if isinstance(step, Send) and not _is_staff(step.id, step.to, teams, workflow)
    }


def _is_staff(step: str, whom: str, teams: Iterable[str], workflow: Workflow) -> bool:
    """Whether somebody that a step names is a team of ours or a partner; an answer of an email is a person outside."""
    kind = workflow.names_in(step).get(whom)
    return whom in teams or (kind is not None and kind.name == "team")


def _asked(step: Ask, groups: Groups) -> Iterator[Said]:
    written = step.as_written
    yield from _words(written, ("title", "next"))
    yield from _questions(written.get("questions"), groups)
    for page in written.get("pages") or ():
        yield from _words(page, ("title", "section"))
        yield from _questions(page.get("questions"), groups)


def _questions(written: Any, groups: Groups) -> Iterator[Said]:
    for question in written.values() if isinstance(written, Entries) else ():
        if is_use(question):
            yield from _questions(groups.get(question["use"].text), {})
        elif isinstance(question, Entries):
            kind = kind_of(question)
            yield from _words(question, (*words_of(kind), PROBLEM))
            for listed in lists_of(kind):
                yield from _options(question.get(listed))
            yield from _questions(question.get("questions"), groups)


def _options(written: Any) -> Iterator[Said]:
    for option in written if isinstance(written, list) else ():
        if isinstance(option, Word):
            yield Said(option, "label")
        elif isinstance(option, Entries):
            yield from _words(option, ("label", "hint"))


def _words(written: Mapping[str, Any], keys: Iterable[str]) -> Iterator[Said]:
    for key in keys:
        word = written.get(key)
        if isinstance(word, Word):
            yield Said(word, key)
