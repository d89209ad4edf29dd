"""Phone numbers as people type them at a checkout -> E.164, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberType

from lexicon.folding import ascii_digits

_MOBILES = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
# India opens new series faster than any table of them is renewed: ten digits from 6 on are a mobile (FACTS 6.3).
_INDIA, _INDIAN_MOBILE = 91, range(6_000_000_000, 10_000_000_000)
_ABROAD = re.compile(r"\s*00(?=[1-9])")
_SEVERAL = re.compile(r"[/,;|]")


def e164(typed: str, country: str) -> str | None:
    """The first number in `typed` that a message can reach, as +919812345678; None when there is none.

    `country` (ISO-2, of the address the number came with) tells how to read a number without +; with "" only
    international forms (+91…, 0091…) are understood. Landlines and numbers nobody can have are none.
    """
    for part in _SEVERAL.split(ascii_digits(typed)):
        # 00 is + in most of the world; where it is not (US: 011), no number of the country begins with it.
        for written in (part, _ABROAD.sub("+", part)):
            number = _read(written, country)
            if number is not None and _is_mobile(number):
                return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return None


def first_phone(typed: Sequence[str], country: str) -> str | None:
    """The first of the numbers that a message can reach, as E.164; None when none of them is."""
    return next((number for one in typed if (number := e164(one, country))), None)


def _read(written: str, country: str) -> PhoneNumber | None:
    # 555-555-SHIP would be read as the keys to press: those are call centres, not customers.
    if phonenumbers.is_alpha_number(written):
        return None
    try:
        return phonenumbers.parse(written, country.strip().upper() or None)
    except NumberParseException:
        return None


def _is_mobile(number: PhoneNumber) -> bool:
    if number.country_code == _INDIA:
        return number.national_number in _INDIAN_MOBILE
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILES
