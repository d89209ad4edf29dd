"""A statement that takes too long is ended, and the transaction goes on."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.db.limits import TookTooLong, limited
from tests.patience import PATIENCE

SLOW = {
    "sqlite": "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1e9) SELECT max(x) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}


def test_it_ends_what_takes_too_long_and_nothing_else(db: Session) -> None:
    slow = text(SLOW[db.get_bind().dialect.name])  # takes longer than a test may
    for seconds in (0.2, 0.0, -1.0):
        with pytest.raises(TookTooLong), limited(db, seconds):
            db.execute(slow).all()
    with limited(db, PATIENCE):
        assert db.scalar(text("SELECT 1")) == 1
    if db.get_bind().dialect.name == "postgresql":
        assert db.scalar(text("SHOW statement_timeout")) == "0"


def test_another_error_stays_what_it_is(db: Session) -> None:
    with pytest.raises(Exception, match="nowhere"), limited(db, PATIENCE):
        db.execute(text("SELECT * FROM nowhere"))
    assert db.scalar(text("SELECT 1")) == 1
