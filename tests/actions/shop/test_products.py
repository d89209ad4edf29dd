"""Products and orders named by a noun, in a shop that calls its categories as shops do."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.db.engine import Database
from bot.db.shop import Product
from tests.actions.conftest import WhoChats


@pytest.fixture(autouse=True)
def categories(database: Database) -> None:
    """The shop calls its bedsheets "Bedsheets & Quilts", and has sorted its lamps into nothing."""
    with database.writing.begin() as db:
        db.execute(update(Product).where(Product.category == "bedsheet").values(category="Bedsheets & Quilts"))
        db.execute(update(Product).where(Product.category == "lamp").values(category=""))


def test_it_knows_the_order_with_the_thing_that_was_named(chat: WhoChats) -> None:
    john = chat("John")
    john.says("order_status", "where is my bedsheet", product="bedsheet")
    assert john.told[0]["values"]["number"] == "1046"


def test_it_tells_of_the_product_that_was_named(chat: WhoChats) -> None:
    assert chat("Neha").says("ask_product", "price of the lamp", product="lamp") == ["product.found"]
    assert chat("Neha").says("ask_product", "price of the laptop", product="laptop") == ["product.not_sold"]


def test_it_tells_how_to_care_for_what_they_have(chat: WhoChats) -> None:
    john = chat("John")
    john.says("ask_care", "how to wash the bedsheet", product="bedsheet")
    [line] = john.told[0]["values"]["text"]["lines"]
    assert (line["key"], line["values"]["title"]) == ("care.answer", "Jaipuri print bedsheet")
