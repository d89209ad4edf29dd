"""Where is it, when does it come, why is it late."""

from __future__ import annotations

import pytest

from tests.actions.conftest import WhoChats


@pytest.mark.parametrize(
    ("name", "intent", "key"),
    [
        ("Asha", "order_status", "order.out_for_delivery"),
        ("Asha", "ask_eta", "eta.today"),
        ("Asha", "ask_delay", "order.out_for_delivery"),
        ("Rahul", "order_status", "order.late.other"),
        ("Rahul", "ask_eta", "order.late.other"),
        ("Mitali", "order_status", "order.delivered"),
        ("John", "order_status", "order.confirmed"),
        ("Kiran", "order_status", "order.attempt_failed"),
        ("Sourav", "ask_eta", "order.cod_unconfirmed"),
        ("Farida", "list_orders", "orders.list"),
    ],
)
def test_it_answers_by_the_stage_of_the_order(chat: WhoChats, name: str, intent: str, key: str) -> None:
    assert chat(name).says(intent, "where is my order") == [key]


def test_it_says_why_it_is_late_when_it_comes_and_where_it_is(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    rahul.says("ask_delay", "why is it late")
    details = [line["key"] for line in rahul.told[0]["values"]["details"]["lines"]]
    assert details == ["late.why.weather", "parcel.expected_now", "parcel.place", "parcel.track", "late.what_next"]
    assert rahul.told[0]["values"]["days"] == 3


def test_it_offers_another_day_after_a_failed_attempt(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    kiran.says("order_status", "where is it")
    assert kiran.taps("button.reschedule") == ["request.ask.reschedule"]


def test_it_takes_the_order_that_was_named(chat: WhoChats) -> None:
    john = chat("John")
    john.says("order_status", "where is #1046", order_number="1046")
    assert john.told[0]["values"]["number"] == "1046"


def test_a_bare_number_asks_for_its_status(chat: WhoChats) -> None:
    assert chat("John").says("inform", "1046", order_number="1046") == ["order.delivered"]


def test_the_next_question_is_about_the_same_order(chat: WhoChats) -> None:
    john = chat("John")
    john.says("order_status", "where is 1046", order_number="1046")
    john.says("ask_eta", "when did it come")
    assert john.told[0]["values"]["number"] == "1046"


def test_a_tracking_number_finds_the_order(chat: WhoChats) -> None:
    asha = chat("Asha")
    asha.says("inform", "14902250017342", tracking_number="14902250017342")
    assert asha.told[0]["values"]["number"] == "1042"


def test_a_product_tells_which_order(chat: WhoChats) -> None:
    john = chat("John")
    john.says("order_status", "where is my bedsheet", product="bedsheet")
    assert john.told[0]["values"]["number"] == "1046"


def test_titles_are_in_the_customers_language(chat: WhoChats) -> None:
    asha = chat("Asha")
    asha.locale = "gu"
    asha.says("order_status", "મારો ઓર્ડર ક્યાં છે")
    title = asha.told[0]["values"]["items"]["list"][0]
    assert not title.isascii()


def test_a_chosen_line_of_the_list_is_told(chat: WhoChats) -> None:
    farida = chat("Farida")
    farida.says("list_orders", "my orders")
    assert farida.taps("list.order") == ["order.delivered"]


def test_the_english_for_rasa_shell_is_the_sentence(chat: WhoChats) -> None:
    john = chat("John")
    john.says("order_status", "where is my order")
    assert "Order 1045 (Block-print lamp) is confirmed" in next(
        event["text"] for event in john.events if event["event"] == "bot"
    )
