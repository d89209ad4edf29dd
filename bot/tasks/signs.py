"""A sign of life from a worker: the bell, a free thread and the database were all needed for it."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.services.insights import signs

WORKER = "worker"


def give_sign(bot: Bot, _row_id: int) -> None:
    """Write that a worker works. There is no row to claim: whoever hears the bell is one."""
    with bot.database.writing.begin() as db:
        signs.write_sign(db, WORKER, bot.now())
