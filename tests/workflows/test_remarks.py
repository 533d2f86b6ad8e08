"""Advice on what could be better is rarely wrong: what is right in a service gives none.

The remarks themselves, each at its place with its cure, stand in `faults/said.txt`.
"""

import pytest

from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD, SERVICES
from workflows.checks.beside import beside_services
from workflows.load import examine

EMAIL = "    email:\n      type: email\n"
INSPECT = "- ask: inspect\n  who: highways\n"
#: A second look by somebody else, before the case branches.
AGAIN = """\
- ask: again
  who: parks
  not whoever did: [inspect{more}]
  questions:
    agreed: {{type: yes or no, label: Is it so?}}
- branch:
"""


def said(*changed: tuple[str, str]) -> set[str]:
    """The codes of what is said of the small service, with some of its words exchanged."""
    text = ROAD
    for old, new in changed:
        assert old in text, f"the small service does not say {old!r}"
        text = text.replace(old, new, 1)
    return {fault.code for fault in examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults}


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_no_service_that_ships_has_a_fault_or_could_do_better(path) -> None:
    examined = beside_services(examine(FILES, path.name), {one.stem for one in SERVICES})

    assert [fault.as_text() for fault in examined.faults] == []


# Plain English


def test_what_staff_alone_read_is_left_as_it_is() -> None:
    assert said(("What did you find?", "Please utilise the app, e.g. on site!"), ("is late", "is late!")) == set()


def test_a_law_is_named_as_it_is() -> None:
    assert said(("Highways Act 1980 s.41", "Highways Act 1980 prior to its commencement")) == set()


def test_an_answer_in_a_sentence_is_one_word_and_a_condition_none() -> None:
    words = "word " * 21
    guarded = '((if depth is "Deep" and urgent is yes or depth is "Shallow" and urgent is no))'

    assert said(("We have mended the road.", f"We {guarded}{words}((end))by ((reference)) now.")) == set()
    assert said(("We have mended the road.", f"We {guarded}{words}((end))by ((reference)) and now.")) == {
        "long-sentence"
    }


@pytest.mark.parametrize("words", ["A commencer stands here", "Are you an etcher?", "The pie shop", "It is upended"])
def test_a_word_inside_another_is_another_word(words) -> None:
    assert said(("How deep is the hole?", words)) == set()


@pytest.mark.parametrize("words", ["PIP", "NHS and DLA", "GOV.UK", "A road in NR12 8AA"])
def test_a_name_in_capitals_is_no_shouting(words) -> None:
    assert said(("How deep is the hole?", words)) == set()


def test_a_letter_may_say_please() -> None:
    assert said(("We have mended the road.", "Please write to us.")) == set()


def test_an_address_with_full_stops_ends_no_sentence() -> None:
    words = "word " * 13

    assert said(("We have mended the road.", f"{words}at lgo.org.uk {words}")) == {"long-sentence"}


def test_a_hundred_remarks_on_wording_are_enough() -> None:
    text = ROAD.replace("How deep is the hole?", "etc " * 1_000, 1)

    assert len(examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults) == 100


def test_a_shared_group_is_read_where_it_is_asked() -> None:
    group = "shared: person\nquestions:\n  why: {type: text, label: Why did you commence it?}\n"
    text = ROAD.replace(EMAIL, f"    person: {{use: person}}\n{EMAIL}")
    files = {"organisation.yaml": ORGANISATION, NAME: text, "shared/person.yaml": group}

    (fault,) = examine(files, NAME).faults

    assert (str(fault.place), fault.code) == ("shared/person.yaml:3:40", "plain-words")


# Patterns


def test_other_has_a_place_where_a_question_after_it_asks() -> None:
    cause = f"    cause: {{type: choice, label: What made it?, options: [Frost, Other]}}\n{EMAIL}"
    told = '    told: {type: text, label: What was it?, when: cause is "Other"}\n'

    assert said((EMAIL, cause)) == {"other-unsaid"}
    assert said((EMAIL, cause.replace(EMAIL, told + EMAIL))) == set()


def test_a_question_of_two_things_is_not_taken_for_one() -> None:
    assert said((EMAIL, f"    where:\n      type: text\n      label: What is your postcode or road?\n{EMAIL}")) == set()


