"""A row of a list -> a person with a phone and values, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType, ValidationResult

from bot.domain.countries import country_of
from bot.domain.lists.columns import ListColumns
from bot.domain.lists.faults import ListFault
from bot.domain.lists.opening import OpenedList, read_records
from bot.domain.lists.states import LONGEST_VALUE
from bot.domain.phones import e164
from bot.domain.visible import visible
from lexicon.folding import ascii_digits

_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST, _MOST = 7, 15  # digits of a number, with its country's
_TOO_SHORT = (ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY)


@dataclass(frozen=True, slots=True)
class ListPerson:
    """A row that can be used: its number in the spreadsheet, the phone as E.164, and its filled cells by title."""

    row: int
    phone: str
    name: str
    locale: str
    values: Mapping[str, str]


def read_people(opened: OpenedList, country: str, after: int = 1) -> Iterator[ListPerson | ListFault]:
    """Go through the rows below the row `after`: each a person, or the first thing that is wrong with it."""
    for number, record in read_records(opened.text, opened.delimiter):
        if number > after:
            yield _read(number, record, opened.columns, country)


def _read(number: int, record: list[str], columns: ListColumns, country: str) -> ListPerson | ListFault:
    titles = columns.titles
    if any(cell.strip() for cell in record[len(titles) :]):
        return ListFault("too_many_cells", number)
    cells = [_tidy(cell) for cell in record]
    for place, cell in enumerate(cells[: len(titles)]):
        column = titles[place] or str(place + 1)
        if len(cell) > LONGEST_VALUE:
            return ListFault("long_value", number, {"column": column, "most": LONGEST_VALUE})
        if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in cell):
            return ListFault("control", number, {"column": column})
    told = country_of(_cell(cells, columns.country)) or country
    phone = _cell(cells, columns.phone)
    wrong = find_phone_fault(phone, told)
    if wrong:
        return ListFault(wrong, number, {"country": told} if wrong == "no_country" else {})
    values = {title: cell for title, cell in zip(titles, cells, strict=False) if title and cell}
    values.pop(titles[columns.phone], None)  # it is known as what it is, and stands in no message
    name, locale = _cell(cells, columns.name), _cell(cells, columns.locale)
    return ListPerson(number, e164(phone, told) or "", name, locale, values)


def find_phone_fault(typed: str, country: str) -> str:
    """Return what is wrong with a phone as it stands in a cell, by its name in faults.toml; "" for nothing."""
    if not typed:
        return "no_phone"
    if _ROUNDED.fullmatch(typed):
        return "rounded"
    found = e164(typed, country)
    if found is not None:
        kind = phonenumbers.number_type(phonenumbers.parse(found))
        return "landline" if kind is PhoneNumberType.FIXED_LINE else ""
    if _LETTER.search(typed):
        return "letters"
    digits = sum(letter.isdigit() for letter in typed)
    if digits > _MOST:
        return "too_long"
    return "too_short" if digits < _FEWEST else _find_why(typed, country)


def _find_why(typed: str, country: str) -> str:
    text = ascii_digits(typed)
    try:
        number = phonenumbers.parse(text, country or None)
    except NumberParseException:
        return "no_country"
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible in _TOO_SHORT:
        return "too_short"
    if phonenumbers.number_type(number) is PhoneNumberType.FIXED_LINE:
        return "landline"
    if "+" not in text and not text.lstrip().startswith("00"):
        return "no_country"
    return "too_long" if possible == ValidationResult.TOO_LONG else "no_mobile"


def _tidy(cell: str) -> str:
    """On one line, without what nobody sees, and without the apostrophe that tells a spreadsheet "this is text"."""
    return " ".join(visible(cell).split()).removeprefix("'")


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
