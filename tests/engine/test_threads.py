"""What goes on at the same time: parts, ways that hold, and one thread an item; how they are joined again."""

from engine.commands import AddItem
from engine.events import AnswersSetAside, TaskOpened, TaskTakenAway, ThreadTakenAway
from engine.who import access
from tests.engine.making import BEN, END, LEO, PAM, Trial, accepted, refused, service, wrong

REFER = """\
- ask: refer
  questions:
    children:
      type: list
      label: Children
      item: child
      questions:
        name: {type: text, label: Name}
        age: {type: number, label: Age}
    needs: {type: choices, label: Needs, options: [Bus, Ramp, One / two], optional: yes}
    email: {type: email, label: Email, optional: yes}
    phone: {type: phone, label: Phone, optional: yes}
"""
ROADS = "    - ask: roads\n      who: highways\n      questions: {road_fit: {type: yes or no, label: Fit}}\n"
PATHS = "    - ask: paths\n      who: parks\n      questions: {path_fit: {type: yes or no, label: Fit}}\n"
LAWS = "    - ask: laws\n      who: legal\n      questions: {lawful: {type: yes or no, label: Lawful}}\n"
TOGETHER = f"- together:\n    roads:\n{ROADS}    paths:\n{PATHS}    laws:\n{LAWS}"
VISIT = """\
  steps:
  - ask: visit
    who: highways
    title: Visit
    questions: {safe: {type: yes or no, label: Safe}, why: {type: text, label: Why, when: safe is no}}
"""
SEEING = VISIT.replace("title:", "sees: [children]\n    title:")
ANN_AND_BOB = [{"#": "a", "name": "Ann", "age": "4"}, {"#": "b", "name": "Bob", "age": "9"}]


def referred(steps: str, **raw: object) -> Trial:
    made = Trial(service(REFER + steps))
    accepted(made.open(**({"children": ANN_AND_BOB} | raw)))
    return made


def test_parts_go_on_at_the_same_time_and_are_joined_when_all_are_done() -> None:
    case = referred(TOGETHER + END)
    assert case.waiting == ["roads", "paths", "laws"]

    accepted(case.complete("roads", road_fit="yes"))
    accepted(case.complete("laws", LEO, lawful="yes"))
    assert case.waiting == ["paths"] and case.case.open

    accepted(case.complete("paths", PAM, path_fit="no"))
    assert case.case.outcome == "done"
    assert case.case.values()["path_fit"] is False


def test_the_first_part_done_takes_the_others_away() -> None:
    case = referred(TOGETHER + "  finish when: first\n" + END)

    accepted(case.complete("paths", PAM, path_fit="no"))

    assert case.case.outcome == "done"
    assert [event.thread for event in case.all(ThreadTakenAway)] == ["main>together_1.roads", "main>together_1.laws"]
    assert refused(case.complete("roads", road_fit="yes")) == "This case is closed"


def test_a_task_says_what_it_is_about_in_the_words_of_the_labels() -> None:
    options = "{type: choice, label: Sort, options: [{value: s, label: A small one}]}"
    asked = REFER.replace("        name:", f"        sort: {options}\n        name:")
    asked = asked.replace("options: [Bus, Ramp, One / two]", "options: [{value: bus, label: A seat on the bus}, Ramp]")
    provide = VISIT.replace("ask: visit", "ask: provide").replace("safe", "fit").replace("why", "if_not")
    steps = f"{asked}- for each: child in children\n{VISIT}- for each: need in needs\n{provide}{END}"
    made = Trial(service(steps))
    accepted(made.open(children=[{"#": "a", "sort": "s", "name": "Ann", "age": "4"}], needs=["bus"]))
    accepted(made.do_task("visit@children:a.1", safe="yes"))

    assert [event.title for event in made.all(TaskOpened)] == ["Visit: A small one", "Visit: A seat on the bus"]


def test_a_task_about_an_item_that_is_sensitive_names_it_only_to_who_is_shown_it() -> None:
    sensitive = REFER.replace("label: Name}", "label: Name, sensitive: yes}") + "- for each: child in children\n"
    hidden, shown = (Trial(service(sensitive + visit + END)) for visit in (VISIT, SEEING))
    for made in (hidden, shown):
        accepted(made.open(children=ANN_AND_BOB))

    assert [task.title for task in hidden.case.tasks.values()] == ["Visit: child 1", "Visit: child 2"]
    assert [task.title for task in shown.case.tasks.values()] == ["Visit: Ann", "Visit: Bob"]


