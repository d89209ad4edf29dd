"""Small talk, topics, products, points, offers, rating, language, consent, giving up."""

from __future__ import annotations

import pytest

from actions.dialogue import visit
from tests.actions.conftest import NOBODY, WhoChats


@pytest.mark.parametrize(
    ("intent", "entities", "key"),
    [
        ("greet", {}, "greet.hello_name"),
        ("goodbye", {}, "goodbye.reply"),
        ("ask_identity", {}, "identity.reply"),
        ("help", {}, "help.menu"),
        ("praise", {}, "praise.reply"),
        ("affirm", {}, "affirm.nothing"),
        ("deny", {}, "deny.nothing"),
        ("ask_payment_methods", {}, "faq.answer"),
        ("ask_contact", {}, "faq.answer"),
        ("ask_offers", {}, "offers.list"),
        ("loyalty_points", {}, "points.none"),
        ("check_pincode", {"pin_code": "744101"}, "pin.not_served"),
        ("check_pincode", {}, "pin.ask"),
        ("inform", {"pin_code": "380015"}, "pin.served"),
        ("ask_product", {"product": "lamp"}, "product.found"),
        ("ask_product", {"product": "saree"}, "product.several"),
        ("ask_product", {}, "product.ask"),
        ("suggest_product", {}, "suggest.with_past"),
        ("ask_care", {"product": "saree"}, "care.answer"),
        ("ask_warranty", {"product": "lamp"}, "faq.answer"),
        ("change_language", {"language": "gu"}, "language.changed"),
        ("change_language", {}, "language.ask"),
        ("stop_messages", {}, "stop.done"),
        ("subscribe", {}, "subscribe.ask"),
        ("refund_status", {}, "refund.none"),
        ("confirm_order", {}, "order.confirmed"),
    ],
)
def test_it_answers_in_one_message(chat: WhoChats, intent: str, entities: dict[str, str], key: str) -> None:
    said = chat("John").says(intent, **entities)
    assert said == [key] or (intent, said) == ("confirm_order", ["cod.already"])


def test_it_offers_a_person_when_it_gives_up_twice(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("nlu_fallback", "zzzz qqqq", 0.1) == ["fallback.first"]
    assert john.says("nlu_fallback", "xxxx vvvv", 0.1) == ["fallback.second"]
    assert john.says("affirm", "yes") == ["person.asked"]


def test_stars_are_taken_and_few_of_them_explained(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    assert mitali.says("rate", "I want to rate") == ["rating.ask_order"]
    assert mitali.says("nlu_fallback", "very", 0.1) == ["rating.unclear"]
    assert mitali.says("inform", "2", rating="2") == ["rating.ask_words"]
    assert mitali.says("ask_care", "the cloth is thin", 0.5) == ["rating.ticket", "rating.reward"]
    assert mitali.says("rate", "5 stars", rating="5") == ["rating.thanks_high"]


def test_cash_on_delivery_is_confirmed_by_button_or_yes(chat: WhoChats) -> None:
    sourav = chat("Sourav")
    assert sourav.says("confirm_order", "confirm my order") == ["cod.ask_confirm"]
    assert sourav.taps("button.confirm_no") == ["cod.not_now"]
    assert sourav.says("order_status", "where is it") == ["order.cod_unconfirmed"]
    assert sourav.says("affirm", "yes") == ["cod.confirmed"]
    assert sourav.says("confirm_order", "is it confirmed?") == ["cod.already"]


def test_no_more_messages_is_remembered(chat: WhoChats) -> None:
    john = chat("John")
    john.says("stop_messages", "stop offers")
    assert john.says("stop_messages", "stop offers") == ["stop.already"]


def test_a_greeting_without_a_name_works(chat: WhoChats) -> None:
    assert chat(NOBODY).says("greet", "hi") == ["greet.hello_name"]


def test_a_failure_is_apologised_for_and_leaves_no_form_open(
    chat: WhoChats, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    monkeypatch.setattr(visit, "database", lambda: 1 / 0)
    assert john.says("inform", "it is my secret reason") == ["trouble.sorry"]
    assert john.form is None
    assert "ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text


def test_an_unknown_sender_gets_no_data(chat: WhoChats) -> None:
    stranger = chat("John")
    stranger.sender = "c_nobody"
    assert stranger.says("order_status", "where is it") == ["trouble.sorry"]


@pytest.mark.parametrize("words", ["acha confirm kore den", "হ্যাঁ কনফার্ম করুন", "ok confirm it", "confirm kar do"])
def test_confirm_it_is_a_yes_once_something_came_in_between(chat: WhoChats, words: str) -> None:
    sourav = chat("Sourav")
    assert sourav.says("confirm_order", "is my order confirmed?") == ["cod.ask_confirm"]
    assert sourav.says("deny", "not now, i will tell tomorrow") == ["cod.ask_confirm"]
    assert sourav.says("confirm_order", words) == ["cod.confirmed"]
