"""Words that take back what was just agreed, and answers to questions that act at once."""

from __future__ import annotations

import pytest

from bot.db.engine import Database
from tests.actions.answers.test_cancelling import status_of
from tests.actions.conftest import WhoChats
from tests.domain.answers import NO_YESES, YESES, listed

NOES = [(locale, words) for locale, words in listed(NO_YESES) if len(words.split()) > 2]


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        *(("en", words) for words in ("no keep it", "undo", "sorry, by mistake", "I changed my mind, keep the order")),
        *(("hi-Latn", words) for words in ("arre rehne do", "galti se ho gaya", "nahi order rakho")),
        *(("gu", words) for words in ("ના રહેવા દો", "ભૂલથી થઈ ગયું")),
        *(("bn", words) for words in ("না থাক, রেখে দিন", "ভুল করে হয়ে গেছে")),
    ],
)
def test_a_cancellation_is_taken_back_by_words(chat: WhoChats, database: Database, locale: str, words: str) -> None:
    john = chat("John")
    john.locale = locale
    john.says("cancel_order", "cancel 1045", order_number="1045")
    john.says("affirm", "yes")
    assert john.says("deny", words) == ["cancel.undone"]
    assert status_of(database, "1045") == "open"


@pytest.mark.parametrize("words", ["no", "no thanks", "thank you", "when is the money back?", "ok"])
def test_other_words_leave_it_cancelled(chat: WhoChats, database: Database, words: str) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    john.says("affirm", "yes")
    john.says("deny", words)
    assert status_of(database, "1045") == "cancelled"


def test_a_noted_return_is_withdrawn_and_a_noted_day_moved(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return 1046", order_number="1046")
    assert john.says("inform", "the colour is not what I saw") == ["request.done.return"]
    assert john.says("deny", "leave it, I'll keep it") == ["request.withdrawn"]
    kiran = chat("Kiran")
    kiran.says("reschedule_delivery", "come tomorrow", date="+1d")
    assert kiran.says("deny", "na na, parso", date="+2d") == ["request.moved"]


@pytest.mark.parametrize(("locale", "words"), NOES)
@pytest.mark.parametrize("intent", ["affirm", "cancel_order", "nlu_fallback"])
def test_no_refusal_cancels_whatever_it_is_taken_for(
    chat: WhoChats, database: Database, intent: str, locale: str, words: str
) -> None:
    john = chat("John")
    john.locale = locale
    john.says("cancel_order", "cancel 1045", order_number="1045")
    john.says(intent, words, 0.99)
    assert status_of(database, "1045") == "open"


@pytest.mark.parametrize(("locale", "words"), listed(YESES))
def test_every_plain_yes_cancels_whatever_it_is_taken_for(
    chat: WhoChats, database: Database, locale: str, words: str
) -> None:
    john = chat("John")
    john.locale = locale
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("nlu_fallback", words, 0.15) == ["cancel.done_paid"]


def test_a_refusal_names_one_order_and_a_wish_another(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("cancel_order", "no, cancel 1046", order_number="1046") == ["cancel.delivered"]
    assert status_of(database, "1045") == "open"
