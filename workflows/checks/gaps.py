"""Whether every choice takes every case, once: branches, tables, and lists that close with conditional ends."""

from collections.abc import Callable

import networkx as nx

from workflows.checks.budget import Spent
from workflows.checks.flow import NOWHERE
from workflows.checks.grid import Endless
from workflows.checks.proving import Proof, Prover
from workflows.expressions import Expression
from workflows.faults import Faults, Place
from workflows.reading import place_inside
from workflows.step import Step
from workflows.tables import Row, Table
from workflows.verbs.branch import Branch
from workflows.verbs.branch_all import BranchAll
from workflows.verbs.end import End
from workflows.verbs.look_up import LookUp

NEVER = "Change it so that it can, or remove it"
LATE = "Move it up, or remove it"


def check_gaps(prover: Prover, graph: "nx.DiGraph[str]", faults: Faults) -> None:
    """Say what no way of a choice takes, what two take, and which way takes nothing, each with the answers.

    Takes out of the graph the ways past a choice that no case goes; past a last `end` it says there which case would.
    Where too much was tried in this reading, the ways of every choice from there on are left in.
    """
    checker = _Checker(prover, graph, faults)
    for step in prover.workflow.layout.every:
        if step.id not in prover.tracer.before:
            continue
        try:
            checker.choice(step)
        except Spent:
            prover.give_up(step.place, faults)
            break
        except Endless as endless:
            checker.unproved(step, endless)
        if isinstance(step, Branch) and _several_alone(step) and graph.has_edge(step.id, NOWHERE):
            graph.remove_edge(step.id, NOWHERE)  # what is left over was said of the branch
    if NOWHERE in graph and not graph.pred[NOWHERE]:
        graph.remove_node(NOWHERE)


def _several_alone(step: Branch) -> bool:
    """Whether a branch has several ways and no `otherwise`, so that they must leave nothing over."""
    return len(step.branch) > 1 and all(arm.otherwise is None for arm in step.branch)


def _none(mask: int) -> bool:
    return not mask


def _several(mask: int) -> bool:
    return bool(mask & mask - 1)


def _not_one(mask: int) -> bool:
    return not mask or _several(mask)


