"""The demo shop behind the actions, and a chat with each of its customers."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.dialogue import topics, visit
from bot.db.conversations import Conversation
from bot.db.engine import Database, open_engine, sessions
from bot.db.people import Customer
from bot.demo.seed import seed_shop
from bot.faq.search import Match
from bot.services.people.customers import find_or_add
from tests.actions.chat import Chat, all_actions
from tests.engines import engine_at, file_as_new

WhoChats = Callable[[str], Chat]
NOBODY = "Neha"  # has no orders


@pytest.fixture(scope="session")
def seeded(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo shop and a conversation for everybody, to copy from."""
    path = tmp_path_factory.mktemp("seeded") / "seeded.db"
    shutil.copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path}")
    now = datetime.now(UTC)
    with sessions(engine).writing.begin() as db:
        seed_shop(db, now, "+917900000000", "+917900000001")
        find_or_add(db, 1, (("phone", "+919811111111"),), f"{NOBODY} Rao", now)
        for customer in db.scalars(select(Customer)):
            db.add(
                Conversation(
                    merchant_id=customer.merchant_id,
                    public_id=f"c_{customer.name.split()[0]}",
                    customer_id=customer.id,
                    channel="whatsapp",
                    address=customer.identities[0].value,
                    our_address="+917900000000",
                    created_at=now,
                )
            )
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:  # the copies take this one file alone
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def database(
    seeded: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A copy of it, which the actions use."""
    with file_as_new(seeded, tmp_path_factory.getbasetemp() / "shop.db") as url:
        opened = sessions(engine_at(url))
        monkeypatch.setattr(visit, "database", lambda: opened)
        yield opened


@pytest.fixture
def chat(database: Database) -> WhoChats:
    """chat("John") is John's conversation with the assistant."""
    actions = all_actions()
    return lambda name: Chat(f"c_{name}", actions)


@pytest.fixture
def topic(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the search finds: a topic for each question put in here, for all others nothing."""
    found: dict[str, str] = {}

    class Search:
        def find(self, entries: object, question: str) -> Match | None:
            """Found only if it was put in."""
            return Match(found[question], 0.7) if question in found else None

    monkeypatch.setattr(topics, "search", Search)
    return found
