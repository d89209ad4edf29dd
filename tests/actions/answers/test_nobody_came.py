"""Nobody has come: answered for what is out today, tried in vain, late, or said to have been delivered."""

from __future__ import annotations

import pytest

from bot.db.engine import Database
from tests.actions.answers.test_at_the_door import written
from tests.actions.conftest import WhoChats


def test_waiting_is_answered_and_then_taken_up(chat: WhoChats, database: Database) -> None:
    asha = chat("Asha")
    assert asha.says("ask_delay", "5 min bola tha koi nahi aaya") == ["door.still_out"]
    assert written(database) == []
    assert asha.says("ask_delay", "ab bhi koi nahi aaya") == ["request.done.complaint"]
    assert written(database) == [("complaint", "ab bhi koi nahi aaya")]


def test_waiting_for_what_is_late_is_told_of_the_delay(chat: WhoChats) -> None:
    assert chat("Rahul").says("ask_delay", "abhi tak nahi aaya") == ["order.late.other"]


def test_waiting_for_what_was_tried_asks_for_another_try(chat: WhoChats, database: Database) -> None:
    assert chat("Kiran").says("ask_delay", "koi aavyu nathi")[-1] == "request.done.redelivery"
    assert written(database) == [("reschedule", "koi aavyu nathi")]


@pytest.mark.parametrize("text", ["abhi tak nahi mila, jhooth kyun", "હજી મળ્યું નથી", "এখনো পাইনি"])
def test_what_is_said_to_have_come_and_did_not_is_looked_into(chat: WhoChats, database: Database, text: str) -> None:
    mitali = chat("Mitali")
    assert mitali.says("ask_delay", text)[0] in ("request.ask.not_received", "request.done.not_received")


def test_right_after_the_news_it_is_noted_at_once(chat: WhoChats, database: Database) -> None:
    mitali = chat("Mitali")
    mitali.says("order_status", "where is it")
    assert mitali.says("ask_delay", "abhi tak nahi mila") == ["request.done.not_received"]


def test_what_came_long_ago_is_not_waited_for(chat: WhoChats, database: Database) -> None:
    assert chat("Farida").says("ask_delay", "abhi tak nahi mila") == ["order.delivered"]
    assert written(database) == []