def test_every_team_of_the_council_in_the_case_sees_what_was_answered_about_each_item() -> None:
    case = referred(
        "- for each: child in children\n" + VISIT + LAWS.replace("    -", "-").replace("      ", "  ") + END
    )

    assert "safe" in access.visible(case.workflow, case.case, LEO, case.house)


def test_so_many_parts_done_are_enough() -> None:
    case = referred(TOGETHER + "  finish when: 2 done\n" + END)

    accepted(case.complete("paths", PAM, path_fit="no"))
    assert case.waiting == ["roads", "laws"]
    accepted(case.complete("roads", road_fit="yes"))

    assert case.case.outcome == "done"


def test_a_condition_on_what_the_parts_answer_joins_them() -> None:
    case = referred(TOGETHER + "  finish when: path_fit is no or lawful is no\n" + END)

    accepted(case.complete("roads", road_fit="yes"))
    assert case.waiting == ["paths", "laws"]
    accepted(case.complete("paths", PAM, path_fit="no"))

    assert case.case.outcome == "done"


def test_every_way_that_holds_is_gone_at_the_same_time() -> None:
    ways = "".join(
        f'  - when: needs includes "{need}"\n    then:\n    - ask: {step}\n      who: {who}\n'
        f"      questions: {{{step}_done: {{type: yes or no, label: Done}}}}\n"
        for need, step, who in (("Bus", "bus", "highways"), ("Ramp", "ramp", "parks"))
    )
    both = referred(f"- branch all:\n{ways}" + END, needs=["Bus", "Ramp"])
    assert both.waiting == ["bus", "ramp"]
    accepted(both.complete("ramp", PAM, ramp_done="yes"))
    assert both.case.open
    accepted(both.complete("bus", bus_done="yes"))
    assert both.case.outcome == "done"

    assert referred(f"- branch all:\n{ways}" + END).case.outcome == "done"


def test_each_item_has_its_own_task_and_its_own_answers() -> None:
    case = referred("- for each: child in children\n" + VISIT + '- end: bad\n  when: any child in children has '
                    "child.safe is no\n" + END)  # fmt: skip
    assert [task.title for task in case.case.tasks.values()] == ["Visit: Ann", "Visit: Bob"]
    assert list(case.case.tasks) == ["visit@children:a.1", "visit@children:b.1"]

    accepted(case.do_task("visit@children:b.1", safe="no", why="Cold"))
    assert case.case.values()["children"] == [
        {"#": "a", "name": "Ann", "age": 4}, {"#": "b", "name": "Bob", "age": 9, "safe": False, "why": "Cold"},
    ]  # fmt: skip
    accepted(case.do_task("visit@children:a.1", safe="yes"))
    assert case.case.outcome == "bad"


def test_items_may_be_taken_one_at_a_time() -> None:
    case = referred("- for each: child in children\n  one at a time: yes\n" + VISIT + END)

    assert list(case.case.tasks) == ["visit@children:a.1"]
    accepted(case.do_task("visit@children:a.1", safe="yes"))
    assert list(case.case.tasks) == ["visit@children:b.1"]
    accepted(case.do_task("visit@children:b.1", safe="yes"))

    assert case.case.outcome == "done"


def test_an_option_chosen_is_its_own_item_whatever_letters_it_has() -> None:
    body = "  steps:\n  - ask: buy\n    who: highways\n    questions: {cost: {type: number, label: Cost}}\n"
    case = referred('- for each: need in needs\n' + body + '- end: dear\n  when: any need in needs has need.cost > 10\n'
                    + END, needs=["Bus", "One / two"])  # fmt: skip
    assert list(case.case.tasks) == ["buy@needs:Bus.1", "buy@needs:One%20%2F%20two.1"]

    accepted(case.do_task("buy@needs:Bus.1", cost="3"))
    accepted(case.do_task("buy@needs:One%20%2F%20two.1", cost="30"))

    assert case.case.values()["needs"] == ["Bus", "One / two"]
    assert case.case.outcome == "dear"


def test_nothing_to_go_through_is_nothing_to_wait_for() -> None:
    body = "  steps:\n  - ask: buy\n    who: highways\n    questions: {cost: {type: number, label: Cost}}\n"
    assert referred("- for each: need in needs\n" + body + END).case.outcome == "done"


