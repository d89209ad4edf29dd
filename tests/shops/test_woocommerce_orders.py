"""WooCommerce's orders in our words: states, payment, money, people, places."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.news import Address, Nothing, OrderGone, OrderNews, OrderRef, Unreadable
from tests.shops.woocommerce_cases import KNOWN, fixture, read, read_order


@pytest.mark.parametrize("topic", ["order.created", "order.updated", "order.restored"])
def test_it_reads_an_order_of_each_topic(topic: str) -> None:
    [order] = read(topic, fixture("order_cod"))
    assert isinstance(order, OrderNews)
    assert (order.external_id, order.number, order.total, order.currency) == ("58213", "DK-58213", 292700, "INR")
    assert order.placed_at == datetime(2026, 11, 20, 13, 12, 10, tzinfo=UTC)
    assert order.version_at == datetime(2026, 11, 20, 13, 12, 12, tzinfo=UTC)
    assert (order.person.external_id, order.person.name, order.person.phones) == ("412", "Asha Mehta", ("98123 45678",))
    street = "B-14, Sarita Society Near Law Garden"
    assert order.ship_to == Address("Asha Mehta", street, "Ahmedabad", "380006", "IN")
    assert (order.promised_on, order.accepts_marketing) == (date(2026, 11, 26), True)
    assert order.cart_tokens == ("6f2b1c0a9d3e4f5a8b7c6d5e4f3a2b1c",)


def test_it_reads_lines_as_the_customer_saw_them() -> None:
    saree, diya = read_order().lines
    assert (saree.title, saree.quantity, saree.price) == ("Bandhani Silk Saree – Maroon", 1, 184900)
    assert (saree.sku, saree.external_id) == ("SAR-BAN-MRN", "7711")
    assert saree.picture_url == "https://asha-sarees.example/wp-content/uploads/bandhani.jpg"
    assert (diya.title, diya.quantity, diya.price, diya.sku) == ("Brass Diya (pair)", 3, 34300, "woo-322")


def test_it_takes_the_price_without_tax_where_the_shop_shows_it_so() -> None:
    assert read_order(prices_include_tax=False).lines[0].price == 176095


@pytest.mark.parametrize(
    ("status", "payment", "is_cancelled", "is_packed"),
    [
        ("pending", "pending", False, False),
        ("on-hold", "pending", False, False),
        ("failed", "pending", False, False),
        ("processing", "pending", False, False),
        ("completed", "pending", False, True),
        ("cancelled", "pending", True, False),
        ("trash", "pending", True, False),
        ("refunded", "refunded", False, False),
        ("shipped", "pending", False, False),
        ("wc-completed", "pending", False, True),
    ],
)
def test_it_reads_each_status(status: str, payment: str, is_cancelled: bool, is_packed: bool) -> None:
    order = read_order(status=status, payment_method="bacs")
    assert order.payment == payment
    assert (order.cancelled_at == order.version_at) == is_cancelled
    assert (order.packed_at == order.version_at) == is_packed


@pytest.mark.parametrize("status", ["checkout-draft", "auto-draft"])
def test_it_says_nothing_of_a_draft(status: str) -> None:
    [news] = read("order.created", fixture("order_cod", status=status))
    assert isinstance(news, Nothing)


def test_it_reads_how_an_order_is_paid() -> None:
    assert read_order().payment == "cod"
    assert read_order("order_paid_gift_from_abroad").payment == "paid"
    # WooCommerce itself dates the payment of a COD order when the shop marks it completed.
    assert read_order("order_sent_with_tracking").payment == "cod"


def test_it_claims_no_delivery_of_a_completed_order() -> None:
    order, parcel = read("order.updated", fixture("order_sent_with_tracking"))
    assert isinstance(order, OrderNews)
    assert order.packed_at == datetime(2026, 11, 21, 10, 50, 3, tzinfo=UTC)
    assert getattr(parcel, "milestone", None) == "shipped"


def test_it_forgets_a_deleted_order() -> None:
    assert read("order.deleted", fixture("order_deleted")) == (OrderGone(OrderRef("58213"), KNOWN.received_at),)


def test_it_reads_a_number_by_the_country_it_came_with() -> None:
    person = read_order("order_paid_gift_from_abroad").person
    assert (person.external_id, person.country) == ("", "IN")  # a guest, and a parcel to India
    assert person.phones == ("+14155552671", "098980 12345")


def test_it_reads_times_without_gmt_on_the_clocks_of_the_shop() -> None:
    order = read_order(date_created_gmt=..., date_modified_gmt=None)
    assert order.placed_at == datetime(2026, 11, 20, 13, 12, 10, tzinfo=UTC)
    assert order.version_at == datetime(2026, 11, 20, 13, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("currency", "total", "minor"), [("JPY", "1500", 1500), ("KWD", "1.2345", 1235), ("", 29, 2900)]
)
def test_it_counts_in_the_smallest_coin_of_the_currency(currency: str, total: Any, minor: int) -> None:
    order = read_order(currency=currency, total=total)
    assert (order.total, order.currency) == (minor, currency or "INR")


@pytest.mark.parametrize("total", ["-1.00", "abc", "", [], True, "NaN", "Infinity", "1e400", "9" * 30, "21474836.48"])
def test_it_refuses_a_total_that_is_none(total: Any) -> None:
    with pytest.raises(Unreadable) as error:
        read_order(total=total)
    assert error.value.field == "total"


@pytest.mark.parametrize("currency", ["RUPEE", 5, ["INR"], "₹₹₹"])
def test_it_refuses_a_currency_that_is_none(currency: Any) -> None:
    with pytest.raises(Unreadable) as error:
        read_order(currency=currency)
    assert error.value.field == "currency"


def test_an_order_without_any_time_is_as_old_as_its_news() -> None:
    odd: dict[str, Any] = {"date_modified": "soon", "date_created": 5, "date_created_gmt": "0001-01-01T00:00:00"}
    assert read_order(date_modified_gmt=None, **odd).version_at == KNOWN.received_at
    assert read_order(date_modified_gmt="2099-11-20T10:00:00").version_at == KNOWN.received_at


def test_a_missing_total_is_the_sum_of_the_lines() -> None:
    order = read_order(total=None)
    assert order.total == sum(line.price * line.quantity for line in order.lines) > 0


def test_it_reads_php_s_empty_objects_and_lists_with_gaps() -> None:
    first, second = fixture("order_cod")["line_items"]
    order = read_order(billing=[], shipping=[], meta_data={}, refunds=None, line_items={"2": first, "5": second})
    assert (order.person.name, order.person.phones, len(order.lines)) == ("", (), 2)


def test_it_keeps_texts_a_database_takes() -> None:
    line = {"id": 1, "name": "Kurta\x00 \ud83d &lt;3 क\u094d\u200dष <b>new</b>", "quantity": 10**30, "price": -5}
    [read_line] = read_order(line_items=[line, "odd", None]).lines
    assert read_line.title == "Kurta <3 क\u094d\u200dष new"
    assert (read_line.quantity, read_line.price) == (1, 0)


@pytest.mark.parametrize("value", ["no", "0", "", False, None, {"a": 1}])
def test_it_takes_no_empty_box_for_consent_or_its_withdrawal(value: Any) -> None:
    assert read_order(meta_data=[{"key": "sms_opt_in", "value": value}]).accepts_marketing is None
