"""A name is changed wherever it stands, and nothing else is."""

from collections.abc import Mapping

import pytest

from desk.play import play
from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD, SERVICES
from workflows.load import load
from workflows.mentioned import Thing
from workflows.mentions import mentions
from workflows.renaming import CannotRename, rename, where_used

CHILDREN = """\
service: see-children
title: See children
owner: highways
starts: [highways, road-owners]
reference: SEE
contact: [parent.email]
list as: ((parent.email))
law: {basis: None, checked: no}
privacy: {purpose: Trying, basis: public task, keep: 3 years after closing}
withdraw: until visit
close early: {who: highways, as: [done]}
deadline: {within: 60 working days, from: received, until: decide, pause while: [decide, asked_for_more]}
steps:
- ask: refer
  title: "Tell us"   # decide is said here
  questions:
    parent: {use: contact-details}
    kind:
      type: choice
      label: What kind?
      options: [Fast, Very slow]
    children:
      type: list
      label: Children
      questions:
        age: {type: number, label: How old?}
        school: {type: text, label: Which school?, when: age > 4, optional: yes}
- look up: speed
  gives: {team_days: "choice of few, many"}
  table: |
    kind      || team_days
    Very slow || many
    Fast      || few
- for each: child in children
  steps:
  - ask: visit
    who: highways
    when: child.age < 18
    questions:
      safe: {type: yes or no, label: Is the child safe?}
      reason: {type: text, label: Why not?, when: safe is no}
- ask: decide
  who: highways
  not whoever did: [visit]
  sees: [visit, children]
  due: {within: 5 days, from: [received, visit]}
  questions: {verdict: {type: text, label: Verdict}}
- send: told
  to: applicant
  when: any kid in children has kid.safe is no
- send: told
  to: applicant
  when: team_days is "many" and kind is one of "Very slow", "Fast"
- end: done
messages:
  told:
    subject: About ((parent.email))
    body: |
      ((each kid in children))
      ((if kid.age >= 4))((kid.age)): ((end))((kid.safe))
      ((end))
outcomes: {done: {title: Done}, withdrawn: {title: Withdrawn}}
examples:
- story: Two children
  play:
  - refer: {parent: {email: a@example.org}, kind: Very slow, children: [{age: 4}, {age: 17, school: Hill}]}
  - visit: [{safe: yes}, {safe: no, reason: Cold}]
  - decide: {verdict: Seen}
  expect: {team_days: many, sent: [told, told]}
  ends: done
"""
GROUP = """\
shared: contact-details
questions:
  email: {type: email, label: "Where can we write to you?"}
"""
WELSH = """\
service: see-children
title: Gweld plant
steps:
  refer:
    title: Dywedwch
    questions:
      parent: {email: {label: Ble?}}
      kind: {label: Pa fath?, options: {Fast: Cyflym, "Very slow": Araf iawn}}
      children: {label: Plant, questions: {age: {label: Oed?}}}
messages:
  told:
    subject: "Am ((parent.email))"
    body: "((each kid in children))((if kid.age >= 4))((kid.age))((end))((kid.safe))((end))"
"""
PATH, BESIDE, CY = (
    "definitions/see-children.yaml",
    "definitions/shared/contact-details.yaml",
    "definitions/cy/see-children.yaml",
)
HOUSE = "definitions/organisation.yaml"
WHOLE: Mapping[str, str] = {PATH: CHILDREN, BESIDE: GROUP, CY: WELSH, HOUSE: ORGANISATION}


def made(files: Mapping[str, str], path: str) -> list[Thing]:
    return sorted({one.thing for one in mentions(files) if one.declares and one.place.file == path})


def renamed(files: Mapping[str, str], path: str, thing: Thing, new: str) -> dict[str, str]:
    """The files after a thing got another name."""
    old, question = (thing.value, thing.name) if thing.value else (thing.name, "")
    done = rename(files, path, old, new, "" if thing.value else thing.sort, question)
    after = {**files, **done.files}
    if done.moved:
        after[done.moved[1]] = after.pop(done.moved[0])
    return after


def other_name(thing: Thing) -> str:
    return "Zz other" if thing.value else "zz-other" if not thing.owner else "zz_other"


THINGS = [one for path in (PATH, BESIDE, HOUSE) for one in made(WHOLE, path)
          if one.sort not in ("service", "shared group") and one.name != "withdrawn"]  # fmt: skip


@pytest.mark.parametrize("thing", THINGS, ids=str)
def test_there_and_back_gives_the_same_bytes_and_the_service_stays_sound(thing: Thing) -> None:
    path = next(one.place.file for one in mentions(WHOLE) if one.thing == thing and one.declares)
    after = renamed(WHOLE, path, thing, other_name(thing))
    again = Thing(thing.sort, thing.owner, thing.name, other_name(thing)) if thing.value else Thing(
        thing.sort, thing.owner, thing.name.removesuffix(thing.called) + other_name(thing))  # fmt: skip

    assert after != WHOLE
    assert [played.difference for played in play(load(after, PATH))] == [""]
    assert renamed(after, path, again, thing.called) == WHOLE


@pytest.mark.parametrize("path", [f"definitions/{one.name}" for one in SERVICES])
def test_of_every_service_that_ships_one_thing_of_each_sort_is_renamed_and_its_examples_stay_green(path: str) -> None:
    files = {path: FILES[path.rpartition("/")[2]], HOUSE: FILES["organisation.yaml"]}
    of_each = {one.sort: one for one in made(files, path) if one.sort != "service" and one.name != "withdrawn"}

    for thing in of_each.values():
        after = renamed(files, path, thing, other_name(thing))
        assert [one.difference for one in play(load(after, path)) if one.difference] == [], thing
    assert {"step", "answer", "outcome"} <= set(of_each)


