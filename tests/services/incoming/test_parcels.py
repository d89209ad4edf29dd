"""Parcels: found however they are named, told when something new is so, and never told what is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.notices import Moment
from bot.db.orders import Parcel
from bot.domain.news import OrderGone, OrderRef, ParcelNews
from bot.services.incoming import applying
from tests.fakes import START
from tests.teller import LAMP, SAREE, Teller, order_news, parcel_news

BY_NUMBER, BY_NOTHING = OrderRef(number="1042"), OrderRef()


def parcels(teller: Teller) -> list[Parcel]:
    teller.db.expire_all()
    return list(teller.db.scalars(select(Parcel).order_by(Parcel.id)))


def carried(milestone: str, hours: float, **changes: object) -> ParcelNews:
    """The same as the carrier tells it: by the order's number and the tracking number."""
    return parcel_news(milestone, hours, **{"external_id": "", "order": BY_NUMBER, **changes})


def test_it_tells_the_way_of_a_parcel(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("label"), parcel_news("shipped", 1), parcel_news("near", 2, place="Surat"))
    teller.tell(parcel_news("out_for_delivery", 3), parcel_news("delivered", 4))
    told = ["parcel.shipped", "parcel.near", "parcel.out_for_delivery", "parcel.delivered", "order.delivered"]
    assert [kind for kind in teller.told() if kind in told] == told
    [parcel] = parcels(teller)
    assert (parcel.stage, parcel.milestone, parcel.place) == ("delivered", "delivered", "Surat")
    assert (parcel.shipped_at, parcel.delivered_at) == (START + timedelta(hours=1), START + timedelta(hours=4))
    assert teller.moment("parcel.near").values == {"place": "Surat", "milestone": "near"}


def test_it_lets_news_wait_for_its_order_and_its_tracking_number(teller: Teller) -> None:
    with pytest.raises(applying.NotYet) as waiting:
        teller.tell(carried("shipped", 1, order=OrderRef(number="IN-1042")), by=teller.carrier)
    assert (waiting.value.order, waiting.value.number) == ("1042", "T1")
    teller.tell(order_news())
    assert teller.tell(parcel_news("label")).arrived_numbers == {"T1"}
    assert teller.tell(parcel_news("label", 1)).arrived_numbers == frozenset()


def test_it_finds_one_parcel_however_shop_and_carrier_name_it(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("label", tracking_number=""))
    teller.tell(carried("shipped", 1), carried("in_transit", 2, order=BY_NOTHING), by=teller.carrier)
    teller.tell(parcel_news("shipped", 1, courier="Delhivery"), replace(parcel_news("near", 3), tracking_number=""))
    [parcel] = parcels(teller)
    assert (parcel.external_id, parcel.tracking_number, parcel.courier, parcel.milestone) == (
        "f1",
        "T1",
        "Delhivery",
        "near",
    )


def test_it_takes_the_shops_parcel_for_one_the_carrier_told_first(teller: Teller) -> None:
    teller.tell(order_news())
    teller.tell(carried("shipped", 1), by=teller.carrier)
    teller.tell(parcel_news("label", tracking_number=""))
    [parcel] = parcels(teller)
    assert (parcel.source, parcel.external_id, parcel.stage) == (teller.shop.source, "f1", "shipped")


def test_it_finds_an_order_that_a_carrier_calls_by_the_shops_id(teller: Teller) -> None:
    teller.tell(order_news(external_id="1373900"))
    teller.tell(carried("shipped", 1, order=OrderRef(number="1373900")), by=teller.carrier)
    assert len(parcels(teller)) == 1


def test_it_never_finds_another_shops_parcel(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped"))
    teller.carrier.merchant_id = teller.cast.other_shop
    teller.db.flush()
    with pytest.raises(applying.NotYet):
        teller.tell(carried("delivered", 1), by=teller.carrier)


def test_it_tells_a_second_attempt_on_another_day_only(teller: Teller) -> None:
    teller.tell(order_news())
    teller.now += timedelta(days=1)
    for hours in (1, 3, 24):
        teller.tell(parcel_news("out_for_delivery", hours), parcel_news("attempt_failed", hours + 1))
    assert teller.told("parcel.out") == ["parcel.out_for_delivery"] * 2
    assert teller.told("parcel.att") == ["parcel.attempt_failed"] * 2
    subjects = teller.db.scalars(select(Moment.subject).where(Moment.kind == "parcel.attempt_failed"))
    assert sorted(subject.split(":", 2)[2] for subject in subjects) == ["2026-11-21", "2026-11-22"]


def test_it_tells_nothing_that_is_over_when_it_becomes_known(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("delivered", 9), parcel_news("out_for_delivery", 8))
    teller.tell(parcel_news("in_transit", 10), parcel_news("delivered", 9))
    assert teller.told("parcel") == ["parcel.delivered"]
    assert parcels(teller)[0].stage == "delivered"


def test_it_never_tells_delivered_of_a_parcel_that_goes_back(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("returning", 1), parcel_news("delivered", 2), parcel_news("returned", 3))
    assert teller.told() == ["order.placed", "parcel.returning", "parcel.returned"]


def test_it_waits_for_all_parcels_before_what_comes_after(teller: Teller) -> None:
    first, second = {"lines": (SAREE,)}, {"lines": (LAMP,), "external_id": "f2", "tracking_number": "T2"}
    teller.tell(order_news(), parcel_news("shipped", 1, **first), parcel_news("delivered", 2, **first))
    assert parcels(teller)[0].contents == [{"title": "Bandhani saree", "quantity": 1}]
    assert "order.delivered" not in teller.told()
    teller.tell(parcel_news("shipped", 3, **second), parcel_news("delivered", 4, **second))
    assert teller.told("order") == ["order.placed", "order.delivered"]


def test_it_says_nothing_of_a_cancelled_order_but_that_it_came_back(teller: Teller) -> None:
    teller.tell(order_news(), OrderGone(OrderRef("501"), START))
    teller.tell(parcel_news("shipped", 1), parcel_news("delivered", 2), parcel_news("returned", 3))
    assert teller.told() == ["order.placed", "parcel.returned"]


def test_it_forgets_a_shipment_that_was_called_off_whenever_that_comes(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("", 2, cancelled=True), parcel_news("shipped", 1), parcel_news("label"))
    assert teller.told() == ["order.placed"]
    teller.tell(parcel_news("shipped", 3, external_id="f2", tracking_number="T1"))
    assert [parcel.stage for parcel in parcels(teller)] == ["ready", "shipped"]


@pytest.mark.parametrize(
    ("news", "word"),
    [
        (parcel_news("teleported"), "milestone"),
        (parcel_news("shipped", 99), "future"),
        (parcel_news("shipped", order=BY_NOTHING, tracking_number=""), "order"),
    ],
)
def test_it_refuses_what_can_never_be(teller: Teller, news: ParcelNews, word: str) -> None:
    teller.tell(order_news())
    with pytest.raises(applying.Unfit, match=word):
        teller.tell(news)
