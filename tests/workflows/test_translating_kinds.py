"""What kinds of question have to say is translated as they declare it: rows, options of a shared list, all words."""

from datetime import date

import pytest

from components.base import Seen
from components.registry import kinds
from components.translated import lists_of, words_of
from tests.workflows.services import NAME, ORGANISATION, ROAD
from tests.workflows.test_translations import WELSH, welsh
from workflows.load import Examined, examine
from workflows.speaking import voice
from workflows.translations import words_missing

HERE = f"cy/{NAME}"
TODAY = date(2027, 3, 1)
LIST = "shared/parishes.yaml"
PARISHES = "shared: parishes\noptions: [Acle, {value: Beighton, label: Beighton village}]\n"
TABLE = """\
    hours:
      type: table
      label: When is it busy?
      rows: [Monday, {value: tues, label: Tuesday}]
      questions: {cars: {type: number, label: How many cars?, unit: cars}}
      optional: yes
"""
TABLE_IN_WELSH = """\
      hours:
        label: Pryd mae’n brysur?
        rows: {monday: Dydd Llun, tues: Dydd Mawrth}
        questions: {cars: {label: Sawl car?, unit: car}}
"""
PARISH = "    parish: {type: choice, label: Which parish?, options: {from: parishes}, optional: yes}\n"


def translated(service: str, words: str) -> Examined:
    """The small service and its translation, each with more questions in its first step."""
    text = ROAD.replace("    email:\n", f"{service}    email:\n", 1)
    said = WELSH.replace("      email: {", f"{words}      email: {{", 1)
    assert service in text
    assert words in said
    return examine({"organisation.yaml": ORGANISATION, NAME: text, HERE: said, LIST: PARISHES}, NAME)


def told(found: Examined) -> list[tuple[str, str, str]]:
    return [(fault.code, fault.place.file, fault.sentence) for fault in found.faults]


def test_the_rows_of_a_table_are_translated_by_their_values() -> None:
    found = translated(TABLE, TABLE_IN_WELSH)
    [hours] = [one.question for one in welsh(found).first.asked() if one.id == "hours"]
    answer = [{"#": "monday", "cars": 4}, {"#": "tues", "cars": 5}]

    assert told(found) == []
    assert [line.partition(":")[0] for line in hours.show(answer, Seen(TODAY))] == ["Dydd Llun", "Dydd Mawrth"]
    assert hours.rows[0].value == "monday"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("old", "new", "cure"),
    [
        ("monday:", "Mondy:", 'Did you mean "monday"?'),
        ("monday:", "zzz: Foo, monday:", "Remove it"),
        ("rows:", "options:", "Write rows: a table has those"),
        ("rows:", "roes:", 'Did you mean "rows"?'),
        ("unit: car", "unitt: car", 'Did you mean "unit"?'),
    ],
)
def test_what_is_no_row_and_no_word_of_a_table_is_a_fault(old: str, new: str, cure: str) -> None:
    found = translated(TABLE, TABLE_IN_WELSH.replace(old, new, 1))

    assert [(one.code, one.cure, one.place.file) for one in found.faults if one.level == "fault"] == [
        ("not-there", cure, HERE)
    ]


def test_a_row_without_words_is_told_of() -> None:
    found = translated(TABLE, TABLE_IN_WELSH.replace("monday: Dydd Llun, ", ""))

    assert told(found) == [("not-translated", NAME, "This has no words in Welsh")]
    assert found.faults[0].place.line == ROAD[: ROAD.index("    email:\n")].count("\n") + 4


def test_the_options_of_a_shared_list_are_translated_where_they_are_asked() -> None:
    words = "      parish: {label: Pa blwyf?, options: {Acle: Acle Fawr, Beighton: Pentref Beighton}}\n"
    found = translated(PARISH, words)
    [parish] = [one.question for one in welsh(found).first.asked() if one.id == "parish"]

    assert told(found) == []
    assert [(one.value, one.label) for one in parish.options] == [  # type: ignore[attr-defined]
        ("Acle", "Acle Fawr"), ("Beighton", "Pentref Beighton"),
    ]  # fmt: skip


