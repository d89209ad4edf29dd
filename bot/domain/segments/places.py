"""What is compared of where an order went: names of cities whatever their letters, PIN codes as six digits."""

from __future__ import annotations

from bot.domain.parcels import BadPin, pin_of
from lexicon.folding import fold


def word_key(word: str) -> str:
    """Return a name as it is compared: in one case and one form of each letter, whatever its script."""
    return " ".join(fold(word).split())


def pin_key(pin: str) -> str:
    """Return a PIN code as six digits, "" for what is none."""
    try:
        return pin_of(pin)
    except BadPin:
        return ""
