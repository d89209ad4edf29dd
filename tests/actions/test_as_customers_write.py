"""What real customers write: each of these once got a wrong answer."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.db.engine import Database
from bot.db.people import Customer
from tests.actions.conftest import NOBODY, WhoChats


@pytest.mark.parametrize("intent", ["inform", "out_of_scope", "nlu_fallback"])
def test_a_day_after_a_failed_delivery_is_the_day_to_come_again(chat: WhoChats, intent: str) -> None:
    kiran = chat("Kiran")
    kiran.says("order_status", "where is it")
    assert kiran.says(intent, "tommorow evening", date="+1d evening") == ["request.done.reschedule_part"]


def test_ok_after_a_no_is_not_a_call_for_a_person(chat: WhoChats) -> None:
    farida = chat("Farida")
    assert farida.says("return_item", "return 1040", order_number="1040") == ["request.no.return_over"]
    assert farida.says("affirm", "Ok.") == ["affirm.nothing"]
    farida.says("return_item", "return 1040", order_number="1040")
    assert farida.says("affirm", "yes please") == ["person.asked"]


def test_another_size_of_what_has_not_left_is_a_change(chat: WhoChats) -> None:
    assert chat("Sourav").says("exchange_item", "size badalna hai") == ["request.ask.change_order"]


def test_the_money_back_for_what_has_not_come_may_be_a_cancellation(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    assert rahul.says("request_refund", "give my money back") == ["request.no.not_delivered"]
    assert rahul.taps("button.cancel") == ["cancel.confirm_shipped"]


def test_the_product_just_shown_is_the_one_asked_about(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("ask_product", "price of copper bottle", product="bottle") == ["product.found"]
    shown = neha.told[0]["values"]["title"]
    assert neha.says("ask_product", "do you have it in blue") == ["product.not_told"]  # nobody wrote its colours down
    assert neha.told[0]["values"]["title"] == shown
    assert neha.says("ask_product", "???") == ["fallback.first"]


@pytest.mark.parametrize(("profile", "key"), [("+919811100004", "greet.hello"), ("~🌸", "greet.hello")])
def test_a_number_is_no_name(chat: WhoChats, database: Database, profile: str, key: str) -> None:
    with database.writing.begin() as db:
        db.execute(update(Customer).where(Customer.name.startswith(NOBODY)).values(name=profile))
    assert chat(NOBODY).says("greet", "hi") == [key]


def test_four_is_four_stars_where_choices_are_numbered(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    mitali.says("rate", "I want to rate")
    assert [button["entities"]["rating"] for button in mitali.told[0]["buttons"]] == ["1", "2", "3", "4", "5"]


def test_a_finer_topic_than_the_intent_is_told(chat: WhoChats, topic: dict[str, str]) -> None:
    topic.update({"can i get gift wrapping": "gift_wrap", "do you ship to USA?": "international"})
    neha = chat(NOBODY)
    assert neha.says("suggest_product", "can i get gift wrapping") == ["faq.answer"]
    assert neha.says("check_pincode", "do you ship to USA?") == ["faq.answer"]
    assert neha.says("check_pincode", "do you ship to USA?", pin_code="380015") == ["pin.served"]
    assert neha.says("suggest_product", "what is new") == ["suggest.list"]


def test_an_amount_that_was_paid_is_no_order_of_somebody_else(chat: WhoChats) -> None:
    said = chat("John").says("payment_failed", "i paid 5000 and got nothing", order_number="5000")
    assert said == ["faq.answer", "request.done.payment"]


def test_another_day_right_after_one_was_noted_takes_its_place(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    kiran.says("reschedule_delivery", "come tomorrow", date="+1d")
    assert kiran.says("inform", "no, the day after", date="+2d") == ["request.moved"]


def test_how_long_a_refund_takes_is_told_to_who_has_none_coming(chat: WhoChats, topic: dict[str, str]) -> None:
    topic["when do refunds come"] = "refund_time"
    john = chat("John")
    assert john.says("refund_status", "when do refunds come") == ["faq.answer"]
    john.says("cancel_order", "cancel 1045", order_number="1045")
    john.says("affirm", "yes")
    assert john.says("refund_status", "when do refunds come") == ["refund.coming"]