@pytest.mark.parametrize(
    ("kind", "label", "codes"),
    [
        ("text", "What is the child’s date of birth?", {"kind-for-it"}),
        ("number", "Phone number", {"kind-for-it"}),
        ("text", "What is your vehicle registration number?", {"kind-for-it"}),
        ("number", "Sort code", {"kind-for-it"}),
        ("text", "What did your email say?", set()),
        ("date", "When is the birthday party?", set()),
        ("text", "Title", set()),
        ("text", "Which phone number rang you first?", set()),
    ],
)
def test_what_is_asked_about_a_number_is_not_the_number(kind: str, label: str, codes: set[str]) -> None:
    assert said((EMAIL, f"    more:\n      type: {kind}\n      label: {label}\n{EMAIL}")) == codes


def test_two_names_of_two_people_are_two_questions() -> None:
    names = "    {}: {{type: name, label: {}}}\n"
    two = names.format("own", "What is your name?") + names.format("child", "What is the name of the child?")

    assert said((EMAIL, two + EMAIL)) == set()


def test_two_people_asked_the_same_are_not_asked_twice() -> None:
    group = "shared: person\nquestions:\n  phone: {type: phone, label: What is the phone number?}\n"
    text = ROAD.replace(EMAIL, f"    parent: {{use: person}}\n    carer: {{use: person}}\n{EMAIL}")
    files = {"organisation.yaml": ORGANISATION, NAME: text, "shared/person.yaml": group}

    assert examine(files, NAME).faults == ()


# Personal data


def test_what_a_team_sees_before_its_task_has_its_use() -> None:
    assert said((EMAIL, f"    born: {{type: memorable date, label: When were you born?}}\n{EMAIL}")) == set()


def test_a_team_that_an_answer_names_sees_it_too() -> None:
    last = """\
- ask: last
  questions:
    phone: {type: phone, label: What is your phone number?}
    team: {type: team, of: ours, label: Which team may ring you?}
- ask: ring
  who: team
  questions:
    rung: {type: yes or no, label: Did they answer?}
- end: nothing
"""
    text = ROAD.replace("- end: nothing\n", last, 1)
    organisation = ORGANISATION.replace("groups: {", "groups: {ours: [parks], ")

    assert {fault.code for fault in examine({"organisation.yaml": organisation, NAME: text}, NAME).faults} == set()


def test_a_sensitive_answer_is_used_where_a_step_sees_it() -> None:
    asked = (EMAIL, f"    born: {{type: memorable date, label: When were you born?, sensitive: yes}}\n{EMAIL}")

    assert said(asked) == {"nobody-uses"}
    assert said(asked, (INSPECT, f"{INSPECT}  sees: [born]\n")) == set()
    assert said(asked, (INSPECT, f"{INSPECT}  sees: [report]\n")) == set()
    assert said(asked, (INSPECT, f"{INSPECT}  when: born is before today - 18 years\n")) == {"takes-missing"}


def test_what_only_the_applicant_is_asked_after_the_last_task_is_remarked_on() -> None:
    asked = "- ask: last\n  questions:\n    phone: {type: phone, label: What is your phone number?}\n- end: nothing\n"

    assert said(("- end: nothing\n", asked)) == {"nobody-uses"}
    assert said(("- end: nothing\n", asked), ("contact: [email]", "contact: [email, phone]")) == set()


# Own work


def test_somebody_is_kept_from_it_where_one_of_the_steps_is_always_done() -> None:
    assert said(("- branch:\n", AGAIN.format(more=""))) == set()


def test_nobody_is_kept_from_it_where_the_step_may_be_passed_over() -> None:
    passed = (INSPECT, f"{INSPECT}  when: urgent is yes\n")
    late = ("  - send: late\n    to: highways\n", "  - go to: again\n")

    assert "passed-over" in said(passed, ("- branch:\n", AGAIN.format(more="")))
    assert "passed-over" in said(late, ("- branch:\n", AGAIN.format(more="")))


def test_a_step_under_the_same_condition_is_never_done_alone() -> None:
    passed = (INSPECT, f"{INSPECT}  when: urgent is yes\n")
    again = AGAIN.format(more="").replace("  who: parks\n", "  who: parks\n  when: urgent is yes\n")

    assert "passed-over" not in said(passed, ("- branch:\n", again))


