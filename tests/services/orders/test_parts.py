"""A part that arrived is not the whole: stage, return window, points and notices wait for the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.db.notices import Moment
from bot.db.people import PointsEntry
from bot.domain.field_values import sentence
from bot.domain.news import ParcelNews
from bot.services.notices.part_arrivals import describe_rest
from bot.services.orders.finding import find_by_id
from bot.services.orders.views import OrderView
from tests.teller import LAMP, SAREE, Teller, order_news, parcel_news


def part(number: str, milestone: str, hours: float, *lines: object) -> ParcelNews:
    return parcel_news(milestone, hours, external_id=f"F-{number}", tracking_number=number, lines=lines)


def seen(teller: Teller) -> OrderView:
    order = teller.order()
    view = find_by_id(teller.db, teller.cast.shop, order.id, teller.now)
    assert view
    return view


def names(some: tuple[object, ...]) -> list[str]:
    return [str(getattr(item, "title", "")) for item in some]


def test_of_two_parcels_one_has_arrived(teller: Teller) -> None:
    teller.tell(order_news(), part("A1", "shipped", 1, SAREE), part("B2", "shipped", 1, LAMP))
    teller.tell(part("B2", "delivered", 2, LAMP))
    order = seen(teller)
    assert (order.stage, order.tracking_number, order.part_arrived) == ("shipped", "A1", True)
    assert (names(order.arrived), names(order.awaited)) == (["Brass lamp"], ["Bandhani saree"])
    assert (order.delivered_on, order.returnable_until, order.cancellable) == (None, None, False)
    assert "order.delivered" not in teller.told()
    assert teller.db.scalars(select(PointsEntry).where(PointsEntry.customer_id == teller.cast.asha)).all() == []


def test_the_newest_parcel_may_be_the_one_that_arrived_first(teller: Teller) -> None:
    teller.tell(order_news(), part("A1", "shipped", 1, SAREE), part("B2", "delivered", 2, LAMP))
    teller.tell(part("A1", "out_for_delivery", 3, SAREE))
    assert (seen(teller).stage, names(seen(teller).awaited)) == ("out_for_delivery", ["Bandhani saree"])
    teller.tell(part("A1", "delivered", 4, SAREE))
    assert (seen(teller).stage, seen(teller).part_arrived, names(seen(teller).awaited)) == (
        "delivered",
        False,
        ["Bandhani saree", "Brass lamp"],
    )
    assert "order.delivered" in teller.told()


def test_the_rest_has_not_been_sent_yet(teller: Teller) -> None:
    teller.tell(order_news(), part("A1", "delivered", 1, SAREE))
    order = seen(teller)
    assert (order.stage, order.tracking_number, order.cancellable) == ("confirmed", "", False)
    assert (names(order.arrived), names(order.awaited)) == (["Bandhani saree"], ["Brass lamp"])


def test_a_part_of_the_pieces_of_one_line_is_a_part(teller: Teller) -> None:
    one_lamp = LAMP.__class__(LAMP.title, 1, LAMP.price, external_id=LAMP.external_id)
    teller.tell(order_news(), part("A1", "delivered", 1, SAREE, one_lamp))
    awaited = seen(teller).awaited
    assert [(item.title, item.quantity) for item in awaited] == [("Brass lamp", 1)]


def test_two_boxes_that_say_nothing_of_what_they_hold(teller: Teller) -> None:
    teller.tell(order_news(), part("A1", "shipped", 1), part("B2", "delivered", 2))
    order = seen(teller)
    assert (order.stage, order.part_arrived, order.arrived) == ("shipped", True, ())
    assert names(order.awaited) == ["Bandhani saree", "Brass lamp"]


@pytest.mark.parametrize("milestone", ["lost", "returning"])
def test_a_replacement_that_arrived_is_the_whole(teller: Teller, milestone: str) -> None:
    teller.tell(order_news(), part("A1", "shipped", 1), part("A1", milestone, 2), part("B2", "delivered", 5))
    assert seen(teller).stage == "delivered"


@pytest.mark.parametrize("milestone", ["lost", "returning", "returned", "damaged"])
@pytest.mark.parametrize("first", ["A1", "B2"])
def test_what_went_wrong_with_the_rest_is_not_said_of_what_arrived(teller: Teller, milestone: str, first: str) -> None:
    other = "B2" if first == "A1" else "A1"
    held = {"A1": SAREE, "B2": LAMP}
    teller.tell(order_news(), part("A1", "shipped", 1, SAREE), part("B2", "shipped", 1, LAMP))
    teller.tell(part(first, milestone, 2, held[first]))
    order = seen(teller)
    assert (order.stage, names(order.awaited)) == ("shipped", [held[other].title])
    teller.tell(part(other, "delivered", 3, held[other]))
    order = seen(teller)
    assert (order.stage, order.part_arrived) == ("lost" if milestone == "damaged" else milestone, True)
    assert (names(order.arrived), names(order.awaited)) == ([held[other].title], [held[first].title])
    assert (order.delivered_on, order.returnable_until) == (None, None)
    moment = teller.db.scalars(select(Moment).where(Moment.kind == "parcel.delivered")).one()
    assert describe_rest(moment, "Delhivery") == sentence("rest.not_coming")
    assert "order.delivered" not in teller.told()


def test_a_box_of_a_shipment_that_was_lost_is_not_replaced_by_the_other(teller: Teller) -> None:
    boxes = [parcel_news("shipped", 1, external_id=name, tracking_number=name) for name in ("f1", "f1/J2")]
    teller.tell(order_news(), *boxes, parcel_news("lost", 2, external_id="f1", tracking_number="f1"))
    teller.tell(parcel_news("delivered", 3, external_id="f1/J2", tracking_number="f1/J2"))
    assert (seen(teller).stage, seen(teller).part_arrived) == ("lost", True)


def test_a_parcel_without_all_of_it_is_no_arrival_of_the_whole(teller: Teller) -> None:
    teller.tell(order_news(), part("A1", "shipped", 1), part("A1", "partly_delivered", 2))
    order = seen(teller)
    assert (order.stage, order.part_arrived, order.delivered_on) == ("in_transit", True, None)
    assert (order.returnable_until, order.cancellable) == (None, False)
    teller.tell(part("A1", "delivered", 3))
    assert (seen(teller).stage, seen(teller).part_arrived) == ("delivered", False)


def test_an_unnamed_part_is_a_part_until_all_was_sent(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped", 1, is_part=True), parcel_news("delivered", 2, is_part=True))
    assert (seen(teller).part_arrived, seen(teller).arrived, teller.told("order.")) == (True, (), ["order.placed"])
    teller.tell(parcel_news("delivered", 3, is_part=False))
    assert (seen(teller).stage, seen(teller).part_arrived) == ("delivered", False)
