"""Pictures for many, drawn anew: upright, no larger than a phone shows, and telling nothing besides themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from bot.domain.file_kinds import JPEG, PNG, FileKind, kind_of
from bot.domain.prices import limit_on

# More would cost us our memory, in however few bytes it is packed; a JPEG is read at a part of its size, a PNG whole.
MOST_PIXELS = {JPEG: 25_000_000, PNG: 12_000_000}
LONGEST_SIDE = 1600  # points; WhatsApp makes smaller what has more
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


class BadPicture(ValueError):
    """Raised for a file that is no picture WhatsApp shows; says what is wrong and what to give."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept."""

    content: bytes
    kind: FileKind
    width: int
    height: int


def rewrite_picture(content: bytes, day: date, longest: int = LONGEST_SIDE) -> Picture:
    """Return a JPEG or PNG drawn anew from its points alone: turned upright, its longest side within bounds.

    Raises:
        BadPicture: it is none, is broken, or is too large.
    """
    kind = kind_of(content)
    if kind not in (JPEG, PNG):
        raise BadPicture("it is no JPEG and no PNG, by what stands in it: save it as one of these")
    try:
        drawn = _draw(content, MOST_PIXELS[kind], longest)
        kept = _save(drawn, kind)
    except BadPicture:
        raise
    except Exception as error:  # whoever reads hostile bytes fails in ways of its own
        raise BadPicture("it is broken: save it once more") from error
    if len(kept) > (most := limit_on(day, "picture_bytes")):
        raise BadPicture(f"it has {len(kept)} bytes, and WhatsApp shows {most} at most: make it smaller")
    return Picture(kept, kind, drawn.width, drawn.height)


def _draw(content: bytes, most: int, longest: int) -> Image.Image:
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as opened:  # reads no point yet
        if not 0 < opened.width * opened.height <= most:
            raise BadPicture(f"it has {opened.width} × {opened.height} points: make it smaller")
        opened.draft("RGB", (longest, longest))  # of a large JPEG a half, a quarter or an eighth is read
        _turn_upright(opened)
        drawn = _in_plain_colours(opened)
    drawn.thumbnail((longest, longest))
    drawn.info.clear()  # what is here would be written into the file
    return drawn


def _turn_upright(opened: Image.Image) -> None:
    opened.load()
    try:
        ImageOps.exif_transpose(opened, in_place=True)
    except Exception:  # a note on how the camera was held that cannot be read says nothing of it
        return


def _in_plain_colours(opened: Image.Image) -> Image.Image:
    """The points as a screen without any profile shows them."""
    if opened.mode.startswith(("I", "F")):
        raise BadPicture("it has finer shades of grey than a phone shows: save it with 8 bits a point")
    if opened.has_transparency_data:
        return opened.convert("RGBA")
    profile = opened.info.get("icc_profile")
    if profile and opened.mode in ("RGB", "CMYK"):
        try:
            told = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(opened, told, _SRGB, outputMode="RGB") or opened
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that is none says nothing of the colours
    return opened.convert("RGB")


def _save(drawn: Image.Image, kind: FileKind) -> bytes:
    written = BytesIO()
    if kind == JPEG:
        drawn.save(written, "JPEG", quality=85, optimize=True, progressive=True)
    else:
        drawn.save(written, "PNG", optimize=True)
    return written.getvalue()
