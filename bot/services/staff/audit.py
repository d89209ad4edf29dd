"""Who did what: written beside the change itself, in its transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.db.staff import AuditEntry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something at a shop: a person, a key of the API, or neither: the terminal."""

    merchant_id: int
    staff_id: int | None = None
    api_key_id: int | None = None


def record(db: Session, actor: Actor, action: str, subject: str, now: datetime, detail: str = "") -> None:
    """Write down who did what to what; `detail` is a word of ours, never a secret or what somebody wrote."""
    who = {"merchant_id": actor.merchant_id, "staff_id": actor.staff_id, "api_key_id": actor.api_key_id}
    db.add(AuditEntry(**who, action=action, subject=subject, detail=detail, at=now))


@dataclass(frozen=True, slots=True)
class AuditWanted:
    """Which entries are looked for: actions that begin so, of a person, about a subject; "" and None: all."""

    action: str = ""
    staff_id: int | None = None
    subject: str = ""


def list_entries(
    db: Session, merchant_id: int, before: int, limit: int, wanted: AuditWanted = AuditWanted()
) -> list[AuditEntry]:
    """List what was done at a shop, the newest first, of ids below `before`."""
    query = select(AuditEntry).where(AuditEntry.merchant_id == merchant_id, AuditEntry.id < before)
    if wanted.action:
        query = query.where(AuditEntry.action.startswith(wanted.action, autoescape=True))
    if wanted.staff_id is not None:
        query = query.where(AuditEntry.staff_id == wanted.staff_id)
    if wanted.subject:
        query = query.where(AuditEntry.subject == wanted.subject)
    return list(db.scalars(query.options(joinedload(AuditEntry.staff)).order_by(AuditEntry.id.desc()).limit(limit)))
