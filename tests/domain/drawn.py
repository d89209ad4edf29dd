"""Pictures as shops' people have them, drawn for tests."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int = 48, height: int = 32, mode: str = "RGB") -> Image.Image:
    """A picture whose left half is red, and whose right half is blue."""
    drawn = Image.new("RGB", (width, height), BLUE)
    drawn.paste(RED, (0, 0, width // 2, height))
    return drawn.convert(mode)


def jpeg(width: int = 48, height: int = 32, mode: str = "RGB", **more: object) -> bytes:
    """A JPEG of two halves; `more` is what Pillow's writer takes, as its EXIF."""
    written = BytesIO()
    halves(width, height, mode).save(written, "JPEG", **more)
    return written.getvalue()


def png(width: int = 48, height: int = 32, mode: str = "RGB", **more: object) -> bytes:
    """A PNG of two halves."""
    written = BytesIO()
    halves(width, height, mode).save(written, "PNG", **more)
    return written.getvalue()


def held(orientation: int, *, by: str = "Asha") -> Image.Exif:
    """What a camera notes: how it was held, who held it, where."""
    noted = Image.Exif()
    noted[0x0112], noted[0x013B] = orientation, by
    noted.get_ifd(0x8825)[1] = "N"
    return noted


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has so many points."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 9999)) + chunk(b"IEND", b"")
