"""Where forgetting ends: with strangers whom the person bought for, and not before what carriers said of the person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.db.connections import DataExport, RawEvent
from bot.db.conversations import Conversation, InboundMessage
from bot.db.people import Consent, Customer, Identity
from bot.domain.news import Address, DataRequest, ErasePerson, Person
from tests.cast import ASHA, JOHN
from tests.fakes import START
from tests.services.privacy.test_erasing import HERS, HOME, leave_traces
from tests.services.privacy.traces import traces
from tests.teller import Teller, order_news

BOB, ALICES = "+919833333333", "+919811111111"
ALICE = Person("900777", "Alice", (BOB,), email="Alice@example.com")


def gift_for_bob(teller: Teller) -> int:
    """Alice's gift, under Bob's number; gives Bob's id."""
    teller.tell(order_news(person=ALICE, ship_to=HOME))
    return teller.db.scalars(select(Identity.customer_id).where(Identity.value == BOB)).one()


def he_writes(teller: Teller, bob: int) -> None:
    about = {"merchant_id": teller.cast.shop, "customer_id": bob, "created_at": START}
    talk = Conversation(**about, public_id="c_b", channel="whatsapp", address=BOB, our_address="+917900000000")
    teller.db.add(talk)
    teller.db.flush()
    values = {"provider": "twilio", "provider_sid": "SM1", "receiver": "+917900000000", "kind": "text", "raw": {}}
    of_talk = {"merchant_id": teller.cast.shop, "conversation_id": talk.id}
    teller.db.add(InboundMessage(**of_talk, **values, text="I am Bob", received_at=START))
    teller.db.flush()


def he_stops(teller: Teller, bob: int) -> None:
    values = {"channel": "whatsapp", "purpose": "any", "granted": False, "source": "keyword", "at": START}
    teller.db.add(Consent(merchant_id=teller.cast.shop, customer_id=bob, words="STOP", **values))
    teller.db.flush()


def raw_event(teller: Teller, key: str, body: str, state: str = "kept") -> None:
    values = {"topic": "t", "dedupe_key": key, "received_at": START, "state": state}
    of_carrier = {"merchant_id": teller.cast.shop, "connection_id": teller.carrier.id}
    teller.db.add(RawEvent(**of_carrier, **values, body=body))
    teller.db.flush()


def test_it_leaves_whom_the_person_bought_for(teller: Teller) -> None:
    bob = gift_for_bob(teller)
    he_writes(teller, bob)
    he_stops(teller, bob)
    teller.tell(ErasePerson(Person("900777", phones=(ALICES,), email="alice@example.com"), ("501",)))
    assert traces(teller.db, "Ring Road", "900777", "Alice", "alice@") == []
    assert teller.db.scalars(select(Identity.value).where(Identity.customer_id == bob)).all() == [BOB]
    assert teller.db.scalars(select(InboundMessage.text)).one() == "I am Bob"
    assert teller.db.scalars(select(Conversation.address)).one() == BOB
    assert teller.db.scalars(select(Consent.words)).one() == "STOP"


def test_it_leaves_whom_they_bought_for_also_without_a_word_of_theirs(teller: Teller) -> None:
    gift_for_bob(teller)
    teller.tell(ErasePerson(Person("900777", phones=(ALICES,)), ("501",)))
    assert len(traces(teller.db, BOB)) == 1


@pytest.mark.parametrize("does", [he_writes, he_stops])
def test_it_leaves_whoever_speaks_for_themselves_when_the_order_alone_is_named(
    teller: Teller, does: Callable[[Teller, int], None]
) -> None:
    bob = gift_for_bob(teller)
    does(teller, bob)
    teller.tell(ErasePerson(Person("", email="nobody@example.com"), ("501",)))
    assert teller.db.scalars(select(Identity.value).where(Identity.kind == "phone", Identity.customer_id == bob)).one()
    assert teller.order().ship_address == ""


def test_it_takes_no_name_from_those_with_orders_of_their_own(teller: Teller) -> None:
    teller.tell(order_news(person=HERS))
    # John's account has no number of its own: his gift goes to Asha's.
    teller.tell(order_news(external_id="600", number="#600", person=Person("900077", "John", phones=(ASHA,))))
    teller.tell(ErasePerson(Person("900077", phones=(JOHN,), email="john@example.com"), ("600",)))
    asha = teller.db.get_one(Customer, teller.cast.asha)
    assert (asha.name, asha.email) == ("Asha Patel", "asha@example.com")


@pytest.mark.parametrize(
    ("written", "state"),
    [
        (ASHA, "kept"),
        (ASHA[1:], "parked"),
        (ASHA[3:], "kept"),
        (f"0{ASHA[3:]}", "kept"),
        ("ASHA@Example.com", "parked"),
    ],
)
def test_it_forgets_what_a_carrier_says_of_the_person(teller: Teller, written: str, state: str) -> None:
    leave_traces(teller)
    raw_event(teller, "hers", f'{{"contact": "{written}", "of": "a secret"}}', state)
    raw_event(teller, "not hers", f'{{"awb": "1{ASHA[3:]}7", "id": 900100}}', state)
    teller.tell(ErasePerson(HERS))
    assert traces(teller.db, "a secret") == []
    of_carrier = select(RawEvent.state, RawEvent.body != "").where(RawEvent.topic == "t").order_by(RawEvent.id)
    assert [tuple(row) for row in teller.db.execute(of_carrier)] == [("ignored", False), (state, True)]


def test_it_knows_the_number_that_the_request_left_out(teller: Teller) -> None:
    teller.tell(order_news(person=HERS))
    raw_event(teller, "hers", f'{{"contact": "{ASHA[3:]}"}}')
    teller.tell(ErasePerson(Person("900100"), ("501",)))
    assert traces(teller.db, ASHA[3:]) == []


def orders_alone(teller: Teller) -> None:
    """A document of an order under John's number, asked for by somebody who is nobody else we know."""
    teller.tell(order_news(external_id="600", number="#6", person=Person(phones=(JOHN,))))
    theirs = Person("900777", "Guest", (JOHN,))
    teller.tell(order_news(person=theirs, ship_to=Address("A Guest", "9 Hidden Lane", "Surat", "395001")))
    teller.tell(DataRequest(Person("900777", phones=(ALICES,)), ("501",), "1"))
    assert teller.db.scalars(select(DataExport.customer_id)).one() is None
    assert "9 Hidden Lane" in teller.db.scalars(select(DataExport.document)).one()


@pytest.mark.parametrize(
    ("news", "left"),
    [
        (ErasePerson(Person("900777", phones=(ALICES,)), ("501",)), False),
        (ErasePerson(Person(phones=(JOHN,))), False),
        (ErasePerson(Person(phones=(ASHA,)), ("600",)), True),
    ],
)
def test_it_forgets_a_document_of_orders_alone(teller: Teller, news: ErasePerson, left: bool) -> None:
    orders_alone(teller)
    teller.tell(news)
    assert bool(traces(teller.db, "Hidden Lane")) == left


def test_it_forgets_a_document_of_two_customers_with_either(teller: Teller) -> None:
    leave_traces(teller)
    teller.tell(DataRequest(Person(phones=(ASHA, JOHN)), (), "2"))
    second = max(teller.cast.asha, teller.cast.john)
    assert teller.db.scalars(select(DataExport.customer_id)).one() != second
    teller.tell(ErasePerson(Person(phones=(ASHA if second == teller.cast.asha else JOHN,))))
    assert teller.db.scalars(select(DataExport.document)).one() == ""
