"""What devices are to sign: each good once, for five minutes, and for one purpose."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.factors import PasskeyChallenge
from bot.private import make_digest

LASTS = timedelta(minutes=5)
# Anybody may ask for one to log in by: of one address the oldest make room.
FROM_ADDRESS = 50


def make_challenge(db: Session, challenge: str, staff_id: int | None, address: str, now: datetime) -> None:
    """Note a new challenge (random, base64url): to add a passkey to somebody, or (None) to log in by one."""
    whence = make_digest(address)
    db.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= now))
    of = select(PasskeyChallenge.id).filter_by(address=whence).order_by(PasskeyChallenge.id.desc())
    db.execute(delete(PasskeyChallenge).where(PasskeyChallenge.id.in_(of.offset(FROM_ADDRESS - 1))))
    values = {"digest": make_digest(challenge), "staff_id": staff_id, "address": whence}
    db.add(PasskeyChallenge(**values, expires_at=now + LASTS))
    db.flush()


def take_challenge(db: Session, challenge: str, staff_id: int | None, now: datetime) -> bool:
    """Use a challenge up; False for one that is over, was used, or was made for something else."""
    mine = delete(PasskeyChallenge).filter_by(digest=make_digest(challenge), staff_id=staff_id)
    return won(db, mine.where(PasskeyChallenge.expires_at > now))
