"""A shop that was opened empty is given everything by commands and tables, and answers out of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from actions.dialogue import topics, visit
from bot.db.conversations import Conversation
from bot.db.engine import Database, open_engine, sessions
from bot.db.orders import Order, OrderItem
from bot.db.shop import Product
from bot.demo.seed import seed_shop
from bot.services.people.customers import find_or_add
from tests.actions.chat import Chat, all_actions
from tests.commands.test_shop import Command, dastak

__all__ = ["dastak"]
AREAS = "pin,days_min,days_max,cod,served\n38*,2,4,no,yes\n744*,,,,no\n"
PRODUCTS = (
    "sku,title,price,category,sizes,warranty_months,lasts_days,goes_with,care_en,care_gu\n"
    'KUR,Cotton kurta,899,kurta,"S, M",6,30,STO,Cold hand wash,ઠંડા પાણીમાં ધોવું\n'
    "STO,Wool stole,499,stole,,,,,,\n"
)


@pytest.fixture
def shop(dastak: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """The empty shop behind the actions, with one customer; no search by meaning: nothing of it is meant here."""
    assert dastak("shop", "open", "my-shop", "--name", "My Shop", "--site", "https://my.example").exit_code == 0
    engine = open_engine(f"sqlite:///{tmp_path}/dastak.db", bears=None)
    opened = sessions(engine)
    monkeypatch.setattr(visit, "database", lambda: opened)
    monkeypatch.setattr(topics, "search", lambda: type("", (), {"find": lambda *_: None})())
    now = datetime.now(UTC)
    with opened.writing.begin() as db:
        who = find_or_add(db, 1, (("phone", "+919811111111"),), "Neha Rao", now)
        told = {"merchant_id": 1, "customer_id": who.id, "channel": "whatsapp", "address": "+919811111111"}
        db.add(Conversation(public_id="c_Neha", our_address="+917900000000", created_at=now, **told))
    yield opened
    engine.dispose()


def say(intent: str, text: str, **entities: str) -> list[dict[str, object]]:
    """What the assistant says to somebody new."""
    chat = Chat("c_Neha", all_actions())
    chat.says(intent, text, 0.9, **entities)
    return chat.told


def text_of(told: list[dict[str, object]]) -> str:
    return str([one["values"] for one in told])


def test_it_answers_out_of_what_it_was_given(dastak: Command, shop: Database, tmp_path: Path) -> None:
    to_ahmedabad = ("check_pincode", "do you deliver to 380015")
    assert [one["key"] for one in say(*to_ahmedabad, pin_code="380015")] == ["pin.unknown"]
    assert [one["key"] for one in say("ask_return_policy", "how do returns work")] == ["fallback.first"]
    for name, table in (("areas", AREAS), ("products", PRODUCTS)):
        (tmp_path / f"{name}.csv").write_text(table, encoding="utf-8")
        done = dastak(name, "import", str(tmp_path / f"{name}.csv"))
        assert (done.exit_code, "2 new" in done.output) == (0, True), done.output
    assert dastak("answers", "start").exit_code == 0
    assert [one["key"] for one in say(*to_ahmedabad, pin_code="380015")] == ["pin.served"]
    assert [one["key"] for one in say(*to_ahmedabad, pin_code="744101")] == ["pin.not_served"]
    assert "pin.cod_no" in text_of(say(*to_ahmedabad, pin_code="380015"))
    assert "7 days from delivery" in text_of(say("ask_return_policy", "how do returns work"))
    assert "2 to 4 days" in text_of(say("ask_delivery_time", "how long does it take"))
    assert "Cold hand wash" in text_of(say("ask_care", "how to wash the kurta", product="kurta"))
    assert "'months': 6" in text_of(say("ask_warranty", "warranty of the kurta", product="kurta"))
    found = say("ask_product", "which sizes has the kurta", product="kurta")
    assert "S" in text_of(found)
    assert "M" in text_of(found)
    assert "lacks sizes, colours" in dastak("products", "list", "stole").output
    assert dastak("areas", "check", "380015").output == "380015: 2-4 days (by 38*)\n"
    assert dastak("areas", "set", "38", "1", "2").exit_code == 0
    assert dastak("areas", "list", "38").output == "38*      1-2 days       cash\n"
    assert dastak("areas", "drop", "744*").exit_code == 0
    assert "744" not in dastak("areas", "export").output


def test_what_it_sold_is_answered_for_and_offers_are_told(dastak: Command, shop: Database, tmp_path: Path) -> None:
    (tmp_path / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    (tmp_path / "offers.csv").write_text("code,amount,minimum,ends_on,active\nSAVE100,100,1000,,yes\n")
    assert dastak("products", "import", str(tmp_path / "products.csv")).exit_code == 0
    assert "1 new" in dastak("offers", "import", str(tmp_path / "offers.csv")).output
    assert dastak("shop", "set", "socials", "Instagram=https://instagram.com/my.shop").exit_code == 0
    assert "socials              Instagram=https://instagram.com/my.shop" in dastak("shop", "show").output
    placed = datetime.now(UTC) - timedelta(days=3)
    with shop.writing.begin() as db:
        kurta = db.get_one(Product, 1)
        item = OrderItem(product=kurta, title="Cotton kurta", price=89900)
        order = {"merchant_id": 1, "customer_id": 1, "number": "1", "payment": "paid", "total": 89900}
        db.add(Order(placed_at=placed, items=[item], **order))
    assert "Cold hand wash" in text_of(say("ask_care", "how do I wash it"))
    assert "SAVE100" in text_of(say("ask_offers", "any offers?"))
    (tmp_path / "bad.csv").write_text("sku,price\nNEW,free\n")
    refused = dastak("products", "import", str(tmp_path / "bad.csv"))
    assert (refused.exit_code, "row 2, column price: This is no amount of money." in refused.output) == (1, True)


def test_it_never_sees_anything_of_the_demos(dastak: Command, shop: Database) -> None:
    dastak("answers", "start")
    with shop.writing.begin() as db:
        seed_shop(db, datetime.now(UTC), "+917900000000", "+917900000001")
    for command in (("answers", "export"), ("areas", "export"), ("products", "export"), ("offers", "list")):
        told = dastak(*command, "--shop", "my-shop")
        assert (told.exit_code, "rangoli" in told.output.lower()) == (0, False)
    assert dastak("products", "list", "--shop", "my-shop").output.startswith("There is none")
    assert dastak("areas", "check", "380015", "--shop", "my-shop").output == "380015: not delivered (no place fits)\n"
    assert "BANDHANI" in dastak("products", "list", "--shop", "rangoli-handlooms").output
