"""A message of the shop's people that failed, or was held, sent once more because somebody wants it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import FAILURES
from bot.domain.sending import Lane
from bot.services.desk.composer import is_shut
from bot.services.desk.replies import WindowShut, WrittenReply
from bot.services.messages import states
from bot.services.sending import second_try


class NoSense(Exception):
    """Raised for a message that did not fail, or would fail again."""


def send_once_more(db: Session, row: OutgoingMessage, may_retry: bool, now: datetime) -> WrittenReply:
    """Send a message once more, as a new row; a held one leaves itself. A repeat returns what the first one made.

    Args:
        may_retry: whether what it failed with may be over.

    Raises:
        NoSense, bot.services.desk.replies.WindowShut.
    """
    if row.lane == Lane.REPLY and is_shut(row.conversation, now):
        raise WindowShut(row.id)
    if states.release(db, row.id, now):
        db.refresh(row)
        return WrittenReply(row, is_new=True)
    known = db.scalars(select(OutgoingMessage).where(OutgoingMessage.retry_of == row.id)).first()
    if known is not None:
        return WrittenReply(known, is_new=False)
    if row.state not in FAILURES or not may_retry:
        raise NoSense(row.id)
    copy = db.get_one(OutgoingMessage, second_try.copy_for_later(db, row, now, now))
    copy.not_before = None
    return WrittenReply(copy, is_new=True)
