"""Marketing is agreed to by a yes, never by a guess; "no more offers" is obeyed whatever it was taken for."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from actions.words.offers_refused import refuses_offers
from bot.db.engine import Database
from bot.db.people import Consent
from tests.actions.chat import Chat
from tests.actions.conftest import WhoChats

BIRTHDAY = {"key": "notice.birthday", "values": {}}


def ledger(database: Database) -> list[tuple[bool, str]]:
    """What was agreed (True) or withdrawn on marketing in this chat, with the words."""
    with database.reading.begin() as db:
        rows = select(Consent.granted, Consent.words).where(Consent.source == "chat").order_by(Consent.id)
        return [(row.granted, row.words) for row in db.execute(rows)]


def told(chat: Chat, notice: Mapping[str, object]) -> Chat:
    """The chat after a notice went out."""
    chat.events.append({"event": "bot", "text": "", "data": {"custom": notice}})
    return chat


def test_a_guessed_wish_for_offers_is_asked_about(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    assert john.says("subscribe", "naya bhej do") == ["subscribe.ask"]
    assert ledger(database) == []
    assert john.says("deny", "nahi") == ["deny.nothing"]
    assert ledger(database) == []


def test_a_typed_yes_is_written_down_in_its_words(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("subscribe", "tell me about sales")
    assert john.says("affirm", "haan zaroor") == ["subscribe.done"]
    assert ledger(database) == [(True, "haan zaroor")]
    assert john.says("subscribe", "tell me about sales") == ["subscribe.already"]


def test_a_tapped_yes_is_written_down_as_the_button_says_it(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.locale = "gu"
    john.says("subscribe", "ઓફર આવે ત્યારે કહેજો")
    assert john.taps("button.offers_yes") == ["subscribe.done"]
    assert ledger(database) == [(True, "હા, મોકલજો")]


@pytest.mark.parametrize("news", ["lost", "damaged", "returning", "returned", "attempt_failed", "late"])
def test_after_bad_news_nobody_is_asked_about_offers(chat: WhoChats, database: Database, news: str) -> None:
    john = told(chat("John"), {"key": f"notice.{news}", "values": {"number": "1042"}})
    assert not {"subscribe.ask", "subscribe.done", "trouble.sorry"} & set(john.says("subscribe", "notun pathan"))
    assert ledger(database) == []


@pytest.mark.parametrize("intent", ["subscribe", "ask_offers"])
@pytest.mark.parametrize(
    "text",
    [
        *("no more offers please", "I don’t want discount messages", "stop sending ads"),
        *("ऑफर नहीं चाहिए", "ऑफ़र मत भेजो", "विज्ञापन की ज़रूरत नहीं", "offer mat bhejo", "koi offer nhi chaiye"),
        *("ઓફર નહીં જોઈએ", "ઓફરના મેસેજ ના મોકલો", "offer nathi joiti", "msg na moklo"),
        *("অফার লাগবে না", "আর অফার পাঠাবেন না", "ছাড়ের খবর দরকার নেই", "offer ar pathaben na", "offer lagbe na"),
    ],
)
def test_who_refuses_offers_is_neither_asked_nor_told_of_any(
    chat: WhoChats, database: Database, intent: str, text: str
) -> None:
    john = told(chat("John"), BIRTHDAY)
    assert john.says(intent, text) == ["stop.done"]
    assert ledger(database) == [(False, text)]


@pytest.mark.parametrize(
    "text",
    [
        *("any offers?", "no more offers?", "offer code not working", "coupon nahi chal raha", "show me more offers"),
        *("aajkal msg nahi bhejte aap, firse bhejo", "abar update dite thako, bondho koro na", "naya nahi chahiye"),
        *("ઓફર છે?", "কোনো অফার নেই", "ऑफर नहीं दिख रहे"),
    ],
)
def test_a_no_about_something_else_refuses_no_offers(text: str) -> None:
    assert not refuses_offers(text)


def test_a_stop_of_offers_can_be_undone_by_who_had_agreed(chat: WhoChats) -> None:
    john = chat("John")
    john.says("subscribe", "tell me about sales")
    john.says("affirm", "yes")
    assert john.says("stop_messages", "no more offers please") == ["stop.done"]
    assert [button["intent"] for button in john.told[0]["buttons"]] == ["undo_stop"]
    assert john.says("stop_messages", "no more offers please") == ["stop.already"]
    assert not john.told[0].get("buttons")
