"""The code that makes the first owner of an installation: how it is written, and read as people type it."""

from __future__ import annotations

from datetime import timedelta

# Without letters that are taken for digits, and without U, which makes words.
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH, PART = 12, 4  # 60 bits
LASTS = timedelta(hours=24)


def write_code(number: int) -> str:
    """Write a random number below 2**60 as a code: K7QX-2M9P-RT4W."""
    signs = "".join(_SIGNS[number >> 5 * place & 31] for place in range(LENGTH))
    return "-".join(signs[start : start + PART] for start in range(0, LENGTH, PART))


def read_code(typed: str) -> str:
    """Return what was typed as codes are compared: without blanks and hyphens, look-alikes as what is meant."""
    return "".join(sign for sign in typed.upper().translate(_MEANT) if sign in _SIGNS)
