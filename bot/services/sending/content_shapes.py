"""Which Content resource stands for which shape of message, for each Twilio account."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.outgoing import ContentShape
from bot.ports import Letter


def find(db: Session, account: str, fingerprint: str) -> str | None:
    """The sid of the shape's Content, if it was made before."""
    return db.scalars(select(ContentShape.sid).where(ContentShape.fingerprint == _key(account, fingerprint))).first()


def remember(db: Session, account: str, fingerprint: str, sid: str, now: datetime) -> None:
    """Keep it; when two workers made one at once, the first stays and the other is never used."""
    insert_once(db, ContentShape, account=account, fingerprint=_key(account, fingerprint), sid=sid, created_at=now)


def fill(letter: Letter, sid: str) -> Letter:
    """The letter, to be sent with this Content."""
    return replace(letter, content_sid=sid)


def _key(account: str, fingerprint: str) -> str:
    return hashlib.sha256(f"{account}:{fingerprint}".encode()).hexdigest()
