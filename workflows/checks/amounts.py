"""Whether there is anything to pay where somebody is asked to: an amount is more than £0."""

from workflows.checks.budget import Spent
from workflows.checks.finite import closed, value
from workflows.checks.grid import Endless
from workflows.checks.proving import Prover
from workflows.conditions import tree as node
from workflows.expressions import Expression
from workflows.faults import Faults
from workflows.step import Step
from workflows.verbs.pay import Pay

NOTHING = node.Constant("money", 0)


def check_amounts(prover: Prover, faults: Faults) -> None:
    for step in prover.workflow.layout.every:
        if not isinstance(step, Pay) or step.amount.type is None or step.amount.type.name != "money":
            continue
        try:
            if closed(step.amount.tree):
                _written(step.amount, faults)
            elif step.id in prover.tracer.before:
                _computed(prover, step, step.amount, faults)
        except Spent:
            return
        except Endless:
            continue  # what it comes to is not known here; a case that owes nothing goes on


def _written(amount: Expression, faults: Faults) -> None:
    if value(amount.tree) <= 0:
        faults.fault(amount.place, "nothing-to-pay", f"“{amount.text}” is nothing that anybody could pay",
                     "Write an amount of more than £0, or remove the step")  # fmt: skip


def _computed(prover: Prover, step: Step, amount: Expression, faults: Faults) -> None:
    """Where some answers surely make it nothing: that may be meant, of what is free for some."""
    test = node.Compare(amount.tree, "<=", NOTHING)
    proof = prover.proof(step, [test], prover.tracer.facts(step), bool)
    if proof is not None and (shown := proof.holding(0)) is not None:
        faults.remark(amount.place, "nothing-to-pay", f"There is nothing to pay for: {proof.words(shown)}",
                      "Leave it so, and the case goes on without a payment, or change the amount")  # fmt: skip
