"""What a file shows of itself: pictures small and the right way up, words as words, and of all others a sentence."""

from io import BytesIO

import pytest
from PIL import Image

from desk.unfolding import (
    BEGINNING,
    EMPTY,
    LONGEST,
    NO_PICTURE,
    NO_WORDS,
    OTHER,
    SIDE,
    TOO_LARGE,
    Unfolded,
    only_opened,
    unfolded,
)

#: What a camera writes that was held upright: turn it by a quarter.
ORIENTATION, QUARTER = 0x0112, 6


def picture(size: tuple[int, int] = (40, 20), format: str = "PNG", mode: str = "RGB", colour: object = "red") -> bytes:
    made, exif = BytesIO(), Image.Exif()
    if format == "JPEG":
        exif[ORIENTATION] = QUARTER
    Image.new(mode, size, colour).save(made, format, exif=exif)  # type: ignore[arg-type]
    return made.getvalue()


def seen(name: str, data: bytes) -> Image.Image:
    shown = unfolded(name, data)
    assert shown.picture, shown.told
    return Image.open(BytesIO(shown.picture))


@pytest.mark.parametrize(
    ("name", "format"), [("a.png", "PNG"), ("A.JPG", "JPEG"), ("a.gif", "GIF"), ("a.webp", "WEBP")]
)
def test_a_picture_is_shown_as_one(name: str, format: str) -> None:
    assert seen(name, picture(format=format)).format == "JPEG"


def test_a_photo_is_shown_the_right_way_up_and_no_larger_than_a_page() -> None:
    assert seen("road.jpg", picture((4000, 2000), "JPEG")).size == (SIDE // 2, SIDE)
    assert seen("road.jpg", picture((40, 20), "JPEG")).size == (20, 40)


def test_what_one_sees_through_is_white() -> None:
    clear = seen("plan.png", picture(mode="RGBA", colour=(0, 0, 0, 0)))

    assert clear.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(10_000, 6_000), (20_000, 10_000)], ids=str)
def test_a_picture_of_very_many_pixels_is_told_and_not_read(size: tuple[int, int]) -> None:
    assert unfolded("map.png", picture(size, mode="1", colour=0)) == Unfolded(told=TOO_LARGE)


@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"<script>", picture()[:60], b"%PDF-1.4"],
)
def test_what_is_no_picture_or_a_broken_one_is_told(data: bytes) -> None:
    assert unfolded("road.png", data) == Unfolded(told=NO_PICTURE)


@pytest.mark.parametrize(
    "data",
    [
        "Zoë’s road – 5 m".encode(),
        "Zoë’s road – 5 m".encode("utf-8-sig"),
        "Zoë’s road – 5 m".encode("utf-16"),
        "Zoë’s road – 5 m".encode("cp1252"),
    ],
)
def test_words_are_read_as_the_programs_wrote_them_that_people_have(data: bytes) -> None:
    assert unfolded("letter.txt", data) == Unfolded(words="Zoë’s road – 5 m")


def test_of_very_many_words_the_beginning_is_shown_and_that_is_said() -> None:
    assert unfolded("list.csv", b"x" * (LONGEST + 1)) == Unfolded(words="x" * LONGEST, told=BEGINNING)


def test_a_file_without_words_says_so() -> None:
    assert unfolded("letter.txt", b" \n") == Unfolded(told=EMPTY)
    assert unfolded("letter.txt", b"MZ\0\0") == Unfolded(told=NO_WORDS)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("plan.PDF", "A PDF. Open it to read it."),
        ("letter.docx", "A Word document. Open it to read it."),
        ("road.heic", "A photo as some phones save it. Open it to see it."),
        ("page.html", OTHER),
        ("picture.svg", OTHER),
        ("no ending", OTHER),
    ],
)
def test_what_is_only_opened_is_told_and_never_read(name: str, told: str) -> None:
    assert only_opened(name) == told
    assert unfolded(name, picture()) == Unfolded(told=told)
