"""Phone numbers as somebody sees them who may not call them: the country and the last digits, to tell them apart.

And what a customer wrote, without what tells who it was.
"""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException

SHOWN = 5  # digits: as many as people read to each other
_DOTS = "•••••"
_INITIALS = 2  # letters: a word of so few names nobody
_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255}")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){4,}")  # a phone, a PIN code; an order's number is shorter
_NUMBER = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,14}")


def mask_numbers(text: str) -> str:
    """Return a text in which each phone number is masked: "+919800000001" becomes "+91 ••••• 00001"."""
    return _NUMBER.sub(lambda found: _masked(found[0]), text)


def mask_personal(text: str, name: str) -> str:
    """Return a customer's words without addresses, links, long numbers and their own name."""
    shown = _LINK.sub(_DOTS, _EMAIL.sub(_DOTS, text))
    shown = _LONG_NUMBER.sub(_DOTS, shown)
    for word in name.split():
        if len(word) > _INITIALS:
            shown = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", _DOTS, shown, flags=re.IGNORECASE)
    return shown


def _masked(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    try:
        code = f"+{phonenumbers.parse(number).country_code} " if number.startswith("+") else ""
    except NumberParseException:
        code = ""
    return f"{code}{_DOTS} {digits[-SHOWN:]}"
