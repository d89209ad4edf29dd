"""The files customers send: what is to be fetched, what was kept, what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.conversations import InboundMessage, Media
from bot.db.shop import Merchant
from bot.domain.conversations import MediaState
from bot.services.accounts import own
from bot.services.desk import alerts

# A file may still travel between Twilio's systems when its message arrives; then the network gets its chances.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (1, 3, 10, 60, 300, 1800))
LEASE = timedelta(seconds=60)
FILE_REFUSED = "file_refused"  # the cause of the alert


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file to fetch."""

    media_id: int
    url: str
    accounts: Mapping[str, int | None]  # the shop's, by which it may have come: rows by sid, "" the installation's
    path: str = ""  # below the media folder of whoever has it already


def claim(db: Session, media_id: int, now: datetime) -> WantedFile | None:
    """Take a waiting file; `not_before` is moved on, so that a second worker finds it not due.

    One that was taken again and again and of which nobody could say how it went is refused: it ends those who fetch it.
    """
    due = or_(Media.not_before.is_(None), Media.not_before <= now)
    ours = update(Media).where(Media.id == media_id, Media.state == MediaState.WAITING, due)
    if not won(db, ours.values(attempts=Media.attempts + 1, not_before=now + LEASE)):
        return None
    media = db.get_one(Media, media_id)
    if media.attempts > len(WAITS) + 1:
        _refuse(db, media, media.reason or "could not be fetched", now)
        return None
    shop = db.get_one(Merchant, media.merchant_id)
    return WantedFile(media_id, media.url, dict(own.list_since(db, shop, now - own.GRACE)))


def find_kept(db: Session, media_id: int, now: datetime) -> WantedFile | None:
    """Return a file that somebody has fetched already, to be fetched once more; None where it may not be shown."""
    media = db.get(Media, media_id)
    if media is None or media.state != MediaState.KEPT or media.path is None:
        return None
    shop = db.get_one(Merchant, media.merchant_id)
    return WantedFile(media_id, media.url, dict(own.list_since(db, shop, now - own.GRACE)), media.path)


def keep(db: Session, media_id: int, path: str, size: int, content_type: str) -> None:
    """Record that a file is on our disk; that of somebody forgotten meanwhile is taken off again by the scheduler."""
    media = db.get_one(Media, media_id, with_for_update=True)
    media.path, media.size, media.content_type = path, size, content_type
    media.state = MediaState.KEPT if media.state == MediaState.WAITING else media.state


def record_failure(db: Session, media_id: int, reason: str, for_good: bool, now: datetime) -> timedelta | None:
    """Try again after the wait that is returned, or refuse it with the reason, tell the desk, and return None."""
    media = db.get_one(Media, media_id)
    if for_good or media.attempts > len(WAITS):
        _refuse(db, media, reason, now)
        return None
    wait = WAITS[media.attempts - 1]
    media.reason, media.not_before = reason, now + wait
    return wait


def _refuse(db: Session, media: Media, reason: str, now: datetime) -> None:
    media.state, media.reason = MediaState.REFUSED, reason
    alerts.raise_alert(db, media.merchant_id, FILE_REFUSED, f"a customer's file was not taken: {reason}", now)


def list_waiting(db: Session, now: datetime, limit: int = 100) -> list[int]:
    """Files that are due."""
    due = or_(Media.not_before.is_(None), Media.not_before <= now)
    query = select(Media.id).where(Media.state == MediaState.WAITING, due)
    return list(db.scalars(query.order_by(Media.id).limit(limit)))


def list_waiting_of(db: Session, provider_sid: str) -> list[int]:
    """The files of one message, to be fetched at once."""
    query = select(Media.id).join(InboundMessage, InboundMessage.id == Media.inbound_id)
    return list(db.scalars(query.where(InboundMessage.provider_sid == provider_sid, Media.state == MediaState.WAITING)))


def list_erased(db: Session, limit: int = 100) -> list[tuple[int, str]]:
    """(id, path) of files whose people were forgotten and that are still on our disk."""
    rows = select(Media.id, Media.path).where(Media.state == "erased", Media.path.is_not(None))
    return [(media_id, str(path)) for media_id, path in db.execute(rows.order_by(Media.id).limit(limit))]


def mark_gone(db: Session, media_ids: list[int]) -> None:
    """Record that these files are off the disk."""
    db.execute(update(Media).where(Media.id.in_(media_ids)).values(path=None))
