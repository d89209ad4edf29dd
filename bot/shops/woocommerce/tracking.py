"""Tracking numbers: WooCommerce has no place for them, so plugins write them into an order's meta data, each its way.

None of this is documented. What has the shape of a tracking number is taken, the rest is passed over in silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.milestones import Milestone
from bot.domain.news import OrderRef, ParcelNews
from bot.shops.woocommerce.fields import Fields, day, letters_of, link, meta, number, start_of, text

# Shipment Tracking and Advanced Shipment Tracking: a list, one item a parcel.
_ITEMS = ("_wc_shipment_tracking_items",)
# Others: one value a key, so one parcel an order.
_NUMBER = ("_wcst_order_trackno", "_tracking_number", "tracking_number", "_aftership_tracking_number")
_COURIER = ("_wcst_order_trackname", "_tracking_provider", "tracking_provider", "_aftership_tracking_provider_name")
_LINK = ("_wcst_order_track_http_url", "_tracking_link", "tracking_link", "_tracking_url", "tracking_url")
_SHIPPED = ("_wcst_order_dispatch_date", "_date_shipped", "date_shipped", "_aftership_tracking_shipdate")
# Statuses of shipping plugins (Shipment Tracking, ShipStation, Shiprocket, Order Status Manager …), letters alone.
_OF_STATUS = {
    "shipped": Milestone.SHIPPED,
    "dispatched": Milestone.SHIPPED,
    "ordershipped": Milestone.SHIPPED,
    "handedover": Milestone.SHIPPED,
    "pickedup": Milestone.SHIPPED,
    "intransit": Milestone.IN_TRANSIT,
    "transit": Milestone.IN_TRANSIT,
    "ontheway": Milestone.IN_TRANSIT,
    "outfordelivery": Milestone.OUT_FOR_DELIVERY,
    "ofd": Milestone.OUT_FOR_DELIVERY,
    "availableforpickup": Milestone.PICKUP_POINT,
    "readyforpickup": Milestone.PICKUP_POINT,
    "readypickup": Milestone.PICKUP_POINT,
    "delivered": Milestone.DELIVERED,
    "orderdelivered": Milestone.DELIVERED,
    "undelivered": Milestone.ATTEMPT_FAILED,
    "deliveryfailed": Milestone.ATTEMPT_FAILED,
    "faileddelivery": Milestone.ATTEMPT_FAILED,
    "attempted": Milestone.ATTEMPT_FAILED,
    "rto": Milestone.RETURNING,
    "rtoinitiated": Milestone.RETURNING,
    "rtointransit": Milestone.RETURNING,
    "returning": Milestone.RETURNING,
    "rtodelivered": Milestone.RETURNED,
    "returntosender": Milestone.RETURNING,
    "returnedtosender": Milestone.RETURNED,
    "lost": Milestone.LOST,
}
_DAY = 86400  # seconds


def milestone_of(status: str) -> Milestone | None:
    """What a status that a plugin has added says of an order's parcels; None where it says nothing of them.

    "completed" is WooCommerce's own and only the shop's "I am done with it".
    """
    return _OF_STATUS.get(letters_of(status))


def parcels(order: Fields, ref: OrderRef, version_at: datetime, zone: str) -> list[ParcelNews]:
    """The parcels an order's plugins know of, as its status has them. `version_at` (UTC): of its last change."""
    shipped = _shipped(order, ref, version_at, zone)
    reached = milestone_of(text(order, "status").removeprefix("wc-"))
    if reached is None:
        return shipped
    if not shipped:
        return [ParcelNews(order=ref, milestone=reached, at=version_at)]
    if reached == Milestone.SHIPPED:
        return shipped
    return [news for one in shipped for news in (one, replace(one, milestone=reached, at=version_at))]


def _shipped(order: Fields, ref: OrderRef, version_at: datetime, zone: str) -> list[ParcelNews]:
    return [
        ParcelNews(
            order=ref,
            milestone=Milestone.SHIPPED,
            at=_shipped_at(item, version_at, zone),
            tracking_number=text(item, "tracking_number"),
            courier=_courier(text(item, "custom_tracking_provider") or text(item, "tracking_provider")),
            tracking_url=link(item, "custom_tracking_link") or link(item, "tracking_link"),
        )
        for item in _numbered(order)
    ]


def numbers(order: Fields) -> tuple[str, ...]:
    """All tracking numbers an order has now: a parcel whose number isn't among them was taken back, or mistyped."""
    return tuple(text(item, "tracking_number") for item in _numbered(order))


def _numbered(order: Fields) -> list[Fields]:
    return [item for item in _items(order) if text(item, "tracking_number")]


def _items(order: Fields) -> list[Fields]:
    listed: Any = meta(order, _ITEMS)
    if isinstance(listed, dict):
        listed = [listed] if "tracking_number" in listed else list(listed.values())
    if isinstance(listed, list):
        return [item for item in listed if isinstance(item, dict)]
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
