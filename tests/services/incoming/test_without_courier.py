"""What no courier brings: nobody is promised one, in no notice, no question, no day and no page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.notices import Moment, Notice
from bot.db.orders import Parcel
from bot.db.shop import Merchant
from bot.domain.news import Line, OrderRef, ParcelNews
from bot.services.moments.lateness import record_overdue
from bot.services.notices.conditions import find_unmet
from bot.services.orders.cash_on_delivery import count_unconfirmed
from bot.services.orders.views import OrderView, build_view
from bot.services.storefront.tracking_views import find_cash_due
from tests.fakes import START
from tests.teller import LAMP, SAREE, Teller, order_news, parcel_news, version

WAYS = ("pickup", "counter", "nothing")


def view(teller: Teller) -> OrderView:
    return build_view(teller.order(), teller.db.get_one(Merchant, teller.cast.shop), teller.now)


def unmet(teller: Teller, kind: str, *names: str) -> str:
    moment = teller.db.scalars(select(Moment).where(Moment.kind == kind)).one()
    return find_unmet(teller.db, names, moment, teller.now)


def fulfilment(milestone: str, minutes: float = 30, **changes: Any) -> ParcelNews:
    return parcel_news(milestone, minutes / 60, tracking_number="", **changes)


@pytest.mark.parametrize(
    ("way", "stage"), [("pickup", "to_collect"), ("counter", "handed_over"), ("nothing", "nothing_sent")]
)
@pytest.mark.parametrize("payment", ["paid", "cod"])
def test_it_has_a_stage_of_its_own_and_nothing_to_pay_at_a_door(
    teller: Teller, way: str, stage: str, payment: str
) -> None:
    promised = (START - timedelta(days=1)).date()
    teller.tell(order_news(handover=way, payment=payment, promised_on=promised))
    told = view(teller)
    assert (told.stage, told.to_pay, told.expected_on, told.late_days) == (stage, None, None, 0)
    assert find_cash_due(teller.order()) is None
    assert count_unconfirmed(teller.db) == 0
    assert record_overdue(teller.db, START + timedelta(days=1)) == []
    assert teller.told("order.") == ([] if way == "counter" else ["order.placed"])
    assert teller.told("parcel.") == []


@pytest.mark.parametrize("told", [True, False], ids=["the card alone", "the goods too"])
def test_a_shipment_of_a_gift_card_is_no_parcel(teller: Teller, told: bool) -> None:
    card = replace(LAMP, is_sent=False)
    teller.tell(order_news(lines=(SAREE, card)))
    plain = Line("", 1, 0, external_id=card.external_id)  # shipments often name their lines by id alone
    teller.tell(fulfilment("shipped", lines=(plain,) if told else (plain, replace(SAREE, title=""))))
    parcels = teller.order().parcels
    assert [(one.stage, one.contents) for one in parcels] == ([] if told else [("shipped", [])])


def test_what_is_added_to_an_order_is_in_no_parcel_that_has_left(teller: Teller) -> None:
    teller.tell(order_news(lines=(SAREE,)), parcel_news("shipped", 1), version(90, lines=(SAREE, LAMP)))
    teller.tell(parcel_news("delivered", 2))
    assert (view(teller).part_arrived, [item.title for item in view(teller).awaited]) == (True, [LAMP.title])
    assert "order.delivered" not in teller.told()


def test_a_part_is_named_as_its_order_names_it(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("delivered", 1, lines=(Line("", 1, 0, external_id=SAREE.external_id),)))
    assert view(teller).part_arrived
    assert [item.title for item in view(teller).arrived] == [SAREE.title]


@pytest.mark.parametrize("changes", [{"to_pay": 0}, {"total": 0}])
def test_where_nothing_is_left_nobody_is_asked_for_cash(teller: Teller, changes: dict[str, int]) -> None:
    teller.tell(order_news(payment="cod", **changes))
    assert (view(teller).stage, view(teller).to_pay, teller.told()) == ("confirmed", None, ["order.placed"])


def test_it_is_still_the_customers_to_pay_first(teller: Teller) -> None:
    teller.tell(order_news(handover="pickup", payment="pending"))
    assert view(teller).stage == "unpaid"


def test_ready_is_told_once_and_collected_ends_it(teller: Teller) -> None:
    teller.tell(order_news(handover="pickup"), fulfilment("pickup_point"))
    assert view(teller).stage == "ready_to_collect"
    assert unmet(teller, "order.packed", "order_open", "to_collect") == ""
    assert unmet(teller, "order.packed", "by_courier") == "by_courier"
    assert teller.tell(fulfilment("pickup_point", 40)).ignored == "known already"
    teller.tell(fulfilment("shipped", 90))
    assert view(teller).stage == "handed_over"
    assert view(teller).returnable_until == (START + timedelta(days=7)).date()
    assert unmet(teller, "order.packed", "to_collect") == "to_collect"
    assert teller.db.scalars(select(Parcel)).all() == []
    assert teller.told() == ["order.placed", "order.packed"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("milestone", ["label", "shipped", "delivered", "out_for_delivery"])
def test_a_shops_fulfilment_of_it_is_no_parcel(teller: Teller, way: str, milestone: str) -> None:
    teller.tell(order_news(handover=way), fulfilment(milestone))
    assert teller.told("parcel.") == []
    assert teller.db.scalars(select(Parcel)).all() == []


@pytest.mark.parametrize("way", WAYS)
def test_a_tracking_number_is_believed_before_the_order(teller: Teller, way: str) -> None:
    teller.tell(order_news(handover=way), parcel_news("shipped", 1))
    assert view(teller).stage == "shipped"
    assert teller.told("parcel.") == ["parcel.shipped"]
    teller.tell(ParcelNews(OrderRef("501"), "delivered", START + timedelta(hours=2), tracking_number="T1"))
    assert view(teller).stage == "delivered"


def test_a_version_without_courier_takes_the_question_for_the_cash_back(teller: Teller) -> None:
    teller.tell(order_news(payment="cod"))
    assert unmet(teller, "order.cod", "cod_open") == ""
    teller.tell(version(5, payment="cod", handover="pickup"))
    assert unmet(teller, "order.cod", "cod_open") == "cod_open"
    assert set(teller.db.scalars(select(Notice.state))) == {"planned"}


def test_a_gift_card_beside_a_saree_is_not_waited_for(teller: Teller) -> None:
    card = LAMP.__class__("Gift card", 1, 50000, external_id="line-3", is_sent=False)
    teller.tell(order_news(lines=(SAREE, card)))
    teller.tell(parcel_news("shipped", 1, lines=(SAREE,)), parcel_news("delivered", 5, lines=(SAREE,)))
    assert "order.delivered" in teller.told()
    assert (view(teller).stage, view(teller).part_arrived) == ("delivered", False)
    assert [item.title for item in view(teller).awaited][:1] == ["Bandhani saree"]
