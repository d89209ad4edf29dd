"""Turns notices that are due into messages, and sends them."""

from __future__ import annotations

from bot.bootstrap import Bot
from bot.logs import get_logger
from bot.services.notices import composing
from bot.services.sending import outbox
from bot.services.sending.taken import Claimed, SetAside
from bot.tasks.sending import leave

log = get_logger(__name__)


def notify(bot: Bot, notice_id: int) -> None:
    """Compose one notice, if it is due and still true, and send it."""
    try:
        claimed = _compose(bot, notice_id)
    except (KeyError, ValueError, TypeError) as error:
        log.exception("a notice could not be put into words", notice_id=notice_id)
        with bot.database.writing.begin() as db:
            composing.drop_unwritable(db, notice_id, type(error).__name__, bot.now())
        return
    if claimed is not None:
        # At once and here: news is best fresh, and another bell would only be one more.
        leave(bot, claimed)


def _compose(bot: Bot, notice_id: int) -> Claimed | SetAside | None:
    """Write the message and claim it in one go; None when there is none, or it has to wait for an earlier one."""
    with bot.database.writing.begin() as db:
        now = bot.now()
        row = composing.compose(db, notice_id, bot.settings.public_url, now)
        if row is None:
            return None
        return outbox.claim(db, row.id, bot.settings.twilio_account_sid, now, just_written=True)
