"""What happened to orders, as a thread shows it: each change once, whoever told it and however often."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.db.conversations import Conversation
from bot.db.notices import Moment
from bot.domain.channels import WayToCustomer
from bot.domain.news import Address, OrderGone, OrderRef, Person
from bot.domain.notices import NOT_MEANT
from bot.domain.timeline import TimelineKind
from bot.services.desk.thread import Spot, list_rows
from bot.services.notices.conditions import CONDITIONS
from bot.services.orders.cancelling import cancel_order
from bot.services.people import conversations
from tests.cast import ASHA, JOHN, SHOP_WHATSAPP
from tests.fakes import START
from tests.services.incoming.test_parcels_replaced import carried
from tests.teller import Teller, order_news, parcel_news, version

HOME, OFFICE = (Address("Asha", street, "Ahmedabad", "380015") for street in ("14 Shivam Flats", "2 CG Road"))


@pytest.fixture
def talk(teller: Teller) -> Conversation:
    """Asha's conversation, about which nothing has been said yet."""
    way = WayToCustomer("whatsapp", ASHA, SHOP_WHATSAPP)
    return conversations.open_new(teller.db, teller.cast.shop, teller.cast.asha, way, START)


def shown(teller: Teller, talk: Conversation, before: Spot | None = None, limit: int = 50) -> list[tuple[Spot, str]]:
    """What the thread says changed, the oldest first."""
    found = list_rows(teller.db, talk, before, limit, teller.now)
    changed = [(spot, row) for spot, row in found if getattr(row, "kind", "") == TimelineKind.ORDER_CHANGED]
    return [(spot, row.values["state"]) for spot, row in reversed(changed)]  # type: ignore[union-attr]


def states(teller: Teller, talk: Conversation) -> list[str]:
    """The states alone."""
    return [state for _, state in shown(teller, talk)]


def test_each_change_is_shown_once_whoever_tells_it(teller: Teller, talk: Conversation) -> None:
    before = (talk.waiting_since, talk.active_at, talk.version)
    teller.now = START + timedelta(hours=9)
    for by in (teller.shop, teller.carrier):
        teller.tell(order_news(ship_to=HOME), version(1, ship_to=HOME))
        teller.tell(version(2, ship_to=OFFICE), version(3, ship_to=OFFICE))
        for hours, milestone in enumerate(("shipped", "out_for_delivery", "delivered"), 1):
            teller.tell(parcel_news(milestone, hours, external_id="f1" if by is teller.shop else ""), by=by)
    teller.db.refresh(talk)
    assert states(teller, talk) == ["placed", "address", "shipped", "out_for_delivery", "delivered"]
    assert (talk.waiting_since, talk.active_at, talk.version) == before


def test_a_parcel_told_under_two_names_is_shown_once(teller: Teller, talk: Conversation) -> None:
    teller.now = START + timedelta(hours=9)
    teller.tell(order_news(), parcel_news("shipped", 1))
    carried(teller, "shipped", 2, "T2")
    teller.tell(parcel_news("shipped", 4, tracking_number="T2"))
    carried(teller, "delivered", 5, "T2")
    assert states(teller, talk) == ["placed", "shipped", "delivered"]


def test_pages_by_key_lose_and_repeat_nothing(teller: Teller, talk: Conversation) -> None:
    teller.now = START + timedelta(hours=9)
    teller.tell(order_news(packed_at=START), parcel_news("shipped", 1), parcel_news("delivered", 1))
    whole, before, paged = shown(teller, talk), None, list[tuple[Spot, str]]()
    while page := shown(teller, talk, before, 1):
        paged = page + paged
        before = page[0][0]
    assert paged == whole
    assert len(whole) == 4


def test_news_of_a_time_to_come_waits_for_it(teller: Teller, talk: Conversation) -> None:
    teller.tell(order_news(placed_at=START + timedelta(minutes=3)))
    assert states(teller, talk) == []
    teller.now += timedelta(minutes=4)
    assert states(teller, talk) == ["placed"]


@pytest.mark.parametrize("how", ["by the shop", "in the chat", "deleted"])
def test_a_cancellation_is_shown_once_however_it_came(teller: Teller, talk: Conversation, how: str) -> None:
    teller.now = START + timedelta(hours=1)
    teller.tell(order_news())
    if how == "in the chat":
        cancel_order(teller.db, teller.cast.shop, teller.order().id, teller.now, "turn:1")
    elif how == "deleted":
        teller.tell(OrderGone(OrderRef("501"), teller.now))
    teller.tell(version(60, cancelled_at=teller.now), version(61, cancelled_at=teller.now))
    assert states(teller, talk) == ["placed", "cancelled"]


def test_who_has_no_conversation_gets_none(teller: Teller, talk: Conversation) -> None:
    teller.tell(order_news(external_id="502", person=Person(phones=(JOHN,))))
    assert states(teller, talk) == []
    assert teller.db.query(Conversation).count() == 1
    assert teller.db.query(Moment).count() == 1


def test_what_is_not_worth_telling_names_conditions() -> None:
    assert not NOT_MEANT - CONDITIONS.keys()
