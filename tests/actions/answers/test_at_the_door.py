"""Questions of the day of delivery are answered from the order and the shop's settings, or noted for the team."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database
from bot.db.orders import Order, Parcel
from bot.db.requests import Request
from bot.db.shop import Merchant
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

GUESS = 0.3
# Asha's parcel comes today, Rahul's is late, John's has not left, Mitali's has come, Kiran's was tried in vain.


def asks(chat: Chat, text: str, intent: str = "out_of_scope", **entities: str) -> list[str]:
    return chat.says(intent, text, GUESS, **entities)


def written(database: Database) -> list[tuple[str, str]]:
    with database.reading.begin() as db:
        return [(one.kind, one.detail) for one in db.scalars(select(Request).order_by(Request.id))]


def set_order(database: Database, number: str, **values: object) -> None:
    with database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == number).values(**values))


def set_shop(database: Database, **values: object) -> None:
    with database.writing.begin() as db:
        db.execute(update(Merchant).values(**values))


@pytest.mark.parametrize(
    "text", ["how much cash should i keep", "ketla aapvana?", "कितने पैसे देने हैं", "koto taka dite hobe"]
)
def test_cash_to_keep_ready(chat: WhoChats, database: Database, text: str) -> None:
    asha = chat("Asha")
    assert asks(asha, text) == ["door.nothing_due"]
    set_order(database, "1042", payment="cod", total=129900)
    assert asks(asha, text) == ["door.cash"]
    assert asha.told[0]["values"]["amount"] == {"money": [129900, "INR"]}


@pytest.mark.parametrize(
    ("setting", "key", "line"),
    [(True, "door.upi_yes", "door.upi_too"), (False, "door.upi_no", "door.cash_only"), (None, "door.upi_untold", "")],
)
def test_upi_at_the_door_is_the_shops_to_say(
    chat: WhoChats, database: Database, setting: bool | None, key: str, line: str
) -> None:
    set_order(database, "1042", payment="cod")
    set_shop(database, upi_at_door=setting)
    asha = chat("Asha")
    assert asha.says("ask_payment_methods", "upi chalse?") == [key]
    asks(asha, "kitna cash rakhu")
    lines = asha.told[0]["values"]["details"]["lines"]
    assert [one["key"] for one in lines] == ([line] if line else [])


def test_upi_for_what_is_paid_is_a_question_on_ways_to_pay(chat: WhoChats) -> None:
    assert chat("Asha").says("ask_payment_methods", "upi chalse?") == ["faq.answer"]


def test_the_couriers_phone_where_it_is_told(chat: WhoChats, database: Database) -> None:
    asha = chat("Asha")
    assert asks(asha, "delivery boy ka number do", "order_status") == ["door.no_phone"]
    with database.writing.begin() as db:
        db.execute(update(Parcel).values(courier_phone="+91 98000 11111"))
    assert asks(asha, "delivery boy ka number do", "order_status") == ["door.phone"]
    assert asha.told[0]["values"]["phone"] == "+91 98000 11111"
    assert asks(chat("John"), "courier er phone number deben?") == ["door.no_phone_yet"]


@pytest.mark.parametrize("text", ["watchman ne aapi dejo", "leave it with the guard", "পাশের বাড়িতে দিয়ে দিন"])
def test_somebody_else_takes_it(chat: WhoChats, database: Database, text: str) -> None:
    asha = chat("Asha")
    assert asks(asha, text, "reschedule_delivery") == ["request.done.hand_over"]
    assert asha.form is None
    assert written(database) == [("hand_over", text)]
    set_order(database, "1042", payment="cod")
    assert asks(asha, "or give it to the neighbour") == ["request.already_open", "door.whoever_needs_cash"]


def test_not_at_home_is_no_day(chat: WhoChats, database: Database) -> None:
    asha = chat("Asha")
    assert asks(asha, "aaj ghar pe koi nahi hai", "reschedule_delivery", date="0d") == ["door.not_home"]
    assert asks(asha, "watchman", "inform") == ["request.done.hand_over"]
    told = asha.says("reschedule_delivery", "ghar pe nahi hu, kal aana", date="+1d")
    assert told == ["request.done.reschedule"]


@pytest.mark.parametrize("text", ["hu kale ghare nathi", "kal ghar pe nahi hu", "কাল বাড়িতে থাকব না"])
def test_the_day_nobody_is_home_is_not_wished(chat: WhoChats, database: Database, text: str) -> None:
    assert asks(chat("Asha"), text, "reschedule_delivery", date="+1d") == ["door.not_home"]
    assert written(database) == []


def test_more_money_than_due_is_a_complaint(chat: WhoChats, database: Database) -> None:
    asha = chat("Asha")
    told = asha.says("request_refund", "he demanded extra money")
    assert told == ["door.none_due", "request.done.complaint"]
    assert asha.form is None
    assert written(database) == [("complaint", "he demanded extra money")]


def test_compensation_is_no_promise(chat: WhoChats, database: Database) -> None:
    assert asks(chat("Rahul"), "any compensation?") == ["door.compensation"]
    assert written(database) == []


def test_a_dead_link_is_given_once_more(chat: WhoChats) -> None:
    asha = chat("Asha")
    assert asha.says("how_to_order", "link khulti nathi") == ["door.link"]
    assert "/t/" in asha.told[0]["values"]["url"]
    assert asha.told[0]["values"]["details"]["lines"][0]["values"]["tracking"] == "14902250017342"


def test_by_when_names_today(chat: WhoChats) -> None:
    assert asks(chat("Asha"), "সকালে আসবে না বিকেলে") == ["eta.today"]


def test_who_has_no_order_is_answered_as_before(chat: WhoChats) -> None:
    neha = chat("Neha")
    assert neha.says("ask_payment_methods", "upi chalse?") == ["faq.answer"]
    assert asks(neha, "ketla aapvana?") == ["fallback.out_of_scope"]


def test_anothers_number_is_not_told_of(chat: WhoChats) -> None:
    keys = asks(chat("John"), "how much cash should i keep for 1048", order_number="1048")
    assert not any(key.startswith("door.") for key in keys)


def test_an_open_form_comes_back_after_the_answer(chat: WhoChats, database: Database) -> None:
    set_order(database, "1042", payment="cod")
    asha = chat("Asha")
    assert asha.says("reschedule_delivery", "another day please") == ["request.ask.reschedule"]
    told = asha.says("ask_payment_methods", "upi chalse?")
    assert told == ["door.upi_yes", "flow.back", "request.ask.reschedule"]
    assert asha.says("inform", "tomorrow", date="+1d") == ["request.done.reschedule"]


def test_an_open_form_keeps_its_question(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    assert mitali.says("return_item", "I want to return it") == ["request.ask.return"]
    assert mitali.says("inform", "ghar par chalega nahi") == ["request.done.return"]
