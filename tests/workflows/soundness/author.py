"""Writes small random services whose every run can be tried, and plants a fault in one where it is asked to."""

from dataclasses import dataclass, field
from random import Random

TOP = """\
service: s
title: Try everything
owner: highways
reference: TRY
law: {basis: Highways Act 1980 s.41, checked: no}
privacy: {purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}
"""
ORGANISATION = "organisation: Norfolk County Council\nteams: {highways: Highways, parks: Parks}\n"
CHOICE, YES_NO = ("a", "b"), ("yes", "no")
OPTIONS = ("p", "q")
#: Faults that the language forbids by shape, whatever a run would come to.
SHAPES = ("end in a part", "go to out of a part", "go to into a list", "read of what is asked later")
#: Faults that a run comes to.
RUNS = ("missing end", "part without end", "loop without a person", "loop without a way out", "dead step", "late loop")
PLANTS = (*SHAPES, *RUNS)
MOST_STEPS = 9


@dataclass(frozen=True)
class Around:
    """What a list of steps stands in: how deep, the steps a `go to` in it may name, and whether it is of a part."""

    depth: int = 0
    targets: tuple[str, ...] = ()
    part: bool = False
    #: The word of the `for each` around, or "".
    word: str = ""

    @property
    def inset(self) -> str:
        return "  " * self.depth


