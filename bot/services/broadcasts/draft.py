"""Drafts of broadcasts: written down, changed as they were seen, looked at, listed, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.changes import ChangeKind, note_change
from bot.db.claims import won
from bot.domain.broadcasts import PILOT_HOURS, BroadcastState, Repeats
from bot.domain.locale import CODES
from bot.services.broadcasts.audience import RETRY_OF, BadAudience, check_audience, find_columns
from bot.services.broadcasts.plan import find_flaw
from bot.services.broadcasts.sayings import check_saying, check_second
from bot.services.broadcasts.wording import BadWords
from bot.services.messages.broadcasts import note_progress

LONGEST_NAME, LONGEST_LIFE = 100, 24 * 30  # letters, hours


class BadDraft(ValueError):
    """Raised for a draft that could never be sent; says which field and what to give."""


@dataclass(frozen=True, slots=True)
class BroadcastDraft:
    """What somebody wants to send: see the columns of the same names in bot.db.broadcasts. It need not be whole."""

    name: str
    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    audience: Mapping[str, Any] = field(default_factory=dict)
    second: Mapping[str, Any] | None = None
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


FIELDS = fields(BroadcastDraft)
COLUMNS = tuple(one.name for one in FIELDS)


def add_draft(db: Session, merchant_id: int, draft: BroadcastDraft, now: datetime) -> Broadcast:
    """Write a draft down and return it; what it does not say yet is said later, what it says has to be whole.

    Raises:
        BadDraft: it could never be sent.
    """
    _check(db, merchant_id, draft)
    _keep_retry({}, draft)
    if draft.key:
        _check_whole(db, merchant_id, draft)
    broadcast = Broadcast(merchant_id=merchant_id, created_at=now, version=1, **_columns(draft))
    db.add(broadcast)
    db.flush()
    note_progress(db, broadcast.id, now)
    return broadcast


def revise_draft(db: Session, row: Broadcast, version: int, changes: Mapping[str, Any], now: datetime) -> bool:
    """Change columns of a draft as it was at `version`; False when it has moved on or is a draft no longer.

    A sentence may be chosen before its fields have sources: `list_missing` says what a draft lacks.

    Raises:
        BadDraft: it could never be sent.
    """
    draft = replace(BroadcastDraft(**{name: getattr(row, name) for name in COLUMNS}), **changes)
    _check(db, row.merchant_id, draft)
    _keep_retry(row.audience, draft)
    seen = (Broadcast.id == row.id, Broadcast.version == version, Broadcast.state == BroadcastState.DRAFT)
    if not won(db, update(Broadcast).where(*seen).values(version=version + 1, reason="", **_columns(draft))):
        return False
    note_progress(db, row.id, now)
    return True


def drop_draft(db: Session, row: Broadcast, now: datetime) -> bool:
    """Keep a draft no longer; False when it is none: what was started stays for its receipt."""
    if not won(db, delete(Broadcast).where(Broadcast.id == row.id, Broadcast.state == BroadcastState.DRAFT)):
        return False
    note_change(db, row.merchant_id, ChangeKind.BROADCAST, row.id, now)
    return True


def list_missing(db: Session, row: Broadcast) -> list[str]:
    """List the columns of a draft that have to be given before it can be started."""
    missing = [] if row.audience else ["audience"]
    if not row.key:
        return [*missing, "key"]
    try:
        check_saying(db, row.merchant_id, row.key, row.values)
        if row.second is not None:
            check_second(db, row.merchant_id, row.second)
    except BadWords:
        missing.append("values")
    return missing


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
        if draft.audience:
            check_audience(db, merchant_id, draft.audience)
        columns = find_columns(db, merchant_id, draft.audience)
        if draft.key:
            check_saying(db, merchant_id, draft.key, draft.values, whole=False, columns=columns)
        if draft.second is not None:
            check_second(db, merchant_id, draft.second, whole=False, columns=columns)
    except (BadWords, BadAudience) as error:
        raise BadDraft(str(error)) from error
    _check_limits(draft)


def _keep_retry(was: Mapping[str, Any], draft: BroadcastDraft) -> None:
    """Another try stays one for the same people, and nothing else becomes one: nobody gets it twice."""
    if (RETRY_OF in was or RETRY_OF in draft.audience) and dict(draft.audience) != dict(was):
        raise BadDraft("audience: that of another try is its own, and stays")


def _check_limits(draft: BroadcastDraft) -> None:
    if not 1 <= len(draft.name.strip()) <= LONGEST_NAME:
        raise BadDraft(f"name: give 1 to {LONGEST_NAME} letters")
    if draft.fallback_locale is not None and draft.fallback_locale not in CODES:
        raise BadDraft(f"fallback_locale: choose one of {', '.join(CODES)}")
    if not 1 <= draft.lasts_hours <= LONGEST_LIFE:
        raise BadDraft(f"lasts_hours: write 1 to {LONGEST_LIFE}")
    if not 1 <= draft.stop_percent <= 100:
        raise BadDraft("stop_percent: write 1 to 100")
    if draft.budget_micros is not None and draft.budget_micros <= 0:
        raise BadDraft("budget_micros: write a sum above 0, or none")
    if problem := find_flaw(draft):
        raise BadDraft(problem)


def _check_whole(db: Session, merchant_id: int, draft: BroadcastDraft) -> None:
    try:
        check_saying(db, merchant_id, draft.key, draft.values)
        if draft.second is not None:
            check_second(db, merchant_id, draft.second)
    except BadWords as error:
        raise BadDraft(str(error)) from error


def _columns(draft: BroadcastDraft) -> dict[str, Any]:
    given = {name: getattr(draft, name) for name in COLUMNS}
    given["second"] = None if draft.second is None else dict(draft.second)
    return given | {"name": draft.name.strip(), "values": dict(draft.values), "audience": dict(draft.audience)}
