"""What happens to a shop's customers, as Shopify and Shiprocket post it: carts, orders, parcels, refunds."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Body = dict[str, Any]
# Which (order id, moment) a webhook may be the first to tell; ORDER stands for the order itself.
Said = tuple[str, str]
FIXTURES = Path(__file__).resolve().parents[1] / "tests" / "shops" / "fixtures" / "shopify"
INDIA = ZoneInfo("Asia/Kolkata")
ORDER, TRACKING = "order", "tracking"
# From one thing that happens to the next; short, so that no reminder of a cart falls due while we measure.
STEP = timedelta(seconds=30)
LOCALES = ("en", "hi-IN", "gu-IN", "bn-IN")
SKUS = ("SAR-BANDHANI", "SAR-PATOLA", "SAR-BANARASI", "SAR-TANT", "SAR-CHANDERI")
CITIES = ("Ahmedabad", "Surat", "Rajkot", "Mumbai", "Kolkata", "Bengaluru", "Lucknow", "Jaipur")
# shipment_status_id, Shiprocket's label, our moment.
PICKED_UP = (42, "PICKED UP", "parcel.shipped")
MOVING = (18, "IN TRANSIT", "parcel.in_transit")
DELAYED = (22, "DELAYED", "parcel.late")
NEAR = (38, "REACHED DESTINATION HUB", "parcel.near")
AT_THE_DOOR = (17, "OUT FOR DELIVERY", "parcel.out_for_delivery")
NOT_HOME = (21, "UNDELIVERED", "parcel.attempt_failed")
DELIVERED = (7, "DELIVERED", "parcel.delivered")
GOING_BACK = (9, "RTO INITIATED", "parcel.returning")
# What Shopify calls the same, where it is told by a carrier's app.
BY_SHOPIFY = {18: "in_transit", 17: "out_for_delivery", 7: "delivered"}


@dataclass(frozen=True, slots=True)
class Step:
    """One webhook: `topic` is Shopify's, or TRACKING."""

    topic: str
    body: Body
    says: tuple[Said, ...] = ()


def journeys(whose: Callable[[int], int], began: datetime, seed: int) -> Iterator[list[Step]]:
    """One customer's steps after the other's, without end: 45 in 100 buy, the others leave a cart.

    `whose`: the customer of the journey of a number.
    """
    chance = random.Random(seed)
    shapes = {name: json.loads((FIXTURES / f"{name}.json").read_text("utf-8")) for name in _SHAPES}
    number = 0
    while True:
        journey = _Journey(chance, shapes, number, whose(number), began)
        yield journey.purchase() if chance.random() < 0.45 else journey.cart(chance.choice((2, 3)))
        number += 1


_SHAPES = ("order", "fulfillment", "fulfillment_event", "checkout", "refund")


def phone(customer: int) -> str:
    """A customer's number."""
    return f"+9198{customer:08d}"


