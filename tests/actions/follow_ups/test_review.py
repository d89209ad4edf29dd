"""What is written right after "how do you like it?" is its answer, whatever the classifier took it for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.requests import Rating
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

ASKED = {"key": "notice.review", "values": {"number": "1044"}}
TAKEN = {True: ["rating.thanks_high", "rating.reward"], False: ["rating.ticket", "rating.reward"]}


@pytest.fixture
def mitali(chat: WhoChats) -> Chat:
    """Mitali, whom we have just asked how she likes her order."""
    mitali = chat("Mitali")
    mitali.events.append({"event": "bot", "text": "", "data": {"custom": ASKED}})
    return mitali


def ratings(database: Database) -> list[tuple[int, str]]:
    """The stars that were kept, with their words."""
    with database.reading.begin() as db:
        return [(row.stars, row.words) for row in db.scalars(select(Rating))]


@pytest.mark.parametrize(("text", "stars"), [("2", 2), ("३", 3), ("૧", 1), ("৩", 3)])
def test_a_bare_number_is_the_rating_and_few_stars_are_asked_about_once(
    mitali: Chat, database: Database, text: str, stars: int
) -> None:
    assert mitali.says("nlu_fallback", text, 1.0) == ["rating.ask_words"]
    assert mitali.says("out_of_scope", "mithai purani thi") == TAKEN[False]
    assert ratings(database) == [(stars, "mithai purani thi")]


@pytest.mark.parametrize(
    ("intent", "confidence", "text", "stars"),
    [
        ("nlu_fallback", 1.0, "૫", 5),
        ("nlu_fallback", 1.0, "4", 4),
        ("affirm", 0.9, "theek hai", 4),
        ("affirm", 0.9, "ok hai", 4),
        ("affirm", 0.9, "ઠીક છે", 4),
        ("affirm", 0.9, "ঠিক আছে।", 4),
        ("praise", 0.98, "bahut badhiya", 5),
        ("praise", 0.98, "બહુ સરસ", 5),
    ],
)
def test_many_stars_shrugs_and_praise_are_thanked_for(
    mitali: Chat, database: Database, intent: str, confidence: float, text: str, stars: int
) -> None:
    assert mitali.says(intent, text, confidence) == TAKEN[True]
    assert [kept for kept, _ in ratings(database)] == [stars]


@pytest.mark.parametrize(
    ("intent", "confidence", "text"),
    [
        ("out_of_scope", 0.79, "mithai purani thi"),
        ("ask_care", 0.41, "sweets were dry"),
        ("deny", 0.99, "not good"),
        ("deny", 0.9, "theek nahi tha"),
        ("deny", 0.73, "स्वाद अच्छा नहीं था"),
        ("praise", 0.32, "quality kharab hai"),
        ("complaint", 0.92, "kya bakwas"),
        ("report_damaged", 0.42, "જૂની મીઠાઈ હતી"),
        ("return_item", 0.43, "સ્વાદ ન ગમ્યો"),
        ("return_item", 0.56, "ভালো লাগেনি"),
        ("report_wrong_item", 0.6, "মিষ্টি বাসি ছিল"),
    ],
)
def test_a_complaint_is_a_low_rating_in_its_own_words(
    mitali: Chat, database: Database, intent: str, confidence: float, text: str
) -> None:
    assert mitali.says(intent, text, confidence) == TAKEN[False]
    assert ratings(database) == [(2, text)]
    assert mitali.form is None


def test_a_rating_that_came_with_words_is_not_asked_for_words(mitali: Chat, database: Database) -> None:
    assert mitali.says("rate", "3 stars, sweets were dry", rating="3") == TAKEN[False]
    assert ratings(database) == [(3, "3 stars, sweets were dry")]


def test_nor_where_nobody_had_asked(chat: WhoChats, database: Database) -> None:
    assert chat("Mitali").says("rate", "2 star, kapda patla hai", rating="2") == TAKEN[False]
    assert chat("Neha").says("rate", "sirf 2 star dunga", rating="2") == ["rating.ask_words"]


@pytest.mark.parametrize(
    ("intent", "text", "key"),
    [
        ("ask_offers", "any bad offers?", "offers.list"),
        ("request_refund", "send me a refund", "request.ask.refund"),
        ("deny", "nahi", "deny.nothing"),
        ("talk_to_person", "bad, call me", "person.asked"),
        ("list_orders", "show my old orders", "orders.list"),
    ],
)
def test_other_wishes_stay_what_they_are(mitali: Chat, database: Database, intent: str, text: str, key: str) -> None:
    assert key in mitali.says(intent, text, 0.95)
    assert ratings(database) == []
