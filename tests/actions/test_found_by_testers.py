"""What testers found: a detail that comes later, a digit too few, two days in one message, a bare number."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rasa_sdk import Tracker
from sqlalchemy import select, update

from actions.dialogue.turn import read_turn
from bot.db.engine import Database
from bot.db.requests import ProofGuess, Request
from rasa_addons.bare import only_small_number
from rasa_addons.mentions import find_mentions
from tests.actions.conftest import NOBODY, WhoChats

UTR = "UTR 412345678901"


def the_request(database: Database) -> Request:
    """The only request there is."""
    with database.reading.begin() as db:
        request = db.scalars(select(Request)).one()
        db.expunge(request)
    return request


@pytest.mark.parametrize(
    ("intent", "text", "entities"),
    [
        ("inform", UTR, {"tracking_number": "412345678901"}),
        ("payment_failed", "transaction id T2411211234567890", {"tracking_number": "T2411211234567890"}),
        ("inform", "2450", {"order_number": "2450"}),
        ("nlu_fallback", "rs 2450", {"amount": "2450"}),
        ("inform", "yesterday", {"date": "-1d"}),
        ("ask_payment_methods", "google pay", {}),
    ],
)
def test_it_adds_how_it_was_paid_to_the_payment_request(
    chat: WhoChats, database: Database, intent: str, text: str, entities: dict[str, str]
) -> None:
    neha = chat(NOBODY)
    neha.says("payment_failed", "i paid on your site and got nothing at all")
    assert neha.says(intent, text, **entities) == ["request.already_open_alone"]
    assert neha.form is None
    assert the_request(database).detail.endswith(f"\n{text}")
    assert neha.says("inform", "and by paytm") == ["request.already_open_alone"]


def test_it_adds_a_utr_to_the_request_of_an_order_after_thanks(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("payment_failed", "i paid twice for order 1045 please check", order_number="1045")
    john.says("thank", "thanks")
    assert john.says("inform", UTR, tracking_number="412345678901") == ["request.already_open"]
    assert UTR in the_request(database).detail


def test_it_still_tells_an_order_and_ways_to_pay(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    assert john.says("ask_payment_methods", "google pay") == ["faq.answer"]
    john.says("payment_failed", "i paid on your site and got nothing at all")
    assert john.says("ask_payment_methods", "do you take google pay?") == ["repeat.again"]
    john.says("payment_failed", "i paid on your site and got nothing at all")
    assert john.says("inform", "1045", order_number="1045") == ["order.confirmed"]
    with database.writing.begin() as db:
        db.execute(update(Request).values(created_at=datetime.now(UTC) - timedelta(hours=2)))
    assert "request.already_open" not in john.says("inform", UTR, tracking_number="412345678901")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("આજે હું ઘરે નથી, કાલે સાંજે આપજો", "+1d evening"),
        ("not today, tomorrow evening", "+1d evening"),
        ("aaj nahi kal dena", "+1d"),
        ("tomorrow evening please, i'm not home today", "+1d evening"),
        ("kal nahi, somvar ko subah", "weekday:1 morning"),
        ("come on monday, i am home only in the evening", "weekday:1"),
        ("this evening", "evening"),
    ],
)
def test_it_takes_the_day_that_is_wanted(text: str, value: str) -> None:
    found = [{"entity": one.kind, "value": one.value, "start": one.start} for one in find_mentions(text)]
    message = {"text": text, "entities": found}
    assert read_turn(Tracker("c", {}, message, [], False, None, {}, None)).entities["date"] == value


def test_a_slip_at_the_proof_keeps_the_order(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("order_status", "order 1042", order_number="1042") == ["proof.ask"]
    assert neha.says("inform", "22222", order_number="22222") == ["proof.unclear"]
    assert neha.slots["lookup_order"] == "1042"


def test_a_question_on_delivery_is_no_proof(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "order 1042", order_number="1042")
    said = neha.says("check_pincode", "tme 382424 ma delivery karo cho?", pin_code="382424")
    assert said[0].startswith("pin.")
    assert said[-1] == "proof.ask"
    with database.reading.begin() as db:
        assert db.scalars(select(ProofGuess)).all() == []
    assert neha.says("check_pincode", "delivery pin 382424", pin_code="382424") == ["proof.wrong.other"]


def test_a_bare_number_is_unclear(chat: WhoChats, topic: dict[str, str]) -> None:
    assert all(only_small_number(text) for text in ("1", "২", " 12. ", "#2"))
    assert not any(only_small_number(text) for text in ("", "123", "1?", "1 kurta", "4/5"))
    topic["1"] = "store_visit"
    assert chat(NOBODY).says("nlu_fallback", "1") == ["fallback.first"]
