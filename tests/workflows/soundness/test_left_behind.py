"""Answers left behind by a changed branch reach nothing: a case holds what was answered on the way it went last.

Random services are played; people go back, answer differently and have answers corrected. Beside the case a plain
record is kept, which knows only what was typed and which way back was taken.
"""

import os
from functools import reduce
from random import Random
from typing import Any

import pytest

from engine.case import Case, scope_of
from engine.commands import Complete, Correct, Open, Refusal, Settle
from engine.decide import decide
from engine.events import Arrived, Event, evolve
from tests.engine.making import NINE
from tests.workflows.soundness.author import ORGANISATION, Author
from tests.workflows.soundness.search import ANYBODY, RESIDENT, Search, answered
from workflows import items
from workflows.conditions import Context
from workflows.load import examine
from workflows.verbs.ask import Ask
from workflows.verbs.go_to import GoTo
from workflows.verbs.work_out import WorkOut
from workflows.workflow import Workflow

RUNS = int(os.environ.get("WHERRY_RUNS", "30"))
MOVES = 25
Given = dict[str, Any]


def made(chance: Random) -> Workflow:
    """A sound service with a way back, and nothing that time or a failure opens."""
    while True:
        text = Author(chance).service()
        if "go to" not in text or "if late" in text or "if failed" in text:
            continue
        found = examine({"organisation.yaml": ORGANISATION, "s.yaml": text}, "s.yaml").workflow
        if found is not None:
            return found


class Record:
    """What was typed at each step, on the way that the case went last."""

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow
        self.context = Context(NINE, workflow.organisation.calendars["england"])
        self.given: dict[str, Given] = {}

    def values(self, step: str, scope: str) -> Given:
        return dict(self.workflow.answers_in(items.merged(self.given), step, scope))

    def read(self, ask: Ask, key: str, typed: Given) -> Given:
        """What of the words typed is asked at all; a question that is passed over leaves no answer."""
        others = {name: given for name, given in self.given.items() if name != key}
        known = dict(self.workflow.answers_in(items.merged(others), ask.id, items.scope_of(key)))
        word = "".join(f"{lane.word}." for lane in self.workflow.layout.loops(ask.id)[-1:])
        kept = {}
        for one in ask.asked():
            if one.when is not None and not one.when.holds(known, self.context):
                continue
            if one.id in typed:
                kept[one.id] = known[one.id] = known[word + one.id] = typed[one.id]
        return kept

    def typed(self, key: str, typed: Given) -> None:
        ask = self.workflow.asks()[items.step_of(key)]
        kept = self.read(ask, key, typed)
        self.given.pop(key, None)
        self.given[key] = kept

    def pass_over(self) -> None:
        """Take away what would not be asked now, and what that led to."""
        before: dict[str, Given] = {}
        while before != self.given:
            before = dict(self.given)
            for key, given in before.items():
                if ask := self.workflow.asks().get(items.step_of(key)):
                    self.given[key] = self.read(ask, key, given)

    def see(self, event: Event) -> None:
        """Follow a case that goes by itself: back, or past what the program works out."""
        if not isinstance(event, Arrived) or event.step not in self.workflow.layout.by_id:
            return
        step, scope = self.workflow.step(event.step), scope_of(event.thread)
        if isinstance(step, GoTo):
            self.go_back(step, scope)
        elif isinstance(step, WorkOut):
            values = self.values(step.id, scope)
            self.given[items.key(step.id, scope)] = {
                name: value.value(values, self.context) for name, value in step.work_out.items()
            }

    def go_back(self, step: GoTo, scope: str) -> None:
        """After a way back, nothing is known of the step gone to nor of any behind it, in the thread that went."""
        layout = self.workflow.layout
        part = layout.part(step.id)
        if layout.order[step.go_to] > layout.order[step.id]:
            return
        for key in list(self.given):
            one = items.step_of(key)
            mine = part is None or any(lane is part for lane in layout.around(one))
            here = not scope or items.scope_of(key) == scope or items.scope_of(key).startswith(f"{scope}/")
            if mine and here and layout.order[one] >= layout.order[step.go_to]:
                del self.given[key]


class Play:
    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.workflow = made(self.chance)
        self.search = Search(self.workflow, 1)
        self.record = Record(self.workflow)
        self.case = Case()
        self.happened: list[Event] = []
        raw = self.chance.choice([*answered(self.workflow.first)])
        self.record.typed(self.workflow.first.id, said(raw))
        self.do(Open(RESIDENT, NINE, "s", 1, "TRY-1", raw, ""))

    def do(self, command: Any) -> bool:
        decision = decide(self.workflow, self.case, command, self.workflow.organisation)
        if isinstance(decision, Refusal):
            return False
        assert isinstance(decision, tuple), decision
        for event in decision:
            self.record.see(event)
        self.case = reduce(evolve, decision, self.case)
        return True

    def move(self) -> None:
        if self.chance.random() < 0.3:
            self.correct()
            return
        case, command = self.chance.choice([*self.search.commands(self.case)])
        self.case = case
        if isinstance(command, Settle) and not command.failed:
            waiting = self.case.waiting[command.waiting]
            if command.given:
                self.record.given[items.key(waiting.step, scope_of(waiting.thread))] = dict(command.given)
        elif isinstance(command, Complete) and command.raw:
            self.record.typed(command.task.rpartition(".")[0], said(command.raw))
        self.do(command)

    def correct(self) -> None:
        """An answer is put right: what any step then passes over leaves no answer."""
        asks = self.workflow.asks()
        held = [(key, name) for key, given in self.case.answers.items() for name in given if items.step_of(key) in asks]
        if not held:
            return
        key, name = self.chance.choice(held)
        ask = asks[items.step_of(key)]
        raw = self.chance.choice([one for one in answered(ask) if name in one])[name]
        new = self.record.read(ask, key, self.record.given[key] | said({name: raw}))
        if self.do(Correct(ANYBODY, NINE, "TRY-1", key, name, raw, "It was wrong")):
            self.record.given[key] = new
            self.record.pass_over()


def said(raw: Given) -> Given:
    """What was typed, as the answer it comes to."""
    return {name: one == "yes" if one in ("yes", "no") else one for name, one in raw.items()}


@pytest.mark.parametrize("seed", range(RUNS))
def test_a_case_holds_what_was_answered_on_its_last_way_and_nothing_else(seed: int) -> None:
    play = Play(seed)
    for _ in range(MOVES):
        assert {key: given for key, given in play.case.answers.items() if given} == {
            key: given for key, given in play.record.given.items() if given
        }
        assert play.case.values() == items.merged(play.record.given)
        if not play.case.open:
            break
        play.move()


def test_many_cases_go_back_and_are_corrected() -> None:
    went = corrected = 0
    for seed in range(RUNS):
        play = Play(seed)
        for _ in range(MOVES):
            if not play.case.open:
                break
            before, aside = play.case, len(play.case.aside)
            play.move()
            went += len(play.case.aside) > aside
            corrected += play.case.tasks == before.tasks and play.case.answers != before.answers

    assert went > RUNS // 10 and corrected > RUNS // 4
