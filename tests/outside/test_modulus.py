"""The banks' check of account numbers, on weights made up in the shape of the published ones."""

from pathlib import Path

import pytest

from outside.modulus import SUBSTITUTES, WEIGHTS, Modulus, read
from outside.others import NotUsable

#: For each rule a range of its own. Only weighted places count.
LINES = """\
100000 100999 MOD10    0    0    0    0    0    0    0    0    0    0    0    0    2    1
110000 110999 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    2    1
120000 120999 DBLAL    0    0    0    0    0    0    0    0    0    0    0    0    2    1
130000 130999 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    2    1
130000 130999 DBLAL    0    0    0    0    0    0    0    0    0    0    0    0    2    1
200001 200001 DBLAL    0    0    0    0    0    0    0    0    0    0    0    0    2    1   1
200002 200002 MOD11    0    0    0    0    0    1    0    0    0    0    0    0    2    1   2
200002 200002 MOD11    0    0    0    0    0    1    0    0    0    0    0    0    2    1   9
200003 200003 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    2    1
200003 200003 DBLAL    0    0    0    0    0    0    0    0    0    0    0    1    0    0   3
200004 200004 MOD11    0    0    0    0    0    0    1    1    1    1    1    1    0    0   4
200005 200005 MOD11    0    0    0    0    0    1    1    0    0    0    0    0    0    0   5
200005 200005 DBLAL    0    0    0    0    0    1    1    0    0    0    0    0    0    0   5
200006 200006 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    2    1   6
200006 200006 DBLAL    0    0    0    0    0    0    0    0    0    0    0    0    2    1   6
200007 200007 MOD11    1    0    0    0    0    0    0    0    0    0    0    0    2    1   7
200008 200008 MOD10    0    0    0    0    0    1    0    0    0    0    0    0    0    1   8
200010 200010 MOD11    1    0    0    0    0    0    0    0    0    0    0    0    2    1  10
200010 200010 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    0    1  11
200012 200012 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    2    1  12
200012 200012 MOD10    0    0    0    0    0    0    0    0    0    0    0    0    0    1  13
200014 200014 MOD11    0    0    0    0    0    0    0    0    0    0    0    0    2    1  14
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / WEIGHTS).write_text(LINES, "ascii")
    (tmp_path / SUBSTITUTES).write_text("200005 200001\n", "ascii")
    return tmp_path


@pytest.fixture
def modulus(folder: Path) -> Modulus:
    return read(folder)


@pytest.mark.parametrize(
    ("sort_code", "account", "fits"),
    [
        pytest.param("999999", "12345678", True, id="a sort code of no range fits"),
        pytest.param("100500", "00000018", True, id="modulus 10"),
        pytest.param("100500", "00000019", False, id="not modulus 10"),
        pytest.param("110999", "00000019", True, id="modulus 11, at the end of its range"),
        pytest.param("110000", "00000018", False, id="not modulus 11, at its beginning"),
        pytest.param("120000", "00000059", True, id="double alternate: figures are added, not products"),
        pytest.param("120000", "00000050", False, id="not double alternate"),
        pytest.param("130000", "00000000", True, id="two checks that both pass"),
        pytest.param("130000", "00000019", False, id="two checks of which one fails"),
        pytest.param("200001", "00000011", True, id="1: 27 is added"),
        pytest.param("200001", "00000018", False, id="1: and not left out"),
        pytest.param("200002", "00000063", False, id="2 and 9: neither passes"),
        pytest.param("200002", "00000009", True, id="2: the first passes"),
        pytest.param("200002", "00000007", True, id="9: the second passes, with its own sort code"),
        pytest.param("200002", "10000024", True, id="2: other weights where a is not 0"),
        pytest.param("200002", "10000096", True, id="2: and others again where g is 9"),
        pytest.param("200003", "00000119", False, id="3: both are needed"),
        pytest.param("200003", "00600119", True, id="3: but where c is 6 the first alone"),
        pytest.param("200004", "11111105", False, id="4: what is over is not the last two figures"),
        pytest.param("200004", "11111106", True, id="4: what is over is the last two figures"),
        pytest.param("200005", "10000098", True, id="5: figures that are left, with another sort code"),
        pytest.param("200005", "10000088", False, id="5: the first is wrong"),
        pytest.param("200005", "10000097", False, id="5: the second is wrong"),
        pytest.param("200005", "00000009", False, id="5: nothing says a remainder of 1"),
        pytest.param("200006", "40000033", True, id="6: another currency"),
        pytest.param("200006", "30000033", False, id="6: pounds"),
        pytest.param("200007", "00000094", True, id="7: with g 9 the first eight weigh nothing"),
        pytest.param("200007", "00000019", False, id="7: otherwise they do"),
        pytest.param("200008", "00000004", True, id="8: with its own sort code"),
        pytest.param("200008", "00000002", False, id="8: not as it stands"),
        pytest.param("200010", "99000094", True, id="10: with g 9 after 99 the first eight weigh nothing"),
        pytest.param("200010", "98000094", False, id="10 and 11: neither passes"),
        pytest.param("200010", "98000090", True, id="11: the second passes"),
        pytest.param("200012", "00000019", True, id="12: the first passes"),
        pytest.param("200012", "00000010", True, id="13: the second passes"),
        pytest.param("200012", "00000018", False, id="12 and 13: neither passes"),
        pytest.param("200014", "00000190", True, id="14: without its last figure"),
        pytest.param("200014", "00000192", False, id="14: which is 0, 1 or 9"),
    ],
)
def test_an_account_number_belongs_to_its_sort_code_or_not(
    modulus: Modulus, sort_code: str, account: str, fits: bool
) -> None:
    assert modulus.fit(sort_code, account) is fits


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (WEIGHTS, ""),
        (WEIGHTS, "100000 100999 MOD12" + "    1" * 14),
        (WEIGHTS, "100000 100999 MOD10" + "    1" * 13),
        (WEIGHTS, "1000 100999 MOD10" + "    1" * 14),
        (SUBSTITUTES, "200005"),
        (SUBSTITUTES, "<html>Not found</html>"),
    ],
)
def test_a_file_that_is_not_as_published_says_so(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "ascii")

    with pytest.raises(NotUsable, match=name):
        read(folder)


def test_a_file_that_is_not_there_says_so(folder: Path) -> None:
    (folder / SUBSTITUTES).unlink()

    with pytest.raises(NotUsable, match=SUBSTITUTES):
        read(folder)


def test_what_is_wrong_with_both_files_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(NotUsable) as refused:
        read(tmp_path)

    assert str(refused.value) == "; ".join(
        f"{tmp_path / name} cannot be read: No such file or directory" for name in (WEIGHTS, SUBSTITUTES)
    )
