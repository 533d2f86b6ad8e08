"""The outline knows where things stand, also while the file is broken."""

from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.services import FILES, ROAD
from workflows.outline import outline
from workflows.reading import Mapping, Node, Sequence, read


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    return {piece.path: piece.first for piece in outline(text)}


def read_lines(node: Node, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], int]:
    """What the strict reader says of the same, leaving out what stands inside brackets."""
    found: dict[tuple[str, ...], int] = {}
    if isinstance(node, Mapping):
        for key, value in node.entries:
            found[(*path, key.text)] = key.place.line
            found |= read_lines(value, (*path, key.text))
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            found[(*path, str(number))] = item.place.line
            found |= read_lines(item, (*path, str(number)))
    return found


def test_it_agrees_with_the_strict_reader_on_every_service_that_ships():
    for name, text in FILES.items():
        strict = read_lines(read(text, name))
        ours = lines_of(text)
        assert ours.items() <= strict.items(), name
        left_out = {path for path in strict if path not in ours and strict[path] != strict[path[:-1]]}
        assert all("[" in text or "{" in text for _ in left_out)


def test_a_comment_at_the_end_of_wording_belongs_to_the_wording():
    answer = next(piece for piece in outline(ROAD) if piece.path == ("messages", "answer", "body"))
    assert ROAD.split("\n")[answer.last - 1] == "      # Thank you"


def test_a_half_written_line_hides_nothing_after_it():
    broken = ROAD.replace("- ask: inspect\n", "- as\n- ask: inspect\n")
    assert ("steps", "2", "questions", "found") in lines_of(broken)


@given(st.text(st.sampled_from("a-:|{}[]'\" \n#>1\t")))
def test_no_text_breaks_it(text: str):
    total = len(text.split("\n"))
    assert all(1 <= piece.first <= piece.last <= total for piece in outline(text))
