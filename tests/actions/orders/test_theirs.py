"""From another number an order is read with its PIN code, and never changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.notices import Moment
from bot.db.orders import Order
from bot.db.requests import ProofGuess, Rating, Request
from bot.domain.moments import AtAnOrder, MomentKind
from tests.actions.chat import Chat
from tests.actions.conftest import NOBODY, WhoChats

_CHANGES = [
    *("cancel_order", "return_item", "exchange_item", "change_address", "reschedule_delivery", "change_order"),
    *(
        "report_damaged",
        "report_wrong_item",
        "report_not_received",
        "request_refund",
        "claim_warranty",
        "ask_invoice",
    ),
]


def _of(database: Database, number: str) -> tuple[object, ...]:
    """All that may change of an order, and what was asked and said of it."""
    with database.reading.begin() as db:
        order = db.scalars(select(Order).where(Order.number == number)).one()
        requests = len(db.scalars(select(Request).where(Request.order_id == order.id)).all())
        ratings = len(db.scalars(select(Rating).where(Rating.order_id == order.id)).all())
        return order.status, order.cod_confirmed_at, order.reviewed_at, requests, ratings


def _read(chat: WhoChats, number: str, pin: str) -> Chat:
    neha = chat(NOBODY)
    neha.says("order_status", f"where is {number}", order_number=number)
    assert neha.says("inform", pin, pin_code=pin)[0].startswith("order.")
    assert [button["key"] for button in neha.told[0].get("buttons", ())] == ["button.person"]
    return neha


@pytest.mark.parametrize("intent", _CHANGES)
@pytest.mark.parametrize("number", ["1042", "1045", "1046", "9999"])
def test_nothing_is_asked_of_who_isnt_its_customer(
    chat: WhoChats, database: Database, intent: str, number: str
) -> None:
    neha = chat(NOBODY)
    assert neha.says(intent, f"please do it for {number}", order_number=number)[-1] == "order.only_theirs"
    assert neha.form is None
    assert neha.says("affirm", "yes") == ["person.asked"]
    with database.reading.begin() as db:
        assert db.scalars(select(Request)).all() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda neha: neha.says("cancel_order", "cancel it"),
        lambda neha: neha.says("cancel_order", "cancel it", order_number="1045"),
        lambda neha: neha.says("cancel_order", order_number="1045", confirmed="yes"),
        lambda neha: neha.says("confirm_order", order_number="1045", confirmed="yes"),
        lambda neha: neha.says("change_address", "change the address", order_number="1045"),
        lambda neha: neha.says("rate", "5 stars for 1045", order_number="1045", rating="5"),
        lambda neha: neha.says("inform", "leave it with the guard"),
        lambda neha: neha.says("ask_invoice", "send the bill"),
    ],
)
def test_what_was_proven_is_read_and_no_more(
    chat: WhoChats, database: Database, change: Callable[[Chat], list[str]]
) -> None:
    neha = _read(chat, "1045", "560038")
    before = _of(database, "1045")
    change(neha)
    neha.says("affirm", "yes")
    assert _of(database, "1045") == before


def test_a_phone_number_proves_nothing_and_is_no_guess(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    assert neha.says("inform", "+91 98000 00001", phone="+919800000001") == ["proof.unclear"]
    with database.reading.begin() as db:
        assert db.scalars(select(ProofGuess)).all() == []


def test_its_customer_hears_of_a_reading_once_a_day(chat: WhoChats, database: Database) -> None:
    _read(chat, "1042", "380015")
    john = chat("John")
    john.says("order_status", "where is 1042", order_number="1042")
    john.says("inform", "380015", pin_code="380015")
    with database.reading.begin() as db:
        [moment] = db.scalars(select(Moment).where(Moment.kind == MomentKind.ORDER_STRANGERS))
        assert moment.customer_id == db.scalars(select(Order.customer_id).where(Order.number == "1042")).one()


def test_its_customer_hears_of_many_wrong_guesses(chat: WhoChats, database: Database) -> None:
    for who in (NOBODY, "John", "Kiran", "Farida"):
        guesser = chat(who)
        guesser.says("order_status", "where is 1042", order_number="1042")
        for pin in ("560001", "560002", "560003"):
            guesser.says("inform", pin, pin_code=pin)
    with database.reading.begin() as db:
        [moment] = db.scalars(select(Moment).where(Moment.kind == MomentKind.ORDER_STRANGERS))
        assert moment.details == AtAnOrder("guessed_at")
