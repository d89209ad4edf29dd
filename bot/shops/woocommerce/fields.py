"""Reading WooCommerce's JSON: a few functions that take a field as what it should be, or say what is wrong with it.

PHP writes an empty object as [] and a list with gaps as an object, numbers as strings and strings as numbers; that is
all the same here. Text comes out as people read it: no entities, no tags, nothing a database would refuse.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.money import MOST, to_minor, ungrouped
from bot.domain.news import Unreadable
from bot.domain.shortening import beginning
from bot.domain.visible import visible

Fields = dict[str, Any]
LONGEST = 500  # characters of a title or a name
MANY = 100_000  # pieces of one line: more is a mistake
_LONGEST_LINK = 2000
_SIZES = range(-20, 12)  # powers of ten an amount may begin with: more is no price of anything
_YEARS = range(2000, 2101)  # other times are a clock that was never set
_JOINERS = "\u200c\u200d"
_TAG = re.compile(r"<[^<>]*>")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y")


def whole(body: bytes) -> Fields:
    """The body as an object. Raises Unreadable("body")."""
    try:
        # Floats as Decimal: a price of 33.333333333333336 is not rounded twice.
        read = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError, InvalidOperation) as error:
        raise Unreadable("body", "is not JSON") from error
    if not isinstance(read, dict):
        raise Unreadable("body", "is not an object")
    return read


def text(source: Fields, name: str) -> str:
    """A text or a number as people read it, at most LONGEST characters; "" for anything else."""
    value = source.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)[:LONGEST]
    if isinstance(value, Decimal):
        return format(value, "f") if _is_sane(value) else ""
    if not isinstance(value, str):
        return ""
    # NUL and half characters (a cut emoji) would be refused by the database; joiners belong to Indic words.
    seen = visible(html.unescape(_TAG.sub(" ", value)))
    kept = "".join(c if c.isprintable() or c in _JOINERS else " " for c in seen)
    return beginning(" ".join(kept.split()), LONGEST)


def letters_of(status: str) -> str:
    """A status by its letters and digits alone, small: plugins write out-for-delivery, out_for_delivery …"""
    return "".join(letter for letter in status.lower() if letter.isalnum())


def identity(source: Fields, name: str = "id", path: str = "") -> str:
    """An id that must be there: a positive number. Raises Unreadable."""
    value = source.get(name)
    digits = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 20 and int(digits)):
        raise Unreadable(f"{path}{name}", "is missing or not the number of a record")
    return digits


def part(source: Fields, name: str) -> Fields:
    """An object inside; {} when there is none."""
    value = source.get(name)
    return value if isinstance(value, dict) else {}


def parts(source: Fields, name: str) -> list[Fields]:
    """The objects of a list; [] when there is none. Raises Unreadable when it is no list at all."""
    value = source.get(name) or []
    if not isinstance(value, list | dict):
        raise Unreadable(name, "is not a list")
    return listed(value)


def listed(value: Any) -> list[Fields]:
    """The objects of a list, also of one that PHP has written as an object; [] for anything else."""
    if isinstance(value, dict):
        value = list(value.values())
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def meta(source: Fields, names: Iterable[str]) -> Any:
    """The value of the first of these names that a plugin filled in `meta_data`; None when none did."""
    written = source.get("meta_data")
    rows = [one for one in written if isinstance(one, dict)] if isinstance(written, list) else []
    found = {one["key"]: one.get("value") for one in rows if isinstance(one.get("key"), str) and one.get("value")}
    return next((found[name] for name in names if name in found), None)


def number(source: Fields, name: str) -> Decimal | None:
    """A number that may be written as text; None when it is none."""
    value = source.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        read = Decimal(ungrouped(value.strip()) if isinstance(value, str) else value)
    except InvalidOperation:
        return None
    return read if _is_sane(read) else None


def minor(amount: Decimal, currency: str, name: str) -> int:
    """An amount in the minor units of its currency.

    Raises Unreadable(name) for more than a column holds: that is no price of anything in a shop.
    """
    units = to_minor(amount, currency)
    if abs(units) > MOST:
        raise Unreadable(name, f"is more than {MOST} {currency} in its smallest coin")
    return units


def money(source: Fields, name: str, currency: str) -> int:
    """An amount that must be there and not negative, in minor units. Raises Unreadable."""
    amount = number(source, name)
    if amount is None or amount < 0:
        raise Unreadable(name, "is missing or not an amount of money")
    return minor(amount, currency, name)


def moment(source: Fields, name: str, zone: str) -> datetime | None:
    """A time as UTC: `name`_gmt (UTC without saying so), else `name` (on the clocks of the shop); None without both."""
    return _time(source.get(f"{name}_gmt"), UTC) or _time(source.get(name), _zone(zone))


def day(value: Any) -> date | None:
    """2026-11-24, 24/11/2026 or 24-11-2026 as a day; None for anything else."""
    written = value.strip().partition("T")[0].partition(" ")[0] if isinstance(value, str) else ""
    for form in _DAYS:
        try:
            read = datetime.strptime(written, form).date()
        except ValueError:
            continue
        return read if read.year in _YEARS else None
    return None


def day_of(at: datetime, zone: str) -> date:
    """The day a moment has on the clocks of the shop."""
    return at.astimezone(_zone(zone)).date()


def start_of(on: date, zone: str) -> datetime:
    """The moment a day begins on the clocks of the shop, as UTC."""
    return datetime(on.year, on.month, on.day, tzinfo=_zone(zone)).astimezone(UTC)


def link(source: Fields, name: str) -> str:
    """An http(s) address; "" for anything else."""
    value = source.get(name)
    address = html.unescape(value).strip() if isinstance(value, str) else ""
    fits = address.startswith(("https://", "http://")) and address.isprintable() and len(address) <= _LONGEST_LINK
    return address if fits and " " not in address else ""


def _time(value: Any, zone: tzinfo) -> datetime | None:
    try:
        read = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if read is None or read.year not in _YEARS:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return ZoneInfo("UTC")


def _is_sane(value: Decimal) -> bool:
    return value.is_finite() and value.adjusted() in _SIZES and len(value.as_tuple().digits) < 40
