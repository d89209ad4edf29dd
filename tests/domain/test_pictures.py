"""Pictures are written anew: what tells of more than the picture is left out, and what is none is refused."""

from __future__ import annotations

import struct
import zlib
from datetime import date

import pytest

from bot.domain.pictures import BadPicture, rewrite_picture

DAY = date(2026, 11, 29)


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 1, height: int = 1, *more: bytes, end: bytes = b"") -> bytes:
    """A PNG, with more chunks, and with what stands after its end."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body + chunk(b"IEND", b"") + end


def segment(marker: int, data: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def jpeg(*more: bytes, end: bytes = b"") -> bytes:
    """A JPEG of 3 by 2 points, with more segments; its scan has an FF that is none."""
    size = segment(0xC0, b"\x08" + struct.pack(">HH", 2, 3) + b"\x01\x01\x11\x00")
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0") + b"".join(more) + size + scan + b"\xff\xd9" + end


def test_what_a_picture_tells_besides_itself_is_left_out() -> None:
    secret = (segment(0xE1, b"Exif\0\0GPS 23.02N"), segment(0xFE, b"by Asha"))
    clean = rewrite_picture(jpeg(*secret, end=b"<script>"), DAY)
    assert (clean.content, clean.width, clean.height) == (jpeg(), 3, 2)
    texts = (chunk(b"tEXt", b"Author\0Asha"), chunk(b"eXIf", b"GPS"))
    assert rewrite_picture(png(1, 1, *texts, end=b"PK\x03\x04"), DAY).content == png()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        jpeg()[:-2],
        jpeg()[:30],
        b"\xff\xd8\xff" + b"\xff" * 50,
        b"\xff\xd8\xff\xe0\x00\x00",
        png()[:-4],
        png().replace(b"IDAT", b"IDAX"),
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 40,
        png(100_000, 100_000),
        png(0, 1),
        b"\xff\xd8" + segment(0xE1, b"x" * 100),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadPicture):
        rewrite_picture(content, DAY)
