"""The courier says it came, or that nobody was there; the customer says otherwise, and is believed."""

from __future__ import annotations

import pytest

from actions.words.contradictions import says_not_got
from bot.db.engine import Database
from tests.actions.conftest import WhoChats
from tests.actions.follow_ups.test_bad_news import NUMBER, told, written

NOT_GOT = [
    ("deny", "i didn't get it"),
    ("deny", "mujhe nahi mila"),
    ("order_status", "मुझे तो नहीं मिला"),
    ("ask_delay", "order nahi mila abhi tak"),
    ("out_of_scope", "બરફી નહીં આવી"),
    ("nlu_fallback", "malyu j nathi"),
    ("inform", "পার্সেল পাইনি"),
    ("deny", "ekhono asheni"),
    ("report_not_received", "not received"),
]


@pytest.mark.parametrize("key", ["notice.delivered", "notice.partly_delivered"])
@pytest.mark.parametrize(("intent", "words"), NOT_GOT)
def test_not_received_is_looked_into(chat: WhoChats, database: Database, key: str, intent: str, words: str) -> None:
    mitali = chat("Mitali")
    told(mitali, key)
    assert mitali.says(intent, words) == ["request.done.not_received"]
    assert written(database) == [("not_received", words, NUMBER)]


@pytest.mark.parametrize("words", ["no", "nahi", "ના", "nahi, mil gaya", "no thanks, all good"])
def test_a_bare_no_accuses_nobody(chat: WhoChats, database: Database, words: str) -> None:
    mitali = chat("Mitali")
    told(mitali, "notice.delivered")
    assert mitali.says("deny", words) == ["deny.nothing"]
    assert written(database) == []


@pytest.mark.parametrize(
    "words",
    ["pasand nahi aaya", "पसंद नहीं आया", "nahi mil gaya", "payment received", "नहीं चाहिए", "નથી જોઈતું", "no it came"],
)
def test_what_came_is_not_taken_for_missing(words: str) -> None:
    assert not says_not_got(words)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("report_not_received", "मैं घर पर था, कोई आया ही नहीं"),
        ("complaint", "I was at home, nobody came"),
        ("deny", "koi aaya hi nahi"),
        ("order_status", "હું ઘરે જ હતો"),
        ("out_of_scope", "ami barite chilam, keu aseni"),
    ],
)
def test_who_was_at_home_is_told_sorry_and_gets_another_try(
    chat: WhoChats, database: Database, intent: str, words: str
) -> None:
    mitali = chat("Mitali")
    told(mitali, "notice.attempt_failed")
    assert mitali.says(intent, words) == ["complaint.sorry", "request.done.redelivery"]
    assert written(database) == [("reschedule", words, NUMBER)]


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("change_address", "leave it with the watchman"),
        ("reschedule_delivery", "neighbour ko de do"),
        ("nlu_fallback", "પડોશીને આપી દો"),
        ("affirm", "haan guard ko de dena"),
        ("out_of_scope", "দারোয়ানের কাছে রেখে দিন"),
    ],
)
def test_who_may_take_it_is_noted(chat: WhoChats, database: Database, intent: str, words: str) -> None:
    mitali = chat("Mitali")
    told(mitali, "notice.attempt_failed")
    assert mitali.says(intent, words) == ["request.done.redelivery"]
    assert written(database) == [("reschedule", words, NUMBER)]
    told(mitali, "notice.attempt_failed")
    assert mitali.says(intent, f"{words}!") == ["request.already_open"]


def test_a_day_is_still_a_day(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    kiran.says("order_status", "where is it")
    told(kiran, "notice.attempt_failed", kiran.told[0]["values"]["number"])
    assert kiran.says("inform", "kal", date="+1d") == ["request.done.reschedule"]