class _Checker:
    def __init__(self, prover: Prover, graph: "nx.DiGraph[str]", faults: Faults) -> None:
        self.prover = prover
        self.graph = graph
        self.faults = faults

    def choice(self, step: Step) -> None:
        """Whatever the case may go one way or another by at a step."""
        if step.when is not None and not isinstance(step, End) and self.prover.tracer.asked(step, step.when):
            self.passed_over(step, step.when)
        if isinstance(step, BranchAll):
            self.every_way(step)
        if isinstance(step, Branch):
            self.branch(step)
        elif isinstance(step, LookUp) and step.read is not None:
            self.table(step, step.read)
        elif isinstance(step, End) and step.when is not None:
            self.end(step, step.when)

    def branch(self, step: Branch) -> None:
        whens = [arm.when for arm in step.branch if arm.when is not None and arm.otherwise is None]
        closed = len(whens) < len(step.branch)
        shaped = [arm.when for arm in step.branch[: -1 if closed else None]]
        if not whens or whens != shaped:
            return
        wrong = _several if closed else _not_one
        facts = self.prover.tracer.facts(step)
        proof = self.prover.proof(step, [when.tree for when in whens], facts, wrong)
        if proof is None:
            return
        for number, when in enumerate(whens):
            self._taken(proof, number, when.place, "This way")
            self._overlap(proof, number, when.place)
        if closed:
            self._otherwise(proof, step)
        elif len(whens) > 1:
            self._gap(proof, step.place, "No way of this branch holds",
                      "Add a way for it, or - otherwise: go on", "branch-gap")  # fmt: skip
        if 0 not in proof.found and not proof.unsure and step.when is None:
            self._close(step)

    def table(self, step: LookUp, table: Table) -> None:
        def at(row: Row) -> Place:
            return place_inside(step.table, row.offset)

        wrong = _none if table.hit.called not in ("unique", "any") else _not_one
        facts = self.prover.tracer.facts(step)
        proof = self.prover.proof(step, [row.test for row in table.rows], facts, wrong)
        if proof is None:
            return
        for number, row in enumerate(table.rows):
            if proof.never(number) or proof.never_first(number):  # where a row stands takes long to work out
                self._taken(proof, number, at(row), f"Row {number + 1}", first=table.hit.called == "first")
        if not table.hit.takes_none:
            self._gap(proof, step.at("table"), "No row of this table holds", "Add a row for it", "table-gap")
        self._rows_apart(proof, table, at)

    def passed_over(self, step: Step, when: Expression) -> None:
        """A step that every case passes over is one that nothing comes to."""
        before = self.prover.tracer.before[step.id]
        if self.prover.is_free(step, when.tree, before):
            return
        proof = self.prover.proof(step, [when.tree], before, _none)
        if proof is not None:
            self._taken(proof, 0, when.place, "This")
            if 0 not in proof.found and not step.passes:
                self._close(step)

    def every_way(self, step: BranchAll) -> None:
        whens = [arm.when.tree for arm in step.branch_all]
        proof = self.prover.proof(step, whens, self.prover.tracer.facts(step), _none)
        if proof is not None:
            for number, arm in enumerate(step.branch_all):
                self._taken(proof, number, arm.when.place, "This way", first=False)

    def end(self, step: End, when: Expression) -> None:
        proof = self.prover.proof(step, [when.tree], self.prover.tracer.before[step.id], _none)
        if proof is not None:
            self._taken(proof, 0, when.place, "This end")
            if 0 not in proof.found:
                self._close(step)
            elif self.graph.has_edge(step.id, NOWHERE) and (gap := proof.gap()):
                self.graph.edges[step.id, NOWHERE]["shown"] = proof.words(gap)

    def unproved(self, step: Step, endless: Endless) -> None:
        """Too much to try; it matters where nothing takes what is left over."""
        if isinstance(step, LookUp):
            cure = "Add a last row of -, and hit: first"
            self._unproved(step.at("table"), "one row always holds", str(endless), cure)
        elif isinstance(step, Branch) and _several_alone(step):
            self._unproved(step.place, "one of these ways always holds", str(endless), "Add - otherwise: go on")

    def _close(self, step: Step) -> None:
        """Take out the ways past a step that no case goes."""
        for after in list(self.graph.successors(step.id)):
            if self.graph.edges[step.id, after].get("leaves") is not None and after not in step.targets():
                self.graph.remove_edge(step.id, after)

    # What is said

    def _gap(self, proof: Proof, place: Place, what: str, cure: str, code: str) -> None:
        if gap := proof.gap():
            self.faults.fault(place, code, f"{what} for: {proof.words(gap)}", cure)
        elif 0 in proof.found or proof.unsure:
            why = proof.unsure or proof.doubt
            self._unproved(place, "nothing is left over", why, cure)

    def _taken(self, proof: Proof, way: int, place: Place, what: str, first: bool = True) -> None:
        """A way that nothing can take, or that earlier ways leave nothing for."""
        if proof.unsure:
            return
        if proof.never(way):
            self.faults.fault(place, "never-holds", f"{what} never holds here, whatever is answered", NEVER)
        elif first and way and proof.never_first(way):
            self.faults.fault(place, "never-first", f"{what} is never taken: one above it always holds where it does",
                              LATE)  # fmt: skip

    def _overlap(self, proof: Proof, way: int, place: Place) -> None:
        if proof.never_first(way):
            return
        for earlier in range(way):
            if both := proof.both(earlier, way):
                self.faults.remark(place, "branch-overlap", f"Way {earlier + 1} and this one both hold for: "
                                   f"{proof.words(both)}; the first is taken",
                                   "Leave it so, or make one of them narrower")  # fmt: skip
                return

    def _otherwise(self, proof: Proof, step: Branch) -> None:
        place = step.branch[-1].place
        if proof.found and 0 not in proof.found and not proof.unsure:
            self.faults.remark(place, "nothing-left", "The ways above leave nothing for otherwise:", "Remove it")
        elif taken := proof.for_want_of():
            self.faults.remark(place, "takes-missing", f"otherwise: is taken for: {proof.words(taken)}",
                               "Leave it so, or write a way for what is missing")  # fmt: skip

    def _rows_apart(self, proof: Proof, table: Table, at: Callable[[Row], Place]) -> None:
        """Of a `unique` table no two rows hold together, of an `any` table only rows that give the same."""
        if table.hit.called not in ("unique", "any"):
            return
        unproved = None
        for number, row in enumerate(table.rows):
            for earlier, other in enumerate(table.rows[:number]):
                if table.hit.called == "any" and other.gives == row.gives:
                    continue
                if both := proof.both(earlier, number):
                    self._both_rows(table, at(row), earlier + 1, number + 1, proof.words(both))
                    break
                if proof.maybe_both(earlier, number) and unproved is None:
                    unproved = row
        if unproved is not None:
            self._unproved(at(unproved), "one row holds and no other", proof.doubt, "Write hit: first")

    def _both_rows(self, table: Table, place: Place, one: int, other: int, answers: str) -> None:
        if table.hit.called == "unique":
            self.faults.fault(place, "table-overlap", f"Rows {one} and {other} both hold for: {answers}",
                              "Make one of them narrower, or write hit: first")  # fmt: skip
        else:
            self.faults.fault(place, "table-disagrees", f"Rows {one} and {other} both hold for: {answers}; "
                              "and give different answers", "Give the same in both, or write hit: first")  # fmt: skip

    def _unproved(self, place: Place, what: str, why: str, cure: str) -> None:
        self.faults.remark(place, "not-proved", f"Not proved that {what}: it {why}", cure)
