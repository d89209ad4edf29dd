"""Pictures are drawn anew: upright and within bounds, telling nothing besides themselves; what is none is refused."""

from __future__ import annotations

import contextlib
import random
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from bot.domain.pictures import LONGEST_SIDE, BadPicture, Picture, rewrite_picture
from tests.domain.drawn import BLUE, RED, bomb, chunk, held, jpeg, png

DAY = date(2026, 11, 29)


def opened(picture: Picture) -> Image.Image:
    """The picture as whoever gets it sees it."""
    shown = Image.open(BytesIO(picture.content))
    assert (shown.size, shown.get_format_mimetype()) == ((picture.width, picture.height), picture.kind.content_type)
    return shown


def is_near(shown: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    seen = shown.convert("RGB").getpixel(place)
    assert isinstance(seen, tuple)
    return all(abs(one - other) < 25 for one, other in zip(seen, colour, strict=True))


def test_it_tells_nothing_besides_itself() -> None:
    texts = PngInfo()
    texts.add_text("Author", "Asha")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for content in (
        jpeg(exif=held(1), comment=b"by Asha", icc_profile=profile) + b"<script>PK\x03\x04Asha",
        png(pnginfo=texts, exif=held(1), icc_profile=profile, dpi=(300, 300)) + b"<script>Asha",
    ):
        assert b"Asha" in content
        clean = rewrite_picture(content, DAY)
        assert not any(
            word in clean.content for word in (b"Asha", b"Exif", b"eXIf", b"ICC", b"iCCP", b"script", b"pHYs")
        )
        assert is_near(opened(clean), (4, 4), RED)
        assert is_near(opened(clean), (44, 28), BLUE)


def test_it_stands_as_the_camera_was_held() -> None:
    upright = rewrite_picture(jpeg(exif=held(6)), DAY)
    assert (upright.width, upright.height) == (32, 48)
    assert is_near(opened(upright), (4, 4), RED)
    assert is_near(opened(upright), (28, 44), BLUE)
    assert is_near(opened(rewrite_picture(png(exif=held(3)), DAY)), (4, 4), BLUE)
    assert is_near(opened(rewrite_picture(jpeg(exif=b"Exif\0\0GPS 23.02N"), DAY)), (4, 4), RED)


def test_it_is_no_larger_than_a_phone_shows() -> None:
    large = rewrite_picture(jpeg(4000, 1000), DAY)
    assert (large.width, large.height) == (LONGEST_SIDE, 400)
    logo = rewrite_picture(png(300, 900, "RGBA"), DAY, longest=90)
    assert (logo.width, logo.height, opened(logo).mode) == (30, 90, "RGBA")


@pytest.mark.parametrize("content", [jpeg(mode="CMYK"), jpeg(mode="L"), png(mode="P"), png(mode="1"), png(mode="LA")])
def test_every_kind_of_colours_is_shown(content: bytes) -> None:
    assert opened(rewrite_picture(content, DAY)).mode in ("RGB", "RGBA")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        jpeg()[:-200],
        b"\xff\xd8\xff" + b"\xff" * 50,
        b"\xff\xd8\xff\xe0\x00\x00",
        png()[:60],
        png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
        bomb(100_000, 100_000),
        bomb(3001, 4000),
        bomb(0, 1),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 4),
        png(mode="I;16"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        rewrite_picture(content, DAY)


@pytest.mark.filterwarnings("ignore:.*:UserWarning:PIL")
def test_no_bytes_break_it() -> None:
    dice = random.Random(11)
    for whole in (jpeg(exif=held(6)), png(exif=held(6))):
        for _ in range(60):
            content = bytearray(whole)
            for _ in range(dice.randint(1, 12)):
                content[dice.randrange(len(content))] = dice.randrange(256)
            with contextlib.suppress(BadPicture):
                assert rewrite_picture(bytes(content), DAY).content
