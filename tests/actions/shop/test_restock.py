"""Word of what is back in stock: asked first, noted once, called off in words or by a tap, never promised in vain."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from bot.db.awaited import AwaitedProduct
from bot.db.conversations import Conversation
from bot.db.engine import Database
from bot.db.shop import Product
from bot.domain.consent import ConsentSource, Purpose
from bot.services.moments import rules
from bot.services.people import consent
from tests.actions.conftest import NOBODY, WhoChats

ASKED = [
    *("tell me when the ajrakh kurti is back", "ajrakh kurti wapas aaye to batana", "अजरख कुर्ती फिर आए तो बता देना"),
    *("અજરખ કુર્તી પાછી આવે ત્યારે કહેજો", "আজরখ কুর্তি আবার এলে জানাবেন", "ajrakh kurti fari aave tyare kejo"),
    "ajrakh kurti abar ele janaben",
]


def waiting(database: Database) -> list[bool]:
    """Whether each wish still stands."""
    with database.reading.begin() as db:
        return [row.ended_at is None for row in db.scalars(select(AwaitedProduct))]


@pytest.mark.parametrize("text", ASKED)
@pytest.mark.parametrize("intent", ["subscribe", "ask_product"])
def test_it_asks_first_and_notes_it_at_a_yes_once(chat: WhoChats, database: Database, text: str, intent: str) -> None:
    neha = chat(NOBODY)
    assert neha.says(intent, text, product="kurti") == ["restock.ask"]
    assert waiting(database) == []
    assert neha.says("affirm", "yes") == ["restock.noted"]
    assert neha.says(intent, text, product="kurti") == ["restock.already"]
    assert waiting(database) == [True]


def test_a_doubt_or_a_no_notes_nothing(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    neha.says("subscribe", ASKED[0], product="kurti")
    assert neha.says("affirm", "yes but only if it is cheaper") == ["restock.ask"]
    assert neha.says("deny", "no") == ["deny.nothing"]
    assert waiting(database) == []


def test_what_is_sold_out_is_shown_with_the_offer_and_called_off_by_a_tap(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    assert neha.says("ask_product", "kurti", product="kurti") == ["product.found"]
    assert neha.taps("button.restock_yes") == ["restock.noted"]
    assert neha.taps("button.restock_end") == ["restock.ended"]
    assert waiting(database) == [False]
    assert neha.says("subscribe", ASKED[0], product="kurti") == ["restock.ask"]
    assert neha.taps("button.restock_yes") == ["restock.noted"]
    assert waiting(database) == [True]


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        *[("stop_messages", "don't tell me when it's back"), ("subscribe", "wapas aaye to mat batana"), ("deny", "no")],
        *[("deny", "ફરી આવે તો ન કહેશો"), ("nlu_fallback", "আবার এলে জানাবেন না")],
    ],
)
def test_it_is_called_off_in_words(chat: WhoChats, database: Database, intent: str, text: str) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "kurti", product="kurti")
    neha.taps("button.restock_yes")
    assert neha.says(intent, text) == ["restock.ended"]
    assert waiting(database) == [False]
    assert neha.says("stop_messages", "don't tell me when it's back") == ["restock.none"]


def test_what_is_there_is_shown_and_what_is_not_named_is_asked_for(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("subscribe", "tell me when the lamp is back", product="lamp") == ["product.found"]
    other = chat(NOBODY)
    assert other.says("subscribe", "tell me when it is back") == ["restock.which"]
    assert other.says("inform", "ajrakh kurti", product="kurti") == ["restock.ask"]


def test_it_promises_nothing_that_cannot_be_kept(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    with database.writing.begin() as db:
        talk = db.scalars(select(Conversation).where(Conversation.public_id == f"c_{NOBODY}")).one()
        consent.withdraw(db, talk.id, Purpose.ANY, ConsentSource.KEYWORD, "STOP", datetime.now(UTC))
    assert neha.says("subscribe", ASKED[0], product="kurti") == ["restock.stopped"]
    with database.writing.begin() as db:
        rules.change(db, 1, "back_in_stock", active=False)
    assert neha.says("subscribe", ASKED[0], product="kurti") == ["restock.off"]
    assert waiting(database) == []


def test_a_late_tap_on_what_is_back_already_shows_it(chat: WhoChats, database: Database) -> None:
    neha = chat(NOBODY)
    neha.says("ask_product", "kurti", product="kurti")
    with database.writing.begin() as db:
        db.execute(update(Product).where(Product.sku == "KTI-AJRAKH").values(stock=4))
    assert neha.taps("button.restock_yes") == ["product.found"]
    assert waiting(database) == []
