"""Forgetting: nothing that says who it was is left anywhere, and nobody else is forgotten with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.connections import RawEvent
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.links import Link
from bot.db.notices import Notice
from bot.db.orders import Cart, Order
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.people import Customer, Identity
from bot.db.requests import Rating, Request
from bot.domain.news import Address, CartNews, DataRequest, ErasePerson, EraseShop, Person
from tests.cast import ASHA, JOHN, MEERA
from tests.fakes import START
from tests.services.privacy.traces import traces
from tests.teller import SAREE, Teller, order_news, parcel_news

HERS = Person(external_id="900100", name="Asha Patel", phones=(ASHA,), email="asha@example.com", birthday="02-29")
HOME = Address("Asha Patel", "1 Ring Road", "Ahmedabad", "380015")
TELLING = ("Asha", ASHA, ASHA[3:], "asha@example.com", "900100", "Ring Road", "380015", "02-29", "secret word")


def leave_traces(teller: Teller) -> None:
    """Asha buys, writes, is answered, complains and rates; the shop's webhooks are kept."""
    teller.tell(order_news(person=HERS, ship_to=HOME), parcel_news("shipped", 1))
    teller.tell(CartNews("tok-1", (SAREE,), "INR", START + timedelta(days=1), HERS, "https://rangoli.example/c/900100"))
    db, shop, asha = teller.db, teller.cast.shop, teller.cast.asha
    of_shop = {"merchant_id": shop}
    talk = Conversation(
        **of_shop,
        public_id="c_1",
        customer_id=asha,
        channel="whatsapp",
        address=ASHA,
        our_address="+917900000000",
        created_at=START,
    )
    db.add(talk)
    db.flush()
    sent = {"lane": "reply", "purpose": "utility", "author": "assistant", "locale": "gu", "text": "Asha, secret word"}
    of_talk = {**of_shop, "conversation_id": talk.id}
    values = {"provider": "twilio", "provider_sid": "SM1", "receiver": "+917900000000", "kind": "text"}
    letter = InboundMessage(**of_talk, **values, text="secret word", raw={"From": ASHA}, received_at=START)
    db.add_all(
        [
            letter,
            OutgoingMessage(**of_talk, **sent, token="o1", state="delivered", sid="SM2", queued_at=START),
            OutgoingMessage(**of_talk, **sent, token="o2", state="held", values={"name": "Asha"}, queued_at=START),
            StatusEvent(sid="SM2", status="sent", raw={"To": ASHA}, received_at=START),
            Request(
                **of_shop,
                customer_id=asha,
                kind="refund",
                detail="secret word",
                reference="R1",
                dedupe_key="k",
                created_at=START,
            ),
            Rating(**of_shop, customer_id=asha, stars=1, words="secret word", dedupe_key="k", at=START),
        ]
    )
    db.flush()
    db.add(Media(**of_shop, inbound_id=letter.id, position=0, url=f"https://t.example/{ASHA}", content_type="x/y"))
    link = {"token": "l1", "url": "https://rangoli.example/?for=900100", "created_at": START, "expires_at": START}
    db.add(Link(**of_shop, **link, customer_id=asha))
    for key, about, body in (("1", asha, f'{{"phone": "{ASHA}"}}'), ("2", None, '{"id": 900100}')):
        event = {"connection_id": teller.shop.id, "topic": "orders/create", "dedupe_key": key, "body": body}
        db.add(RawEvent(**of_shop, **event, customer_id=about, received_at=START))
    db.flush()


def test_it_leaves_no_trace_of_a_person(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(DataRequest(HERS))
    assert len(traces(teller.db, *TELLING)) > len(TELLING)
    teller.tell(ErasePerson(HERS, ("501",)), ErasePerson(HERS, ("501",)))
    teller.db.flush()
    assert traces(teller.db, *TELLING) == []


def test_it_keeps_the_rows_that_figures_are_counted_from(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(ErasePerson(HERS))
    assert (teller.order().total, len(teller.order().items)) == (429700, 2)
    assert teller.db.scalars(select(Rating.stars)).all() == [1]
    assert set(teller.db.scalars(select(Notice.state))) == {"dropped"}
    assert set(teller.db.scalars(select(OutgoingMessage.state))) == {"delivered", "canceled"}
    assert teller.db.scalars(select(Cart.completed_at)).one() is not None
    assert set(teller.db.scalars(select(RawEvent.state))) == {"ignored"}


def test_it_forgets_nobody_else(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(order_news(external_id="502", number="#2", person=Person(phones=(JOHN,)), ship_to=HOME))
    teller.tell(order_news(external_id="503", number="#3", person=Person(phones=(JOHN,))))
    teller.tell(ErasePerson(Person("900100", phones=(ASHA,)), ("502",)))
    assert teller.db.get_one(Customer, teller.cast.john).name == "John D'Souza"
    assert teller.order("502").ship_name == ""  # the order was named, its customer has others
    assert teller.db.scalars(select(Identity.value).where(Identity.kind == "phone")).all() == [JOHN, MEERA]


def test_it_forgets_a_guest_by_the_order_alone(teller: Teller) -> None:
    teller.tell(order_news(person=Person(name="Guest", phones=("+919833333333",))))
    teller.tell(ErasePerson(Person("900199"), ("501",)))
    assert traces(teller.db, "9833333333", "Guest") == []


def test_it_knows_when_there_is_nobody_to_forget(teller: Teller) -> None:
    assert teller.tell(ErasePerson(Person(phones=(MEERA, "junk", "")), ("999",))).ignored
    assert teller.db.get_one(Customer, teller.cast.meera).name == "Meera Iyer"


@pytest.mark.parametrize("also_elsewhere", [False, True])
def test_it_forgets_a_shop_and_whoever_bought_there_alone(teller: Teller, also_elsewhere: bool) -> None:
    leave_traces(teller)
    if also_elsewhere:
        teller.db.add(
            Order(
                merchant_id=teller.cast.shop,
                customer_id=teller.cast.asha,
                number="77",
                payment="paid",
                total=1,
                placed_at=START,
            )
        )
    teller.tell(EraseShop(), EraseShop())
    assert (teller.shop.state, teller.shop.credentials, teller.shop.signing_secrets) == ("disconnected", "", "")
    assert teller.db.get_one(Customer, teller.cast.asha).name == ("Asha Patel" if also_elsewhere else "")
    assert traces(teller.db, "Ring Road", "380015", '{"phone"') == []
    assert bool(traces(teller.db, ASHA)) == also_elsewhere