def test_whoever_does_a_step_may_add_an_item_where_the_service_says_so() -> None:
    case = referred("- for each: child in children\n  may add: yes\n" + VISIT + END)
    cat = {"name": "Cat", "age": "1"}
    add = {"case": "ROA-1", "task": "visit@children:a.1", "token": "t"}

    assert wrong(case.do(AddItem, BEN, raw={"name": "Cat"}, **add))["children"].startswith("Child 3")
    accepted(case.do(AddItem, BEN, raw=cat, **add))
    assert refused(case.do(AddItem, PAM, raw=cat, **add)) == "This is a task for Highways"

    assert [task.title for task in case.case.tasks.values()] == ["Visit: Ann", "Visit: Bob", "Visit: Cat"]
    plain = referred("- for each: child in children\n" + VISIT + END)
    assert refused(plain.do(AddItem, BEN, raw=cat, **add)) == "Nothing can be added here"


def test_whoever_adds_an_item_has_had_hands_in_the_step_that_the_list_is_of() -> None:
    check = "- ask: check\n  who: highways\n  not whoever did: [refer]\n"
    check += "  questions: {fine: {type: yes or no, label: Fine}}\n"
    case = referred("- for each: child in children\n  may add: yes\n" + VISIT + check + END)
    add = {"case": "ROA-1", "raw": {"name": "Cat", "age": "1"}, "token": "t"}
    accepted(case.do(AddItem, BEN, task="visit@children:a.1", **add))
    for item in ("a", "b", "added3"):
        accepted(case.do_task(f"visit@children:{item}.1", safe="yes"))

    assert "somebody else must do this" in refused(case.complete("check", BEN, fine="yes"))
    accepted(case.complete("check", fine="yes"))


def test_a_way_back_inside_an_item_sets_aside_what_that_item_answered() -> None:
    back = "  - go to: visit\n    when: child.safe is no\n"
    case = referred("- for each: child in children\n" + VISIT + back + END)

    accepted(case.do_task("visit@children:a.1", safe="yes"))
    accepted(case.do_task("visit@children:b.1", safe="no", why="Cold"))

    assert case.all(AnswersSetAside)[0].steps == ("visit@children:b",)
    assert list(case.case.tasks) == ["visit@children:b.2"]
    assert case.case.answers["visit@children:a"] == {"safe": True}


def test_a_time_limit_of_one_item_that_runs_out_leaves_the_others() -> None:
    late = "    due: 2 days\n    if late:\n    - hand to: parks\n"
    case = referred("- for each: child in children\n" + VISIT + late + END)
    accepted(case.do_task("visit@children:a.1", safe="yes"))

    case.later(days=5)

    assert {id: task.who for id, task in case.case.tasks.items()} == {"visit@children:b.1": "parks"}


def test_parts_inside_items_inside_parts() -> None:
    inner = "      - together:\n          one:\n          - ask: first_look\n            who: highways\n            " \
            "questions: {seen_one: {type: yes or no, label: Seen}}\n          two:\n          - ask: second_look\n" \
            "            who: parks\n            questions: {seen_two: {type: yes or no, label: Seen}}\n"  # fmt: skip
    case = referred(f"- together:\n    all:\n    - for each: child in children\n      steps:\n{inner}"
                    f"    laws:\n{LAWS}" + END)  # fmt: skip
    assert len(case.waiting) == 5

    accepted(case.complete("laws", LEO, lawful="yes"))
    for item in "ab":
        accepted(case.do_task(f"first_look@children:{item}.1", seen_one="yes"))
        accepted(case.do_task(f"second_look@children:{item}.1", PAM, seen_two="no"))

    assert case.case.outcome == "done"
    assert case.case.values()["children"][1]["seen_two"] is False


def test_what_is_taken_away_takes_its_clocks_and_the_threads_inside_with_it() -> None:
    nested = f"- together:\n    roads:\n    - together:\n        deep:\n{_in(ROADS)}        deeper:\n{_in(PATHS)}" \
             f"    laws:\n{LAWS}  finish when: first\n"  # fmt: skip
    case = referred(nested.replace("who: legal", "who: legal\n      due: 3 days") + END)

    accepted(case.complete("laws", LEO, lawful="yes"))

    assert case.case.outcome == "done"
    assert case.case.clocks == {} and case.case.tasks == {} and not case.all(TaskTakenAway)


def _in(steps: str) -> str:
    return "".join(f"    {line}\n" for line in steps.splitlines())
