"""Turns notices that are due into messages, and sends them."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.db.engine import Session
from bot.logs import get_logger
from bot.services.notices import composing
from bot.services.sending import outbox
from bot.services.sending.taken import Claimed, SetAside
from bot.tasks.sending import leave

log = get_logger(__name__)


class Unwritable(Exception):
    """A notice that cannot be put into words: the kind of the error."""


def notify(bot: Bot, notice_id: int) -> None:
    """Compose one notice, if it is due and still true, and send it."""
    try:
        with bot.database.writing.begin() as db:
            claimed = compose(bot, db, notice_id)
    except Unwritable as flaw:
        log.exception("a notice could not be put into words", notice_id=notice_id)
        with bot.database.writing.begin() as db:
            composing.drop_unwritable(db, notice_id, str(flaw), bot.now())
        return
    if claimed is not None:
        # At once and here: news is best fresh, and another bell would only be one more.
        leave(bot, claimed)


def compose(bot: Bot, db: Session, notice_id: int) -> Claimed | SetAside | None:
    """Write the message of a notice and claim it; None when there is none, or it has to wait for an earlier one.

    Raises:
        Unwritable: it cannot be put into words; nothing of the transaction may be kept.
    """
    now = bot.now()
    try:
        row = composing.compose(db, notice_id, bot.settings.public_url, now)
        if row is None:
            return None
        return outbox.claim(db, row.id, bot.settings.twilio_account_sid, now, just_written=True)
    except (KeyError, ValueError, TypeError) as error:
        raise Unwritable(type(error).__name__) from error
