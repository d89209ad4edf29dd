"""What people write into the cells of a sheet -> values as the events have them."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import is_currency

from bot.domain.cash_at_the_door import is_cash_at_the_door, payment_named
from bot.domain.milestones import STAGE_OF, Milestone
from bot.domain.money import to_major, to_minor
from bot.domain.orders import Handover, Payment
from bot.domain.phones import e164


class BadCell(ValueError):
    """A cell that cannot be read: what is wrong, and how to write it. The cell itself is not quoted: it may be a
    customer's."""


_NUMBER = re.compile(r"\d{1,3}(?:(?:,\d{2})*,\d{3}|(?:,\d{3})*)(?:\.\d+)?|\d+(?:\.\d+)?")
_SIGNS = re.compile(r"[₹$€£\s]|(?:Rs\.?|INR)", re.IGNORECASE)
_MOMENTS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%Y-%m-%d %H:%M:%S %z", "%d/%m/%Y", "%d-%m-%Y")
_ITEM = re.compile(r"(?:(?P<quantity>\d{1,5})\s*[x×]\s+)?(?P<title>.+?)(?:\s+@\s*(?P<price>\S+))?", re.IGNORECASE)
_ROUNDED = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+[.,]0+")
_FAILED = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|#+)", re.IGNORECASE)
# "5E2" may be an article's own number, or a name's; "1.49E+13" is a spreadsheet's.
_WORDS = frozenset({"name", "items", "item", "sku", "street", "city", "courier"})
_NUMBERS = frozenset({"order_number", "tracking_number", "pin", "sku"})
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
        raise BadCell("was rounded by the spreadsheet: format the column as text and fill it in again")
    if column in _NUMBERS and _DECIMAL.fullmatch(cell):
        raise BadCell("was made a decimal by the spreadsheet: format the column as text and write it without .0")
    if _FAILED.fullmatch(cell):
        raise BadCell("is an error of the spreadsheet: write its value")
    return cell


def phone(cell: str, country: str) -> str:
    """A number that a message can reach, as typed; raises BadCell."""
    if e164(cell, country) is None:
        raise BadCell("is no mobile number: write it like +919812345678, or leave it empty")
    return cell


def currency(cell: str) -> str:
    """Three letters of ISO 4217; raises BadCell."""
    if not is_currency(cell.upper()):
        raise BadCell("is no currency: write its three letters, like INR")
    return cell.upper()


def money(cell: str, of_currency: str) -> int:
    """An amount as people write it ("₹1,29,900.50"), in minor units; raises BadCell."""
    bare = _SIGNS.sub("", cell)
    if not _NUMBER.fullmatch(bare):
        raise BadCell("is no amount: write it like 1299.50")
    amount = Decimal(bare.replace(",", ""))
    units = to_minor(amount, of_currency)
    if to_major(units, of_currency) != amount:
        raise BadCell(f"has more decimals than {of_currency} has")
    return units


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
    return _SHIPPING.get(" ".join(re.findall(r"[a-z]+", cell.casefold())), Handover.COURIER)


def milestone(cell: str) -> str:
    """A milestone of a parcel, "" where nothing was sent; raises BadCell."""
    word = cell.casefold().replace(" ", "_")
    if word not in STAGE_OF and word not in _SENT:
        raise BadCell(f"is no milestone: use one of {', '.join(STAGE_OF)}")
    return _SENT.get(word, word)


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
