"""The control-flow patterns that another engine tests itself with: said in our words, a case opens the same tasks.

A `.path` is a tree of the tasks that ran; what stands deeper came after. Its gates, joins and choices are not tasks
of ours. What our language says otherwise, on purpose, is named with the reason.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.commands import AddItem, Withdraw
from engine.events import TaskOpened
from tests.engine.making import BEN, LEO, PAM, ZOE, Trial, accepted, files
from workflows.load import load

#: What is not a task in a `.path`: gates, and what stands for a step of the language.
GATES = re.compile(r"Start|End|excl_choice_\d|multi_choice_1|deferred_choice_1|go_to_repetition|struct_synch_merge_1|"
                   r"join(_1)?|merge|discriminator|multi_instance_1|add_instance_1|cancel")  # fmt: skip
BEGIN = """\
- ask: start
  questions:
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
    again: {type: yes or no, label: Once more}
    many: {type: choices, label: Which, options: [One, Two, Three], optional: yes}
    these: {type: list, label: These, item: piece, questions: {name: {type: text, label: Name}}}
"""
ITEMS = [{"#": "a", "name": "A"}, {"#": "b", "name": "B"}]


def asks(*names: str, by: int = 0) -> str:
    inset = " " * by
    return "".join(f"{inset}- ask: {name}\n{inset}  who: highways\n{inset}  questions:\n{inset}    "
                   f"{name}_ok: {{type: yes or no, label: In order}}\n" for name in names)  # fmt: skip


def parts(*lists: tuple[str, ...], finish: str = "") -> str:
    written = "".join(f"    part_{n}:\n{asks(*names, by=4)}" for n, names in enumerate(lists))
    return f"- together:\n{written}" + (f"  finish when: {finish}\n" if finish else "")


def some(*ways: tuple[str, ...]) -> str:
    """The first and the third of three ways hold, as in the models."""
    held = zip(("One", "Two", "Three"), ways, strict=True)
    return "- branch all:\n" + "".join(
        f'  - when: many includes "{option}"\n    then:\n{asks(*names, by=4)}' for option, names in held
    )


def each(*names: str, more: str = "") -> str:
    return f"- for each: piece in these\n{more}  steps:\n{asks(*names, by=2)}"


GS = "- together:\n    g:\n" + asks("task_g3a", by=4) + "    h:\n" + asks("task_g3b", by=4)
IN_THIRD = "".join(f"    {line}\n" for line in GS.splitlines())
#: Our words for each; the tasks have their names.
SAID = {
    "sequence": asks("first", "second", "last"),
    "parallel_split": asks("first") + parts(("task_f1",), ("task_f2",), ("task_f3",)) + asks("last"),
    "synchronization": asks("first") + "- together:\n    f1:\n" + asks("task_f1", by=4) + "    f2:\n"
    + asks("task_f2", by=4) + "    f3:\n" + asks("task_f3", by=4) + IN_THIRD,
    "exclusive_choice": asks("first") + '- branch:\n  - when: many includes "Two"\n    then:\n' + asks("task_c2", by=4)
    + "  - otherwise:\n" + asks("task_c1", by=4) + "- branch:\n  - when: again is yes\n    then:\n"
    + asks("task_d2", by=4) + "  - otherwise:\n" + asks("task_d1", by=4) + asks("last"),
    "simple_merge": asks("first") + '- branch:\n  - when: many includes "Two"\n    then:\n' + asks("task_c2", by=4)
    + "  - otherwise:\n" + asks("task_c1", by=4) + asks("task_d1", "last"),
    "multi_choice": some(("task_e1",), ("task_e2",), ("task_e3",)) + asks("last"),
    "structured_synchronizing_merge": some(("task_e1",), ("task_e2",), ("task_e3",)).rstrip("\n") + "\n" + IN_THIRD
    + asks("last"),
    "structured_discriminator": parts(("task_a1",), ("task_a3",), finish="first") + asks("last"),
    "arbitrary_cycles": asks("first") + "- go to: first\n  when: first_ok is no\n" + asks("task_c1", "last"),
    "multi_instance_with_a_priori_design_time_knowledge": "- for each: piece in these\n  steps:\n"
    + asks("task_g1", "task_g2", by=2) + asks("last"),
    "multi_instance_with_a_priori_run_time_knowledge": each("task_g1", "task_g2") + asks("last"),
    "multi_instance_without_a_priori": "- for each: piece in these\n  may add: yes\n  steps:\n  - together:\n      g:\n"
    + asks("task_g1", by=6) + "      h:\n" + asks("task_g2", by=6) + asks("last"),
    "interleaved_parallel_routing": parts(("one1",), ("two1", "two2")) + asks("last"),
    "deferred_choice": asks("first") + parts(("make_choice",), ("task_e2",), ("task_e4",)) + asks("last"),
    "cancel_case": parts(("one1", "one2"), ("two1", "two2")),
    "cancel_task": "- together:\n    one:\n" + asks("one1", "one2", by=4) + "    two:\n" + asks("two1", by=4)
    + "    - together:\n        a:\n" + asks("two2a", by=8) + "        b:\n" + asks("two2b", by=8)
    + "      finish when: two2b_ok is yes\n" + asks("two3", by=4) + asks("last"),
}  # fmt: skip
#: Where a case does less than the model, and why that is meant.
ONCE = {
    "parallel_split": "what stands after the parts is done once, when all are done: nobody signs a letter three times",
    "multi_choice": "as parallel_split",
    "cancel_task": "as parallel_split",
    "deferred_choice": "the choice is one of the parts, and they are joined",
}
NOT_OURS = {
    "implicit_termination": "every way reaches an end with an outcome",
    "milestone": "a gate that opens and shuts for one task: docs/patterns.md says it as a race",
    "multi_instance_without_synch": "what nobody waits for is a case of its own: run, do not wait",
    "multi_merge": "ways that join are joined once; what is done for each stands in the way, or in a for each",
}
UNTIL = {"cancel_case": "withdraw: until two2\n"}


@dataclass(frozen=True)
class Ran:
    """The tasks of a path: how often each, and every chain of what came after what."""

    often: Counter[str]
    chains: tuple[tuple[str, ...], ...]


def ran(text: str) -> Ran:
    often: Counter[str] = Counter()
    chains, way = [], list[str]()
    for line in text.splitlines():
        name, depth = line.strip(), (len(line) - len(line.lstrip())) // 2
        way = [*way[:depth], name]
        if not GATES.fullmatch(name):
            often[name] += 1
            chains.append(tuple(one for one in way if not GATES.fullmatch(one)))
    return Ran(often, tuple(chains))


def done(name: str) -> Trial:
    """A case of the pattern, every task done in the order in which it came."""
    top = UNTIL.get(name, "")
    parts_ = files(BEGIN + SAID[name] + "- end: done\n", top)
    text = parts_["mend.yaml"] + ("  withdrawn: {title: Taken back}\n" if top else "")
    case = Trial(load({**parts_, "mend.yaml": text}, "mend.yaml"))
    accepted(case.open(again="yes", many=["One", "Three"], these=ITEMS, email="zoe@example.org"))
    if name == "multi_instance_without_a_priori":
        task = next(iter(case.case.tasks))
        accepted(case.do(AddItem, BEN, case="ROA-1", task=task, raw={"name": "C"}, token="t"))
    for _ in range(30):
        task = next(iter(case.case.tasks.values()), None)
        if task is None or (name == "cancel_case" and "one2" in case.case.done):
            break
        answer = "no" if task.id == "first.1" and name == "arbitrary_cycles" else "yes"
        accepted(case.do_task(task.id, {"parks": PAM, "legal": LEO}.get(task.who, BEN), **{f"{task.step}_ok": answer}))
    if name == "cancel_case":
        accepted(case.do(Withdraw, ZOE, case="ROA-1"))
    return case


def chained(chain: tuple[str, ...], opened: list[str]) -> bool:
    """Whether the tasks of a chain were opened one after the other."""
    left: Iterator[str] = iter(opened)
    return all(one in left for one in chain)


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_case_opens_the_tasks_of_the_path_each_after_those_before_it(corpora: Path, name: str) -> None:
    wanted = ran((corpora / "patterns" / f"{name}.path").read_text("utf-8"))
    case = done(name)
    opened = [event.step for event in case.all(TaskOpened)]

    for chain in wanted.chains:
        assert chained(chain, opened), (chain, opened)
    often = Counter(opened)
    if name in ONCE:
        assert set(wanted.often) <= set(often)
        assert often["last"] == 1
    elif name != "cancel_case":
        assert often == wanted.often
    assert case.case.closed is not None


def test_every_pattern_there_is_said_or_has_a_reason(corpora: Path) -> None:
    there = {path.stem for path in (corpora / "patterns").glob("*.path")}

    assert there == {*SAID, *NOT_OURS}
    assert not {*SAID} & {*NOT_OURS} and {*ONCE} <= {*SAID}
