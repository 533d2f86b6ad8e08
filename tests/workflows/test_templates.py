"""Wording with placeholders: what is read, what is refused, and what people get to read."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.types import Type
from workflows.calendars import LONDON, NAMED
from workflows.conditions import Context, TooManyItems, Wrong
from workflows.filling import Filling, fill
from workflows.templates import DEEPEST, LONGEST, MOST_PLACEHOLDERS, Reading, check, parse, reads

NAMES = {
    "name": Type("text"),
    "address": Type("text"),
    "reasons": Type("text"),
    "urgent": Type("yes or no"),
    "children": Type("list", inside={"name": Type("text"), "age": Type("number"), "toys": Type("choices", ("car",))}),
    "needs": Type("choices", ("ramp", "lift")),
}
CONTEXT = Context(datetime(2027, 3, 1, 9, tzinfo=LONDON), NAMED["england"])


def lines(name: str, answer: object) -> list[str]:
    return [str(line) for line in answer] if isinstance(answer, list) else [str(answer)]


def filled(text: str, **answers: object) -> str:
    template = parse(text)
    check(template, NAMES)
    return fill(template, Filling(NAMES, answers, CONTEXT, lines))


def flaws(text: str) -> list[tuple[str, str]]:
    """The code of each flaw, and what stands in the text from its place on."""
    with pytest.raises(Wrong) as wrong:
        check(parse(text), NAMES)
    return [(flaw.code, text[flaw.offset :][:8]) for flaw in wrong.value.problems]


def test_an_answer_is_put_where_its_name_stands():
    assert filled("Dear ((name)), (( name )) (really)", name="Ana") == "Dear Ana, Ana (really)"


def test_a_missing_answer_leaves_nothing():
    assert filled("Dear ((name)).") == "Dear ."


@pytest.mark.parametrize("said", ["((name))", "((end))", "((if", "\\1", "{name}", "<b>&amp;", "# x\n", "%s"])
def test_what_an_answer_says_is_never_read_as_wording(said):
    assert filled("a ((address)) b ((name))", address=said.strip(), name="Ana") == f"a {said.strip()} b Ana"


def test_lines_stay_lines_where_a_placeholder_has_a_line_to_itself():
    assert filled("To\n((address))\nDear", address=["1 Elm Hill", "Norwich"]) == "To\n1 Elm Hill\nNorwich\nDear"


def test_lines_become_a_list_with_commas_inside_a_sentence_and_in_a_subject():
    assert filled("At ((address)).\nYes", address=["1 Elm Hill", "Norwich"]) == "At 1 Elm Hill, Norwich.\nYes"
    assert filled("((address))", address=["1 Elm Hill\r\nBcc: x", "Norwich"]) == "1 Elm Hill, Bcc: x, Norwich"


def test_words_are_there_only_where_their_condition_holds():
    text = "Hello((if urgent is yes)), at once((end))."

    assert filled(text, urgent=True) == "Hello, at once."
    assert filled(text, urgent=False) == filled(text) == "Hello."


LETTER = """Dear ((name)),

((if reasons is not missing))
Because ((reasons))
((end))

