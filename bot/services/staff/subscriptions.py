"""Browsers that are told something while the console is shut, each as long as the session that asked for it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.staff import StaffSession
from bot.db.staff_notices import PushSubscription
from bot.private import make_digest


def add_subscription(db: Session, token: str, endpoint: str, p256dh: str, auth: str, now: datetime) -> None:
    """Have a browser told, by the session of a token; whose it was before, it is no more."""
    session = db.scalars(select(StaffSession).where(StaffSession.digest == make_digest(token))).one()
    db.execute(delete(PushSubscription).where(PushSubscription.endpoint == endpoint))
    of = {"merchant_id": session.merchant_id, "staff_id": session.staff_id, "session_id": session.id}
    db.add(PushSubscription(**of, endpoint=endpoint, p256dh=p256dh, auth=auth, created_at=now))
    db.flush()


def drop_subscription(db: Session, token: str, endpoint: str) -> None:
    """Have a browser told no more, where it is the session's own."""
    mine = select(StaffSession.id).where(StaffSession.digest == make_digest(token))
    theirs = delete(PushSubscription).where(PushSubscription.endpoint == endpoint)
    db.execute(theirs.where(PushSubscription.session_id.in_(mine)))
