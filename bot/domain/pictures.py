"""Pictures for many, written anew out of what a phone needs to show them: where they were taken is left out."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.file_kinds import JPEG, PNG, FileKind, kind_of
from bot.domain.prices import limit_on

MOST_PIXELS = 25_000_000  # more would cost whoever opens it its memory
_END = 0xD9
_STAND_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
# Of JPEG's segments for programs only two are needed to show it: its density, and Adobe's word on its colours.
_LEFT_OUT = frozenset({0xFE, *range(0xE1, 0xF0)} - {0xEE})
_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class BadPicture(ValueError):
    """Raised for a file that is no picture WhatsApp shows; says what is wrong and what to give."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    content: bytes
    kind: FileKind
    width: int
    height: int


def rewrite_picture(content: bytes, day: date) -> Picture:
    """Return a JPEG or PNG written anew without what it tells besides itself.

    Raises:
        BadPicture: it is none, is broken, or is too large.
    """
    kind = kind_of(content)
    if kind not in (JPEG, PNG):
        raise BadPicture("it is no JPEG and no PNG, by what stands in it: save it as one of these")
    try:
        kept, width, height = _jpeg(content) if kind == JPEG else _png(content)
    except (struct.error, IndexError, ValueError) as error:
        raise BadPicture("it is broken: save it once more") from error
    if not 0 < width * height <= MOST_PIXELS:
        raise BadPicture(f"it has {width} × {height} points: make it smaller")
    if len(kept) > (most := limit_on(day, "picture_bytes")):
        raise BadPicture(f"it has {len(kept)} bytes, and WhatsApp shows {most} at most: make it smaller")
    return Picture(kept, kind, width, height)


def _jpeg(content: bytes) -> tuple[bytes, int, int]:
    kept, width, height = bytearray(content[:2]), 0, 0
    for marker, data in _segments(content):
        if marker in _SIZES:
            height, width = struct.unpack_from(">HH", data, 5)
        if marker not in _LEFT_OUT:
            kept += data
    return bytes(kept), width, height


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment up to the picture's end, by its marker; the picture's own bytes go with the one before them."""
    place, marker = 2, 0
    while marker != _END:
        if content[place] != 0xFF:
            raise ValueError("no segment")
        marker = content[place + 1]
        if marker == 0xFF:  # filling
            place += 1
            continue
        end = place + 2
        if marker != _END and marker not in _STAND_ALONE:
            end += struct.unpack_from(">H", content, end)[0]
        if marker == 0xDA:
            end = _scan_end(content, end)
        if end > len(content):
            raise ValueError("cut off")
        yield marker, content[place:end]
        place = end


def _scan_end(content: bytes, place: int) -> int:
    """Where the next segment begins after the picture's own bytes, in which FF is followed by 00 or a restart."""
    while True:
        place = content.index(b"\xff", place)
        if content[place + 1] != 0 and content[place + 1] not in _STAND_ALONE:
            return place
        place += 2


def _png(content: bytes) -> tuple[bytes, int, int]:
    kept, width, height = bytearray(_SIGNATURE), 0, 0
    for name, data in _chunks(content):
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", data)
        if name in _CHUNKS:
            kept += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        if name == b"IEND":
            return bytes(kept), width, height
    raise ValueError("cut off")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        name, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        (told,) = struct.unpack_from(">I", content, place + 8 + length)
        if told != zlib.crc32(name + data):
            raise ValueError("a chunk is not what it says")
        yield name, data
        place += 12 + length
