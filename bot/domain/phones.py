"""Phone numbers as people type them at a checkout -> E.164, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumber, PhoneNumberMatcher, PhoneNumberType

from bot.domain.visible import visible
from lexicon.folding import ascii_digits

_MOBILES = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
# India opens new series faster than any table of them is renewed: ten digits from 6 on are a mobile (FACTS 6.3).
_INDIA, _INDIAN_MOBILE = 91, range(6_000_000_000, 10_000_000_000)
# Codes of towns begin with 6, 7 and 8 as well (079 Ahmedabad, 080 Bengaluru): of several numbers, what the tables know
# as a landline comes last, and not never, as they are behind.
_LANDLINE = PhoneNumberType.FIXED_LINE
_LONGEST = 200
_ABROAD = re.compile(r"\s*00(?=[1-9])")
_SEVERAL = re.compile(r"[/,;|&\n]")
# What a form or a spreadsheet leaves between digits.
_NOT_TYPED = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_KEY = "\u20e3"  # makes a picture of a digit's key
# A spreadsheet's sign of thousands, by the Indian way to count or the other.
_THOUSANDS = re.compile(r"\s*\d{1,3}(?:,\d{2,3})+\s*")
_DASHES = re.compile(r"[_~*\u2043\u2022\u00b7]")
_DECIMAL = re.compile(r"\s*(\d{10,15})\.0+\s*")  # a spreadsheet's
# Indian mobiles one after the other, with whatever stands for the country and between the two halves.
_ONE = r"(?:\+{0,2}0{0,2}91[\s.\-]*)*0?([6-9]\d{4}[\s.\-]{0,3}\d{5})"
_ROW = re.compile(rf"(?<!\d)\s*{_ONE}(?:[\s.\-]+{_ONE})*\s*(?!\d)")


def e164(typed: str, country: str) -> str | None:
    """The number in `typed` that a message can reach, as +919812345678; None when there is none.

    `country` (ISO-2, of the address the number came with) tells how to read a number without +; with "" only
    international forms (+91…, 0091…) are understood. Of several the first, but a landline only where there is nothing
    else. Letters that nobody sees are passed over; numbers nobody can have are none.
    """
    return first_phone((typed,), country)


def first_phone(typed: Sequence[str], country: str) -> str | None:
    """The first of the numbers that a message can reach, as E.164; what may be a landline only after all others."""
    landline: PhoneNumber | None = None
    for number in (number for one in typed for number in _numbers(one, country) if _may_be_mobile(number)):
        if phonenumbers.number_type(number) is not _LANDLINE:
            return _written(number)
        landline = landline or number
    return None if landline is None else _written(landline)


def typed_in(address_country: str, typed: str, country: str) -> str:
    """A number as typed, to be read by `country`; one from an address of another country as E.164.

    "" when it is no number there: by another country's plan it would be a stranger's.
    """
    if not typed or address_country in ("", country):
        return typed
    return e164(typed, address_country) or ""


def _numbers(typed: str, country: str) -> Iterator[PhoneNumber]:
    """What may be meant, the likeliest first: each part as a whole, then what stands among other words."""
    text = _NOT_TYPED.sub(" ", ascii_digits(visible(typed[:_LONGEST])).replace(_KEY, ""))
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    text = _DASHES.sub("-", _DECIMAL.sub(r"\1", text))
    for part in _SEVERAL.split(text):
        # 00 is + in most of the world; where it is not (US: 011), no number of the country begins with it.
        for written in (part, _ABROAD.sub("+", part)):
            number = _read(written, country)
            if number is not None:
                yield number
    region = country.strip().upper() or None
    yield from (found.number for found in PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE))
    if region == "IN" and (row := _ROW.fullmatch(text)):
        yield from (number for one in row.groups() if one and (number := _read(one, "IN")))


def _written(number: PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _read(written: str, country: str) -> PhoneNumber | None:
    # 555-555-SHIP would be read as the keys to press: those are call centres, not customers.
    if phonenumbers.is_alpha_number(written):
        return None
    try:
        return phonenumbers.parse(written, country.strip().upper() or None)
    except NumberParseException:
        return None


def _may_be_mobile(number: PhoneNumber) -> bool:
    if number.country_code == _INDIA:
        return number.national_number in _INDIAN_MOBILE
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILES
