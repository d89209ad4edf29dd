"""Phone numbers as somebody sees them who may not call them: the country and the last digits, to tell them apart."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException

SHOWN = 5  # digits: as many as people read to each other
_DOTS = "•••••"
_NUMBER = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,14}")


def mask_numbers(text: str) -> str:
    """Return a text in which each phone number is masked: "+919800000001" becomes "+91 ••••• 00001"."""
    return _NUMBER.sub(lambda found: _masked(found[0]), text)


def _masked(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    try:
        code = f"+{phonenumbers.parse(number).country_code} " if number.startswith("+") else ""
    except NumberParseException:
        code = ""
    return f"{code}{_DOTS} {digits[-SHOWN:]}"