def test_only_the_name_itself_is_changed() -> None:
    after = renamed(WHOLE, PATH, Thing("answer", PATH, "children.age"), "aged")

    assert after[PATH] == (
        CHILDREN.replace("        age: {type", "        aged: {type").replace("when: age > 4", "when: aged > 4")
        .replace("child.age", "child.aged").replace("kid.age", "kid.aged").replace("{age: ", "{aged: ")
    )  # fmt: skip
    assert after[CY] == WELSH.replace("kid.age", "kid.aged").replace("{age: ", "{aged: ")
    assert (after[BESIDE], after[HOUSE]) == (GROUP, ORGANISATION)


def test_lines_may_end_as_windows_ends_them() -> None:
    files = {HOUSE: ORGANISATION, f"definitions/{NAME}": "\ufeff" + ROAD.replace("\n", "\r\n")}
    after = renamed(files, f"definitions/{NAME}", Thing("answer", f"definitions/{NAME}", "depth"), "deepness")

    assert after[f"definitions/{NAME}"] == "\ufeff" + ROAD.replace("depth:", "deepness:").replace("\n", "\r\n")


def test_a_question_of_a_shared_group_is_renamed_in_every_service_that_asks_it() -> None:
    after = renamed(WHOLE, BESIDE, Thing("answer", BESIDE, "email"), "mail")

    assert after[BESIDE] == GROUP.replace("  email:", "  mail:")
    assert "parent.email" not in after[PATH] + after[CY]
    assert "parent: {mail: a@example.org}" in after[PATH]


def test_a_shared_group_takes_its_file_along() -> None:
    after = renamed(WHOLE, BESIDE, Thing("shared group", "", "contact-details"), "reach")

    assert BESIDE not in after
    assert after["definitions/shared/reach.yaml"] == GROUP.replace("shared: contact-details", "shared: reach")
    assert "parent: {use: reach}" in after[PATH]


def test_a_team_is_renamed_wherever_it_is_named() -> None:
    after = renamed(WHOLE, HOUSE, Thing("team", "", "highways"), "roads")

    assert after[HOUSE] == ORGANISATION.replace("{highways:", "{roads:")
    assert after[PATH] == CHILDREN.replace("highways", "roads")


def test_what_comes_from_outside_by_a_name_keeps_it() -> None:
    text = ROAD.replace("- branch:", "- wait for: reply\n  gives: {granted: yes or no}\n- branch:", 1)
    with pytest.raises(CannotRename, match="comes from outside by that name"):
        rename({HOUSE: ORGANISATION, PATH: text.replace("mend-a-road", "see-children")}, PATH, "granted", "given")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("kind", "children", "There is the answer children already"),
        ("kind", "Kind of", "cannot be its name"),
        ("kind", "is", "means something else already"),
        ("kind", "highways", "see what that would bring"),
        ("see-children", "look-at-children", "A service’s name never changes"),
        ("nothing", "something", "makes nothing that is called “nothing”"),
        ("withdrawn", "given_up", "keeps its name"),
    ],
)  # fmt: skip
def test_what_would_bring_a_fault_is_refused(old: str, new: str, why: str) -> None:
    with pytest.raises(CannotRename, match=why):
        rename(WHOLE, PATH, old, new)


def test_an_option_that_would_part_where_it_stands_is_refused() -> None:
    with pytest.raises(CannotRename, match="cannot stand everywhere"):
        rename(WHOLE, PATH, "Very slow", "Slow, but sure", question="kind")


def test_a_name_of_several_things_says_which_is_meant() -> None:
    text = ROAD.replace("- send: late\n    to", "- send: inspect\n    to").replace(
        "  late: {subject", "  inspect: {subject"
    )
    files = {HOUSE: ORGANISATION, f"definitions/{NAME}": text}
    with pytest.raises(CannotRename, match="Say which with --as"):
        rename(files, f"definitions/{NAME}", "inspect", "look")

    done = rename(files, f"definitions/{NAME}", "inspect", "look", sort="message")
    assert "- ask: inspect" in done.files[f"definitions/{NAME}"]
    assert "- send: look" in done.files[f"definitions/{NAME}"]


def test_an_option_is_renamed_by_its_value_and_its_translation_goes_along() -> None:
    done = rename(WHOLE, PATH, "Very slow", "Slowest", question="kind")

    assert done.files[CY] == WELSH.replace("Very slow", "Slowest")
    assert done.files[PATH] == CHILDREN.replace("Very slow", "Slowest")


def test_it_is_told_where_a_name_stands_and_what_it_is_there() -> None:
    found = where_used(WHOLE, "visit", PATH)

    assert {str(one.thing) for one in found} == {"the step visit"}
    assert [one.place.line for one in found if one.declares] == [CHILDREN.splitlines().index("  - ask: visit") + 1]
    assert len(found) == CHILDREN.count("visit")


def test_a_word_that_only_reads_alike_is_no_mention() -> None:
    lines = {one.place.line for one in where_used(WHOLE, "decide", PATH)}

    assert CHILDREN.splitlines().index('  title: "Tell us"   # decide is said here') + 1 not in lines
