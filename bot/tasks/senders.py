"""Asks Twilio how the shops' numbers on WhatsApp stand: to how many new people a day, and how good they are thought."""

from __future__ import annotations

from datetime import timedelta

from bot.bootstrap import Bot
from bot.domain.portfolio import read_limit, read_quality
from bot.logs import get_logger
from bot.ports import SendError
from bot.services.accounts import own
from bot.services.broadcasts import portfolio
from bot.services.broadcasts.portfolio import SenderWord
from bot.services.connections.vault import Sealed
from bot.ways import Forgotten

log = get_logger(__name__)
# WhatsApp looks at limits some times a day; who tries the system should see what they changed.
AT_TWILIO, SIMULATED = timedelta(hours=1), timedelta(minutes=1)


def fetch_senders(bot: Bot) -> int:
    """Note what each account tells of its numbers, where it was not asked lately; returns of how many it changed."""
    with bot.database.reading.begin() as db:
        accounts = [("", None), *own.list_in_use(db)]
    return sum(_fetch(bot, sid, account_id) for sid, account_id in accounts)


def _fetch(bot: Bot, sid: str, account_id: int | None) -> int:
    every = SIMULATED if bot.settings.simulated else AT_TWILIO
    with bot.database.reading.begin() as db:
        if not portfolio.is_asked_again(db, sid, bot.now(), every):
            return 0
    try:
        found = bot.way(account_id).senders().listed()
    except (SendError, Sealed, Forgotten) as error:
        log.warning("Twilio's list of WhatsApp senders did not answer", reason=str(error))
        return 0
    told = {one.number: SenderWord(one.status, read_quality(one.quality), read_limit(one.limit)) for one in found}
    with bot.database.writing.begin() as db:
        return portfolio.note_senders(db, sid, told, bot.now())
