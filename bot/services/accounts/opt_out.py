"""Whether Twilio's Advanced Opt-Out answers stop words at a shop's number, as its webhooks show it.

No API tells it: a stop word that came with OptOutType was answered by Twilio, one on WhatsApp without it was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.setup import SetupNote

NAME = "opt_out"
SEEN_EVERY = timedelta(hours=1)  # a word that says the same again writes nothing sooner


@dataclass(frozen=True, slots=True)
class OptOutSeen:
    """Whether Advanced Opt-Out was on when a stop word last came."""

    is_on: bool
    at: datetime


def note_seen(db: Session, merchant_id: int, is_on: bool, now: datetime) -> None:
    """Note what a stop word has shown."""
    values = {"on": is_on}
    if insert_once(db, SetupNote, merchant_id=merchant_id, name=NAME, values=values, at=now) is None:
        row = db.scalars(select(SetupNote).filter_by(merchant_id=merchant_id, name=NAME)).one()
        if row.values != values or row.at <= now - SEEN_EVERY:
            row.values, row.at = values, now
    db.flush()


def find_seen(db: Session, merchant_id: int) -> OptOutSeen | None:
    """Return what was last seen; None where no stop word has come yet."""
    row = db.scalars(select(SetupNote).filter_by(merchant_id=merchant_id, name=NAME)).first()
    return None if row is None else OptOutSeen(bool(row.values.get("on")), row.at)
