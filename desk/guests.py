"""Somebody asked by email for one thing in a case: their link opens that task alone, while it waits for them."""

from dataclasses import dataclass

from engine.case import REMINDER, Case, Task
from engine.commands import Actor
from engine.course import letters
from engine.engine import Engine
from engine.store.messages import Message
from engine.who.people import fingerprint
from workflows.moves import GUEST
from workflows.workflow import Workflow

#: Who acts, where the answer that names them is sensitive.
UNNAMED = "Somebody asked by email"


@dataclass(frozen=True)
class Guest:
    workflow: Workflow
    case: Case
    task: Task
    address: str

    @property
    def key(self) -> str:
        """What their link opens: where the address is corrected, a link to the old one opens nothing any more."""
        return f"{self.case.reference} {fingerprint(self.address)} {self.task.id}"

    def actor(self) -> Actor:
        question = self.workflow.question(self.task.who.removeprefix(GUEST))
        name = UNNAMED if question is None or question.sensitive else self.address
        return Actor(self.task.who, "guest", name, case=self.case.reference, role=self.task.who)


def waited_for(engine: Engine, reference: str, task: str) -> Guest | None:
    """Whoever a task waits for, where it was asked by email."""
    case = engine.store.cases.load(reference)
    if case is None or task not in case.tasks:
        return None
    workflow = engine.library.version(case.service, case.version)
    address = letters.address_of(workflow, case, case.tasks[task])
    return Guest(workflow, case, case.tasks[task], address) if address else None


def written_to(engine: Engine, message: Message) -> Guest | None:
    """Whom a message asks, while a task waits for them at the address it went to."""
    case = engine.store.cases.load(message.reference)
    found = [waited_for(engine, message.reference, task) for task in (case.tasks if case else ())]
    asked = [one for one in found if one and (one.task.who, one.address) == (GUEST + message.to, message.address)]
    id = message.id.removeprefix(REMINDER)
    about = id.rpartition(".link")[0] or id
    return min(asked, key=lambda one: one.task.id != about, default=None)


def behind(engine: Engine, key: str) -> Guest | None:
    """Whom a link was for, while the task waits for them at that address."""
    reference, _, task = key.split(" ", 2)
    guest = waited_for(engine, reference, task)
    return guest if guest and guest.key == key else None
