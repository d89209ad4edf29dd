"""Parcels that are no more: a mistyped number, one parcel told under two names, and half of an order."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.db.notices import Moment
from bot.db.orders import Parcel, Sighting
from bot.domain.news import OrderRef, ParcelNews
from bot.services.incoming.parcels import call_off_unlisted
from tests.fakes import START
from tests.services.moments.test_lateness import days_later
from tests.teller import LAMP, SAREE, Teller, order_news, parcel_news, version


def written(number: str, hours: float = 1) -> ParcelNews:
    """A number typed into the order, without any id of a parcel."""
    return parcel_news("shipped", hours, external_id="", tracking_number=number)


def carried(teller: Teller, milestone: str, hours: float, number: str, **changes: object) -> None:
    order = OrderRef(number="1042")
    news = parcel_news(milestone, hours, external_id="", tracking_number=number, order=order, **changes)
    teller.tell(news, by=teller.carrier)


def corrected(teller: Teller, *listed: str) -> list[str]:
    """The order comes in a version with these numbers; the moments of that, and what each parcel is then."""
    before = len(teller.told())
    at = START + timedelta(hours=2)
    call_off_unlisted(teller.db, teller.shop, teller.order(), listed, at, teller.now)
    return teller.told()[before:]


def stands(teller: Teller) -> list[tuple[str, str]]:
    return [(parcel.tracking_number, parcel.milestone) for parcel in teller.order().parcels]


def test_it_calls_off_a_number_that_was_put_right(teller: Teller) -> None:
    teller.tell(order_news(), written("T1O"))
    assert corrected(teller, "T10") == []
    teller.tell(written("T10", 2))
    assert stands(teller) == [("T1O", "called_off"), ("T10", "shipped")]
    carried(teller, "delivered", 5, "T10")
    assert teller.told("order") == ["order.placed", "order.delivered"]
    assert days_later(teller, 5) == []


def test_it_calls_off_only_what_the_shop_wrote_and_nobody_moved(teller: Teller) -> None:
    teller.tell(order_news(), written("T1"), written("T2"))
    carried(teller, "in_transit", 2, "T2")
    carried(teller, "shipped", 2, "T3")
    corrected(teller, "t-1")
    assert stands(teller) == [("T1", "shipped"), ("T2", "in_transit"), ("T3", "shipped")]
    corrected(teller)
    assert stands(teller) == [("T1", "called_off"), ("T2", "in_transit"), ("T3", "shipped")]


def test_it_waits_no_longer_for_what_was_called_off(teller: Teller) -> None:
    teller.tell(order_news(), written("T1O"), written("T10"))
    carried(teller, "delivered", 5, "T10")
    assert "order.delivered" not in teller.told()
    assert corrected(teller, "T10") == ["order.delivered", "points.earned"]
    assert teller.moment("order.delivered").at == START + timedelta(hours=5)


def test_it_makes_one_parcel_of_what_the_carrier_told_before_the_shop(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1))
    carried(teller, "shipped", 2, "T2")
    carried(teller, "out_for_delivery", 3, "T2", place="Surat")
    told = teller.told()
    teller.tell(parcel_news("shipped", 4, tracking_number="T2"))
    assert stands(teller) == [("T2", "out_for_delivery"), ("T2", "called_off")]
    first, second = teller.order().parcels
    assert (first.external_id, first.place) == ("f1", "Surat")
    assert [row.milestone for row in teller.db.scalars(select(Sighting).where(Sighting.parcel_id == second.id))] == [
        "called_off"
    ]
    assert set(teller.db.scalars(select(Moment.parcel_id).where(Moment.parcel_id.is_not(None)))) == {first.id}
    assert teller.told() == told
    carried(teller, "delivered", 5, "T2")
    assert stands(teller)[0] == ("T2", "delivered")
    assert teller.told("order") == ["order.placed", "order.delivered"]
    assert days_later(teller, 9) == []


def test_it_sees_that_all_has_arrived_when_two_become_one(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1))
    carried(teller, "delivered", 3, "T2")
    assert "order.delivered" not in teller.told()
    teller.tell(parcel_news("shipped", 4, tracking_number="T2"))
    assert stands(teller)[0] == ("T2", "delivered")
    assert "order.delivered" in teller.told()


def test_it_waits_for_a_parcel_that_has_only_a_label(teller: Teller) -> None:
    teller.tell(order_news())
    for milestone, hours, number in (("shipped", 1, "A1"), ("label", 1, "A2"), ("delivered", 5, "A1")):
        carried(teller, milestone, hours, number)
    assert teller.told("order") == ["order.placed"]
    carried(teller, "delivered", 6, "A2")
    assert teller.told("order") == ["order.placed", "order.delivered"]


def test_it_does_not_wait_for_a_shipment_that_was_made_anew(teller: Teller) -> None:
    whole = {"lines": (SAREE, LAMP)}
    teller.tell(order_news(), parcel_news("label", 1, **whole), parcel_news("", 2, cancelled=True, **whole))
    again = {"external_id": "f2", "tracking_number": "T2", **whole}
    teller.tell(parcel_news("label", 3, **again), parcel_news("shipped", 4, **again))
    teller.tell(parcel_news("delivered", 5, **again))
    assert teller.told("order") == ["order.placed", "order.delivered"]


def test_it_sees_that_all_has_arrived_when_the_rest_is_called_off(teller: Teller) -> None:
    failed = parcel_news("", 1, external_id="f0", tracking_number="")
    again = {"external_id": "f2", "tracking_number": "T2"}
    teller.tell(order_news(), failed, parcel_news("label", 1), parcel_news("delivered", 5, **again))
    assert teller.told("order") == ["order.placed"]
    teller.tell(parcel_news("", 6, cancelled=True))
    assert teller.told("order") == ["order.placed", "order.delivered"]
    assert teller.db.scalars(select(Parcel.milestone).order_by(Parcel.id)).all() == ["", "called_off", "delivered"]


def test_a_parcel_without_a_number_stays_and_takes_the_first_that_is_listed(teller: Teller) -> None:
    nameless = parcel_news("shipped", 1, external_id="", tracking_number="")
    teller.tell(order_news(), nameless, version(90, tracking_numbers=("",)))
    assert [parcel.stage for parcel in teller.order().parcels] == ["shipped"]
    numbered = parcel_news("shipped", 1.7, external_id="", tracking_number="A1")
    teller.tell(version(100, tracking_numbers=("", "A1")), numbered)
    assert [(parcel.tracking_number, parcel.stage) for parcel in teller.order().parcels] == [("A1", "shipped")]
    assert teller.told("parcel.") == ["parcel.shipped"]
    teller.tell(version(110, tracking_numbers=()))
    assert [parcel.milestone for parcel in teller.order().parcels] == ["called_off"]
