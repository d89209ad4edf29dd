"""What people write into the cells of a sheet -> values as the events have them."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import is_currency

from bot.domain.cash_at_the_door import is_cash_at_the_door, payment_named
from bot.domain.countries import country_of
from bot.domain.milestones import STAGE_OF, Milestone
from bot.domain.money import to_major, to_minor
from bot.domain.orders import Handover, Payment


class BadCell(ValueError):
    """A cell that cannot be read: what is wrong, and how to write it. The cell itself is not quoted: it may be a
    customer's."""


NO_MOBILE = "is no mobile number: write it like +919812345678, or leave it empty"
ROUNDED = "was rounded by the spreadsheet: format the column as text and fill it in again"
_NO_AMOUNT = "is no amount: write it like 1299.50"
# Columns of numbers that nobody counts with.
NUMBERS = frozenset({"order_number", "tracking_number", "pin", "sku"})
KEPT = 15  # digits that a spreadsheet keeps of a number
_NUMBER = re.compile(r"\d{1,3}(?:(?:,\d{2})*,\d{3}|(?:,\d{3})*)(?:\.\d+)?|\d+(?:\.\d+)?")
# "Rs. 1,299/-" is how a bill has it.
_AMOUNT = re.compile(r"(?P<before>(?:[^\d\s.,-]+\.?)?)\s*(?P<number>\d[\d.,]*)\s*(?:/[-=])?\s*(?P<behind>[^\d\s.,-]*)")
_SIGNS = {"₹": "INR", "RS": "INR", "€": "EUR", "£": "GBP", "৳": "BDT", "TK": "BDT", "DHS": "AED", "US$": "USD"}
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d", "%Y-%m-%d")
_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %H:%M:%S %z")
_MOMENTS = tuple(day + time for day in _DAYS for time in _TIMES)
_ITEM = re.compile(r"(?:(?P<quantity>\d{1,5})\s*[x×]\s+)?(?P<title>.+?)(?:\s+@\s*(?P<price>\S+))?", re.IGNORECASE)
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+[.,]0+")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.0+)?")
_FAILED = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)", re.IGNORECASE)
# "5E2" may be an article's own number, or a name's; "1.49E+13" is a spreadsheet's.
_WORDS = frozenset({"name", "items", "item", "sku", "street", "city", "courier"})
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
_SHIPPING = {
    "pickup": Handover.PICKUP,
    "pick up": Handover.PICKUP,
    "local pickup": Handover.PICKUP,
    "store pickup": Handover.PICKUP,
    "in store pickup": Handover.PICKUP,
    "collect in store": Handover.PICKUP,
    "click and collect": Handover.PICKUP,
    "counter": Handover.COUNTER,
    "pos": Handover.COUNTER,  # Shopify's word for where it was sold
    "in store": Handover.COUNTER,
    "nothing": Handover.NOTHING,
    "none": Handover.NOTHING,
    "digital": Handover.NOTHING,
    "download": Handover.NOTHING,
}
# Shopify's words for a whole order besides ours for a parcel.
_SENT = {
    "fulfilled": Milestone.SHIPPED,
    "partial": Milestone.SHIPPED,
    "unfulfilled": "",
    "restocked": "",
    "pending": "",
}


def plain(cell: str) -> str:
    """Text; raises BadCell for a formula, whose value the spreadsheet did not write."""
    # Also what would become one when somebody opens an export of ours: "+cmd|…", "-2+3", "@SUM(…)".
    if re.match(r"[=@]|[+-]\s*[^\d\s(]", cell):
        raise BadCell(f"begins with {cell[0]!r}, as a formula does: write its value")
    return cell


def unspoilt(cell: str, column: str) -> str:
    """The cell, as a spreadsheet has left it; raises BadCell for what it has rounded or could not work out."""
    if _ROUNDED.fullmatch(cell) and (column not in _WORDS or "+" in cell):
        raise BadCell(ROUNDED)
    if column in NUMBERS and _GROUPED.fullmatch(cell):
        raise BadCell("was given commas by the spreadsheet: format the column as text and write it without them")
    if column in NUMBERS and _DECIMAL.fullmatch(cell):
        raise BadCell("was made a decimal by the spreadsheet: format the column as text and write it without .0")
    if _FAILED.fullmatch(cell):
        raise BadCell("is an error of the spreadsheet: write its value")
    return cell


def is_longer_than_kept(cell: str) -> bool:
    """Whether a cell is a number of more digits than a spreadsheet keeps."""
    return cell.isascii() and cell.isdigit() and len(cell) > KEPT


def is_cut_off(cell: str) -> bool:
    """Whether nothing but zeros stands where a spreadsheet has no digits left."""
    return not cell[KEPT:].strip("0")