def test_a_step_in_a_part_that_is_waited_for_is_not_passed_over() -> None:
    parts = """\
- together:
    road:
    - ask: road
      who: highways
      questions:
        note: {type: text, label: What did you see?, optional: yes}
    path:
    - ask: path
      who: parks
      questions:
        walked: {type: yes or no, label: Is it clear?}
"""
    again = AGAIN.format(more="").replace("[inspect]", "[road]")

    assert said(("- branch:\n", parts + again)) == set()
    assert said(("- branch:\n", f"{parts}  finish when: first\n{again}")) == {"passed-over"}


# Partners, sums, other services


def test_a_partner_is_shown_something_or_nothing_on_purpose() -> None:
    partner = (
        "- ask: ours\n  who: national-highways\n{}  questions:\n    ours: {{type: yes or no, label: Is it yours?}}\n"
    )

    assert said(("- branch:\n", f"{partner.format('')}- branch:\n")) == {"shown-nothing"}
    assert said(("- branch:\n", f"{partner.format('  sees: [depth]' + chr(10))}- branch:\n")) == set()
    assert said(("- branch:\n", f"{partner.format('  sees: []' + chr(10))}- branch:\n")) == set()


@pytest.mark.parametrize(
    ("bounds", "when", "codes"),
    [
        ("", "", {"may-be-0"}),
        (", at least: 0", "", {"may-be-0"}),
        (", at least: 1", "", set()),
        (", at most: -1", "", set()),
        ("", "  when: holes > 0\n", set()),
        ("", "  when: holes is not 0\n", set()),
    ],
)
def test_a_number_that_somebody_types_may_be_0_unless_its_bounds_or_a_rule_say_not(bounds, when, codes) -> None:
    asked = (EMAIL, f"    holes: {{type: number, label: How many?{bounds}}}\n{EMAIL}")

    assert said(asked, ("- branch:\n", f"- work out:\n    share: 100 / holes\n{when}- branch:\n")) == codes


def test_a_service_that_is_run_is_among_the_others() -> None:
    text = ROAD.replace("- branch:\n", "- run: close-a-raod\n- branch:\n", 1)
    examined = examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME)

    beside = beside_services(examined, {"close-a-road", "mend-a-road"})

    assert [(fault.code, fault.cure) for fault in beside.faults] == [
        ("unknown-service", 'Did you mean "close-a-road"?')
    ]
    assert beside.workflow is None
    assert beside_services(examined, {"close-a-raod", "mend-a-road"}) is examined


def test_a_service_s_own_faults_are_told_before_those_of_its_translation() -> None:
    welsh = "service: mend-a-road\ntitle: Trwsio ffordd\nsummary: Ffordd sydd wedi torri\nsteps: {reprot: {}}\n"
    text = ROAD.replace("owner: highways", "owner: highway")
    files = {"organisation.yaml": ORGANISATION, NAME: text, f"cy/{NAME}": welsh}

    found = [fault.place.file for fault in examine(files, NAME).faults if fault.level == "fault"]

    assert found == [NAME, f"cy/{NAME}"]


@pytest.mark.parametrize(
    ("starts", "more", "codes"),
    [
        ("staff", "", {"unused"}),
        ("[highways]", "", {"unused"}),
        ("anyone", "", set()),
        ("staff", "- ask: owner\n  who: email\n  questions: {seen: {type: yes or no, label: Did you see it}}\n", set()),
        ("staff", "- ask: hear\n  who: applicant\n  questions: {seen: {type: yes or no, label: Did you see it}}\n",
         set()),
    ],
)  # fmt: skip
def test_a_way_out_of_pages_that_no_resident_sees_is_remarked_on(starts: str, more: str, codes: set[str]) -> None:
    text = f"""\
service: look
title: Look at a road
summary: Look at a road and say how it is.
reference: LOO
starts: {starts}
owner: highways
law: {{basis: Highways Act 1980 s.41, checked: no}}
privacy: {{purpose: Keeping roads safe, basis: public task, keep: 3 years after closing}}
exit quickly: yes
steps:
- ask: report
  questions:
    place: {{type: text, label: Where is it}}
    email: {{type: email, label: Who knows more}}
{more}- ask: check
  who: parks
  questions: {{fit: {{type: yes or no, label: Is it fit}}}}
- end: done
outcomes:
  done: {{title: It is done}}
examples:
- story: It is seen
  play:
  - report: {{place: Elm Hill, email: a@example.org}}
  ends: done
"""
    faults = examine({"organisation.yaml": ORGANISATION, NAME: text}, NAME).faults

    assert {fault.code for fault in faults if fault.code == "unused"} == codes, faults
