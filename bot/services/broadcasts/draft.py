"""Drafts of broadcasts: written down, looked at, listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.domain.broadcasts import PILOT_HOURS, BroadcastState, Repeats
from bot.domain.locale import CODES
from bot.services.broadcasts.audience import BadAudience, check_audience
from bot.services.broadcasts.plan import find_flaw
from bot.services.broadcasts.wording import BadWords, check_words

LONGEST_NAME, LONGEST_LIFE = 100, 24 * 30  # letters, hours


class BadDraft(ValueError):
    """Raised for a draft that could never be sent; says which field and what to give."""


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What somebody wants to send: see the columns of the same names in bot.db.broadcasts."""

    name: str
    key: str
    values: Mapping[str, Any]
    audience: Mapping[str, Any]
    fallback_locale: str | None = None
    by_sms: bool = False
    starts_at: datetime | None = None
    lasts_hours: int = 24
    stop_percent: int = 10
    budget_micros: int | None = None
    pilot_percent: int | None = None
    pilot_hours: int = PILOT_HOURS
    holdout_percent: int = 0
    at_own_hour: bool = False
    repeats: Repeats = Repeats.NEVER


def add_draft(db: Session, merchant_id: int, draft: BroadcastDraft, now: datetime) -> Broadcast:
    """Write a draft down and return it.

    Raises:
        BadDraft: it could never be sent.
    """
    _check(db, merchant_id, draft)
    broadcast = Broadcast(
        merchant_id=merchant_id,
        name=draft.name.strip(),
        key=draft.key,
        values=dict(draft.values),
        audience=dict(draft.audience),
        fallback_locale=draft.fallback_locale,
        by_sms=draft.by_sms,
        starts_at=draft.starts_at,
        lasts_hours=draft.lasts_hours,
        stop_percent=draft.stop_percent,
        budget_micros=draft.budget_micros,
        pilot_percent=draft.pilot_percent,
        pilot_hours=draft.pilot_hours,
        holdout_percent=draft.holdout_percent,
        at_own_hour=draft.at_own_hour,
        repeats=draft.repeats,
        created_at=now,
    )
    db.add(broadcast)
    db.flush()
    return broadcast


def find_broadcast(db: Session, merchant_id: int, broadcast_id: int) -> Broadcast | None:
    """Return a shop's broadcast as it is now; None when it has none by this id."""
    mine = select(Broadcast).where(Broadcast.merchant_id == merchant_id, Broadcast.id == broadcast_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def list_broadcasts(
    db: Session, merchant_id: int, before: int | None = None, limit: int = 50, state: BroadcastState | None = None
) -> list[Broadcast]:
    """List a shop's broadcasts, the newest first; those with an id below `before`, and of one state, if given."""
    mine = select(Broadcast).where(Broadcast.merchant_id == merchant_id)
    if before is not None:
        mine = mine.where(Broadcast.id < before)
    if state is not None:
        mine = mine.where(Broadcast.state == state)
    return list(db.scalars(mine.order_by(Broadcast.id.desc()).limit(limit)))


def _check(db: Session, merchant_id: int, draft: BroadcastDraft) -> None:
    try:
        check_words(draft.key, draft.values)
        check_audience(db, merchant_id, draft.audience)
    except (BadWords, BadAudience) as error:
        raise BadDraft(str(error)) from error
    if not 1 <= len(draft.name.strip()) <= LONGEST_NAME:
        raise BadDraft(f"name: give 1 to {LONGEST_NAME} letters")
    if draft.fallback_locale is not None and draft.fallback_locale not in CODES:
        raise BadDraft(f"fallback_locale: one of {', '.join(CODES)}")
    if not 1 <= draft.lasts_hours <= LONGEST_LIFE:
        raise BadDraft(f"lasts_hours: 1 to {LONGEST_LIFE}")
    if not 1 <= draft.stop_percent <= 100:
        raise BadDraft("stop_percent: 1 to 100")
    if draft.budget_micros is not None and draft.budget_micros <= 0:
        raise BadDraft("budget_micros: above 0, or none")
    if problem := find_flaw(draft):
        raise BadDraft(problem)