def test_what_a_shared_list_leaves_to_say_is_told_in_one_remark_and_what_it_does_not_have_is_a_fault() -> None:
    some = translated(PARISH, "      parish: {label: Pa blwyf?, options: {Acle: Acle Fawr}}\n")
    none = translated(PARISH, "      parish: {label: Pa blwyf?}\n")
    strange = translated(PARISH, "      parish: {label: Pa blwyf?, options: {Acle: A, Beightn: B}}\n")

    assert told(some) == [("not-translated", NAME, "1 of the 2 options of parishes has no words in Welsh")]
    assert told(none) == [("not-translated", NAME, "2 of the 2 options of parishes have no words in Welsh")]
    assert ('Did you mean "Beighton"?', HERE) in [(one.cure, one.place.file) for one in strange.faults]
    [parish] = [one.question for one in welsh(some).first.asked() if one.id == "parish"]
    assert [one.label for one in parish.options] == ["Acle Fawr", "Beighton village"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "service", "words"),
    [
        ("signature", "means: You promise", "means: Rydych yn addo"),
        ("date range", "first: From, last: Until", "first: O, last: Hyd"),
        ("rating", "lowest: Bad, highest: Good", "lowest: Drwg, highest: Da"),
        ("declaration", "statement: It is so", "statement: Felly y mae"),
    ],
)
def test_every_setting_that_people_read_is_translated_and_told_of_where_it_is_not(
    kind: str, service: str, words: str
) -> None:
    asked = f"    more: {{type: {kind}, label: More, optional: yes, {service}}}\n"
    found = translated(asked, f"      more: {{label: Mwy, {words}}}\n")
    [more] = [one.question for one in welsh(found).first.asked() if one.id == "more"]

    assert told(found) == []
    for pair in words.split(", "):
        key, _, said = pair.partition(": ")
        assert getattr(more, key) == said
    without = translated(asked, "      more: {label: Mwy}\n")
    assert {code for code, _, _ in told(without)} == {"not-translated"}


def test_a_kind_s_own_words_may_be_exchanged_by_the_translation_alone() -> None:
    found = translated("    when: {type: date range, label: When?}\n", "      when: {label: Pryd?, first: O}\n")
    assert found.built is not None
    [when] = [one.question for one in found.built.translated("cy").first.asked() if one.id == "when"]

    assert when.first == "O"  # type: ignore[attr-defined]
    assert [code for code, file, _ in told(found) if file == HERE] == []


def test_what_a_declaration_says_by_itself_is_said_in_the_language_of_the_page() -> None:
    own, theirs = (
        kinds()["declaration"].model_validate({"label": "True", **more}) for more in ({}, {"statement": "So"})
    )

    assert [voice("pl").own(one.show(True, Seen(TODAY))[0]) for one in (own, theirs)] == ["Zgadzam się", "So"]


def test_a_setting_that_names_something_is_no_word_to_translate() -> None:
    found = translated(TABLE, TABLE_IN_WELSH + "        total: cars\n")

    assert [(one.code, one.place.file) for one in found.faults] == [("not-there", HERE)]
    assert {name for name, kind in kinds().items() if lists_of(kind)} == {"choice", "choices", "table"}
    assert {"means", "label", "hint", "why", "if empty"} == words_of(kinds()["signature"]).keys()


def test_only_what_residents_read_is_told_of() -> None:
    """The step of a team and the message to it have no words here, which nobody misses."""
    start, end = WELSH.index("  inspect:"), WELSH.index("messages:")
    words = (WELSH[:start] + WELSH[end:]).replace(
        "  late: {subject: Mae ((reference)) yn hwyr, body: Roedd i fod erbyn ((due)).}\n", ""
    )
    found = examine({"organisation.yaml": ORGANISATION, NAME: ROAD, HERE: words}, NAME)
    less = examine(
        {"organisation.yaml": ORGANISATION, NAME: ROAD, HERE: words.replace("title: Trwsio ffordd\n", "")}, NAME
    )

    assert found.faults == ()
    assert words_missing(found.faults) == {}
    assert words_missing(less.faults) == {"Welsh": 1}


def test_somebody_asked_by_email_reads_them_too() -> None:
    asked = ROAD.replace("who: highways\n  title: Inspect", "who: email\n  title: Inspect", 1)
    words = WELSH.replace("    title: Archwilio’r ffordd\n", "")
    found = examine({"organisation.yaml": ORGANISATION, NAME: asked, HERE: words}, NAME)

    assert [one.sentence for one in found.faults if one.code == "not-translated"] == ["This has no words in Welsh"]


def test_a_question_asked_again_has_its_words_where_it_is_asked_first() -> None:
    text = ROAD.replace("    found:\n", "    depth: again\n    found:\n", 1)
    words = WELSH.replace("      found:\n", "      depth: {label: Pa mor ddwfn nawr?}\n      found:\n", 1)
    found = examine({"organisation.yaml": ORGANISATION, NAME: text, HERE: words}, NAME)

    assert [(one.code, one.place.file) for one in found.faults if one.level == "fault"] == [("not-there", HERE)]
