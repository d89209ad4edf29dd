"""What a file is, by what stands in it: its name and what its sender says of it are nobody's word."""

from __future__ import annotations

from dataclasses import dataclass

# What the door of a web process lets in, which is less than WhatsApp takes (5 MB of a picture, 16 of another file).
MOST_BYTES = 2_900_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that WhatsApp takes (FACTS 3.2): type and ending."""

    content_type: str
    ending: str


JPEG = FileKind("image/jpeg", ".jpg")
PNG = FileKind("image/png", ".png")
PDF = FileKind("application/pdf", ".pdf")
OGG = FileKind("audio/ogg", ".ogg")
MP3 = FileKind("audio/mpeg", ".mp3")
AMR = FileKind("audio/amr", ".amr")
M4A = FileKind("audio/mp4", ".m4a")
_BEGINNINGS = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"%PDF-", PDF),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"\xff\xf3", MP3),
    (b"#!AMR", AMR),
)


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of a file by its first bytes; None for one that is not sent."""
    if content[4:11] == b"ftypM4A":
        return M4A
    return next((kind for beginning, kind in _BEGINNINGS if content.startswith(beginning)), None)
