"""Asks Twilio's list what the messages of broadcasts were billed, some pages at a time."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.logs import get_logger
from bot.ports import ApiError
from bot.services.broadcasts import billing
from bot.services.connections.vault import Sealed
from bot.ways import Forgotten

log = get_logger(__name__)
PAGES = 20  # of a thousand messages each, in one round
# Where a round ended, by number. A process that is started anew begins with the newest again, which does no harm.
_cursors: dict[tuple[str, str, int | None], str] = {}


def fetch_bills(bot: Bot) -> int:
    """Note what was billed since the last round; returns of how many messages."""
    with bot.database.reading.begin() as db:
        senders = billing.list_unbilled(db, bot.now())
    noted = 0
    for sender in senders:
        try:
            noted += _fetch(bot, sender)
        except (ApiError, Sealed, Forgotten) as error:
            log.warning("what was billed is not known yet", reason=str(error))
    return noted


def _fetch(bot: Bot, sender: billing.UnbilledSender) -> int:
    place, noted = (sender.number, sender.channel, sender.account), 0
    log_of_twilio = bot.way(sender.account).message_log
    for _ in range(PAGES):
        page = log_of_twilio.billed_to(sender.number, sender.channel, sender.since.date(), _cursors.get(place))
        with bot.database.writing.begin() as db:
            billing.note_bills(db, {bill.sid: (bill.micros, bill.unit) for bill in page.bills}, bot.now())
        noted += len(page.bills)
        if page.cursor is None:
            _cursors.pop(place, None)
            break
        _cursors[place] = page.cursor
    return noted
