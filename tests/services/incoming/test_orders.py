"""Orders of a shop: made once, changed by newer versions only, told when something happened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.db.orders import Order
from bot.domain.news import Address, OrderEdited, OrderGone, OrderRef
from bot.services.incoming import applying
from bot.services.orders.cancelling import cancel_order
from tests.fakes import START
from tests.teller import LAMP, SAREE, Teller, order_news, parcel_news, version


def test_it_makes_an_order_and_tells_that_it_was_placed(teller: Teller) -> None:
    outcome = teller.tell(order_news(ship_to=Address("Asha", "1 Ring Road", "Ahmedabad", "380015"), promised_on=None))
    order = teller.order()
    assert (order.customer_id, order.number_key, order.total) == (teller.cast.asha, "1042", 429700)
    assert [(item.title, item.quantity) for item in order.items] == [("Bandhani saree", 1), ("Brass lamp", 2)]
    assert (order.ship_city, order.ship_pin) == ("Ahmedabad", "380015")
    assert teller.told() == ["order.placed"]
    assert outcome.arrived_orders == {"501", "1042"}
    assert outcome.notices


def test_it_asks_for_the_confirmation_of_cash_on_delivery(teller: Teller) -> None:
    teller.tell(order_news(payment="cod"))
    assert teller.told() == ["order.cod"]


def test_it_asks_nobody_to_confirm_what_costs_nothing(teller: Teller) -> None:
    teller.tell(order_news(payment="cod", total=0))
    assert teller.told() == ["order.placed"]


@pytest.mark.parametrize("changes", [{"cancelled_at": START}, {"payment": "voided"}, {"payment": "refunded"}])
def test_it_confirms_nothing_that_is_over_when_we_first_hear_of_it(teller: Teller, changes: dict[str, object]) -> None:
    teller.tell(order_news(**changes))
    assert teller.told() == []


def test_it_takes_a_version_once(teller: Teller) -> None:
    teller.tell(order_news())
    assert teller.tell(order_news()).ignored == "known already"
    assert teller.order().total == 429700


def test_it_ignores_a_version_that_is_older_than_what_we_have(teller: Teller) -> None:
    teller.tell(version(5, total=500))
    assert teller.tell(version(1, total=100, cancelled_at=START)).ignored == "old news"
    assert (teller.order().total, teller.order().status) == (500, "open")


def test_it_tells_the_payment_the_packing_and_the_cancellation_once_each(teller: Teller) -> None:
    teller.tell(order_news(payment="pending"), version(1), version(2, packed_at=START), version(3))
    teller.tell(version(4, cancelled_at=START), version(5, cancelled_at=START))
    assert teller.told() == ["order.placed", "order.paid", "order.packed", "order.cancelled"]
    assert teller.order().status == "cancelled"


def test_it_does_not_tell_packed_after_the_parcel_left(teller: Teller) -> None:
    teller.tell(order_news(), parcel_news("shipped"), version(9, packed_at=START))
    assert teller.told() == ["order.placed", "parcel.shipped"]


def test_it_tells_no_payment_of_cash_at_the_door(teller: Teller) -> None:
    teller.tell(order_news(payment="cod"), parcel_news("delivered", 1), version(99, payment="paid"))
    assert "order.paid" not in teller.told()
    assert teller.order().payment == "paid"


def test_it_does_not_open_again_what_the_customer_cancelled_here(teller: Teller) -> None:
    teller.tell(order_news())
    cancel_order(teller.db, teller.cast.shop, teller.order().id, START, "c:1:cancel")
    teller.tell(version(5))
    assert (teller.order().status, teller.told()) == ("cancelled", ["order.placed"])
    teller.tell(version(6, cancelled_at=START + timedelta(minutes=6)))
    assert teller.told() == ["order.placed"]


def test_it_opens_again_what_the_shop_took_back(teller: Teller) -> None:
    teller.tell(order_news(payment="pending"), version(1, payment="pending", cancelled_at=START), version(2))
    assert (teller.order().status, teller.order().cancelled_at) == ("open", None)


def test_it_closes_a_deleted_order_without_a_word(teller: Teller) -> None:
    teller.tell(order_news())
    teller.tell(OrderGone(OrderRef("501"), START + timedelta(minutes=9)), version(5))
    assert (teller.order().status, teller.told()) == ("cancelled", ["order.placed"])
    assert teller.tell(OrderGone(OrderRef("777"), START)).ignored


def test_it_changes_quantities_by_line_once(teller: Teller) -> None:
    teller.tell(order_news())
    edit = OrderEdited(OrderRef("501"), START + timedelta(minutes=5), (("line-1", -1), ("line-2", 3), ("line-9", 1)))
    teller.tell(edit, edit)
    assert [(item.external_id, item.quantity) for item in teller.order().items] == [("line-2", 5)]
    teller.tell(version(5, lines=(LAMP,)))  # of the same second: knows all of the edit
    assert [item.quantity for item in teller.order().items] == [2]


def test_it_lets_an_edit_of_an_unknown_order_wait(teller: Teller) -> None:
    with pytest.raises(applying.NotYet) as waiting:
        teller.tell(OrderEdited(OrderRef("501"), START, ()))
    assert (waiting.value.order, waiting.value.number) == ("501", None)


def test_it_keeps_the_numbers_of_two_sources_apart(teller: Teller) -> None:
    teller.tell(order_news())
    teller.tell(order_news(total=7), by=teller.carrier)
    assert sorted(order.total for order in teller.db.query(Order)) == [7, 429700]


@pytest.mark.parametrize("total", [-1, 2**31])
def test_it_refuses_a_sum_that_no_order_can_have(teller: Teller, total: int) -> None:
    with pytest.raises(applying.Unfit, match="total"):
        teller.tell(order_news(total=total))


def test_it_keeps_the_promised_day_and_writes_lines_anew_only_when_they_differ(teller: Teller) -> None:
    teller.tell(order_news(promised_on=date(2026, 11, 25)))
    before = [item.id for item in teller.order().items]
    teller.tell(version(1))
    assert ([item.id for item in teller.order().items], teller.order().promised_on) == (before, date(2026, 11, 25))
    teller.tell(version(2, lines=(SAREE,)))
    assert [item.title for item in teller.order().items] == ["Bandhani saree"]
