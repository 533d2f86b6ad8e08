"""Photos as they are kept: the same picture, the right way up, and nothing beside it."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from desk.contents.looking import look
from desk.contents.unfit import Unfit
from tests.uploaded import JPEG, PLACE, PNG, archive, box, heic, located, picture, turned


def kept(name: str, data: bytes) -> bytes:
    return look(name, data).data


def opened(data: bytes) -> Image.Image:
    found = Image.open(BytesIO(data))
    found.load()
    return found


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_where_it_was_taken(format: str) -> None:
    sent = located(format)
    data = kept(f"hole.{format.lower()}", sent)

    assert PLACE in sent and opened(sent).getexif().get_ifd(0x8825)
    assert PLACE not in data and b"xmpmeta" not in data and b"Exif" not in data
    assert not opened(data).getexif()


def test_a_photo_taken_with_the_camera_on_its_side_stands_upright() -> None:
    halves = Image.new("RGB", (40, 20), "white")
    halves.paste("black", (0, 0, 20, 20))
    exif, sent = Image.Exif(), BytesIO()
    exif[0x0112] = 6
    halves.save(sent, "JPEG", exif=exif, quality=95)

    found = opened(kept("hole.jpg", sent.getvalue())).convert("L")

    assert found.size == (20, 40)
    dark, light = found.getpixel((10, 5)), found.getpixel((10, 35))
    assert isinstance(dark, int) and isinstance(light, int)
    assert dark < 20 < 235 < light


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_one_stands_upright_that_says_of_itself_what_nobody_can_write_anew(format: str) -> None:
    assert opened(kept(f"hole.{format.lower()}", turned(format))).size == (20, 40)


def test_it_is_as_fine_as_it_was_and_hardly_larger() -> None:
    noise = Image.effect_noise((400, 300), 60).convert("RGB")
    sent = BytesIO()
    noise.save(sent, "JPEG", quality=92)

    data = kept("hole.jpg", sent.getvalue())

    difference = ImageStat.Stat(ImageChops.difference(opened(sent.getvalue()), opened(data)).convert("L"))
    assert difference.mean[0] < 1
    assert len(data) < 1.05 * len(sent.getvalue())


@pytest.mark.parametrize("hidden", [archive({"run.exe": b"MZ"}), b"<script>alert(1)</script>", b"MZ" * 50])
def test_what_hangs_on_behind_a_picture_is_not_kept(hidden: bytes) -> None:
    for name, data in (("hole.jpg", JPEG), ("hole.png", PNG)):
        assert hidden not in kept(name, data + hidden)


def test_a_colour_profile_and_what_lets_one_see_through_stay() -> None:
    clear = BytesIO()
    Image.new("RGBA", (4, 2), (255, 0, 0, 0)).save(clear, "PNG")

    assert opened(kept("a.png", clear.getvalue())).getpixel((0, 0)) == (255, 0, 0, 0)
    assert opened(kept("a.jpg", picture(icc_profile=b"profile"))).info["icc_profile"] == b"profile"


def test_a_heic_loses_where_it_was_taken_and_what_phones_put_beside_it() -> None:
    sent = heic(after=box(b"uuid", bytes(16) + PLACE))

    data = kept("hole.heic", sent)

    assert sent.count(PLACE) == 2
    assert PLACE not in data and b"pixels!!" in data and len(data) == len(sent)


def test_a_heic_whose_items_stand_outside_it_is_not_taken() -> None:
    sent = bytearray(heic())
    at = sent.index(b"iloc") + 12 + 6 + 14
    sent[at : at + 4] = b"\x7f\xff\xff\xff"
    with pytest.raises(Unfit):
        kept("hole.heic", bytes(sent))
