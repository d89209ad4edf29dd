"""What was noted is shown back and can be put right; what was paid back isn't promised again."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.orders import Order
from bot.locales.catalogue import say
from tests.actions.answers.test_request_form import written
from tests.actions.conftest import WhoChats


def test_a_reason_is_shown_back(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    john.says("report_wrong_item", "the covers are too small", 0.95)
    for locale in ("en", "hi", "gu", "bn", "hi-Latn", "gu-Latn", "bn-Latn"):
        assert "“the covers are too small”" in say(locale, john.told[0]["key"], john.told[0]["values"])


def test_the_words_are_put_right_by_a_button(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    john.says("inform", "my son doesn't like it")
    assert john.taps("button.correct") == ["request.correct"]
    assert john.says("complaint", "the stitching is loose") == ["request.corrected"]
    assert written(database) == [("return", "the stitching is loose")]
    assert john.says("return_item", "return it please") == ["request.ask.return"]
    assert not john.slots["request_corrects"]


def test_of_two_days_the_last_one_counts(chat: WhoChats, database: Database) -> None:
    kiran = chat("Kiran")
    kiran.says("reschedule_delivery", "come tomorrow", date="+1d")
    kiran.says("ask_eta", "when does it come?")
    assert kiran.says("reschedule_delivery", "better on the day after, in the evening", date="+2d evening") == [
        "request.moved"
    ]
    assert len(written(database)) == 1
    assert written(database)[0][1].endswith("evening")
    assert "come tomorrow" not in written(database)[0][1]


def test_what_was_paid_back_is_promised_no_second_time(chat: WhoChats, database: Database) -> None:
    with database.writing.begin() as db:
        order = db.scalars(select(Order).where(Order.number == "1046")).one()
        order.refund_amount = order.total
        order.refunded_at = datetime.now(UTC)
    john = chat("John")
    for intent in ("request_refund", "exchange_item", "return_item", "report_damaged"):
        assert john.says(intent, "order 1046 please", order_number="1046") == ["refund.paid"]
        john.now += 700  # seconds: long enough to be told in full once more
    assert written(database) == []
