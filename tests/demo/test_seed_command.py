"""Seeding by the settings, as `dastak seed` does it."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from bot.config import Settings
from bot.db.engine import sessions
from bot.db.shop import Merchant
from bot.demo.seed import seed
from tests.engines import engine_at


def test_it_commits_and_is_harmless_the_second_time(database_url: str, tmp_path: Path) -> None:
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)})
    assert "is open" in seed(settings)
    assert "nothing was changed" in seed(settings)
    with sessions(engine_at(database_url)).reading() as db:
        merchant = db.scalars(select(Merchant)).one()
    assert (merchant.slug, merchant.whatsapp_from) == ("rangoli-handlooms", settings.twilio_whatsapp_from)
