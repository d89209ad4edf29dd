"""One example of each event, as the description shows it; a test sends every one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BUYER = {"name": "Meena Joshi", "phone": "98250 12345", "country": "IN", "locale": "gu"}
_ORDER: dict[str, Any] = {
    "number": "A-5001",
    "placed_at": "2026-11-21T12:00:00+05:30",
    "customer": _BUYER,
    "items": [{"title": "Bandhani saree", "quantity": 1, "price": 189900, "sku": "BAN-RED"}],
    "total": 189900,
    "currency": "INR",
    "payment": "cod",
    "ship_to": {"name": "Meena Joshi", "street": "12 Ashram Road", "city": "Ahmedabad", "pin": "380009"},
    "promised_on": "2026-11-26",
}
EXAMPLES: Mapping[str, dict[str, Any]] = {
    "order": {"type": "order"} | _ORDER,
    "order.cancelled": {"type": "order.cancelled"} | _ORDER | {"cancelled_at": "2026-11-21T15:30:00+05:30"},
    "parcel": {
        "type": "parcel",
        "order": {"number": "A-5001"},
        "milestone": "shipped",
        "at": "2026-11-22T10:15:00+05:30",
        "tracking_number": "SF1234567890",
        "courier": "Delhivery",
        "tracking_url": "https://track.example.com/SF1234567890",
        "expected_on": "2026-11-25",
    },
    "refund": {
        "type": "refund",
        "order": {"number": "A-5001"},
        "id": "rf_77",
        "amount": 189900,
        "at": "2026-11-28T09:00:00+05:30",
        "done": False,
    },
    "cart": {
        "type": "cart",
        "token": "c_9f3a",
        "customer": _BUYER,
        "items": [{"title": "Silk dupatta", "price": 79900, "picture_url": "https://shop.example.com/dupatta.jpg"}],
        "updated_at": "2026-11-21T18:20:00+05:30",
        "recovery_url": "https://shop.example.com/cart/c_9f3a",
    },
    "customer": {"type": "customer", "customer": _BUYER | {"birthday": "03-14"}, "updated_at": "2026-11-21T12:00:00Z"},
    "consent": {
        "type": "consent",
        "customer": {"phone": "+919825012345"},
        "channel": "whatsapp",
        "granted": True,
        "at": "2026-11-21T12:00:00+05:30",
        "words": "Send me offers on WhatsApp",
    },
    "product": {
        "type": "product",
        "sku": "BAN-RED",
        "title": "Bandhani saree, red",
        "at": "2026-11-21T12:00:00+05:30",
        "price": 189900,
        "stock": 4,
        "category": "saree",
        "url": "https://shop.example.com/p/ban-red",
    },
}
