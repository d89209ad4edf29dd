"""A weak guess writes nothing: its likeliest readings are offered, and a tap on one is enough."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.requests import Request
from tests.actions.conftest import WhoChats

STORY = "the lamp came with a broken foot and no box"


def noted(database: Database) -> list[str]:
    """What the team reads of each request."""
    with database.reading() as db:
        return list(db.scalars(select(Request.detail).order_by(Request.id)))


def test_the_likeliest_readings_are_offered_and_a_tap_files_the_words(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.ranking = ("report_damaged", "return_item", "complaint")
    assert john.says("report_damaged", STORY, 0.6) == ["guess.which"]
    assert [button["key"] for button in john.told[0]["buttons"]] == [
        "button.damaged",
        "button.return",
        "request.kind.complaint",
    ]
    assert noted(database) == []
    john.taps("button.damaged")
    assert [STORY in words for words in noted(database)] == [True]


def test_readings_with_one_title_are_one_button_and_a_person_is_the_last(chat: WhoChats) -> None:
    john = chat("John")
    john.ranking = ("complaint", "order_status", "ask_eta")
    assert john.says("complaint", "what is this even", 0.3) == ["guess.which"]
    assert [button["key"] for button in john.told[0]["buttons"]] == [
        "request.kind.complaint",
        "button.track",
        "button.person",
    ]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("return_item", "this thing back"),
        ("request_refund", "what I gave him back then"),
        ("exchange_item", "other one maybe"),
        ("report_wrong_item", "this is not that one at all I think"),
        ("change_address", "flat 12 Lake View Road Pune 411001"),
        ("reschedule_delivery", "monday"),
        ("talk_to_person", "who is there"),
        ("payment_failed", "money went where"),
    ],
)
def test_whatever_writes_or_asks_the_team_is_not_done_on_a_guess(
    chat: WhoChats, database: Database, intent: str, words: str
) -> None:
    john = chat("John")
    john.ranking = (intent, "order_status")
    assert john.says(intent, words, 0.69) == ["guess.which"]
    assert noted(database) == []
    assert john.form is None


def test_a_cancellation_asks_for_its_own_yes(chat: WhoChats) -> None:
    assert chat("John").says("cancel_order", "that one off", 0.4) == ["cancel.confirm"]


def test_what_is_said_twice_is_no_guess(chat: WhoChats) -> None:
    john = chat("John")
    john.ranking = ("complaint", "order_status")
    john.says("complaint", "what is this even", 0.3)
    assert john.says("complaint", "your service I mean, it is a shame really", 0.6) != ["guess.which"]


@pytest.mark.parametrize(
    ("intent", "words", "said"),
    [
        ("request_refund", "refund nahi chahiye", "deny.nothing"),
        ("return_item", "no need to return it", "deny.nothing"),
        ("talk_to_person", "phone na karta", "deny.nothing"),
        ("request_refund", "refund nahi chahiye, jo theek lage", "guess.which"),
        ("request_refund", "refund nahi chahiye, naya bhejo", "request.ask.exchange"),
        ("request_refund", "refund kab manga maine", "deny.nothing"),
        ("reschedule_delivery", "who told you to bring it tomorrow", "deny.nothing"),
        ("reschedule_delivery", "મેં ક્યારે કીધું કાલે લાવજો", "deny.nothing"),
        ("exchange_item", "notun ta dite ke bollo", "deny.nothing"),
    ],
)
def test_what_is_refused_is_not_begun(chat: WhoChats, intent: str, words: str, said: str) -> None:
    john = chat("John")
    john.ranking = (intent, "exchange_item")
    assert john.says(intent, words, 0.95) == [said]
    assert intent not in [button["intent"] for told in john.told for button in told.get("buttons", [])]


def test_a_wish_behind_a_reproach_is_asked_about(chat: WhoChats) -> None:
    john = chat("John")
    john.ranking = ("reschedule_delivery", "complaint")
    assert john.says("reschedule_delivery", "who told you to come today, bring it on monday", 0.95) == ["guess.which"]
    assert "reschedule_delivery" in [button["intent"] for told in john.told for button in told.get("buttons", [])]
