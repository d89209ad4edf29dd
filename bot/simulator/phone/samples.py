"""A picture, a voice note and a document to send without having one at hand."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from bot.simulator.traffic.inbound import File

WIDTH, HEIGHT = 360, 270
TABLE, CARDBOARD, EDGE, TAPE, TEAR = (214, 196, 170), (178, 128, 78), (128, 88, 50), (222, 198, 150), (62, 40, 24)
SILENT_20_MS = b"\xf8\xff\xfe"
VOICE_SECONDS = 3


@cache
def sample(kind: str) -> File | None:
    """The sample file of this kind: picture, voice or document."""
    if kind == "picture":
        return File("image/png", "damaged-parcel.png", _png())
    if kind == "voice":
        return File("audio/ogg", "voice-note.ogg", _ogg())
    if kind == "document":
        return File("application/pdf", "invoice-1042.pdf", _pdf("Invoice 1042   Rs. 1,499.00"))
    return None


def _png() -> bytes:
    """A cardboard box, torn at a corner."""
    lines = b"".join(b"\0" + bytes(part for x in range(WIDTH) for part in _colour(x, y)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in chunks)


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _colour(x: int, y: int) -> tuple[int, int, int]:
    if not (70 <= x < 290 and 60 <= y < 220):
        return TABLE
    jag = (x * 7 + (x // 9) * 5) % 16
    if (x - 200) + (110 - y) > 42 + jag:
        return TEAR
    if x in (70, 289) or y in (60, 219) or 104 <= y < 107:
        return EDGE
    return TAPE if 168 <= x < 192 else CARDBOARD


def _ogg() -> bytes:
    """Silence in Opus: WhatsApp's voice notes are Ogg Opus."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 6) + b"Dastak" + struct.pack("<I", 0)
    packets = [SILENT_20_MS] * (VOICE_SECONDS * 50)
    return _page(2, 0, 0, [head]) + _page(0, 0, 1, [tags]) + _page(4, 960 * len(packets), 2, packets)


def _page(kind: int, position: int, number: int, packets: list[bytes]) -> bytes:
    sizes = bytes(len(packet) for packet in packets)
    start = b"OggS" + struct.pack("<BBqII", 0, kind, position, 1, number)
    rest = bytes([len(packets)]) + sizes + b"".join(packets)
    checksum = _ogg_checksum(start + b"\0\0\0\0" + rest)
    return start + struct.pack("<I", checksum) + rest


def _ogg_checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        value &= 0xFFFFFFFF
    return value


def _pdf(line: str) -> bytes:
    text = f"BT /F1 18 Tf 40 120 Td ({line}) Tj ET".encode()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 360 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    document, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(document))
        document += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(parts) + 1, len(document)
    return document + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, start,
    )  # fmt: skip
