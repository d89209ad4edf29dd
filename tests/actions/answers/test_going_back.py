"""Pick-ups, refunds, GST numbers, the limit of cash and the shop itself, answered from rows and settings."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update

from bot.db.engine import Database
from bot.db.orders import Order, Refund
from bot.db.requests import Request
from bot.db.shop import FaqText, FaqTopic, Merchant
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
GSTIN = "07AAAAA0000A1Z5"


def returning(chat: WhoChats) -> Chat:
    mitali = chat("Mitali")
    mitali.says("return_item", "I want to return it")
    mitali.says("inform", "the colour is too dark")
    return mitali


def details(database: Database) -> list[str]:
    with database.reading.begin() as db:
        return list(db.scalars(select(Request.detail)))


@pytest.mark.parametrize("text", ["pickup kab?", "when will you pick up the return?", "রিটার্ন নিতে কবে আসবে"])
def test_a_pick_up_is_told_of_by_its_request(chat: WhoChats, text: str) -> None:
    mitali = returning(chat)
    assert mitali.says("return_item", text) == ["pickup.waiting"]
    assert mitali.form is None


def test_nobody_came_to_pick_up_reaches_the_team(chat: WhoChats, database: Database) -> None:
    mitali = returning(chat)
    assert mitali.says("return_item", "pickup ke liye koi nahi aaya") == ["pickup.nobody_came"]
    assert "pickup ke liye koi nahi aaya" in details(database)[0]


def test_no_pick_up_is_noted(chat: WhoChats) -> None:
    assert chat("John").says("ask_eta", "pickup kab hoga?") == ["pickup.none"]


def test_each_refund_stands_by_itself(chat: WhoChats, database: Database) -> None:
    with database.writing.begin() as db:
        order = db.scalars(select(Order).where(Order.number == "1046")).one()
        order.refund_amount = 50000
        for number, (amount, currency) in enumerate(((30000, "INR"), (1500, "USD"))):
            values = {"external_id": str(number), "amount": amount, "currency": currency, "at": NOW}
            db.add(Refund(merchant_id=order.merchant_id, order_id=order.id, done_at=NOW if number else None, **values))
    john = chat("John")
    assert john.says("refund_status", "how much do i get back for 1046", order_number="1046") == ["refund.amounts"]
    lines = john.told[0]["values"]["details"]["lines"]
    assert [(one["key"], one["values"]["amount"]["money"]) for one in lines] == [
        ("order.refund_coming", [30000, "INR"]),
        ("order.refund_paid", [1500, "USD"]),
    ]


def test_an_open_return_names_what_was_paid_and_promises_nothing(chat: WhoChats) -> None:
    assert returning(chat).says("refund_status", "কত টাকা ফেরত পাব") == ["refund.amount_open"]


def test_bank_or_wallet_is_the_shops_answer(chat: WhoChats, database: Database) -> None:
    mitali = chat("Mitali")
    assert mitali.says("ask_payment_methods", "bank ya wallet?") == ["faq.answer"]
    assert "UPI" in mitali.told[0]["values"]["text"]
    forget_topic(database, "refund_time")
    assert mitali.says("ask_payment_methods", "bank ya wallet?") == ["refund.way_untold"]


def test_a_gst_number_is_kept_and_is_no_order(chat: WhoChats, database: Database) -> None:
    asha = chat("Asha")
    said = asha.says("order_status", f"GST bill chahiye {GSTIN}", 0.9, order_number="07A0")
    assert said == ["invoice.gstin", "request.done.invoice"]
    assert asha.told[0]["values"]["gstin"] == GSTIN
    assert details(database) == [f"GST bill chahiye {GSTIN}"]


def test_a_gst_number_waits_for_the_order(chat: WhoChats, database: Database) -> None:
    farida = chat("Farida")
    assert farida.says("inform", f"gst bill {GSTIN}") == ["invoice.gstin", "request.ask_order"]
    farida.says("inform", "1040", order_number="1040")
    assert details(database) == [f"gst bill {GSTIN}"]


@pytest.mark.parametrize(
    ("text", "limit", "keys"),
    [
        ("8000 ka cod milega?", 5000, ["cod.over_limit"]),
        ("8 hazar ka cod milega?", 5000, ["cod.over_limit"]),
        ("4000 ka cod milega?", 5000, ["faq.answer"]),
        ("8000 ka cod milega?", 0, ["faq.answer"]),
        ("cod milega?", 5000, ["faq.answer"]),
    ],
)
def test_cash_above_the_limit_is_a_no(
    chat: WhoChats, database: Database, text: str, limit: int, keys: list[str]
) -> None:
    with database.writing.begin() as db:
        db.execute(update(Merchant).values(cod_limit=limit))
    assert chat("Neha").says("ask_cod", text) == keys


def test_an_order_above_the_limit_is_a_no(chat: WhoChats, database: Database) -> None:
    with database.writing.begin() as db:
        db.execute(update(Order).where(Order.number == "1045").values(total=720000))
    john = chat("John")
    assert john.says("ask_cod", "can 1045 be cod?", order_number="1045") == ["cod.over_limit"]
    assert john.told[0]["values"]["amount"] == {"money": [720000, "INR"]}


@pytest.mark.parametrize(
    ("intent", "text", "slug"),
    [
        ("ask_offers", "bulk order discount?", "bulk_orders"),
        ("ask_contact", "dukan ketla vage khule che", "store_visit"),
        ("ask_contact", "दुकान कहां है", "store_visit"),
    ],
)
def test_the_shop_itself_is_told_of_or_a_person_is_offered(
    chat: WhoChats, database: Database, intent: str, text: str, slug: str
) -> None:
    neha = chat("Neha")
    assert neha.says(intent, text) == ["faq.answer"]
    for one in (slug, "contact"):
        forget_topic(database, one)
    assert neha.says(intent, text) == ["shop.not_told"]
    assert neha.told[0]["buttons"][0]["intent"] == "talk_to_person"


def forget_topic(database: Database, slug: str) -> None:
    with database.writing.begin() as db:
        topic = db.scalars(select(FaqTopic.id).where(FaqTopic.slug == slug)).one()
        db.execute(delete(FaqText).where(FaqText.topic_id == topic))
        db.execute(delete(FaqTopic).where(FaqTopic.id == topic))