@dataclass
class Author:
    """Writes one service. `names` are the answers known so far, in the order of the file, with what each may be."""

    chance: Random
    plant: str = ""
    planted: bool = False
    lines: list[str] = field(default_factory=list)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: Lists of options chosen, with the answers that a `for each` gave to each of them.
    chosen: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0
    messages: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    #: Whether the part just written has no end, and the first step of the list just written.
    endless: bool = False
    last_inside: str = "ask1"

    def service(self) -> str:
        first = self.new("ask")
        size = self.chance.randint(1, 4)
        ids = [first, *(self.new("s") for _ in range(size))]
        around = Around(targets=tuple(ids))
        self.ask(first, around, plain=True)
        for id in ids[1:]:
            self.step(id, around)
        if not self.now("missing end"):
            self.end(around)
        return f"{TOP}{self.deadline(ids)}steps:\n" + "\n".join(self.lines) + "\n" + self.words()

    def words(self) -> str:
        outcomes = "".join(f"  {name}: {{title: It is {name}}}\n" for name in dict.fromkeys(self.outcomes))
        said = "".join(f"  {one}\n" for one in self.messages)
        return (f"messages:\n{said}" if said else "") + f"outcomes:\n{outcomes or '  none: {title: None}'}"

    def deadline(self, ids: list[str]) -> str:
        if self.chance.random() > 0.12:
            return ""
        until = f", until: {self.chance.choice(ids[1:])}" if self.chance.random() < 0.4 else ""
        target = self.chance.choice(ids)
        leads = f"{{go to: {target}}}" if self.chance.random() < 0.4 else self.outcome("{{end: {}}}")
        return f"deadline: {{within: 20 days{until}, if late: [{leads}]}}\n"

    # Small things

    def new(self, what: str) -> str:
        self.count += 1
        return f"{what}{self.count}"

    def now(self, plant: str, often: float = 1.0) -> bool:
        """Whether the fault is planted here: once, where it first fits."""
        if plant != self.plant or self.planted or self.chance.random() > often:
            return False
        self.planted = True
        return True

    def outcome(self, shape: str) -> str:
        name = self.chance.choice(["done", "refused", "other"])
        self.outcomes.append(name)
        return shape.format(name)

    def write(self, around: Around, *lines: str) -> None:
        self.lines += [f"{around.inset}{line}" for line in lines if line]

    def test(self, depth: int = 1) -> str:
        """A condition on what was asked before."""
        if depth and self.chance.random() < 0.15:
            return f"({self.test(0)} {self.chance.choice(['and', 'or'])} {self.test(0)})"
        if self.chosen and self.chance.random() < 0.15:
            source = self.chance.choice([*self.chosen])
            if self.chosen[source]:
                return f"any it in {source} has it.{self.chance.choice(self.chosen[source])} is yes"
            return f'{source} {self.chance.choice(["includes", "does not include"])} "{self.chance.choice(OPTIONS)}"'
        name = self.chance.choice([*self.names])
        if self.chance.random() < 0.08:
            return f"{name} is {self.chance.choice(['missing', 'not missing'])}"
        return self.about(name)

    def about(self, name: str) -> str:
        if self.names[name] == YES_NO:
            return f"{name} is {self.chance.choice(YES_NO)}"
        return f'{name} {self.chance.choice(["is", "is", "is not"])} "{self.chance.choice(CHOICE)}"'

    def perhaps(self, often: float = 0.25) -> str:
        return f"  when: '{self.test()}'" if self.chance.random() < often else ""

    # Steps

    def step(self, id: str, around: Around) -> None:
        kinds = ["ask"] * 4 + ["go to", "send", "wait", "wait for", "work out", "call", "pay"]
        if around.depth < 4 and self.count < MOST_STEPS:
            kinds += ["branch"] * 4 + ["branch all", "together", "together", "for each"] * 2
        if not around.part:
            kinds.append("perhaps end")
        kind = self.plants_here(id, around) or self.chance.choice(kinds)
        getattr(self, kind.replace(" ", "_"))(id, around)

    def plants_here(self, id: str, around: Around) -> str:
        """A fault that is a step of its own is written here; the kind of the step that keeps its id."""
        if around.part and self.now("end in a part", 0.7):
            self.write(around, self.outcome("- end: {}"), self.perhaps(0.5))
        if around.part and self.now("go to out of a part", 0.7):
            self.write(around, "- go to: ask1", f"  when: '{self.test()}'")
        if self.now("loop without a person", 0.5):
            return "spin"
        if self.now("loop without a way out", 0.5):
            return "hopeless"
        if self.now("dead step", 0.5):
            return "dead"
        if self.now("read of what is asked later", 0.5):
            return "early"
        return ""

    def ask(self, id: str, around: Around, plain: bool = False) -> None:
        who = self.chance.choice(["highways", "parks", "applicant"])
        self.write(around, f"- ask: {id}", f"  who: {who}", "" if plain else self.perhaps(0.2))
        if not plain and self.chance.random() < 0.15:
            self.late(around)
        self.write(around, "  questions:")
        asked: dict[str, tuple[str, ...]] = {}
        for number in range(2 if self.chance.random() < 0.25 else 1):
            name, options = f"{id}_q{number}", self.chance.choice([CHOICE, CHOICE, YES_NO])
            kind = "yes or no" if options == YES_NO else f"choice, options: [{', '.join(options)}]"
            when = f", when: '{self.test()}'" if self.names and self.chance.random() < 0.2 else ""
            optional = ", optional: yes" if self.chance.random() < 0.08 else ""
            self.write(around, f"    {name}: {{type: {kind}, label: L{when}{optional}}}")
            asked[f"{around.word}.{name}" if around.word else name] = options
        self.names |= asked
        if around.word:
            self.inner += [name.rpartition(".")[2] for name, options in asked.items() if options == YES_NO]
        elif self.chance.random() < 0.2:
            source = self.new("many")
            self.write(around, f"    {source}: {{type: choices, label: L, options: [{', '.join(OPTIONS)}]}}")
            self.chosen[source] = []

    def late(self, around: Around) -> None:
        self.write(around, "  due: 3 days", "  if late:")
        if self.chance.random() < 0.4:
            self.write(around, "  - hand to: parks")
        if self.now("late loop") or self.chance.random() < 0.4:
            self.write(around, f"  - go to: {self.chance.choice(around.targets)}")
        elif not around.part and self.chance.random() < 0.5:
            self.write(around, self.outcome("  - end: {}"))
        elif not self.lines[-1].endswith("parks"):
            self.write(around, "  - hand to: parks")

    def go_to(self, id: str, around: Around) -> None:
        targets = [one for one in around.targets if one != id]
        if not targets:
            return self.ask(id, around)
        self.write(around, f"- go to: {self.chance.choice(targets)}", f"  id: {id}", f"  when: '{self.test()}'")
        return None

    def end(self, around: Around) -> None:
        self.write(around, self.outcome("- end: {}"))

    def perhaps_end(self, id: str, around: Around) -> None:
        self.write(around, self.outcome("- end: {}"), f"  id: {id}", f"  when: '{self.test()}'")

    def send(self, id: str, around: Around) -> None:
        name = self.chance.choice([*self.names])
        guard = f"  when: '{name} is not missing'" if self.chance.random() < 0.7 else self.perhaps()
        said = f"It is [(({name}))]" if "." not in name else "Plain"
        self.messages.append(f"m_{id}: {{subject: About it, body: '{said}'}}")
        self.write(around, f"- send: m_{id}", f"  id: {id}", "  to: highways", guard)

    def wait(self, id: str, around: Around) -> None:
        self.write(around, "- wait: 2 days", f"  id: {id}", self.perhaps())

    def wait_for(self, id: str, around: Around) -> None:
        if around.word:
            return self.wait(id, around)
        self.write(around, f"- wait for: {id}", self.perhaps(), "  gives:", f"    {id}_g: yes or no")
        if self.chance.random() < 0.3 and not around.part:
            self.write(around, "  up to: 2 weeks", "  if late:", self.outcome("  - end: {}"))
        self.names[f"{id}_g"] = YES_NO
        return None

    def work_out(self, id: str, around: Around) -> None:
        name = self.chance.choice([one for one in self.names if "." not in one])
        if around.word:
            return self.wait(id, around)
        guard = f"  when: '{name} is not missing'" if self.chance.random() < 0.2 else ""
        self.write(around, "- work out:", f"    {id}_w: {name}", f"  id: {id}", guard)
        if not guard and not around.depth:  # what is worked out on one way only is not followed by the proofs
            self.names[f"{id}_w"] = self.names[name]
        return None

    def call(self, id: str, around: Around) -> None:
        self.write(around, "- call: street-lights", f"  id: {id}", self.perhaps())
        if self.chance.random() < 0.4 and not around.part:
            self.write(around, "  if failed:", self.outcome("  - end: {}"))

    def pay(self, id: str, around: Around) -> None:
        self.write(around, f"- pay: {id}", "  amount: £10", self.perhaps())
        if self.chance.random() < 0.3:
            self.write(around, "  if failed:", f"  - go to: {self.chance.choice(around.targets)}")

    # Lists

    def inside(self, around: Around, only_end: float = 0.0) -> None:
        """The list of a way: a step or two, and at times an end or a way back."""
        ids = [self.new("s") for _ in range(self.chance.randint(1, 2))]
        below = Around(around.depth + 3, (*around.targets, *ids), around.part, around.word)
        for id in ids:
            self.step(id, below)
        if not around.part and self.chance.random() < only_end:
            self.end(below)
        elif self.chance.random() < 0.12:
            self.write(below, f"- go to: {self.chance.choice(around.targets)}")

    def branch(self, id: str, around: Around) -> None:
        self.write(around, "- branch:")
        ways = self.chance.randint(1, 2)
        for _ in range(ways):
            self.write(around, f"  - when: '{self.test()}'", "    then:")
            self.inside(around, only_end=0.3)
        if ways > 1 or self.chance.random() < 0.4:
            if self.chance.random() < 0.3:
                self.write(around, "  - otherwise:")
                self.inside(around, only_end=0.3)
            elif self.chance.random() < 0.8:
                self.write(around, "  - otherwise: go on")
        self.write(around, f"  id: {id}", self.perhaps(0.1))

    def branch_all(self, id: str, around: Around) -> None:
        self.write(around, "- branch all:")
        self.threads(around, [f"  - when: '{self.test()}'\n{around.inset}    then:" for _ in range(2)])
        self.write(around, f"  id: {id}", self.perhaps(0.1))

    def together(self, id: str, around: Around) -> None:
        self.write(around, "- together:")
        parts = self.chance.choice([2, 2, 3])
        self.threads(around, [f"    part{number}:" for number in range(parts)])
        self.write(around, f"  id: {id}", self.finish(parts), self.perhaps(0.1))
        if self.now("go to into a list", 0.7):
            self.write(around, f"- go to: {self.last_inside}", f"  when: '{self.test()}'")

    def finish(self, parts: int) -> str:
        shape = self.chance.choice(["", "first", f"{self.chance.randint(1, parts)} done", "condition"])
        if shape == "condition":
            shape = f"'{self.test(0)}'" if not any("." in name for name in self.names) else "all"
        return f"  finish when: {shape}" if shape else ""

    def threads(self, around: Around, heads: list[str]) -> None:
        """Lists beside one another, none of which reads what a neighbour asks: who is quicker would decide."""
        before, after = dict(self.names), dict(self.names)
        chosen, all_chosen = dict(self.chosen), dict(self.chosen)
        for head in heads:
            self.names, self.chosen = dict(before), dict(chosen)
            self.write(around, head)
            self.thread(around)
            if self.endless:  # what a loop without an end asks is set aside as soon as it is answered
                self.endless = False
                continue
            after |= self.names
            all_chosen |= self.chosen
        self.names, self.chosen = after, all_chosen

    def thread(self, around: Around, word: str = "") -> None:
        """A list that goes on beside its neighbours, with targets of its own."""
        ids = [self.new("s") for _ in range(self.chance.randint(1, 2))]
        below = Around(around.depth + 3, tuple(ids), True, word or around.word)
        for id in ids:
            self.step(id, below)
        self.last_inside = ids[0]
        if self.now("part without end", 0.6):
            again = self.new("s")
            self.ask(again, below, plain=True)
            self.write(below, f"- go to: {again}")
            self.endless = True

    def for_each(self, id: str, around: Around) -> None:
        sources = [source for source, given in self.chosen.items() if not given]
        if not sources or around.word:
            return self.ask(id, around)
        source, word = self.chance.choice(sources), f"w{id}"
        known, self.inner = dict(self.names), []
        self.write(around, f"- for each: {word} in {source}", f"  id: {id}",
                   "  one at a time: yes" if self.chance.random() < 0.4 else "",
                   "  finish when: first" if self.chance.random() < 0.2 else "", "  steps:")  # fmt: skip
        self.thread(around, word)
        self.names = known
        self.chosen[source] = self.inner
        return None

    # Faults

    def spin(self, id: str, around: Around) -> None:
        """Round and round without anybody: surely, or for some answers."""
        self.messages.append(f"m_{id}: {{subject: Again, body: Again}}")
        self.write(around, f"- send: m_{id}", f"  id: {id}", "  to: highways")
        self.write(around, f"- go to: {id}", f"  when: '{self.test()}'")

    def hopeless(self, id: str, around: Around) -> None:
        """A loop with a person in it, whose way out nobody can open any more."""
        test = self.about(self.chance.choice([name for name in self.names if "." not in name]))
        self.write(around, f"- ask: {id}", "  who: parks", "  questions:")
        self.write(around, f"    {id}_q0: {{type: yes or no, label: L}}")
        self.write(around, f"- go to: {id}", f"  when: '{test}'" if self.chance.random() < 0.7 else "")

    def dead(self, id: str, around: Around) -> None:
        """A step that nothing leads to: behind an end or a way back, or under a condition that never holds."""
        name = self.chance.choice([name for name in self.names if "." not in name])
        if around.part or self.chance.random() < 0.5:
            self.write(around, f"- ask: {id}", "  who: parks", f"  when: '{name} is missing and {self.about(name)}'",
                       "  questions:", f"    {id}_q0: {{type: yes or no, label: L}}")  # fmt: skip
        else:
            self.end(around)
            self.ask(id, around, plain=True)

    def early(self, id: str, around: Around) -> None:
        self.names = {f"{id}_later": YES_NO} | self.names
        self.write(around, "- branch:", f"  - when: {id}_later is no", "    then:", "    - wait: 1 day")
        self.write(around, f"- ask: {id}", "  who: parks", "  questions:",
                   f"    {id}_later: {{type: yes or no, label: L}}")  # fmt: skip
