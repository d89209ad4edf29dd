"""Which news a customer would like is asked once they agreed to offers, and answered by a tap."""

from __future__ import annotations

from sqlalchemy import select

from bot.db.engine import Database
from bot.db.shop import Merchant
from bot.services.people.newsletters import add_newsletter
from tests.actions.conftest import WhoChats
from tests.fakes import START


def offer(database: Database, *names: str) -> None:
    with database.writing.begin() as db:
        for merchant_id in db.scalars(select(Merchant.id)):
            for name in names:
                add_newsletter(db, merchant_id, name, {"gu": "નવી સાડીઓ"} if name == "Sarees" else {}, START)


def test_who_agrees_to_offers_is_asked_which_news_they_would_like(chat: WhoChats, database: Database) -> None:
    offer(database, "Sarees", "Sales")
    john = chat("John")
    assert john.says("subscribe", "tell me about sales") == ["subscribe.ask"]
    assert john.taps("button.offers_yes") == ["subscribe.done", "newsletter.ask"]
    assert john.says("subscribe", "any newsletter?") == ["newsletter.ask"]


def test_without_newsletters_nothing_is_asked(chat: WhoChats) -> None:
    john = chat("John")
    john.says("subscribe", "tell me about sales")
    assert john.taps("button.offers_yes") == ["subscribe.done"]
    assert john.says("subscribe", "any newsletter?") == ["subscribe.already"]


def test_a_guess_takes_none(chat: WhoChats, database: Database) -> None:
    offer(database, "Sarees")
    assert chat("John").says("subscribe", "naya bhej do") == ["subscribe.ask"]
