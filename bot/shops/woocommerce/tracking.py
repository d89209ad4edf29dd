"""Tracking numbers: WooCommerce has no place for them, so plugins write them into an order's meta data, each its way.

None of this is documented. What has the shape of a tracking number is taken, the rest is passed over in silence.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.milestones import Milestone
from bot.domain.news import Line, OrderRef, ParcelNews
from bot.domain.tracking_numbers import split_numbers
from bot.shops.woocommerce.fields import MANY, Fields, day, link, listed, meta, number, parts, start_of, text
from bot.shops.woocommerce.statuses import is_partly, is_unsent, milestone_of

# Shipment Tracking and Advanced Shipment Tracking: a list, one item a parcel.
_ITEMS = ("_wc_shipment_tracking_items",)
# Others: one value a key, so one parcel an order.
_NUMBER = ("_wcst_order_trackno", "_tracking_number", "tracking_number", "_aftership_tracking_number")
_COURIER = ("_wcst_order_trackname", "_tracking_provider", "tracking_provider", "_aftership_tracking_provider_name")
_LINK = ("_wcst_order_track_http_url", "_tracking_link", "tracking_link", "_tracking_url", "tracking_url")
_SHIPPED = ("_wcst_order_dispatch_date", "_date_shipped", "date_shipped", "_aftership_tracking_shipdate")
_DAY = 86400  # seconds


def parcels(order: Fields, ref: OrderRef, version_at: datetime, zone: str) -> list[ParcelNews]:
    """The parcels an order's plugins know of, as its status has them. `version_at` (UTC): of its last change."""
    shipped = _shipped(order, ref, version_at, zone)
    status = text(order, "status")
    reached = milestone_of(status)
    if reached is None:
        return shipped
    if not shipped:
        return [ParcelNews(order=ref, milestone=reached, at=version_at, is_part=is_partly(status))]
    if reached == Milestone.SHIPPED:
        return shipped
    # All that left before any that arrived: a number that isn't known yet would be missing from the whole.
    return [*shipped, *(replace(one, milestone=reached, at=version_at) for one in shipped)]


def _shipped(order: Fields, ref: OrderRef, version_at: datetime, zone: str) -> list[ParcelNews]:
    partly = is_partly(text(order, "status"))
    titles = {text(line, "id"): text(line, "name") for line in parts(order, "line_items")}
    return [
        ParcelNews(
            order=ref,
            milestone=Milestone.SHIPPED,
            at=_shipped_at(item, version_at, zone),
            tracking_number=number_of_it,
            courier=_courier(text(item, "custom_tracking_provider") or text(item, "tracking_provider")),
            tracking_url=link(item, "custom_tracking_link") or link(item, "tracking_link"),
            lines=_contents(item, titles),
            is_part=partly,
        )
        for item, number_of_it in _numbered(order)
    ]


def _contents(item: Fields, titles: Mapping[str, str]) -> tuple[Line, ...]:
    """What is in a parcel, where the plugin notes it: the order's lines by their ids, with how many pieces of each."""
    found = []
    for line in _opened(item.get("products_list")):
        title, pieces = titles.get(text(line, "item_id")), number(line, "qty")
        if title and pieces and pieces > 0:
            found.append(Line(title, min(int(pieces), MANY), 0))
    return tuple(found)


def _opened(value: Any) -> list[Fields]:
    """The objects of a list that a plugin may have written as JSON within the JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return listed(value)


def numbers(order: Fields) -> tuple[str, ...]:
    """All tracking numbers an order has now: a parcel whose number isn't among them was taken back, or mistyped.

    "" stands for one without a number, which a status alone has told: it stays until the order is to be sent again.
    """
    nameless = () if is_unsent(text(order, "status")) else ("",)
    return nameless + tuple(number_of_it for _, number_of_it in _numbered(order))


def _numbered(order: Fields) -> list[tuple[Fields, str]]:
    """Each tracking number of the order, behind the item it is in."""
    return [(item, one) for item in _items(order) for one in split_numbers(text(item, "tracking_number"))]


def _items(order: Fields) -> list[Fields]:
    found: Any = meta(order, _ITEMS)
    if isinstance(found, dict) and "tracking_number" in found:
        return [found]
    if isinstance(found, list | dict):
        return listed(found)
    return [
        {
            "tracking_number": meta(order, _NUMBER),
            "tracking_provider": meta(order, _COURIER),
            "tracking_link": meta(order, _LINK),
            "date_shipped": meta(order, _SHIPPED),
        }
    ]


def _courier(name: str) -> str:
    """Plugins name couriers by slug (blue-dart) or in words (Blue Dart)."""
    return name.replace("-", " ").replace("_", " ").title() if name == name.lower() else name


def _shipped_at(item: Fields, version_at: datetime, zone: str) -> datetime:
    """When the parcel left, as well as it is known: never after the order's last change.

    Most plugins keep the day alone, and its midnight would make a parcel of this evening old news: so a day means
    its end.
    """
    shipped = number(item, "date_shipped")
    if shipped is not None and 0 < shipped < 2**32:
        at = datetime.fromtimestamp(int(shipped), UTC)
        return min(at if shipped % _DAY else _end(at.date(), zone), version_at)
    on = day(item.get("date_shipped"))
    return min(_end(on, zone), version_at) if on else version_at


def _end(on: date, zone: str) -> datetime:
    return start_of(on + timedelta(days=1), zone)
