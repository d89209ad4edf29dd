"""What comes of cancelling or sending back is a question: it is answered, and no form is opened."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.db.engine import Database
from bot.db.requests import Request
from tests.actions.conftest import WhoChats


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        *(
            ("cancel_order", "if i cancel 1045, is anything deducted?"),
            ("cancel_order", "cancel karu to paise katenge?"),
        ),
        *(("cancel_order", "কেনসেল না, বাতিল করলে টাকা কাটবে?"), ("cancel_order", "કેન્સલ કરું તો પૈસા કપાય?")),
        *(("return_item", "return karu to pickup free?"), ("return_item", "रिटर्न करूँ तो पिकअप फ्री है?")),
        *(("deny", "what happens if i refuse the parcel"), ("exchange_item", "if I exchange it do I pay again")),
    ],
)
def test_a_question_of_terms_is_answered(chat: WhoChats, database: Database, intent: str, text: str) -> None:
    john = chat("John")
    assert john.says(intent, text, 0.98) == ["faq.answer"]
    assert john.form is None
    with database.reading.begin() as db:
        assert db.scalar(select(func.count(Request.id))) == 0


@pytest.mark.parametrize(
    "text", ["cancel 1045, it is late", "if 1045 is not packed then cancel it", "1045 late hai to cancel kar do"]
)
def test_a_wish_with_a_condition_is_still_asked_about(chat: WhoChats, text: str) -> None:
    assert chat("John").says("cancel_order", text, 0.98, order_number="1045")[-1] == "cancel.confirm"
