"""A remark on `exit quickly:` where no resident ever sees a page that could be left."""

from workflows.faults import Faults
from workflows.verbs.ask import Ask
from workflows.verbs.send import Send
from workflows.workflow import Workflow


def check_exit(workflow: Workflow, faults: Faults) -> None:
    if workflow.file.exit_quickly and not _seen_by_residents(workflow):
        faults.remark(workflow.file.at("exit quickly"), "unused", "No resident sees a page of this service, so that "
                      "nobody can leave one at once", "Remove it, or let residents begin the service")  # fmt: skip


def _seen_by_residents(workflow: Workflow) -> bool:
    """Whoever begins it, is asked or is written to has pages; also somebody whose email address an answer gives."""
    file, steps = workflow.file, workflow.layout.every[1:]
    named = [step.who if isinstance(step, Ask) else step.to for step in steps if isinstance(step, Ask | Send)]
    return "anyone" in file.starts or bool(file.contact) or any(_is_resident(workflow, who) for who in named)


def _is_resident(workflow: Workflow, who: str) -> bool:
    question = workflow.question(who)
    return who not in workflow.organisation.everyone and not (question and question.gives().name == "team")
