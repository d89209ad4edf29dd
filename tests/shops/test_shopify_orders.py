"""Orders from Shopify: the body says what an order is, not the topic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.news import Address, Line, Nothing, OrderEdited, OrderGone, OrderNews, OrderRef, Person
from bot.shops.shopify.source import ShopifySource
from tests.shops.shopify import KNOWN, ORDER_ID, posted, read, shape

DUPATTA = Line("Bandhani dupatta, red", 1, 129900, "BAND-RED", "14550012345678901")
KURTAS = Line("Block-print kurta", 2, 89950, "KURTA-BP-M", "14550012345678902")
ASHA = Person(
    external_id="7100112233445",
    name="Asha Patel",
    phones=("+919800000001", "098000 00001", "+91 98250 11111"),
    country="IN",
    email="asha@example.com",
    locale="gu-IN",
    own_phones=("+919800000001",),
)
NEWS = OrderNews(
    external_id=ORDER_ID,
    number="IN-1042",
    person=ASHA,
    lines=(DUPATTA, KURTAS),
    total=309800,
    currency="INR",
    placed_at=datetime(2026, 11, 20, 13, 10, 3, tzinfo=UTC),
    version_at=datetime(2026, 11, 20, 13, 10, 9, tzinfo=UTC),
    payment="cod",
    ship_to=Address("Asha Patel", "12, Shanti Apartments, Near Law Garden, Navrangpura", "Ahmedabad", "380009", "IN"),
    promised_on=date(2026, 11, 25),
    cart_tokens=("bd5a8aa1ecd019dd3520ff791ee3a24c", "c1-7a2abe82733a34e84aa472d57fb5c3c1", "37100112233445"),
    accepts_marketing=True,
)


@pytest.mark.parametrize("what", ["create", "paid", "updated", "fulfilled", "partially_fulfilled", "cancelled"])
def test_it_reads_the_same_order_under_every_topic(what: str) -> None:
    assert read(f"orders/{what}", shape("order")) == NEWS


def test_it_reads_a_cancelled_order_with_what_was_in_it() -> None:
    first, second = shape("order")["line_items"]
    lines = [first | {"current_quantity": 0}, second]
    at = {"cancelled_at": "2026-11-20T14:00:00Z", "current_total_price": "0.00", "current_total_price_set": None}
    body = shape("order", financial_status="voided", line_items=lines, **at)
    assert read("orders/updated", body) == replace(
        NEWS, payment="voided", cancelled_at=datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
    )


def test_it_reads_an_edited_order_as_it_is_now() -> None:
    first, second = shape("order")["line_items"]
    body = shape("order", line_items=[first, second | {"current_quantity": 0}], current_total_price="1299.00")
    body["current_total_price_set"] = None
    assert read("orders/updated", body) == replace(NEWS, lines=(DUPATTA,), total=129900)


def test_it_reads_what_an_edit_changed() -> None:
    assert read("orders/edited", shape("order_edited")) == OrderEdited(
        OrderRef(ORDER_ID),
        datetime(2026, 11, 20, 13, 32, tzinfo=UTC),
        (("14550012345678901", 1), ("14550012345678902", -2)),
    )


def test_it_reads_a_deleted_order() -> None:
    at = datetime(2026, 11, 23, 2, 59, 58, 123456, tzinfo=UTC)
    assert read("orders/delete", shape("deleted")) == OrderGone(OrderRef(ORDER_ID), at)


@pytest.mark.parametrize("triggered", ["", "yesterday", "2026-11-23T08:00:00", "2027-01-01T00:00:00Z"])
def test_it_takes_the_time_of_arrival_for_a_time_that_cannot_be(triggered: str) -> None:
    (news,) = ShopifySource().read(posted("orders/delete", {"id": 1}, x_shopify_triggered_at=triggered), KNOWN)
    assert news == OrderGone(OrderRef("1"), KNOWN.received_at)


@pytest.mark.parametrize(
    ("status", "gateways", "payment"),
    [
        ("pending", ["Cash on Delivery (COD)"], "cod"),
        ("pending", ["cash_on_delivery"], "cod"),
        ("pending", ["razorpay", "GoKwik COD"], "cod"),
        ("partially_paid", ["razorpay", "Cash on Delivery (COD)"], "cod"),
        ("pending", ["Codex Pay", "barcode"], "pending"),
        ("pending", [], "pending"),
        (None, None, "pending"),
        ("authorized", ["razorpay", "Cash on Delivery (COD)"], "pending"),
        ("paid", ["Cash on Delivery (COD)"], "paid"),
        ("partially_refunded", ["razorpay"], "partly_refunded"),
        ("refunded", ["razorpay"], "refunded"),
        ("voided", ["Cash on Delivery (COD)"], "voided"),
    ],
)
def test_it_reads_how_it_is_paid(status: str | None, gateways: list[str] | None, payment: str) -> None:
    body = shape("order", financial_status=status, payment_gateway_names=gateways)
    assert read("orders/updated", body) == replace(NEWS, payment=payment)


@pytest.mark.parametrize(
    ("note", "day"),
    [("2026-11-26", 26), ("5/11/2026", 5), ("07-11-2026", 7), ("2026-11-27T10:00:00+05:30", 27)],
)
def test_it_reads_the_promised_day(note: str, day: int) -> None:
    body = shape("order", note_attributes=[{"name": "gift", "value": "yes"}, {"name": "delivery_date", "value": note}])
    assert read("orders/updated", body) == replace(NEWS, promised_on=date(2026, 11, day))


@pytest.mark.parametrize("notes", [None, [], {}, [{"name": "Delivery Date", "value": "31/02/2026, after six"}]])
def test_it_reads_no_day_into_other_words(notes: Any) -> None:
    assert read("orders/updated", shape("order", note_attributes=notes)) == replace(NEWS, promised_on=None)


@pytest.mark.parametrize(
    ("state", "accepts"),
    [("subscribed", True), ("unsubscribed", False), ("redacted", False), ("not_subscribed", None), (None, None)],
)
def test_it_takes_only_consent_to_sms(state: str | None, accepts: bool | None) -> None:
    body = shape("order", buyer_accepts_marketing=True)
    body["customer"]["sms_marketing_consent"] = {"state": state}
    assert read("orders/updated", body) == replace(NEWS, accepts_marketing=accepts)


def test_it_passes_over_a_test_order_unless_told() -> None:
    body = shape("order", test=True)
    assert read("orders/create", body) == Nothing("a test order")
    assert ShopifySource(takes_tests=True).read(posted("orders/create", body), KNOWN) == (NEWS,)
