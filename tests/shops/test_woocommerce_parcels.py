"""What WooCommerce's plugins and refunds say: tracking numbers, promised days, money that goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.news import OrderRef, ParcelNews, RefundNews, Unreadable
from tests.shops.woocommerce_cases import fixture, read, read_order

VERSION = datetime(2026, 11, 21, 10, 50, 3, tzinfo=UTC)
ITEM = {"tracking_provider": "delhivery", "tracking_number": "1234567890123", "date_shipped": "1795219200"}


def _parcels(*rows: tuple[str, Any], **changes: Any) -> list[ParcelNews]:
    meta = [{"id": n, "key": key, "value": value} for n, (key, value) in enumerate(rows)]
    news = read("order.updated", fixture("order_sent_with_tracking", meta_data=meta, **changes))
    return [one for one in news if isinstance(one, ParcelNews)]


def test_it_reads_a_tracking_number() -> None:
    _, parcel = read("order.updated", fixture("order_sent_with_tracking"))
    assert parcel == ParcelNews(
        order=OrderRef("58213", "DK-58213"),
        milestone="shipped",
        at=VERSION,
        tracking_number="77712345678",
        courier="Blue Dart",
        tracking_url="https://www.bluedart.example/track?id=77712345678&lang=en",
        is_part=False,
    )


@pytest.mark.parametrize(
    "value",
    [[ITEM], {"0": ITEM}, ITEM, [None, "odd", ITEM, {}], [ITEM | {"tracking_number": 1234567890123}]],
    ids=["list", "object", "bare", "among others", "number"],
)
def test_it_reads_it_in_whatever_shape(value: Any) -> None:
    [parcel] = _parcels(("_wc_shipment_tracking_items", value))
    assert (parcel.tracking_number, parcel.courier) == ("1234567890123", "Delhivery")


def test_it_reads_every_parcel() -> None:
    items = [ITEM, ITEM | {"tracking_number": "EE123456789IN", "custom_tracking_provider": "India Post"}]
    assert [one.courier for one in _parcels(("_wc_shipment_tracking_items", items))] == ["Delhivery", "India Post"]


def test_it_reads_plugins_that_write_one_value_a_key() -> None:
    [parcel] = _parcels(
        ("_wcst_order_trackno", "AWB-1"),
        ("_wcst_order_trackname", "DTDC"),
        ("_wcst_order_track_http_url", "javascript:alert(1)"),
        ("_wcst_order_dispatch_date", "2026-11-20"),
    )
    assert (parcel.tracking_number, parcel.courier, parcel.tracking_url) == ("AWB-1", "DTDC", "")
    assert parcel.at == datetime(2026, 11, 20, 18, 30, tzinfo=UTC)  # the day's end in India


@pytest.mark.parametrize(
    "value", ["text", 7, [], {}, [[]], [{"tracking_number": ""}], [{"tracking_number": ["1"]}], None]
)
def test_it_passes_over_what_is_no_tracking_number(value: Any) -> None:
    assert _parcels(("_wc_shipment_tracking_items", value)) == []


@pytest.mark.parametrize(
    ("shipped", "at"),
    [
        ("1795219200", VERSION),  # midnight of the day the order was changed: only the day is known, and it isn't over
        ("1795132800", datetime(2026, 11, 20, 18, 30, tzinfo=UTC)),  # the day before
        (1795250000, datetime(2026, 11, 21, 8, 33, 20, tzinfo=UTC)),  # to the second
        ("1895219200", VERSION),  # not later than what told of it
        ("21/11/2026", VERSION),
        ("soon", VERSION),
        (["2026"], VERSION),
        ("9" * 400, VERSION),
        (-5, VERSION),
        (None, VERSION),
    ],
)
def test_it_knows_when_a_parcel_left_as_well_as_it_was_told(shipped: Any, at: datetime) -> None:
    [parcel] = _parcels(("_wc_shipment_tracking_items", [ITEM | {"date_shipped": shipped}]))
    assert parcel.at == at


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-26", date(2026, 11, 26)),
        ("2026-11-26T10:00:00", date(2026, 11, 26)),
        ("05/12/2026", date(2026, 12, 5)),
        ("31/02/2026", None),
        ("tomorrow", None),
        ("9999-12-31", None),
        (20261126, None),
        ([], None),
    ],
)
def test_it_reads_the_promised_day(written: Any, day: date | None) -> None:
    assert read_order(meta_data=[{"key": "_delivery_date", "value": written}]).promised_on == day


def test_it_reads_refunds_as_decided_not_as_arrived() -> None:
    order, refund = read("order.updated", fixture("order_partly_refunded"))
    at = datetime(2026, 11, 22, 5, 30, tzinfo=UTC)
    assert refund == RefundNews(OrderRef("58219", "DK-58219"), "58260", 34300, "INR", at, done=False)
    assert (getattr(order, "payment", ""), getattr(order, "refunded", 0)) == ("partly_refunded", 34300)


def test_it_calls_an_order_refunded_once_all_went_back() -> None:
    refunds = [{"id": 1, "total": "-2000.00"}, {"id": 2, "total": "-927.00"}]
    order = read_order("order_partly_refunded", refunds=refunds)
    assert (order.payment, order.refunded) == ("refunded", 292700)
    by_hand = read_order("order_partly_refunded", refunds=[], status="refunded")
    assert (by_hand.payment, by_hand.refunded) == ("refunded", 292700)


@pytest.mark.parametrize(
    ("refund", "field"),
    [
        ({"id": 5, "total": "much"}, "refunds[0].total"),
        ({"id": 5}, "refunds[0].total"),
        ({"total": "-5"}, "refunds[0].id"),
    ],
)
def test_it_names_what_is_wrong_with_a_refund(refund: dict[str, Any], field: str) -> None:
    with pytest.raises(Unreadable) as error:
        read_order(refunds=[refund])
    assert error.value.field == field
