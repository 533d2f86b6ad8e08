"""Translations: the same tree with other words, held to the same rules, and reported where words are missing."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflows.services import NAME, ORGANISATION, ROAD
from tests.workflows.test_load import mutated
from tests.workflows.test_shared import GROUP, PATH, files
from workflows.filling import Filling, fill
from workflows.load import Examined, examine, hash_of, read_with
from workflows.workflow import Workflow

HERE = f"cy/{NAME}"
RUNS = int(os.environ.get("WHERRY_RUNS", "60"))
WELSH = """\
service: mend-a-road
title: Trwsio ffordd
summary: Dywedwch wrthym am ffordd sydd wedi torri
called: ymgeisydd
privacy: {purpose: Cadw ffyrdd yn ddiogel, basis: tasg gyhoeddus, keep: 3 blynedd ar ôl cau}
steps:
  report:
    title: Rhowch wybod am y ffordd
    questions:
      depth:
        label: Pa mor ddwfn yw’r twll?
        options: {Shallow: Bas, Deep: Dwfn}
      urgent: {label: Oes rhywun mewn perygl?}
      email: {label: Ble gallwn ni ysgrifennu atoch?}
  inspect:
    title: Archwilio’r ffordd
    questions:
      found:
        label: Beth welsoch chi?
        options: {Mended: Wedi’i thrwsio, Nothing: Dim, More to look at: Mwy i’w weld}
messages:
  late: {subject: Mae ((reference)) yn hwyr, body: Roedd i fod erbyn ((due)).}
  answer: {subject: Eich adroddiad ((reference)), body: Rydym wedi trwsio’r ffordd.}
outcomes:
  mended: {title: Rydym wedi ei thrwsio}
  nothing: {title: Doedd dim i’w drwsio}
