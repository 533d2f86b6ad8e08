"""A plain reading of what each command comes to, and of where a case of that office then stands."""

from datetime import datetime, timedelta

from tests.engine.clerk import Clock, Standing, Task
from tests.engine.office import (
    APPLICANT,
    COUNCIL,
    DAYS,
    DEADLINE,
    DONE,
    EXTRA,
    ORDER,
    QUESTION,
    REFUSED,
    REOPENED_WITHIN,
    RESIDENT,
    SAME,
    TAKING_PART,
    TEAMS,
    TOGETHER,
    WHO,
    WRONG,
    day_of,
    end_of,
    fits,
)


class Plain(Standing):
    """A method is a command; it says what the command comes to."""

    # Tasks

    def claim(self, actor: str, id: str, behalf: str) -> str:
        task = self.tasks.get(id)
        if not self.may_do(actor, task) or task is None or task.person == actor:
            return REFUSED
        assert behalf in self.parts(actor, task), "by a right that they have"
        task.person, task.behalf = actor, behalf
        return DONE

    def release(self, actor: str, id: str) -> str:
        task = self.tasks.get(id)
        if task is None or not task.person or not self.sees(actor):
            return REFUSED
        manages = actor != RESIDENT and self.office.manages(actor, task.who)
        if not manages and not self.in_hands(actor, task):
            return REFUSED
        task.person, task.behalf = "", ""
        return DONE

    def assign(self, actor: str, id: str, person: str) -> str:
        task = self.tasks.get(id)
        if task is None or actor == RESIDENT or not self.sees(actor) or task.who not in TEAMS[person]:
            return REFUSED
        theirs = self.in_hands(actor, task) and task.who in self.office.teams(actor)
        if not (theirs or self.office.manages(actor, task.who)) or person in self.kept_from(task.step):
            return REFUSED
        task.person, task.behalf = person, ""
        return DONE

    def hand_over(self, actor: str, id: str, who: str) -> str:
        task = self.tasks.get(id)
        if task is None or not self.in_hand(actor, task) or task.who == APPLICANT or who == task.who:
            return REFUSED
        before = set() if task.step == EXTRA else self.given[task.step] | {WHO[task.step]}
        if who not in (COUNCIL | before if self.staff(actor) else {"highways"}):
            return REFUSED
        self._give(id, who)
        return self._settled()

    def hold(self, actor: str, id: str, until: datetime) -> str:
        task = self.tasks.get(id)
        if task is None or not self.in_hand(actor, task) or task.who == APPLICANT:
            return REFUSED
        latest = self._latest(id)
        if latest is not None and latest <= self.office.now:
            return REFUSED
        if until <= self.office.now or (latest is not None and until > latest):
            return WRONG
        task.held = until
        return DONE

    def end_hold(self, actor: str, id: str) -> str:
        task = self.tasks.get(id)
        if task is None or not self.in_hand(actor, task) or task.held is None:
            return REFUSED
        task.held = None
        return DONE

    def extend(self, actor: str, id: str) -> str:
        task = self.tasks.get(id)
        if task is None or task.step != "inspect" or actor == RESIDENT or id in self.extended:
            return REFUSED
        if not self.sees(actor) or task.who not in self.office.teams(actor):
            return REFUSED
        clock = self.clocks[id]
        clock.due = end_of(day_of(clock.due) + timedelta(days=1))
        clock.late = clock.late and clock.due <= self.office.now
        self.extended.add(id)
        return self._settled()

    def complete(self, actor: str, id: str, raw: dict[str, str], helped: bool, behalf: str) -> str:
        task = self.tasks.get(id)
        may = self.may_help(actor, task) if helped else self.may_do(actor, task)
        if not may or task is None:
            return REFUSED
        if task.step == EXTRA:
            return self._complete_extra(actor, id, task, raw)
        question = QUESTION[task.step]
        if not fits(question, raw.get(question, "")):
            return WRONG
        assert behalf in ({""} if helped else self.parts(actor, task)), "by a right that they have"
        self.answers[question] = raw[question]
        self.hands.setdefault(task.step, set()).update({actor, behalf} - {""})
        self._finish(id)
        self._after(task.step)
        return self._settled()

    def _complete_extra(self, actor: str, id: str, task: Task, raw: dict[str, str]) -> str:
        if task.who == APPLICANT and not raw.get("said"):
            return WRONG
        self._finish(id)
        if task.who == APPLICANT and actor != task.asker:
            self._bring(task.asker, task.team)
        return self._settled()

    def _finish(self, id: str) -> None:
        self.finished.append(id)
        self._drop(id)

    def _drop(self, *ids: str) -> None:
        for id in ids:
            del self.tasks[id]
            self.clocks.pop(id, None)

    def _give(self, id: str, who: str) -> None:
        task = self.tasks[id]
        task.who, task.person, task.behalf, task.held = who, "", "", None
        self.given.setdefault(task.step, set()).add(who)

    # Beside the course

    def add_task(self, actor: str, who: str, due: datetime | None) -> str:
        if not self.staff(actor) or not self.open or (due and due <= self.office.now):
            return REFUSED if not self.staff(actor) or not self.open else WRONG
        id = self._open_extra(who, actor, self._team_of(actor))
        if due:
            self.clocks[id] = Clock(due)
        if who == APPLICANT:
            self._post(actor)
        return self._settled()

    def write(self, actor: str) -> str:
        if not self.staff(actor):
            return REFUSED
        self._post(actor)
        return DONE

    def reply(self, actor: str) -> str:
        if actor != RESIDENT or not self.author or not self.open:
            return REFUSED
        self._bring(self.author, self.author_team)
        return DONE

    def _post(self, actor: str) -> None:
        self.letters += 1
        self.author, self.author_team = actor, self._team_of(actor)

    def _team_of(self, actor: str) -> str:
        own = self.office.teams(actor) & COUNCIL
        given = set().union(*self.given.values())
        return "highways" if "highways" in own else min(own & (TAKING_PART | given), default=min(own))

    def _open_extra(self, who: str, asker: str, team: str) -> str:
        id = self._new(EXTRA)
        self.tasks[id] = Task(EXTRA, who, asker=asker, team=team)
        self.given.setdefault(EXTRA, set()).add(who)
        return id

    def _bring(self, person: str, team: str) -> None:
        id = self._open_extra(team, "", "")
        if team in TEAMS[person] and not self.office.away(person):
            self.tasks[id].person = person

    def link(self, actor: str, other: str, apart: bool, sees_other: bool) -> str:
        how = "apart" if apart else "linked"
        known = self.linked.get(other)
        if not self.takes_part(actor) or not sees_other or known == how or (known and apart):
            return REFUSED
        self.linked[other] = how
        return DONE

    def unlink(self, actor: str, other: str) -> str:
        if not self.takes_part(actor) or self.linked.get(other) != "linked":
            return REFUSED
        del self.linked[other]
        return DONE

    def correct(self, actor: str, step: str, typed: str) -> str:
        question = QUESTION[step]
        if actor == RESIDENT or not self.sees(actor) or question not in self.answers or not self.open:
            return REFUSED
        by = self._correcting(actor)
        if not by or by & (self.kept_from(step) | self.looked_at(step)):
            return REFUSED
        if not fits(question, typed):
            return WRONG
        if self.answers[question] == typed:
            return SAME
        self.answers[question] = typed
        self.hands.setdefault(step, set()).update(by)
        return self._settled()

    def _correcting(self, actor: str) -> set[str]:
        """Whose hands they are, where somebody takes part: their own, or also those of everybody who lends it."""
        if TEAMS[actor] & TAKING_PART:
            return {actor}
        lenders = set().union(*(self.office.lenders(actor, team) for team in TAKING_PART))
        return {actor, *lenders} if lenders else set()

    # The course

    def begin(self, helper: str) -> None:
        self.visits["report"] = 1
        self.answers["place"] = "Elm Hill"
        self.hands["report"] = {helper or RESIDENT}
        self.clocks[DEADLINE] = Clock(end_of(day_of(self.opened) + timedelta(days=DAYS[DEADLINE])))
        self._go("fee")
        self._settled()

    def settle_payment(self, waiting: str) -> str:
        if not self.open or not waiting or waiting != self.waiting:
            return REFUSED
        self.paid, self.waiting = True, ""
        self._go("inspect")
        return self._settled()

    def _new(self, step: str) -> str:
        self.visits[step] = self.visits.get(step, 0) + 1
        return f"{step}.{self.visits[step]}"

    def _go(self, step: str) -> None:
        if step == "more" and self.answers.get("found") != "Crack":
            step = "look"
        self.stage = step
        if step == "fee":
            self._ask_to_pay()
            return
        for one in TOGETHER if step in TOGETHER else (step,):
            id = self._new(one)
            self.tasks[id] = Task(one, WHO[one])
            self.given.setdefault(one, set()).add(WHO[one])
            self.letters += WHO[one] == APPLICANT
            if one in DAYS:
                self.clocks[id] = Clock(end_of(day_of(self.office.now) + timedelta(days=DAYS[one])))

    def _ask_to_pay(self) -> None:
        waiting = self._new("fee")
        if self.paid:
            self._go("inspect")
        else:
            self.waiting = waiting
            self.letters += 1

    def _after(self, step: str) -> None:
        if step in TOGETHER:
            if not any(task.step in TOGETHER for task in self.tasks.values()):
                self._go("decide")
        elif step == "decide" and self.answers["verdict"] == "no":
            self._set_aside("inspect")
            self._go("inspect")
        elif step == "sign":
            self.letters += 1
            self._close("nothing" if self.answers["found"] == "Nothing" else "done")
        else:
            self._go(ORDER[ORDER.index(step) + 1])

    def _set_aside(self, step: str) -> None:
        for one in ORDER[ORDER.index(step) :]:
            self.answers.pop(QUESTION.get(one, ""), None)

    def _close(self, outcome: str) -> str:
        self.outcome, self.closed, self.stage, self.waiting = outcome, self.office.now, "", ""
        self.tasks, self.clocks, self.extended = {}, {}, set()
        return DONE

    def withdraw(self, actor: str) -> str:
        if actor != RESIDENT or not self.open or "decide" in self.hands:
            return REFUSED
        return self._close("withdrawn")

    def close_early(self, actor: str) -> str:
        may = actor != RESIDENT and "highways" in self.office.teams(actor) and self.open
        return self._close("nothing") if may else REFUSED

    def reopen(self, actor: str) -> str:
        if self.closed is None or actor == RESIDENT or "highways" not in self.office.teams(actor):
            return REFUSED
        if self.office.now > end_of(day_of(self.closed) + timedelta(days=REOPENED_WITHIN)):
            return REFUSED
        self.outcome, self.closed = "", None
        self.clocks[DEADLINE] = Clock(end_of(day_of(self.opened) + timedelta(days=DAYS[DEADLINE])))
        self._set_aside("inspect")
        self._go("inspect")
        return self._settled()

    def earlier(self) -> list[str]:
        """Where the case may be taken back to."""
        here = ORDER.index(self.stage) if self.stage else 0
        return [step for step in ORDER[:here] if step in self.hands and step not in TOGETHER]

    def rewind(self, actor: str, step: str) -> str:
        if actor == RESIDENT or not self.office.manages(actor, "highways") or not self.sees(actor):
            return REFUSED
        if not self.open or step not in self.earlier():
            return REFUSED
        self._drop(*[id for id, task in self.tasks.items() if task.step != EXTRA])
        self.waiting = ""
        self._set_aside(step)
        self._go(step)
        return self._settled()

    # Time

    def _latest(self, id: str) -> datetime | None:
        clocks = (self.clocks.get(name) for name in (id, DEADLINE))
        return min((clock.due for clock in clocks if clock and not clock.paused), default=None)

    def tick(self) -> None:
        """Everything whose moment has come, the earliest first."""
        now = self.office.now
        gone = [(clock.due, name) for name, clock in self.clocks.items()
                if not clock.paused and not clock.late and clock.due <= now]  # fmt: skip
        gone += [(task.held, f"hold {id}") for id, task in self.tasks.items() if task.held and task.held <= now]
        for _, name in sorted(gone):
            task = self.tasks.get(name.removeprefix("hold "))
            if name.startswith("hold "):
                if task:
                    task.held = None
                continue
            self.clocks[name].late = True
            if task and task.step == "inspect":
                self._give(name, "parks")
        self._settled()

    def _settled(self) -> str:
        """Clocks stand still while the applicant is asked; what is held beyond its due moment is held no longer."""
        if not self.open:
            return DONE
        asked = any(task.step == EXTRA and task.who == APPLICANT for task in self.tasks.values())
        self._pause(DEADLINE, asked or any(task.step == "more" for task in self.tasks.values()))
        for id, task in self.tasks.items():
            if task.step == "inspect":
                self._pause(id, asked)
        for id, task in self.tasks.items():
            latest = self._latest(id)
            if task.held and latest and task.held > latest:
                task.held = None
        return DONE

    def _pause(self, name: str, still: bool) -> None:
        clock, now = self.clocks[name], self.office.now
        if still and clock.paused is None:
            clock.paused = now
        elif not still and clock.paused is not None:
            if clock.due >= clock.paused:
                on = day_of(now) - day_of(clock.paused)
                clock.due = end_of(max(day_of(clock.due) + on, day_of(now)))
            clock.paused = None
