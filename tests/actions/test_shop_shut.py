"""A turn in which the database failed has no answer: it fails for Rasa, and is asked again."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from actions.dialogue import visit
from actions.dialogue.failing import ShopShut
from bot.clock import tell_utc
from bot.db import engine as engines
from bot.db.conversations import Conversation
from bot.db.engine import Database, open_engine, sessions
from bot.demo.seed import seed_shop
from tests.actions.chat import Chat, all_actions
from tests.actions.conftest import WhoChats
from tests.conftest import empty_postgres
from tests.line import line_to

SHOP = ("+917900000000", "+917900000001")


def test_a_locked_database_makes_no_answer(
    seeded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = shutil.copy(seeded, tmp_path / "shop.db")
    monkeypatch.setattr(engines, "BUSY_MS", 20)
    opened = sessions(open_engine(f"sqlite:///{path}"))
    monkeypatch.setattr(visit, "database", lambda: opened)
    john = Chat("c_John", all_actions())
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ShopShut):
            john.says("stop_messages", "no offers for my secret reason")
    assert john.told == []
    assert "OperationalError" in caplog.text
    assert "secret" not in caplog.text
    assert john.says("stop_messages", "no offers please") != ["trouble.sorry"]
    opened.engine.dispose()


def test_a_number_is_told_while_another_writes(chat: WhoChats, database: Database) -> None:
    john = chat("John")
    john.says("order_status", "where is 1045")  # the first telling opens the order's page
    with closing(sqlite3.connect(database.engine.url.database or "")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert john.says("order_status", "and where is 1045 now") == ["repeat.order"]


def test_an_open_form_outlives_it(chat: WhoChats, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    john = chat("John")
    asked = john.says("return_item", "return it")
    with monkeypatch.context() as broken:
        broken.setattr(visit, "database", lambda: sessions(open_engine("sqlite:////nowhere/at/all.db")))
        with pytest.raises(ShopShut):
            john.says("inform", "it does not fit")
    assert asked
    assert john.form == "request_form"


def test_a_turn_that_is_nobodys_tries_the_database_out(
    chat: WhoChats, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = Chat("probe_1", all_actions(), locale=None, channel="probe")
    assert nobody.says("greet", "hello") != ["trouble.sorry"]
    monkeypatch.setattr(visit, "database", lambda: sessions(open_engine("sqlite:////nowhere/at/all.db")))
    with pytest.raises(ShopShut):
        nobody.says("greet", "hello")


@pytest.mark.integration
def test_a_postgresql_that_is_away_makes_no_answer(migrated_postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with line_to(migrated_postgres) as line:
        opened = _shop_behind(line.leads_to(migrated_postgres))
        monkeypatch.setattr(visit, "database", lambda: opened)
        asha = Chat("c_asha", all_actions())
        before = asha.says("order_status", "where is my order")
        line.cut()
        for _ in range(2):
            with pytest.raises(ShopShut):
                asha.says("order_status", "where is my order")
        line.mend()
        asha.events.clear()  # as Rasa, which kept nothing of those turns
        assert asha.says("order_status", "where is my order") == before
        opened.engine.dispose()
    empty_postgres(migrated_postgres)


def _shop_behind(url: str) -> Database:
    opened = sessions(open_engine(url))
    now = tell_utc()
    with opened.writing.begin() as db:
        seed_shop(db, now, *SHOP)
        asha = Conversation(
            merchant_id=1, public_id="c_asha", customer_id=1, channel="whatsapp", address="+919800000001",
            our_address=SHOP[0], created_at=now,
        )  # fmt: skip
        db.add(asha)
    return opened