def country(cell: str) -> str:
    """Two letters of ISO 3166, of a country by them or by its name; raises BadCell."""
    code = country_of(cell)
    if not code:
        raise BadCell("is no country: write its two letters, like IN")
    return code


def currency(cell: str) -> str:
    """Three letters of ISO 4217; raises BadCell."""
    if not is_currency(cell.upper()):
        raise BadCell("is no currency: write its three letters, like INR")
    return cell.upper()


def money(cell: str, of_currency: str) -> int:
    """An amount as people write it ("₹1,29,900.50", "Rs. 499/-"), in minor units; raises BadCell."""
    found = _AMOUNT.fullmatch(re.sub(r"(?<=\d)\s(?=\d)", "", cell))
    number = found["number"].rstrip(".") if found else ""
    if found is None or not _NUMBER.fullmatch(number):
        raise BadCell(_NO_AMOUNT)
    for sign in (found["before"], found["behind"]):
        _check_sign(sign.removesuffix(".").upper(), of_currency)
    amount = Decimal(number.replace(",", ""))
    units = to_minor(amount, of_currency)
    if to_major(units, of_currency) != amount:
        raise BadCell(f"has more decimals than {of_currency} has")
    return units


def _check_sign(sign: str, of_currency: str) -> None:
    """Raise BadCell for what is no currency's sign, or another's than the order's."""
    meant = _SIGNS.get(sign, sign)
    if meant in ("", of_currency) or (meant == "$" and of_currency.endswith("D")):
        return
    if meant != "$" and not is_currency(meant):
        raise BadCell(_NO_AMOUNT)
    raise BadCell(f"is not in {of_currency}, the order's currency: fill in the column currency")


def count(cell: str) -> int:
    """A whole number; raises BadCell."""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 6):
        raise BadCell("is no number of pieces: write it like 2")
    return int(cell)


def moment(cell: str, zone: str) -> str:
    """A moment in ISO 8601; without a zone it is on the clocks of the shop; raises BadCell."""
    read = _read_moment(cell)
    if read is None:
        raise BadCell("is no date: write it like 2026-11-21 14:30 or 21/11/2026")
    return (read if read.tzinfo else read.replace(tzinfo=ZoneInfo(zone))).isoformat()


def day(cell: str) -> str:
    """A day in ISO 8601; raises BadCell."""
    read = _read_moment(cell)
    if read is None:
        raise BadCell("is no day: write it like 2026-11-26 or 26/11/2026")
    return read.date().isoformat()


def yes(cell: str) -> bool:
    """yes or no; raises BadCell."""
    word = cell.casefold()
    if word not in _YES | _NO:
        raise BadCell("is neither yes nor no")
    return word in _YES


def payment(cell: str, method: str) -> Payment:
    """How an order is paid; pending with a method that says cash on delivery is cod; raises BadCell."""
    found = payment_named(cell)
    if found is None:
        raise BadCell(f"is no way to pay: use one of {', '.join(Payment)}")
    return Payment.COD if found == Payment.PENDING and is_cash_at_the_door(method) else found


def shipping(cell: str) -> Handover:
    """How an order gets to its customer; the name of a courier's service is a courier's."""
    return handover_named(cell) or Handover.COURIER


def handover_named(word: str) -> Handover | None:
    """What a word for how an order gets to its customer means; None for one that is none of ours."""
    return _SHIPPING.get(" ".join(re.findall(r"[a-z]+", word.casefold())))


def milestone(cell: str) -> str:
    """A milestone of a parcel, "" where nothing was sent; raises BadCell."""
    word = cell.casefold().replace(" ", "_")
    if word not in STAGE_OF and word not in _SENT:
        raise BadCell(f"is no milestone: use one of {', '.join(STAGE_OF)}")
    return _SENT.get(word, word)


def is_partial(status: str) -> bool:
    """Whether Shopify's word for a whole order says that a part of it was sent."""
    return status.casefold() == "partial"


def is_sent(status: str) -> bool:
    """Whether Shopify's word for a line says that it was sent."""
    return status.casefold() == "fulfilled"


def items(cell: str, of_currency: str) -> list[dict[str, Any]]:
    """ "2x Kurta @ 499; Stole @ 799" as lines; raises BadCell."""
    lines = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        found = _ITEM.fullmatch(part)
        assert found is not None  # anything that isn't blank has a title
        priced = {"price": money(found["price"], of_currency)} if found["price"] else {}
        lines.append({"title": plain(found["title"]), "quantity": count(found["quantity"] or "1")} | priced)
    return lines


def _read_moment(cell: str) -> datetime | None:
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        pass
    for form in _MOMENTS:
        try:
            return datetime.strptime(cell, form)
        except ValueError:
            continue
    return None
