"""Strict, bounded reading: every word with its place, and every trap of YAML refused in our own words."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.faults import Faulty, Place
from workflows.reading import DEEPEST, LARGEST, Mapping, Sequence, Word, place_inside, plain, read


def faults_of(text: str | bytes) -> list[str]:
    with pytest.raises(Faulty) as faulty:
        read(text, "a.yaml")
    return [f"{fault.place.line}:{fault.place.column} {fault.code}" for fault in faulty.value.faults]


def word(text: str, *path: str | int) -> Word:
    node = read(text, "a.yaml")
    for part in path:
        node = node.items[part] if isinstance(node, Sequence) else node.get(part)
    assert isinstance(node, Word)
    return node


def test_words_stay_as_they_were_written():
    written = "a: no\nb: 010\nc: 12:30\nd: 2024-13-45\ne: ~\nf: 1e3\ng:\nh: [Yes, No]\n"

    assert plain(read(written, "a.yaml")) == {
        "a": "no", "b": "010", "c": "12:30", "d": "2024-13-45", "e": "~", "f": "1e3", "g": "", "h": ["Yes", "No"],
    }  # fmt: skip


def test_every_word_has_its_place_and_style():
    text = 'service: a\nsteps:\n- ask: "b c"\n  title: |\n    Words\n'

    assert word(text, "service") == Word("a", Place("a.yaml", 1, 10), "plain")
    assert word(text, "steps", 0, "ask") == Word("b c", Place("a.yaml", 3, 8), "quoted")
    assert word(text, "steps", 0, "title") == Word("Words\n", Place("a.yaml", 4, 10), "block")


def test_a_name_is_found_by_what_it_is_called():
    found = read("b: 1\na: 2", "a.yaml")

    assert isinstance(found, Mapping)
    assert found.get("c") is None
    assert found.key("a").place == Place("a.yaml", 2, 1)
    with pytest.raises(KeyError):
        found.key("c")


def test_line_ends_of_windows_and_a_byte_order_mark_are_read():
    assert plain(read("\ufeffa: 1\r\nb: 2\r\n".encode(), "a.yaml")) == {"a": "1", "b": "2"}


def test_a_comment_is_no_wording():
    assert plain(read("a: b   # and so on\nc: # nothing\n", "a.yaml")) == {"a": "b", "c": ""}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1", ["1:4 anchor"]),
        ("a: *x", ["1:4 alias"]),
        ("a: !!str 1", ["1:4 tag"]),
        ("a: !python/name:os.system x", ["1:4 tag"]),
        ("a: !z!x 1", ["1:4 tag"]),
        ("%TAG ! tag:x,2000:\n---\na: 1", ["1:1 tag"]),
        ("%YAML 1.1\n---\na: 1", ["1:1 tag"]),
        ("<<: {b: 1}", ["1:1 merge"]),
        ("a: 1\nb: 2\na: 3", ["3:1 twice"]),
        ("? [a]\n: 1", ["1:3 name"]),
        ("a: 1\n---\nb: 2", ["2:1 second-document"]),
        ("a: 1\n...\nb: 2", ["3:1 second-document"]),
        ("", ["1:1 empty"]),
        ("# only a comment\n", ["1:1 empty"]),
        ("---\n", ["1:1 empty"]),
        ("just words", ["1:1 not-names"]),
        ("- a\n- b", ["1:1 not-names"]),
        ("a:\tb", ["1:3 tab"]),
        ("a: b\x00", ["1:5 character"]),
        ("a: b\x85c", ["1:5 character"]),
        ("a: b\u2028c", ["1:5 character"]),
        (b"a: 1\nb: \xff", ["2:4 not-utf-8"]),
        ("a: \ud800", ["1:4 character"]),
    ],
)
def test_what_a_definition_may_not_hold_is_refused_at_its_place(text, said):
    assert faults_of(text) == said


def test_a_name_written_twice_names_both_lines():
    with pytest.raises(Faulty, match='"depth" is written twice, on line 1 and on line 3'):
        read("depth: 1\nplace: 2\ndepth: 3", "a.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: see: below", ["1:7 colon"]),
        ("a: {b: c", ["2:1 braces"]),
        ("a: {b: c? d: e}", ["1:12 braces"]),
        ("a: {label: Yes, please}", ["1:17 comma"]),
        ("a: [b, c\nd: e", ["1:4 brackets"]),
        ("a: words #more", ["1:10 cut-off"]),
        ("a: #4", ["1:4 cut-off"]),
        ("a: words # more\n  words", ["1:10 cut-off"]),
        ("a: 'it is\nb: c", ["1:4 quotes"]),
        ("a: `b`", ["1:4 first-character"]),
        ("a: @b", ["1:4 first-character"]),
        ("a: * b", ["1:5 first-character"]),
        ('a: "\\q"', ["1:5 escape"]),
        ("a: - b", ["1:4 list"]),
        ("a: | words", ["1:6 block"]),
        ("a: b\nc", ["2:1 no-colon"]),
        ("a:\n  b: 1\n c: 2", ["3:2 lined-up"]),
        ("a:\n- b\nc: 1\n- d", ["4:1 lined-up"]),
    ],
)
def test_what_breaks_yaml_is_said_in_plain_words(text, said):
    assert faults_of(text) == said


def test_everything_that_can_be_found_is_said_at_once():
    assert faults_of("a: &x 1\nb: *x\n<<: 3\nc: !!str 4\nc: words #more") == [
        "1:4 anchor", "2:4 alias", "3:1 merge", "4:4 tag", "5:1 twice", "5:10 cut-off",
    ]  # fmt: skip


def nested(depth: int) -> str:
    return "".join(" " * level + "a:\n" for level in range(depth)) + " " * depth + "b: c"


def test_thirty_levels_are_read_and_one_more_is_refused():
    assert read(nested(DEEPEST - 1), "a.yaml")
    assert faults_of(nested(DEEPEST)) == ["31:31 too-deep"]


def test_a_megabyte_is_read_and_more_is_refused():
    assert read("a: " + "x" * (LARGEST - 3), "a.yaml")
    assert faults_of("a: " + "x" * (LARGEST - 2)) == ["1:1 too-large"]
    assert faults_of("a: " + "é" * (LARGEST // 2)) == ["1:1 too-large"]


HOSTILE = {
    "brackets": "[" * 900_000,
    "braces": "{" * 900_000,
    "brackets in lines": "[\n" * 450_000,
    "braces in names": "a: {" * 200_000,
    "lists": "- " * 450_000,
    "questions": "? " * 450_000,
    "many empty lists": "a: [" + "[]," * 300_000,
    "many items": "- a\n" * 225_000,
    "many names": "".join(f"a{number}: b\n" for number in range(80_000)),
    "one name often": "a: b\n" * 180_000,
    "tags": "!" * 900_000,
    "anchors": "&a " * 300_000,
    "tabs": "\t\n" * 450_000,
    "cut off": "a: b" + " #x" * 290_000,
    "documents": "---\n" * 225_000,
    "directives": "%a\n" * 300_000,
    "an open quote": "a: '" + "\n" * 900_000,
    "a long name": "x" * 900_000 + ":",
    "merge bomb": "a: &a {}\n" + "".join(f"a{n}: &a{n} {{<<: [*a, *a]}}\n" for n in range(9)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_by_a_fault(name):
    assert 0 < len(faults_of(HOSTILE[name])) <= 100


@given(
    st.one_of(st.text(), st.binary(), st.text(alphabet=string.printable), st.text(alphabet="ab:-?[]{},'\"#&*!|> \n%"))
)
def test_any_input_is_read_or_refused(given_text):
    try:
        assert isinstance(read(given_text, "a.yaml"), Mapping)
    except Faulty as faulty:
        assert all(fault.place.line >= 1 and fault.place.column >= 1 for fault in faulty.faults)


ODD = st.text(alphabet="ab'\"\\ é#:-", min_size=1, max_size=12).map(lambda text: f"x{text}x")


@given(ODD, st.data())
def test_the_place_of_a_character_is_exact_in_quotes(text, data):
    offset = data.draw(st.integers(0, len(text) - 1))
    single = word("a: '" + text.replace("'", "''") + "'", "a")
    double = word('a: "' + text.replace("\\", "\\\\").replace('"', '\\"') + '"', "a")

    assert (single.text, double.text) == (text, text)
    assert place_inside(single, offset).column == 5 + offset + text[:offset].count("'")
    assert place_inside(double, offset).column == 5 + offset + sum(text[:offset].count(mark) for mark in '"\\')


def test_the_place_of_a_character_is_exact_in_plain_words():
    assert place_inside(word("a: depth is Deep", "a"), 9) == Place("a.yaml", 1, 13)
    assert place_inside(word("a: depth", "a"), 99) == Place("a.yaml", 1, 9)


def test_the_place_of_a_character_is_told_line_by_line_in_a_block():
    table = word("steps:\n- look up: t\n  table: |\n    depth || priority\n      Deep || urgent\n\n    - || soon\n",
                 "steps", 0, "table")  # fmt: skip

    assert place_inside(table, 0) == Place("a.yaml", 4, 5)
    assert place_inside(table, table.text.index("priority")) == Place("a.yaml", 4, 14)
    assert place_inside(table, table.text.index("Deep")) == Place("a.yaml", 5, 7)
    assert place_inside(table, table.text.index("soon")) == Place("a.yaml", 7, 10)


def test_the_place_of_a_character_is_told_in_folded_and_wrapped_wording():
    folded = word("a: >\n  one\n  two\nb: c\n", "a")
    wrapped = word("a: one\n  two three\n", "a")

    assert place_inside(folded, folded.text.index("two")) == Place("a.yaml", 3, 3)
    assert place_inside(wrapped, wrapped.text.index("three")) == Place("a.yaml", 2, 7)


def test_a_large_service_is_read_whole():
    steps = "".join(
        f"- ask: step_{number}\n  who: applicant\n  questions:\n    answer_{number}:\n      type: text\n"
        f"      label: What is number {number}?\n"
        for number in range(500)
    )

    found = read(f"service: large\nsteps:\n{steps}", "large.yaml").get("steps")

    assert isinstance(found, Sequence)
    assert len(found.items) == 500
