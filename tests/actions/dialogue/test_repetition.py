"""The same answer within ten minutes is shorter the second time and offers a person the third."""

from __future__ import annotations

import pytest

from tests.actions.conftest import WhoChats


def test_it_is_shorter_then_offers_a_person(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    first = rahul.says("order_status", "where is it")
    number = rahul.told[0]["values"]["number"]
    assert rahul.says("order_status", "sure?") == ["repeat.order"]
    assert rahul.told[0]["values"]["number"] == number
    assert [button["key"] for button in rahul.told[0]["buttons"]][-1] == "button.person"
    assert rahul.says("order_status", "tell me where") == ["repeat.person"]
    assert rahul.says("order_status", "so where is it") == ["repeat.person"]
    assert rahul.says("affirm", "yes please") == ["person.asked"]
    assert first != ["repeat.order"]


def test_ten_minutes_later_it_is_told_in_full(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    told = rahul.says("order_status", "where is it")
    for event in rahul.events:
        event["timestamp"] = 1000.0
    rahul.now = 1000.0 + 601
    assert rahul.says("order_status", "where is it now") == told


def test_a_tap_asks_for_it_in_full(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    told = rahul.says("order_status", "where is it")
    assert rahul.says("order_status") == told


@pytest.mark.parametrize(("intent", "text"), [("ask_return_policy", "can i return"), ("loyalty_points", "my points?")])
def test_answers_of_no_order_are_not_repeated_either(chat: WhoChats, intent: str, text: str) -> None:
    john = chat("John")
    assert john.says(intent, text) != ["repeat.again"]
    assert john.says(intent, text) == ["repeat.again"]


def test_another_answer_in_between_counts_for_nothing(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    rahul.says("order_status", "where is it")
    assert rahul.says("ask_return_policy", "can i return") == ["faq.answer"]
    assert rahul.says("order_status", "where is it") == ["repeat.order"]


def test_questions_and_greetings_say_what_they_say(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    hello = rahul.says("greet", "hi")
    assert rahul.says("greet", "hello") == hello


def test_what_may_be_answered_to_it_stays_the_same(chat: WhoChats) -> None:
    """ "I was at home" answers a failed attempt also where that was told twice."""
    kiran = chat("Kiran")
    assert kiran.says("order_status", "where is it") == ["order.attempt_failed"]
    assert kiran.says("order_status", "sure?") == ["repeat.order"]
    assert "request.done.redelivery" in kiran.says("complaint", "I was at home, nobody came")


def test_a_doubt_is_told_the_order_once_more_and_a_yes_is_not(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    rahul.says("order_status", "where is it")
    assert rahul.says("affirm", "sure?") == ["repeat.order"]
    assert rahul.says("affirm", "ok") == ["affirm.nothing"]
