"""Bodies as shop systems and carriers send them, with no more in them than the cases of this folder need."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")
Things = tuple[tuple[str, int, int], ...]  # title, pieces, price of one in whole units
LAMP: Things = (("Brass lamp", 1, 1499),)


def ago(now: datetime, seconds: float) -> str:
    """A moment so many seconds before now, as most senders write it."""
    return (now - timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def at_address(country: str, phone: str | None, **more: Any) -> dict[str, Any]:
    """An address of Shopify's."""
    person = {"first_name": "Harsh", "last_name": "Vora", "address1": "4 Lake View", "city": "Bhuj", "zip": "370001"}
    return person | {"country_code": country, "phone": phone} | more


def shopify_order(
    number: str, now: datetime, phone: str | None, things: Things = LAMP, **changes: Any
) -> dict[str, Any]:
    """An order of Shopify's, paid online, that goes to India; "#" and the number is its name."""
    total = f"{_total(things)}.00"
    lines = [
        {"id": place, "title": title, "quantity": pieces, "current_quantity": pieces, "price": f"{price}.00"}
        for place, (title, pieces, price) in enumerate(things, 1)
    ]
    order = {
        "id": f"55{number}",
        "name": f"#{number}",
        **{name: ago(now, 90) for name in ("created_at", "processed_at", "updated_at")},
        **dict.fromkeys(("currency", "presentment_currency"), "INR"),
        **dict.fromkeys(("total_price", "current_total_price"), total),
        "financial_status": "paid",
        "payment_gateway_names": ["razorpay"],
        "line_items": lines,
        "shipping_address": at_address("IN", phone),
        "billing_address": at_address("IN", phone),
        "refunds": [],
    }
    return order | changes


def shopify_parcel(
    number: str,
    now: datetime,
    parcel: str,
    tracking: tuple[str, ...],
    things: Things = LAMP,
    lines: tuple[int, ...] = (1,),
) -> dict[str, Any]:
    """A fulfilment of that order: which lines (counted from 1) left in it, under which numbers."""
    held = [(line, *things[line - 1]) for line in lines]
    return {
        "id": f"66{number}{parcel}",
        "order_id": f"55{number}",
        "status": "success",
        "tracking_company": "Delhivery",
        "tracking_number": tracking[0],
        "tracking_numbers": list(tracking),
        "created_at": ago(now, 40),
        "updated_at": ago(now, 30),
        "line_items": [
            {"id": line, "title": title, "quantity": pieces, "price": f"{price}.00"}
            for line, title, pieces, price in held
        ],
    }


def woo_order(number: str, now: datetime, phone: str, things: Things = LAMP, **changes: Any) -> dict[str, Any]:
    """An order of WooCommerce's, paid online."""
    written = (now - timedelta(seconds=90)).strftime("%Y-%m-%dT%H:%M:%S")
    lines = [
        {
            "id": place,
            "name": title,
            "quantity": pieces,
            "price": price,
            "total": f"{price * pieces}.00",
            "total_tax": "0",
        }
        for place, (title, pieces, price) in enumerate(things, 1)
    ]
    order = {
        "id": f"7{number}",
        "number": f"7{number}",
        "status": "processing",
        "currency": "INR",
        "date_created_gmt": written,
        "date_modified_gmt": written,
        "date_paid_gmt": written,
        "total": f"{_total(things)}.00",
        "payment_method": "razorpay",
        "payment_method_title": "Online",
        "customer_id": 0,
        "billing": woo_address("IN", phone),
        "shipping": {},
        "line_items": lines,
        "refunds": [],
        "meta_data": [],
    }
    return order | changes


def woo_address(country: str, phone: str, **more: Any) -> dict[str, Any]:
    """An address of WooCommerce's."""
    person = {"first_name": "Harsh", "last_name": "Vora", "address_1": "4 Lake View", "city": "Bhuj"}
    return person | {"postcode": "370001", "country": country, "phone": phone} | more


def own_order(number: str, now: datetime, phone: str, things: Things = LAMP, **changes: Any) -> dict[str, Any]:
    """An order of the shop's own system, for the API."""
    items = [
        {"id": str(place), "title": title, "quantity": pieces, "price": price * 100}
        for place, (title, pieces, price) in enumerate(things, 1)
    ]
    order = {
        "type": "order",
        "number": number,
        "placed_at": ago(now, 90),
        "payment": "paid",
        "total": _total(things) * 100,
        "customer": {"name": "Harsh Vora", "phone": phone},
        "items": items,
    }
    return order | changes


def own_parcel(
    number: str, now: datetime, milestone: str, tracking: str, *titles: str, **changes: Any
) -> dict[str, Any]:
    """A parcel of that order, holding one of each title (all of it where none is named)."""
    parcel = {
        "type": "parcel",
        "order": {"number": number},
        "milestone": milestone,
        "at": ago(now, 5),
        "tracking_number": tracking,
        "courier": "Delhivery",
    }
    return parcel | ({"items": [{"title": title} for title in titles]} if titles else {}) | changes


def scan(tracking: str, now: datetime, said: str, status: int) -> dict[str, Any]:
    """A scan of Shiprocket's: its words and the number of its status."""
    return {
        "awb": tracking,
        "courier_name": "Delhivery",
        **dict.fromkeys(("current_status", "shipment_status"), said),
        "current_status_id": status,
        "shipment_status_id": status,
        "current_timestamp": (now - timedelta(seconds=5)).astimezone(INDIA).strftime("%d %m %Y %H:%M:%S"),
        "order_id": "",
        "scans": [],
        "is_return": 0,
    }


def _total(things: Things) -> int:
    return sum(pieces * price for _, pieces, price in things)