Goodbye
"""


def test_what_stands_alone_on_a_line_leaves_no_line_behind():
    assert filled(LETTER, name="Ana", reasons="it is deep") == "Dear Ana,\n\nBecause it is deep\n\nGoodbye\n"
    assert filled(LETTER, name="Ana") == "Dear Ana,\n\nGoodbye\n"


def test_words_are_said_once_for_each_item():
    text = "((each child in children))\n- ((child.name))((if child.age < 5)) (small)((end))\n((end))\nEnd"
    children = [{"name": "Ana", "age": 4}, {"name": "Bo", "age": 9}, {"age": 2}]

    assert filled(text, children=children) == "- Ana (small)\n- Bo\n-  (small)\nEnd"


def test_words_are_said_once_for_each_option_chosen():
    assert filled("((each need in needs))[((need))]((end))", needs=["ramp", "lift"]) == "[ramp][lift]"


def test_lists_inside_lists_are_gone_through():
    text = "((each child in children))((each toy in child.toys))((child.name)) ((toy)) ((end))((end))"

    assert filled(text, children=[{"name": "Ana", "toys": ["car"]}, {"name": "Bo"}]) == "Ana car "


def test_an_answer_is_shown_by_the_name_it_has_outside():
    asked = []
    template = parse("((each child in children))((child.name))((end))")
    filling = Filling(NAMES, {"children": [{"name": "Ana"}]}, CONTEXT, lambda name, _: asked.append(name) or [])

    fill(template, filling)

    assert asked == ["children.name"]


def test_brackets_inside_a_condition_belong_to_it():
    text = '((if (count of children > (1)) and name is "))"))both((end))'

    assert filled(text, name="))", children=[{}, {}]) == "both"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("((nam))", [("unknown-name", "nam))")]),
        ("a ((name b", [("not-closed", "((name b")]),
        ("a ((name\n))", [("not-closed", "((name\n)")]),
        ("((if urgent is yes)) a", [("not-ended", "urgent i")]),
        ("((each child in children)) a", [("not-ended", "each chi")]),
        ("a ((end))", [("not-begun", "end))")]),
        ("((Full Name))", [("placeholder", "Full Nam")]),
        ("(())", [("placeholder", "))")]),
        ("((each child of children))", [("placeholder", "each chi")]),
        ("((each x in name))((end))", [("not-a-list", "each x i")]),
        ("((each name in children))((end))", [("taken", "each nam")]),
        ("((each child in children))((child.nam))((end))((child.name))",
         [("unknown-name", "child.na"), ("unknown-name", "child.na")]),
    ],
)  # fmt: skip
def test_a_placeholder_that_cannot_be_read_is_said_at_its_place(text, said):
    assert flaws(text) == said


def test_a_condition_is_checked_where_it_stands():
    text = 'Dear ((name)), ((if urgent is "x"))a((end)) ((if is))b((end))'

    with pytest.raises(Wrong) as read:
        parse(text)
    with pytest.raises(Wrong) as checked:
        check(parse(text.replace("if is", "if nme is missing")), NAMES)

    assert all(text[flaw.offset :].startswith("is))") for flaw in read.value.problems)
    assert [flaw.offset >= text.index("urgent") for flaw in checked.value.problems] == [True, True]


def test_a_placeholder_is_guarded_where_a_condition_makes_sure_of_its_answer():
    text = "((if reasons is not missing))((reasons)) ((name))((end))((reasons))"

    assert reads(parse(text)) == (
        Reading("reasons", True, 5), Reading("reasons", True, 31),
        Reading("name", False, 43), Reading("reasons", False, 58),
    )  # fmt: skip


def test_what_is_read_of_an_item_is_called_by_its_list():
    text = "((each child in children))((each toy in child.toys))((toy))((child.name))((end))((end))"

    assert [reading.name for reading in reads(parse(text))] == [
        "children", "children.toys", "children.toys", "children.name",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (LONGEST + 1), "too-large"),
        ("((a))" * (MOST_PLACEHOLDERS + 1), "too-many"),
        ("((if urgent is yes))" * (DEEPEST + 1), "too-deep"),
        ("(" * LONGEST, "not-closed"),
        ('(("' * 30_000, "not-closed"),
        ("((" + "x" * 3_000 + "))", "not-closed"),
    ],
)
def test_wording_is_bounded(text, code):
    with pytest.raises(Wrong) as wrong:
        parse(text)

    assert wrong.value.problems[-1].code == code


def test_lists_gone_through_inside_themselves_are_bounded():
    text = "((each a in children))((each b in children))x((end))((end))"

    with pytest.raises(TooManyItems):
        filled(text, children=[{}] * 200)


PIECES = st.sampled_from(
    ["((", "))", "((end))", "((name))", "((if urgent is yes))", "((each c in needs))", "((c))", "\n", "(", '"', "é"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_is_read_and_filled_or_refused(text):
    try:
        assert isinstance(filled(text, name="Ana", urgent=True, needs=["lift"]), str)
    except Wrong as wrong:
        assert all(0 <= flaw.offset <= len(text) for flaw in wrong.problems)
        assert wrong.problems


def test_only_what_a_keyboard_ends_a_line_with_ends_a_line_of_an_answer():
    assert filled("For ((name)).", name="a\x1cb\u2028c\x85d") == "For a\x1cb\u2028c\x85d."
    assert filled("For ((name)).", name="a\nb\r\nc") == "For a, b, c."


@given(st.text(st.characters(blacklist_categories=["Cs"])).filter(lambda text: "((" not in text))
def test_wording_without_placeholders_stays_as_it_is(text):
    assert filled(text) == text
