"""What every kind of question promises, ours and those of other packages: one contract for all."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from components import controls
from components.base import Problem, Question, Seen
from components.registry import kinds
from components.types import Type

DOCS = Path(__file__).parents[2] / "docs" / "components"
#: How the modules of our own kinds are called.
HERE = "components."
SAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
#: What a question takes beside its kind's settings.
BESIDE = {"type", "when", "accept when", "problem"}
SEEN = Seen(
    today=date(2027, 3, 1),
    teams={"national-highways": "National Highways", "norwich-city": "Norwich City Council", "highways": "Highways"},
    groups={"road-owners": ("national-highways", "norwich-city")},
)

leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
keys = st.sampled_from(
    "day month year words postcode line_1 town id name size type sort_code account_number roll_number".split()
)
anything = st.recursive(
    leaves, lambda inside: st.lists(inside, max_size=4) | st.dictionaries(keys, inside), max_leaves=12
)


def sample(kind: str, **settings: Any) -> Question:
    return kinds()[kind].model_validate(kinds()[kind].sample | settings)


def samples(of: str) -> list[Any]:
    return [pytest.param(kind, *pair, id=f"{kind}-{n}") for kind in kinds() for n, pair in enumerate(_of(kind, of))]


def _of(kind: str, of: str) -> list[Any]:
    pairs: list[Any] = getattr(kinds()[kind], of, [])
    return pairs


def _page(kind: str) -> str:
    page = DOCS / f"{kind.replace(' ', '-')}.md"
    assert page.exists(), f"Write docs/components/{page.name}, as the pages of the other kinds are written"
    return page.read_text(encoding="utf-8")


every_kind = pytest.mark.parametrize("kind", kinds())
#: Those of other packages have their pages there.
ours = pytest.mark.parametrize("kind", [name for name, kind in kinds().items() if kind.__module__.startswith(HERE)])
asking = pytest.mark.parametrize("kind", [kind for kind, question in kinds().items() if question.asks])


def assert_plain_sentences(problem: Problem) -> None:
    assert problem.said
    for said in problem.said:
        assert said.sentence[0].isupper() or not said.sentence[0].isalpha(), said.sentence
        assert not said.sentence.endswith("."), said.sentence


def assert_an_answer_or_a_sentence(kind: str, read: Callable[[Any, Seen], Any], something: Any) -> None:
    """Reading something gives either an answer that would be accepted again, or what is wrong in plain words."""
    question = sample(kind)
    try:
        answer = read(something, SEEN)
    except Problem as problem:
        assert_plain_sentences(problem)
    else:
        again = None if answer is None else question.answer(question.write(answer), SEEN)
        assert again == answer, f"{kind}: {something!r}"


@pytest.mark.parametrize(("kind", "raw", "answer"), samples("accepts"))
def test_what_is_accepted_gives_its_answer(kind: str, raw: Any, answer: Any) -> None:
    read = sample(kind).answer(raw, SEEN)

    assert read == answer
    assert type(read) is type(answer)


@pytest.mark.parametrize(("kind", "raw", "answer"), samples("accepts"))
def test_an_answer_reads_as_itself_when_it_is_changed(kind: str, raw: Any, answer: Any) -> None:
    question = sample(kind)

    assert question.answer(question.write(answer), SEEN) == answer


@pytest.mark.parametrize(("kind", "raw", "answer"), samples("accepts"))
def test_an_answer_is_plain_json(kind: str, raw: Any, answer: Any) -> None:
    read = sample(kind).answer(raw, SEEN)

    assert json.loads(json.dumps(read)) == read


@pytest.mark.parametrize(("kind", "raw", "answer"), samples("accepts"))
def test_an_answer_is_shown_in_words(kind: str, raw: Any, answer: Any) -> None:
    lines = sample(kind).show(answer, SEEN)

    assert "".join(lines).strip()
    assert all(isinstance(line, str) for line in lines)


@pytest.mark.parametrize(("kind", "raw", "sentence"), samples("refuses"))
def test_what_is_refused_says_why(kind: str, raw: Any, sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        sample(kind).answer(raw, SEEN)

    assert refused.value.said[0].sentence.startswith(sentence)
    assert_plain_sentences(refused.value)


@asking
def test_what_is_left_out_is_asked_for_by_its_label(kind: str) -> None:
    question = sample(kind)

    with pytest.raises(Problem) as refused:
        question.answer(None, SEEN)

    at_boxes = [said.part for said in refused.value.said]
    if at_boxes[0]:  # each box that is needed asks for itself
        assert len(set(at_boxes)) == len(at_boxes) > 1
    else:
        assert question.label.lower() in refused.value.said[0].sentence.lower()
    assert_plain_sentences(refused.value)


@every_kind
def test_what_is_optional_may_be_left_out(kind: str) -> None:
    assert not sample(kind, optional="yes").answer(None, SEEN)


@settings(max_examples=150)
@given(raw=anything)
def test_no_raw_whatever_breaks_a_question(raw: Any) -> None:
    for kind in kinds():
        assert_an_answer_or_a_sentence(kind, sample(kind).answer, raw)


@settings(max_examples=150)
@given(written=anything)
def test_what_an_example_tells_is_an_answer_that_would_be_accepted(written: Any) -> None:
    for kind in kinds():
        assert_an_answer_or_a_sentence(kind, sample(kind).told, written)


@every_kind
def test_the_answer_has_a_type_for_rules(kind: str) -> None:
    assert isinstance(sample(kind).gives(), Type)


@every_kind
def test_controls_share_one_raw_without_loss(kind: str) -> None:
    question = sample(kind)
    for raw, _answer in question.accepts:
        drawn = question.controls(raw, SEEN)

        assert controls.join(drawn, controls.split(drawn, raw)) == raw


@asking
def test_its_one_control_carries_the_label_and_each_of_several_its_own_below_it(kind: str) -> None:
    drawn = sample(kind, optional="yes").controls(None, SEEN)
    named = [one for one in drawn if not isinstance(one, controls.Words)]

    assert drawn[0] is named[0]
    assert all(one.label for one in named)
    assert len(named) > 1 or named[0].label == f"{sample(kind).label} (optional)"


@every_kind
def test_every_setting_is_explained_to_designers(kind: str) -> None:
    for name, setting in kinds()[kind].model_json_schema(by_alias=True)["properties"].items():
        assert setting.get("description"), f"Give the setting {name} of {kind} Field(description=…), for the editor"


@ours
def test_every_kind_has_a_page_that_names_its_settings(kind: str) -> None:
    page = _page(kind)
    own = kinds()[kind].model_fields.keys() - Question.model_fields.keys()

    assert f"type: {kind}" in page, "Show on its page how it is written in a service"
    for setting in own:
        assert f"`{setting.replace('_', ' ')}`" in page, f"Say on its page what `{setting.replace('_', ' ')}` does"


@ours
def test_the_samples_on_its_page_are_right(kind: str) -> None:
    """The first is a question, with what stands beside its settings; the second, an example's answer."""
    blocks = [yaml.load(block, yaml.BaseLoader) for block in SAMPLE.findall(_page(kind))]
    ((name, written),) = blocks[0].items()
    settings = {word: value for word, value in written.items() if word not in BESIDE}
    question = kinds()[written["type"]].model_validate(settings, by_alias=True, by_name=False)

    assert written["type"] == kind
    assert [list(block) for block in blocks[1:]] == ([[name]] if question.asks else [])
    assert all(question.told(block[name], SEEN) is not None for block in blocks[1:])


@ours
def test_every_kind_is_listed_for_designers(kind: str) -> None:
    line = f"[{kind}]({kind.replace(' ', '-')}.md)"
    assert line in (DOCS / "README.md").read_text(encoding="utf-8"), f"Add {line} to docs/components/README.md"
