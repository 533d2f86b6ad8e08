"""A name of a shared group may stand wherever the name of an answer may."""

from desk.play import play
from workflows.load import examine

ORGANISATION = """\
organisation: Norfolk County Council
teams: {highways: Highways, parks: Parks}
groups: {ours: [highways, parks]}
"""
FAMILY = """\
shared: family
questions:
  born: {type: memorable date, label: When were you born}
  email: {type: email, label: Where can we write}
  team: {type: team, of: ours, label: Which team}
  hole: {type: choice, label: How deep, options: [Deep, Shallow]}
  wide: {type: number, label: How wide}
  children:
    type: list
    label: Who are your children
    item: child
    questions:
      first: {type: text, label: Name}
      age: {type: number, label: Age}
  many:
    type: yes or no
    label: Are they many
    when: count of children > 1 and any child in children has child.age > 3
"""
SERVICE = """\
service: mend
title: Mend
summary: Tell us what to mend
owner: highways
reference: MEN
contact: [parent.email]
list as: ((parent.hole)), ((parent.wide))
law: {basis: x, checked: no}
privacy: {purpose: x, basis: x, keep: 1 day}
steps:
- ask: report
  questions:
    parent: {use: family}
    carer: {use: family}
- look up: sizes
  gives: {gang: number}
  hit: first
  table: |
    parent.hole | parent.wide || gang
    Deep        | >= 10       || 4
    -           | -           || 1
- work out:
    area: parent.wide * carer.wide
- ask: inspect
  who: parent.team
  sees: [parent.hole, report]
  due: {within: 5 working days, from: parent.born}
  questions:
    found: {type: yes or no, label: Found, when: parent.hole is "Deep" and area > 3}
    parent.wide: again
- branch:
  - when: total of parent.children.age > 10
    then:
    - send: letter
      to: carer.email
- branch:
  - when: any child in parent.children has child.age < 5
    then:
    - end: young
- end: done
messages:
  letter:
    subject: About ((parent.wide))
    body: |
      ((parent.born)) ((gang)) ((area))
      ((each child in parent.children))
      ((child.first))
      ((end))
      ((if carer.many is yes))Many((end))
outcomes:
  young: {title: Young}
  done: {title: Done}
examples:
- story: A
  play:
  - report:
      parent:
        born: 2000-01-02
        email: a@example.org
        team: parks
        hole: Deep
        wide: 12
        children: [{first: A, age: 9}, {first: B, age: 7}]
        many: yes
      carer: {born: 2000-01-02, email: b@example.org, team: parks, hole: Deep, wide: 2, children: [{first: C, age: 1}]}
  - inspect: {found: yes, parent: {wide: 11}}
  expect: {gang: 4, area: 24, sent: [letter], parent: {wide: 11}}
  ends: done
- story: B
  play:
  - report:
      parent:
        born: 2000-01-02
        email: a@example.org
        team: parks
        hole: Deep
        wide: 12
        children: [{first: A, age: 4}]
      carer: {born: 2000-01-02, email: b@example.org, team: parks, hole: Deep, wide: 2, children: [{first: C, age: 1}]}
  - inspect: {found: yes, parent: {wide: 11}}
  expect: {gang: 4, area: 24, sent: []}
  ends: young
"""
FILES = {"organisation.yaml": ORGANISATION, "mend.yaml": SERVICE, "shared/family.yaml": FAMILY}


def test_tables_sums_people_times_letters_and_lists_read_the_answers_of_a_group() -> None:
    found = examine(FILES, "mend.yaml")

    assert found.faults == ()
    assert found.workflow is not None
    assert [one.difference for one in play(found.workflow)] == ["", ""]


def test_what_differs_from_the_example_is_said_by_its_whole_name() -> None:
    wrong = FILES | {"mend.yaml": SERVICE.replace("expect: {gang: 4, area: 24, sent: [letter], parent: {wide: 11}}",
                                                  "expect: {parent: {wide: 12}}")}  # fmt: skip
    found = examine(wrong, "mend.yaml")

    assert found.workflow is not None
    assert [one.difference for one in play(found.workflow)] == ["parent.wide is 11, not 12", ""]
