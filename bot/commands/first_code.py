"""The code of the first owner, printed while nobody owns the installation."""

from __future__ import annotations

import secrets

from bot.clock import read_clock
from bot.config import Settings
from bot.db.engine import Database, open_engine, sessions
from bot.domain.first_code import LASTS, write_code
from bot.services.staff import first_owner

BITS = 60


def say_first_code(settings: Settings) -> str:
    """Make a code where nobody owns the installation, and return what to print of it; "" where somebody does."""
    engine = open_engine(settings.database_url, bears=None)
    try:
        return _say(settings, sessions(engine))
    finally:
        engine.dispose()


def _say(settings: Settings, database: Database) -> str:
    code = write_code(secrets.randbits(BITS))
    with database.writing.begin() as db:
        if not first_owner.is_wanted(db):
            return ""
        first_owner.make_code(db, code, read_clock(settings)())
    hours = int(LASTS.total_seconds() // 3600)
    return (
        f"Nobody owns this installation yet. Open {settings.public_url}/console and type this code,\n"
        f"which is good once, within {hours} hours; each start, and `dastak user code`, makes a new one:\n\n  {code}\n"
    )
