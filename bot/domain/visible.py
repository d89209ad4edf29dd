"""What can be seen of a text that was typed or pasted elsewhere: phones and shops' forms add letters nobody sees."""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"  # shape the letters between which they stand, in Indic words and in emoji
_PICTURE = "\ufe0f"  # asks for an emoji's picture instead of its sign
# Letters and marks by their category, but without a shape: fillers, the empty Braille cell, selectors of variants.
# Also the place of a picture that was not copied with its text.
_BLANK_LETTERS = frozenset("\ufffc\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(n) for n in range(0x180B, 0x1810)
}
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def visible(text: str) -> str:
    """The text without what nobody sees: marks of direction, lone joiners, fillers; each blank a plain one.

    Line breaks and control characters stay, for who reads the text to judge.
    """
    if text.isascii():
        return text
    return "".join(_seen(text, place) for place in range(len(text)))


def _seen(text: str, place: int) -> str:
    letter = text[place]
    if letter in _JOINERS:
        return letter if _joins(text, place) else ""
    if letter == _PICTURE:
        return letter if place and unicodedata.category(text[place - 1]) == "So" else ""
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp"):
        return "\n"
    unseen = category == "Cf" or letter in _BLANK_LETTERS or any(ord(letter) in some for some in _SELECTORS)
    return "" if unseen else letter


def _joins(text: str, place: int) -> bool:
    """Whether the joiner at this place stands after a letter and before one; digits and signs are not joined."""
    around = text[place - 1 : place] + text[place + 1 : place + 2]
    return len(around) == 2 and all(unicodedata.category(one) in ("Lo", "Mn", "Mc", "So", "Sk") for one in around)
