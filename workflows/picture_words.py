"""What the picture says of a step: titles, subjects, the questions’ own words; a bare name where there is no more."""

import re
from collections.abc import Iterable
from functools import singledispatch

from components.joining import joined
from workflows.conditions import in_words
from workflows.expressions import Expression
from workflows.step import Step
from workflows.verbs.branch import Branch
from workflows.verbs.end import End
from workflows.verbs.look_up import LookUp
from workflows.verbs.send import Send
from workflows.verbs.work_out import WorkOut
from workflows.workflow import Workflow

#: A placeholder, and the comma before the one that ends a subject.
ENDS, INSIDE = re.compile(r"[\s,–-]*\(\([^()]*\)\)\s*$"), re.compile(r"\(\([^()]*\)\)")


@singledispatch
def told(step: Step, workflow: Workflow) -> str:
    """What a step does, in a few words."""
    return step.describe()


@told.register
def _send(step: Send, workflow: Workflow) -> str:
    subject = INSIDE.sub("…", ENDS.sub("", workflow.file.messages[step.send].subject))
    return f"Send “{subject}” to {_reader(workflow, step.to)}"


@told.register
def _end(step: End, workflow: Workflow) -> str:
    return f"End: {workflow.file.outcomes[step.end].title}"


@told.register
def _look_up(step: LookUp, workflow: Workflow) -> str:
    return f"Look up {_listed(step.gives_)}"


@told.register
def _work_out(step: WorkOut, workflow: Workflow) -> str:
    return f"Work out {_listed(step.work_out)}"


@told.register
def _branch(step: Branch, workflow: Workflow) -> str:
    first = step.branch[0].when
    if first is None or len(step.branch) > 2:
        return step.describe()
    said = expression(first, workflow)
    return f"{said[0].upper()}{said[1:]}?"


def expression(said: Expression, workflow: Workflow) -> str:
    """A condition or a value, with the questions' words for its names."""
    return in_words(said.tree, {name: question.label for name, question in workflow.questions.items()})


def _reader(workflow: Workflow, to: str) -> str:
    if to == "applicant":
        return f"the {workflow.file.called_}"
    if to in workflow.questions:
        return f"“{workflow.questions[to].label}”"
    return workflow.organisation.everyone.get(to, to.replace("_", " "))


def _listed(names: Iterable[str]) -> str:
    return joined(name.replace("_", " ") for name in names)