"""


def examined(*changed: tuple[str, str], service: str = ROAD) -> Examined:
    text = WELSH
    for old, new in changed:
        assert old in text, f"the translation does not say {old!r}"
        text = text.replace(old, new, 1)
    return examine({"organisation.yaml": ORGANISATION, NAME: service, HERE: text}, NAME)


def welsh(found: Examined) -> Workflow:
    assert found.workflow is not None, found.faults
    return found.workflow.translated("cy")


def test_a_service_says_the_words_of_its_translation() -> None:
    workflow = welsh(examined())
    depth, urgent = workflow.first.asked()[:2]

    assert workflow.title == "Trwsio ffordd"
    assert workflow.first.named == "Rhowch wybod am y ffordd"
    assert urgent.question.label == "Oes rhywun mewn perygl?"
    assert [(one.value, one.label) for one in depth.question.options] == [("Shallow", "Bas"), ("Deep", "Dwfn")]  # type: ignore[attr-defined]
    assert workflow.outcomes["mended"].subject.parts == ("Rydym wedi ei thrwsio",)
    assert workflow.file.privacy is not None
    assert workflow.file.privacy.purpose == "Cadw ffyrdd yn ddiogel"


def test_rules_are_the_same_in_every_language() -> None:
    found = examined()
    assert found.workflow is not None

    assert welsh(found).names == found.workflow.names
    assert [step.id for step in welsh(found).layout.every] == [step.id for step in found.workflow.layout.every]


def test_a_letter_shows_the_same_answers_in_another_language() -> None:
    workflow = welsh(examined())
    filling = Filling({}, {"reference": "ROA-1"}, None, lambda name, answer: [str(answer)])  # type: ignore[arg-type]

    assert fill(workflow.messages["answer"].subject, filling) == "Eich adroddiad ROA-1"


def test_a_whole_translation_has_nothing_to_tell() -> None:
    assert examined().faults == ()


def test_a_language_that_nobody_wrote_is_the_service_as_it_is() -> None:
    found = examined()
    assert found.workflow is not None

    assert found.workflow.translated("pl") is found.workflow


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (("title: Trwsio ffordd\n", ""), 2),
        (("called: ymgeisydd\n", ""), None),
        (("      urgent: {label: Oes rhywun mewn perygl?}\n", ""), 17),
        (("{Shallow: Bas, ", "{"), 16),
        (("  mended: {title: Rydym wedi ei thrwsio}\n", ""), 54),
        (("subject: Eich adroddiad ((reference)), ", ""), 48),
    ],
)
def test_words_that_are_missing_are_reported_at_what_has_none(changed: tuple[str, str], line: int | None) -> None:
    found = examined(changed)

    assert [(fault.code, fault.level, fault.place.file, fault.place.line) for fault in found.faults] == (
        [("not-translated", "remark", NAME, line)] if line else []
    )
    assert welsh(found).first.asked()


def test_where_words_are_missing_the_service_s_own_are_said() -> None:
    assert welsh(examined(("title: Trwsio ffordd\n", ""))).title == "Mend a road"


@pytest.mark.parametrize(
    ("changed", "code", "cure"),
    [
        (("  report:", "  reprot:"), "not-there", 'Did you mean "report"?'),
        (("      depth:", "      dept:"), "not-there", 'Did you mean "depth"?'),
        (("Deep: Dwfn", "Deeep: Dwfn"), "not-there", 'Did you mean "Deep"?'),
        (("        label: Pa", "        labl: x\n        label: Pa"), "not-there", 'Did you mean "label"?'),
        (("        label: Pa", "        hint: x\n        label: Pa"), "not-there",
         "Remove it, or write it in the service first"),
        (("  late:", "  latte:"), "not-there", 'Did you mean "late"?'),
        (("title: Trwsio", "owner: highways\ntitle: Trwsio"), "not-there", "Remove it"),
        (("erbyn ((due))", "erbyn ((received))"), "placeholder-differs", "Name the same answers as the service does"),
        (("erbyn ((due))", "erbyn hynny"), "placeholder-differs", "Name the same answers as the service does"),
        (("service: mend-a-road", "service: mend-the-road"), "wrong-name", "Write service: mend-a-road"),
        (("      urgent: {label: Oes rhywun mewn perygl?}", "      urgent: Oes rhywun?"), "wrong-shape",
         "Write them on lines of their own below"),
    ],
)  # fmt: skip
def test_what_the_service_does_not_have_is_a_fault_of_the_translation(
    changed: tuple[str, str], code: str, cure: str
) -> None:
    found = examined(changed)
    faults = [fault for fault in found.faults if fault.level == "fault"]

    assert (code, cure, HERE) in [(fault.code, fault.cure, fault.place.file) for fault in faults]
    assert {fault.place.file for fault in faults} == {HERE}
    assert found.workflow is None
    assert found.built is not None


def test_a_placeholder_that_cannot_be_read_is_told_in_the_translation() -> None:
    found = examined(("Mae ((reference)) yn hwyr", "Mae ((reference yn hwyr"))

    assert HERE in {fault.place.file for fault in found.faults if fault.level == "fault"}


def test_questions_of_a_shared_group_get_their_words_where_they_are_asked() -> None:
    words = WELSH.replace("      email:", "      parent:\n        how: {label: Sut gallwn ni gysylltu?}\n      email:")
    found = examine(files() | {HERE: words}, NAME)

    asked = {one.id: one.question.label for one in welsh_of(found).first.asked()}
    assert asked["parent.how"] == "Sut gallwn ni gysylltu?"
    assert asked["parent.email"] == "What is your email address?"
    assert {fault.place.file for fault in found.faults if fault.code == "not-translated"} >= {PATH}


def welsh_of(found: Examined) -> Workflow:
    assert found.built is not None
    return found.built.translations["cy"]


def test_pages_and_sections_are_translated_by_their_own_words() -> None:
    paged = ROAD.replace("  questions:\n    depth:", "  pages:\n  - title: The hole\n    section: The road\n    "
                         "questions:\n      depth:", 1)  # fmt: skip
    first, rest = paged.split("      depth:\n", 1)
    block, after = rest.split("- ask: inspect", 1)
    block = "\n".join(f"  {line}" if line else line for line in block.splitlines()) + "\n"
    words = WELSH.replace("    questions:\n      depth:", "    pages: {The hole: Y twll, The road: Y ffordd}\n"
                          "    questions:\n      depth:")  # fmt: skip
    service = f"{first}      depth:\n{block}- ask: inspect{after}"

    found = examine({"organisation.yaml": ORGANISATION, NAME: service, HERE: words}, NAME)

    page = welsh(found).first.all_pages()[0]
    assert (page.title, page.section) == ("Y twll", "Y ffordd")
    assert page.questions[0].question.label == "Pa mor ddwfn yw’r twll?"


def test_a_version_holds_its_translations() -> None:
    written = {"organisation.yaml": ORGANISATION, NAME: ROAD, HERE: WELSH, "cy/other.yaml": "", f"shared/{NAME}": GROUP}

    assert set(read_with(written, NAME)) == {"organisation.yaml", NAME, HERE}
    assert hash_of(written, NAME) != hash_of(written | {HERE: WELSH + "\n"}, NAME)


def test_a_translation_that_is_no_yaml_stops_nothing_but_itself() -> None:
    found = examine({"organisation.yaml": ORGANISATION, NAME: ROAD, HERE: "title: [\n"}, NAME)

    assert {fault.place.file for fault in found.faults if fault.level == "fault"} == {HERE}
    assert found.built is not None
    assert found.built.translations == {}


@settings(max_examples=RUNS, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([NAME, PATH, HERE]), st.integers(1, 3))
def test_whatever_a_hand_does_to_what_is_read_together_it_is_examined(seed: int, where: str, slips: int) -> None:
    chance = random.Random(seed)
    texts = files() | {HERE: WELSH}
    for _ in range(slips):
        texts[where] = mutated(texts[where], chance)

    found = examine(texts, NAME)

    assert (found.workflow is None) == any(fault.level == "fault" for fault in found.faults)
    assert {fault.place.file for fault in found.faults} <= {*texts, "shared/contact-details.yaml"}
    assert all(fault.sentence and fault.cure for fault in found.faults)
