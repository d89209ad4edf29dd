"""Requests to the team: asked, written down once, told with a reference."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.requests import Request
from tests.actions.conftest import NOBODY, WhoChats


def written(database: Database) -> list[tuple[str, str]]:
    with database.reading() as db:
        return [(row.kind, row.detail) for row in db.scalars(select(Request).order_by(Request.id))]


def test_a_return_asks_the_reason_and_tells_a_reference(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    assert john.says("return_item", "I want to send it back") == ["request.ask.return"]
    assert john.says("report_wrong_item", "wrong size", 0.95) == ["request.done.return"]
    assert john.told[0]["values"]["reference"].startswith("RQ-")
    assert written(database) == [("return", "I want to send it back\nwrong size")]


def test_the_same_request_again_extends_the_open_one(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    for words in ("size L please", "or XL"):
        john.says("exchange_item", "exchange")
        answer = john.says("ask_product", words, 0.8)
    assert answer == ["request.already_open"]
    assert len(written(database)) == 1


@pytest.mark.parametrize(
    ("name", "intent", "key"),
    [
        ("John", "change_address", "request.ask.address"),
        ("John", "change_order", "request.ask.change_order"),
        ("John", "claim_warranty", "request.no.no_warranty"),
        ("John", "reschedule_delivery", "request.no.not_shipped"),
        ("Rahul", "change_address", "request.no.already_shipped"),
        ("Rahul", "return_item", "request.no.not_delivered"),
        ("Rahul", "report_not_received", "order.late.other"),
        ("Mitali", "reschedule_delivery", "request.no.already_delivered"),
        ("Mitali", "report_not_received", "request.ask.not_received"),
        ("Farida", "return_item", "request.no.return_over"),
        ("Farida", "report_damaged", "request.ask_order"),
        ("Kiran", "reschedule_delivery", "request.ask.reschedule"),
        (NOBODY, "return_item", "orders.none"),
        (NOBODY, "ask_invoice", "faq.answer"),
        ("Asha", "ask_invoice", "request.done.invoice"),
    ],
)
def test_it_knows_what_fits_the_order(chat: WhoChats, name: str, intent: str, key: str) -> None:
    assert chat(name).says(intent) == [key]


def test_a_whole_story_is_not_asked_for_again(chat: WhoChats) -> None:
    said = chat("John").says("report_damaged", "one cushion cover came torn at the seam")
    assert said == ["request.done.damaged"]


def test_a_complaint_needs_no_order(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("complaint", "terrible service") == ["complaint.sorry", "request.ask.complaint"]
    assert neha.says("complaint", "nobody answers my mails") == ["request.done.complaint"]


def test_an_address_needs_a_pin_code(chat: WhoChats) -> None:
    john = chat("John")
    john.says("change_address", "change my address")
    assert john.says("inform", "12 MG Road") == ["request.address_unclear"]
    whole = "12 MG Road, Indiranagar, Bengaluru 560038"
    assert john.says("check_pincode", whole, pin_code="560038") == ["request.done.address"]


def test_an_address_given_at_once_is_not_asked_for(chat: WhoChats) -> None:
    words = "please send it to 12 MG Road, Bengaluru 560038 instead"
    assert chat("John").says("change_address", words, pin_code="560038") == ["request.done.address"]


def test_a_day_is_understood_with_its_part(chat: WhoChats, database: Database) -> None:
    kiran = chat("Kiran")
    kiran.says("reschedule_delivery", "nobody was home")
    assert kiran.says("nlu_fallback", "blah", 0.1) == ["request.ask.reschedule_again"]
    assert kiran.says("inform", "kal saanje", date="+1d evening") == ["request.done.reschedule_part"]
    assert written(database)[0][1].endswith("evening")


def test_the_order_is_chosen_from_a_list(chat: WhoChats) -> None:
    farida = chat("Farida")
    farida.says("report_damaged", "it is broken")
    assert farida.told[0]["style"] == "list"
    assert farida.taps("list.order") == ["request.ask.damaged"]


def test_a_payment_is_explained_and_looked_into(chat: WhoChats) -> None:
    assert chat("John").says("payment_failed", "payment failed") == ["faq.answer", "request.ask.payment"]
