"""A service's questions on paper: every kind has its place for a pen, and a screen reader can read it all."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from components.controls import Block, Control, File, Group, Item, Items, Many, One, Option, Text, Words
from components.registry import kinds
from desk.faces import block_of
from desk.sheets import one
from engine.ports import Blank, BlankPage, BlankQuestion
from outside import papers
from outside.blanks import MOST_OPTIONS, as_data
from tests.components.test_every_kind import SEEN, sample
from tests.outside.test_papers import read, root, tags, words

#: Where a pen writes or ticks.
FOR_A_PEN = {"box", "squares", "lines", "ticks", "table"}
#: What a blank says by itself.
OURS = {name: f"Our {name}." for name in "how why one all send sent sign more filled bring ask privacy".split()}
PUBLISHED = datetime(2027, 3, 1, 9, tzinfo=UTC)


def asking(*questions: BlankQuestion, section: str = "", title: str = "", only_if: str = "", **more: Any) -> Blank:
    page = BlankPage(section, title, only_if, questions)
    return Blank("Mend a road", "Tell us", "Norfolk County Council", PUBLISHED, (page,), OURS, **more)


def of_kind(kind: str, number: int = 1, only_if: str = "") -> BlankQuestion:
    """A question of the kind, as its sample has it."""
    block = block_of(one("it", sample(kind)), None, SEEN)
    return BlankQuestion(number if sample(kind).asks else 0, block, {"": only_if} if only_if else {})


def asked(*controls: Control) -> BlankQuestion:
    return BlankQuestion(1, Block("it", "Label", controls), {})


def marks(part: Any) -> Iterator[dict[str, Any]]:
    """Every mark of a part, however deep."""
    for each in part if isinstance(part, Sequence) and not isinstance(part, str) else ():
        yield from marks(each)
    if isinstance(part, dict):
        if "mark" in part:
            yield part
        for inside in part.values():
            yield from marks(inside)


def drawn(*controls: Control) -> list[dict[str, Any]]:
    return [each for each in marks(as_data(asking(asked(*controls)))["parts"]) if each["mark"] != "question"]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_that_asks_has_a_place_for_a_pen_and_its_words_above(kind: str) -> None:
    (question,) = as_data(asking(of_kind(kind)))["parts"]
    found = {each["mark"] for each in marks(question["marks"])}

    assert bool(found & FOR_A_PEN) == sample(kind).asks
    assert "words" in found or question["label"]


def test_on_paper_a_signature_has_a_box_to_sign_in_below_the_name() -> None:
    (question,) = as_data(asking(of_kind("signature")))["parts"]

    name, box = question["marks"]
    assert (name["mark"], box["mark"]) == ("box", "lines")
    assert box["label"] == [["Our sign."]]


def test_all_of_them_are_one_file_that_a_screen_reader_can_read() -> None:
    questions = [of_kind(kind, number) for number, kind in enumerate(kinds(), start=1)]
    file = papers.blank(asking(*questions, title="Everything", privacy=(("What we use it for", "Roads"),)))
    text = " ".join(words(file).split())

    assert root(file)["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in file
    assert {"H1", "H2", "H3", "L", "LI"} <= set(tags(file))
    assert tags(file).count("H3") == sum(sample(kind).asks for kind in kinds())
    for kind in kinds():
        assert " ".join(sample(kind).label.split()) in text, kind
    assert "What we use it for Roads" in text
    assert read(file).metadata.title == "Mend a road"


def test_the_same_questions_are_the_same_file_each_time() -> None:
    assert papers.blank(asking(of_kind("date"))) == papers.blank(asking(of_kind("date")))


def test_what_is_asked_only_sometimes_says_when() -> None:
    file = papers.blank(
        asking(of_kind("date", only_if="Answer this only if you answered “Yes” to question 1."), title="Your car",
               only_if="Answer this part only if you ticked “Car” at question 2.")
    )  # fmt: skip

    assert "Answer this only if you answered “Yes” to question 1." in words(file)
    assert words(file).index("Your car") < words(file).index("Answer this part only if you ticked “Car”")


def test_a_few_options_are_ticked_and_one_of_many_is_written() -> None:
    few = tuple(Option(str(number), f"Road {number}") for number in range(MOST_OPTIONS))
    (ticks,) = drawn(One("road", "Road", few))
    (box,) = drawn(One("road", "Road", (*few, Option("more", "More")), look="select"))

    assert (ticks["mark"], ticks["how"], len(ticks["options"])) == ("ticks", [["Our one."]], MOST_OPTIONS)
    assert box["mark"] == "box"
    assert drawn(Many("all", "All", few))[0]["how"] == [["Our all."]]


def test_a_date_has_a_square_for_each_figure_and_an_amount_its_pound_sign() -> None:
    group, *squares = drawn(Group("day", "Day", (Text("day", "Day", width=2, mode="numeric"),), beside=True))
    (amount,) = drawn(Text("amount", "Amount", width=10, mode="decimal", prefix="£"))

    assert (group["beside"], [each["count"] for each in squares]) == (True, [2])
    assert (amount["prefix"], amount["wide"]) == ("£", 50)


def test_a_file_is_sent_with_the_form() -> None:
    (ticks,) = drawn(File("plan", "Plan", (".pdf",)))

    assert ticks["how"] == [["Our send."]]
    assert ticks["ours"]


@pytest.mark.parametrize(("least", "most", "copies"), [(0, 20, 3), (5, 20, 5), (0, 2, 2), (40, 200, 10)])
def test_what_is_asked_of_several_things_stands_there_several_times(least: int, most: int, copies: int) -> None:
    name = block_of(one("name", sample("name")), None, SEEN)
    items, *_ = drawn(Items("children", "Children", (name,), (), "child", least=least, most=most))

    titles = [each["title"] for each in items["items"]]
    assert titles == [[[f"Child {number}"]] for number in range(1, copies + 1)]
    assert bool(items["more"]) == (copies < most)


def test_nothing_that_somebody_wrote_is_code() -> None:
    hostile = '#read("/etc/passwd") $x$ *b* \\u{41} // gone <x>'
    file = papers.blank(asking(asked(Text("it", hostile, hint=hostile), Words(hostile)), section=hostile))

    assert " ".join(words(file).split()).count(hostile) == 4


def test_what_is_there_because_somebody_types_is_not_on_paper() -> None:
    (twice,) = as_data(asking(of_kind("email confirmation")))["parts"]
    file = papers.blank(asking(of_kind("signature"), of_kind("email confirmation", 2)))

    assert [each["mark"] for each in marks(twice["marks"])] == ["group", "box"]
    assert "counts as your signature" not in " ".join(words(file).split())
    assert "again" not in words(file)


def test_the_rows_of_a_table_are_a_table_with_its_head_on_each_page() -> None:
    (table, *_) = drawn(days("Opens"))
    file = papers.blank(asking(asked(days("Opens", "Closes", rows=60))))
    pages = [" ".join(page.extract_text().split()) for page in read(file).pages]

    assert (table["mark"], table["rows"][0]) == ("table", [["Day 1"]])
    assert [each["label"] for each in table["columns"]] == [[["Opens"]]]
    assert {"Table", "TR", "TH"} <= set(tags(file))
    assert len(pages) > 2
    assert all("Opens Closes" in page for page in pages if "Day" in page)


def test_what_does_not_fit_into_a_cell_stands_below_one_another() -> None:
    (wide, *_) = drawn(days(*"ABCDE"))
    long = Block("why", "Why", (Text("why", "Why", lines=5),))
    (tall, *_) = drawn(Items("days", "Days", (long,), (Item("1", "Day 1", (long,)),), "row", fixed=True))

    assert (wide["mark"], tall["mark"]) == ("items", "items")


def days(*asked: str, rows: int = 7) -> Items:
    """A table that asks these of each day."""
    blocks = tuple(Block(name, name, (Text(name, name, width=8),)) for name in asked)
    items = tuple(Item(str(number), f"Day {number}", blocks) for number in range(1, rows + 1))
    return Items("days", "When is it open?", blocks, items, "row", fixed=True)
