"""The demo's clock follows its database: another one begins today, one that is older than the file goes on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.clock import StoredClock, read_clock, tell_utc
from bot.config import Settings
from bot.db.engine import sessions
from bot.demo import day
from bot.demo.parts import Part
from bot.demo.seed import seed
from tests.engines import engine_at

LATER = timedelta(days=4)


def test_a_new_database_begins_today(database_url: str, tmp_path: Path) -> None:
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)})
    StoredClock(settings.demo_clock).move_to(tell_utc() + LATER)
    seed(settings)
    assert read_clock(settings)() - tell_utc() < timedelta(minutes=1)


def test_a_database_that_outlived_its_clock_goes_on_where_it_was(database_url: str, tmp_path: Path) -> None:
    settings = Settings.from_env({"DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)})
    seed(settings)
    then = tell_utc() + LATER
    with sessions(engine_at(database_url)).writing.begin() as db:
        day.store_part(db, day.count_next(db, "d" * 32, then), Part.MORNING, then)
    seed(settings)
    assert read_clock(settings)() >= then