class _Journey:
    """One customer, one cart or order. Ids follow from the number, so that none is given twice."""

    def __init__(
        self, chance: random.Random, shapes: dict[str, Body], number: int, customer: int, began: datetime
    ) -> None:
        self._chance, self._shapes, self._number = chance, shapes, number
        self._order_id = 820_000_000_000_000_000 + number
        self._name, self._awb = f"BN-{100_000 + number}", f"149{number:010d}"
        self._at, self._placed = began, ""
        self._place = chance.choice(CITIES)
        self._cod = chance.random() < 0.4
        self._locale = chance.choice(LOCALES)
        self._phone = phone(customer)
        self._person = {
            "id": 7_100_000_000_000 + customer,
            "first_name": chance.choice(("Asha", "Meera", "Kiran", "Dev", "Riya")),
            "last_name": "Patel",
            "phone": self._phone,
            "email": f"c{customer}@example.com",
            "default_address": {"country_code": "IN"},
        }
        self._token = f"bench{number:027x}"

    def cart(self, changes: int) -> list[Step]:
        """A checkout begun and changed."""
        return [self._checkout("checkouts/create" if n == 0 else "checkouts/update", n) for n in range(changes)]

    def purchase(self) -> list[Step]:
        """A checkout (sometimes), the order, its payment, its parcel, seldom a refund."""
        steps = self.cart(2) if self._chance.random() < 0.4 else []
        waits = not self._cod and self._chance.random() < 0.2
        first = "pending" if waits or self._cod else "paid"
        placed = (str(self._order_id), "order.cod" if self._cod else "order.placed")
        steps.append(self._order("orders/create", first, (str(self._order_id), ORDER), placed))
        if not self._cod:
            # Mostly the version that orders/create has told already.
            told = (str(self._order_id), "order.paid")
            steps.append(self._order("orders/paid", "paid", *((told,) if waits else ()), same=not waits))
        if self._chance.random() < 0.6:
            steps.append(self._order("orders/updated", first if self._cod else "paid"))
        steps += self._parcel()
        if self._chance.random() < 0.03:
            steps.append(self._refund())
            steps.append(self._order("orders/updated", "partially_refunded"))
        return steps

    def _parcel(self) -> Iterator[Step]:
        yield self._fulfilment()
        told_twice = self._chance.random() < 0.3
        scans: list[tuple[int, str, str, datetime]] = []
        expected = self._at + timedelta(days=2)
        for status in self._way():
            if status is DELAYED:
                expected += timedelta(days=2)
            at = self._later()
            scans.append((*status, at))
            yield self._tracking(scans, expected)
            if told_twice and status[0] in BY_SHOPIFY:
                yield self._event(BY_SHOPIFY[status[0]], status[2], at)

    def _way(self) -> list[tuple[int, str, str]]:
        fate = self._chance.random()
        if fate < 0.02:
            return [PICKED_UP, MOVING, AT_THE_DOOR, GOING_BACK]
        if fate < 0.08:
            return [PICKED_UP, MOVING, NEAR, AT_THE_DOOR, NOT_HOME, DELIVERED]
        if fate < 0.12:
            return [PICKED_UP, MOVING, DELAYED, AT_THE_DOOR, DELIVERED]
        return [PICKED_UP, MOVING, NEAR, AT_THE_DOOR, DELIVERED]

    def _later(self) -> datetime:
        self._at += STEP
        return self._at

    def _checkout(self, topic: str, changes: int) -> Step:
        at = self._later().isoformat()
        body = self._shapes["checkout"] | self._names() | {"created_at": at, "updated_at": at}
        body |= {"phone": self._phone, "sms_marketing_phone": self._phone}
        line = body["line_items"][0] | {"sku": SKUS[self._number % len(SKUS)], "quantity": changes + 1}
        return Step(topic, body | {"line_items": [line]})

    def _names(self) -> Body:
        """What a checkout and its order share."""
        return {
            "token": self._token,
            "cart_token": f"c1-{self._token}",
            "id": 37_000_000_000_000 + self._number,
            "customer": self._person,
            "email": self._person["email"],
            "customer_locale": self._locale,
        }

    def _order(self, topic: str, payment: str, *says: Said, same: bool = False) -> Step:
        at = (self._at if same else self._later()).isoformat()
        shape, place = self._shapes["order"], {"phone": self._phone, "city": self._place}
        lines = [
            line | {"id": self._order_id * 10 + n, "sku": SKUS[(self._number + n) % len(SKUS)]}
            for n, line in enumerate(shape["line_items"])
        ]
        body = shape | self._names()
        body |= {"id": self._order_id, "name": self._name, "order_number": 100_000 + self._number}
        body |= {"checkout_token": self._token, "checkout_id": self._names()["id"], "line_items": lines}
        self._placed = self._placed or at
        body |= {"created_at": self._placed, "processed_at": self._placed, "updated_at": at}
        gateway = "Cash on Delivery (COD)" if self._cod else "razorpay"
        body |= {"financial_status": payment, "payment_gateway_names": [gateway], "note_attributes": []}
        body |= {name: shape[name] | place for name in ("shipping_address", "billing_address")}
        return Step(topic, body, says)

    def _fulfilment(self) -> Step:
        at = self._later().isoformat()
        shape = self._shapes["fulfillment"]
        lines = [
            shape["line_items"][0] | {"id": self._order_id * 10 + n, "quantity": n + 1} for n in (0, 1)
        ]  # one and two pieces: the whole order
        body = shape | {"id": self._order_id + 1_000_000_000, "order_id": self._order_id, "line_items": lines}
        body |= {"created_at": at, "updated_at": at, "tracking_number": self._awb, "tracking_numbers": [self._awb]}
        return Step("fulfillments/create", body, ((str(self._order_id), "parcel.shipped"),))

    def _event(self, status: str, moment: str, at: datetime) -> Step:
        body = self._shapes["fulfillment_event"] | {"id": int(at.timestamp()) * 100_000 + self._number}
        body |= {"fulfillment_id": self._order_id + 1_000_000_000, "order_id": self._order_id, "status": status}
        body |= {"happened_at": at.isoformat(), "created_at": at.isoformat(), "updated_at": at.isoformat()}
        body |= {"city": self._place, "estimated_delivery_at": None}
        return Step("fulfillment_events/create", body, ((str(self._order_id), moment),))

    def _tracking(self, scans: list[tuple[int, str, str, datetime]], expected: datetime) -> Step:
        number, label, _, at = scans[-1]
        body = {
            "awb": self._awb,
            "courier_name": "Delhivery Surface",
            "current_status": label,
            "current_status_id": 20,
            "shipment_status": label,
            "shipment_status_id": number,
            "current_timestamp": _indian(at, "%d %m %Y %H:%M:%S"),
            "order_id": f"{self._name}_{150_000_000 + self._number}",
            "sr_order_id": 348_000_000 + self._number,
            "etd": _indian(expected, "%Y-%m-%d %H:%M:%S"),
            "scans": [self._scan(*scan) for scan in scans],
            "is_return": 0,
            "channel_id": 3422553,
        }
        # Each brings the scans before it, which makes up for webhooks that came late or not at all.
        return Step(TRACKING, body, tuple((str(self._order_id), moment) for _, _, moment, _ in scans))

    def _scan(self, number: int, label: str, _moment: str, at: datetime) -> Body:
        place = f"{self._place}_Hub"
        when = _indian(at, "%Y-%m-%d %H:%M:%S")
        return {"date": when, "activity": label, "location": place, "sr-status": str(number), "sr-status-label": label}

    def _refund(self) -> Step:
        at = self._later().isoformat()
        body = self._shapes["refund"] | {"id": self._order_id, "order_id": self._order_id}
        return Step(
            "refunds/create",
            body | {"created_at": at, "processed_at": at},
            ((str(self._order_id), "order.refund_issued"),),
        )


def _indian(at: datetime, pattern: str) -> str:
    return at.astimezone(INDIA).strftime(pattern)
