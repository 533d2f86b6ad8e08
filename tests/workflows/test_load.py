"""Any text gives a workflow or its faults, never anything else; a reading is known by all that it was read from."""

import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.play import play
from tests.workflows.services import FILES, NAME, ORGANISATION, ROAD, SERVICES
from workflows.faults import Faulty
from workflows.load import KEPT, Examined, as_published, examine, load
from workflows.step import verbs

RUNS = int(os.environ.get("WHERRY_RUNS", "60"))
DEFINITIONS = {**{path.name: FILES[path.name] for path in SERVICES}, NAME: ROAD}
#: What a hand may put in by mistake: words of the language in wrong places, and marks that YAML knows.
SLIPS = [*verbs(), "when", "then", "otherwise", "if late", "questions", "type", "again", "applicant", "highways", "",
         "- ", ": ", "|", ">", "[", "{", "}", "]", "'", '"', "((", "))", "#", " #", "&a", "*a", "!t", "<<", "%", "\t",
         "0", "-1", "99999999999", "1e9", "yes", "no", "null", "~", "today", "is", "\u2028", "é",
         "x" * 300]  # fmt: skip


def examined(text: str, organisation: str = ORGANISATION) -> Examined:
    return examine({"organisation.yaml": organisation, NAME: text}, NAME)


def mutated(text: str, chance: random.Random) -> str:
    """The text after one slip of the hand."""
    lines = text.split("\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines[at] = chance.choice(["", " ", "  "]) + lines[at][chance.randrange(3) :]
        case 3:
            lines.insert(at, lines[other])
        case _:
            words = lines[at].split(" ")
            words[chance.randrange(len(words))] = chance.choice(SLIPS)
            lines[at] = " ".join(words)
    return "\n".join(lines)


@settings(max_examples=RUNS)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_whatever_a_hand_does_to_a_definition_it_is_examined(seed: int, slips: int) -> None:
    chance = random.Random(seed)
    name, text = chance.choice(list(DEFINITIONS.items()))
    for _ in range(slips):
        text = mutated(text, chance)

    found = examine({"organisation.yaml": FILES["organisation.yaml"], name: text}, name)

    lines = text.split("\n")
    assert (found.workflow is None) == any(fault.level == "fault" for fault in found.faults)
    for fault in found.faults:
        assert fault.sentence and fault.cure and 1 <= fault.place.line <= len(lines) + 1
    if found.workflow is not None:
        assert len(play(found.workflow)) == len(found.workflow.file.examples)


@settings(max_examples=RUNS)
@given(st.integers(0, 2**32))
def test_whatever_a_hand_does_to_the_organisation_a_service_is_examined(seed: int) -> None:
    chance = random.Random(seed)
    house = FILES["organisation.yaml"]
    for _ in range(3):
        house = mutated(house, chance)

    found = examined(ROAD, house)

    assert (found.workflow is None) == any(fault.level == "fault" for fault in found.faults)


@settings(max_examples=RUNS)
@given(st.text(max_size=200))
def test_any_text_is_examined(text: str) -> None:
    assert examined(text).workflow is None


@pytest.mark.parametrize("text", ["[" * 100_000, "a: &a [*a]", "- " * 50_000, "a:\n" + " b:" * 50_000, "x" * 1_100_000,
                                  ROAD + "\n" + "#" * 1_000_000, "? " * 10_000, "steps:\n" + "- branch:\n" * 30_000],
                         ids=range(8))  # fmt: skip
def test_hostile_text_is_refused_in_words(text: str) -> None:
    found = examined(text)

    assert found.workflow is None and found.faults


def test_a_deep_branch_is_refused_and_not_followed() -> None:
    text, inset = "", ""
    for _ in range(40):
        text += f"{inset}- branch:\n{inset}  - when: urgent is yes\n{inset}    then:\n"
        inset += "    "
    text += f"{inset}- end: mended\n"

    codes = {fault.code for fault in examined(ROAD.replace("- branch:", text + "- branch:", 1)).faults}

    assert codes == {"too-deep"}


def test_a_service_without_its_organisation_says_so() -> None:
    found = examine({NAME: ROAD}, NAME)

    assert [fault.code for fault in found.faults] == ["no-organisation"]
    with pytest.raises(Faulty):
        load({NAME: ROAD}, NAME)


def test_faults_of_the_organisation_are_said_in_its_own_file() -> None:
    found = examined(ROAD, ORGANISATION.replace("teams:", "teems:"))

    assert {fault.place.file for fault in found.faults} == {"organisation.yaml"}


def test_what_was_read_is_known_until_a_word_of_it_or_beside_it_changes() -> None:
    first = examined(ROAD)

    assert examined(ROAD) is first
    assert examined(ROAD + "\n") is not first
    assert examined(ROAD, ORGANISATION + "\n") is not first


def test_no_more_is_kept_than_a_council_needs() -> None:
    first = examined(ROAD)
    for number in range(KEPT):
        examined(f"# {number}")

    assert examined(ROAD) is not first


def test_a_published_version_is_read_whatever_today_s_checks_say() -> None:
    missing = ROAD.replace("      We have mended the road.", "      We have mended the road, ((email)).")
    files = {"organisation.yaml": ORGANISATION, NAME: missing}

    assert [fault.code for fault in examined(missing).faults] == ["may-be-missing"]
    assert as_published(files, NAME).service == "mend-a-road"
    with pytest.raises(Faulty):
        load(files, NAME)


def test_a_version_of_when_more_endings_could_be_accepted_goes_on_and_a_new_one_is_at_fault() -> None:
    plan = "    plan: {type: file, label: Add a plan, endings: [.pdf, .gif]}\n"
    asked = ROAD.replace("  questions:\n", f"  questions:\n{plan}", 1)
    files = {"organisation.yaml": ORGANISATION, NAME: asked}

    (fault,) = examined(asked).faults
    assert (fault.code, fault.level) == ("wrong-value", "fault")
    assert fault.sentence.startswith('This cannot be: ".gif" cannot be accepted')
    assert "endings: [.pdf, .gif]" in asked.splitlines()[fault.place.line - 1]
    published = as_published(files, NAME)
    assert published.question("plan") is not None
    with pytest.raises(Faulty):
        load(files, NAME)


def test_what_no_case_could_run_on_is_not_read_as_published_either() -> None:
    with pytest.raises(Faulty):
        as_published({"organisation.yaml": ORGANISATION, NAME: ROAD.replace("owner:", "ownr:")}, NAME)
