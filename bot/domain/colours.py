"""A merchant's colour: whether it is one, and what can be read on it."""

from __future__ import annotations

import re

STANDARD = "#8a1f4b"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_WEIGHTS = (0.2126, 0.7152, 0.0722)


def colour_of(text: str) -> str:
    """The colour if it is written as #rrggbb, else the standard one: it goes into a style sheet as it is."""
    return text.lower() if _COLOUR.fullmatch(text) else STANDARD


def text_on(colour: str) -> str:
    """White or black, whichever is read better on this colour; the better one always reaches WCAG's 4.5."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart for the eye, from 1 to 21 (WCAG 2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip(_WEIGHTS, linear, strict=True))
