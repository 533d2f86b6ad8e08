"""What a service costs, in a sentence for whoever is about to begin it."""

from components.itemised import Itemised
from components.money import in_pounds
from components.wording import says
from workflows.conditions.tree import Arithmetic, Constant, Count, Name, Tree
from workflows.verbs.pay import Pay
from workflows.verbs.work_out import WorkOut
from workflows.workflow import Workflow

WORKED_OUT = says("There is a fee.")


def fee_of(workflow: Workflow) -> str:
    """The fee as far as it is known before anything was answered; "" where the applicant pays none."""
    pays = [step for step in workflow.layout.every if isinstance(step, Pay) and step.who == "applicant"]
    said = {_said(workflow, _sum(workflow, step.amount.tree)) for step in pays}
    return (said.pop() if len(said) == 1 else WORKED_OUT) if pays else ""


def _sum(workflow: Workflow, amount: Tree) -> Tree:
    """Where an answer is the amount, the sum that it was worked out by."""
    name = amount.path if isinstance(amount, Name) else ""
    sums = [step.work_out[name].tree for step in workflow.layout.every
            if isinstance(step, WorkOut) and name in step.work_out]  # fmt: skip
    return sums[0] if len(sums) == 1 else amount


def _said(workflow: Workflow, amount: Tree) -> str:
    if isinstance(amount, Constant) and isinstance(amount.value, int):
        return says("It costs {amount}.", amount=in_pounds(amount.value))
    each = _each(workflow, amount) if isinstance(amount, Arithmetic) else ""
    return says("There is a fee of {amount}.", amount=each) if each else WORKED_OUT


def _each(workflow: Workflow, amount: Arithmetic) -> str:
    """`count of structures * £50`, either way round: £50 for each structure."""
    match (amount.first, amount.rest):
        case (Count(Name(path)), (("*", Constant(_, int(pence))),)) | (
            Constant(_, int(pence)),
            (("*", Count(Name(path))),),
        ):
            question = workflow.questions.get(path)
            if isinstance(question, Itemised):
                return says("{amount} for each {item}", amount=in_pounds(pence), item=question.item)
    return ""
