"""An event with an odd detail is taken without it: what is wrong is named, and the rest is news all the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.countries import UNKNOWN
from bot.domain.money import MOST
from bot.shops.own.faults import Fault, Faulty, Path, checked
from bot.shops.own.shapes import Event

# Events with more that is odd are something else.
_ROUNDS = 30
_NAMELESS = "…"  # stands for a title that nobody sent
_ORDERS = ("order", "order.cancelled")
# That something happened is told by its time being there at all; one that cannot be read was now.
_SINCE = ("cancelled_at", "completed_at")


def taken(values: Mapping[str, Any], now: datetime) -> tuple[Event, tuple[Fault, ...]]:
    """Return an event by its shape, and the faults for which details were passed over.

    `now` stands for a time that has to be there and isn't.

    Raises:
        Faulty: it says nothing without what is missing or wrong; lists that alone.
    """
    # Halves of letters, which JSON can spell and no database takes, are left out before anything else.
    kept: dict[str, Any] = json.loads(json.dumps(values, ensure_ascii=False).encode(errors="ignore"))
    odd = dict[Path, Fault]()
    for _ in range(_ROUNDS):
        try:
            return checked(kept), tuple(odd.values())
        except Faulty as error:
            # The last items first, so that the places of those before them stay.
            faults = sorted(error.faults, key=lambda fault: [(str(type(step)), step) for step in fault.path])
            essential = [fault for fault in reversed(faults) if not _pass_over(kept, fault, now)]
            if essential:
                raise Faulty(tuple(odd.get(fault.path, fault) for fault in reversed(essential))) from error
            for fault in faults:
                odd.setdefault(fault.path, fault)
    raise Faulty(tuple(odd.values()))


def _pass_over(values: dict[str, Any], fault: Fault, now: datetime) -> bool:
    """Whether the event means something without the field, which is then left out, or something stands for it."""
    *above, last = fault.path or ("",)
    inner = _at(values, above)
    if last in _SINCE and isinstance(inner, dict) and inner.get(last) is not None:
        inner[last] = now.isoformat()
        return True
    if last == "country" and isinstance(inner, dict) and inner.get(last) not in (None, UNKNOWN):
        inner[last] = UNKNOWN  # the phone beside it is not read by another's plan
        return True
    if isinstance(inner, dict) and last in inner:
        # Stays wrong where the whole cannot be without it: the next round says that it is missing.
        del inner[last]
        return True
    if isinstance(inner, list) and isinstance(last, int) and last < len(inner):
        del inner[last]
        return True
    return _fill(values, fault.path, now)


def _at(values: Any, path: list[Any]) -> Any:
    for step in path:
        there = isinstance(values, dict) and step in values
        there = there or (isinstance(values, list) and isinstance(step, int) and step < len(values))
        if not there:
            return None
        values = values[step]
    return values


def _fill(values: dict[str, Any], path: Path, now: datetime) -> bool:
    """Whether something can stand for a field that is missing."""
    inner = _at(values, list(path[:-1]))
    if len(path) == 3 and path[0] == "items" and path[2] == "title" and isinstance(inner, dict):
        inner["title"] = inner.get("sku") or _NAMELESS
        return True
    stands = _STANDS_FOR.get((str(values.get("type")), str(path[0]))) if len(path) == 1 else None
    value = stands(values, now) if stands else None
    if value is not None:
        values[str(path[0])] = value
    return value is not None


def _sum(values: dict[str, Any], _now: datetime) -> int | None:
    """What the items come to, where all of them have a price."""
    items = values.get("items")
    if not isinstance(items, list) or not items:
        return None
    sums = [_price(item) for item in items]
    total = sum(one for one in sums if one is not None)
    return total if None not in sums and total <= MOST else None


def _price(item: Any) -> int | None:
    price, quantity = (item.get("price"), item.get("quantity", 1)) if isinstance(item, dict) else (None, 1)
    return price * quantity if type(price) is int and type(quantity) is int and price >= 0 < quantity else None


def _now(_values: dict[str, Any], now: datetime) -> str:
    return now.isoformat()


def _withdrawn_now(values: dict[str, Any], now: datetime) -> str | None:
    """A withdrawal counts from now; whether an agreement is older than a withdrawal nobody could tell."""
    return now.isoformat() if values.get("granted") is False else None


# What may stand for a field that has to be there, by event and field.
_STANDS_FOR: Mapping[tuple[str, str], Callable[[dict[str, Any], datetime], Any]] = {
    **{(kind, "placed_at"): lambda values, now: values.get("updated_at") or now.isoformat() for kind in _ORDERS},
    **{(kind, "customer"): lambda _values, _now: {} for kind in _ORDERS},
    **{(kind, "items"): lambda _values, _now: [{"title": _NAMELESS}] for kind in _ORDERS},
    **{(kind, "total"): _sum for kind in _ORDERS},
    **{(kind, "payment"): lambda _values, _now: "pending" for kind in _ORDERS},
    ("order.cancelled", "cancelled_at"): _now,
    ("parcel", "at"): _now,
    ("refund", "at"): _now,
    ("cart", "updated_at"): _now,
    ("customer", "updated_at"): _now,
    ("consent", "at"): _withdrawn_now,
    ("product", "at"): _now,
}
