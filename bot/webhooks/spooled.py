"""Stores what waited on disk while the database was away."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.engine import DatabaseError
from bot.logs import get_logger
from bot.platforms import PATH
from bot.services.connections.vault import Sealed
from bot.spool import Receipt
from bot.tasks import twilio_intake
from bot.webhooks import hooks_intake

log = get_logger(__name__)


# What came meanwhile waits behind what was there; the other sweeps have their turn all the same.
ROUNDS = 20


def replay_spool(bot: Bot) -> int:
    """Store what waits on disk, and what comes meanwhile; returns how many. Stops at the first the database refuses."""
    bot.spool.sweep_drafts()
    count = 0
    for _ in range(ROUNDS):
        stored = _replay(bot)
        if not stored:
            break
        count += stored
    if count:
        log.info("spooled requests replayed", count=count)
    return count


def _replay(bot: Bot) -> int:
    count = 0
    for path, receipt in bot.spool.waiting():
        try:
            _take(bot, receipt)
        except Sealed as error:
            log.error("a spooled request has to wait", reason=str(error))
            continue
        except DatabaseError:
            break
        bot.spool.done(path)
        count += 1
    return count


def _take(bot: Bot, receipt: Receipt) -> None:
    if not receipt.path.startswith(PATH):
        twilio_intake.replay(bot, receipt)
    elif hooks_intake.take(bot, receipt) != hooks_intake.TAKEN:
        log.warning("a spooled webhook turned out not to be from a shop or carrier: dropped")
