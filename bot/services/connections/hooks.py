"""The addresses of a merchant's own that hear what happens: kept, changed, given new secrets, switched off and on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.hooks import HookDelivery, OutHook
from bot.domain.out_hooks import BOTH_SIGN, DeliveryOutcome, HookState, HookTopic
from bot.services.connections.hook_feed import read_ends
from bot.services.connections.vault import Vault
from bot.services.desk import alerts

MOST = 10  # of one shop


class TooManyHooks(Exception):
    """The shop has as many as it may have."""


class HookTaken(Exception):
    """The shop has this address already."""


def list_hooks(db: Session, merchant_id: int) -> list[OutHook]:
    """Return a shop's addresses, the first first."""
    return list(db.scalars(select(OutHook).where(OutHook.merchant_id == merchant_id).order_by(OutHook.id)))


def find_hook(db: Session, merchant_id: int, hook_id: int) -> OutHook | None:
    """Return one of a shop's addresses; None where it has none of this id."""
    mine = select(OutHook).where(OutHook.merchant_id == merchant_id, OutHook.id == hook_id)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def add_hook(
    db: Session, vault: Vault, merchant_id: int, url: str, topics: Sequence[str], secret: str, now: datetime
) -> OutHook:
    """Keep an address, which hears of what happens from now on.

    Raises:
        TooManyHooks, HookTaken: as they say.
    """
    if (db.scalar(select(func.count()).where(OutHook.merchant_id == merchant_id)) or 0) >= MOST:
        raise TooManyHooks
    hook_id = insert_once(
        db,
        OutHook,
        merchant_id=merchant_id,
        url=url,
        topics=sorted(topics),
        secrets=vault.seal([secret]),
        state=HookState.ACTIVE,
        reason="",
        version=1,
        read_to=read_ends(db),
        failures=0,
        not_before=now,
        created_at=now,
    )
    if hook_id is None:
        raise HookTaken
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return db.get_one(OutHook, hook_id)


def change_hook(db: Session, hook: OutHook, version: int, changes: Mapping[str, Any], now: datetime) -> bool:
    """Change an address as it was at `version`; False where it has moved on.

    Raises:
        HookTaken: the shop has the new address already.
    """
    url = changes.get("url", hook.url)
    taken = select(OutHook.id).where(OutHook.merchant_id == hook.merchant_id, OutHook.url == url, OutHook.id != hook.id)
    if db.scalars(taken).first() is not None:
        raise HookTaken
    values: dict[str, Any] = {"url": url, "topics": sorted(changes.get("topics", hook.topics)), "version": version + 1}
    if "active" in changes:
        on = changes["active"]
        values |= {"state": HookState.ACTIVE if on else HookState.OFF, "reason": "" if on else "by_hand"}
    if changes.get("active"):
        values |= {"failures": 0, "failing_since": None, "not_before": now}
        alerts.clear_alert(db, hook.merchant_id, name_cause(hook.id))
    if not won(db, update(OutHook).where(OutHook.id == hook.id, OutHook.version == version).values(**values)):
        return False
    note_change(db, hook.merchant_id, ChangeKind.SETTINGS, 0, now)
    return True


def rotate_secret(db: Session, vault: Vault, hook: OutHook, secret: str, now: datetime) -> None:
    """Give an address a new secret; the one before it signs beside it for a day."""
    hook.secrets, hook.rotated_at = vault.seal([secret, *vault.open(hook.secrets)[:1]]), now
    hook.version += 1
    note_change(db, hook.merchant_id, ChangeKind.SETTINGS, 0, now)


def read_secrets(vault: Vault, hook: OutHook, now: datetime) -> list[str]:
    """Return the secrets by which an address knows us now."""
    secrets: list[str] = vault.open(hook.secrets)
    both = hook.rotated_at is not None and now < hook.rotated_at + BOTH_SIGN
    return secrets if both else secrets[:1]


def drop_hook(db: Session, hook: OutHook, now: datetime) -> None:
    """Tell an address nothing any more, and forget what it was told."""
    alerts.clear_alert(db, hook.merchant_id, name_cause(hook.id))
    db.delete(hook)
    note_change(db, hook.merchant_id, ChangeKind.SETTINGS, 0, now)


def add_ping(db: Session, hook: OutHook, now: datetime) -> int:
    """Have an address told that we are there; returns the delivery."""
    last = db.scalar(
        select(func.max(HookDelivery.source_id)).where(
            HookDelivery.hook_id == hook.id, HookDelivery.topic == HookTopic.PING
        )
    )
    values = {"merchant_id": hook.merchant_id, "hook_id": hook.id, "topic": HookTopic.PING, "thing_id": hook.id}
    row = HookDelivery(**values, source_id=(last or 0) + 1, created_at=now)
    db.add(row)
    db.flush()
    return row.id


def list_deliveries(
    db: Session, hook: OutHook, state: DeliveryOutcome | None, before: int, limit: int
) -> list[HookDelivery]:
    """Return what an address was told, the newest first, of ids below `before`."""
    mine = select(HookDelivery).where(HookDelivery.hook_id == hook.id, HookDelivery.id < before)
    wanted = mine if state is None else mine.where(HookDelivery.state == state)
    return list(db.scalars(wanted.order_by(HookDelivery.id.desc()).limit(limit)))


def count_waiting(db: Session, hook: OutHook) -> int:
    """Return how much an address is still to be told."""
    waits = (HookDelivery.hook_id == hook.id, HookDelivery.state == DeliveryOutcome.WAITING)
    return db.scalar(select(func.count()).where(*waits)) or 0


def replay_deliveries(db: Session, hook: OutHook, delivery_id: int | None, now: datetime) -> int:
    """Have something told once more: one delivery, or (None) all that failed; returns how many."""
    mine = update(HookDelivery).where(HookDelivery.hook_id == hook.id, HookDelivery.state != DeliveryOutcome.WAITING)
    if delivery_id is None:
        mine = mine.where(HookDelivery.state == DeliveryOutcome.FAILED)
    else:
        mine = mine.where(HookDelivery.id == delivery_id)
    replayed = db.execute(mine.values(state=DeliveryOutcome.WAITING, attempts=0, error="", status=None))
    count: int = replayed.rowcount  # type: ignore[attr-defined]
    if count:
        hook.not_before = now
    return count


def name_cause(hook_id: int) -> str:
    """Return the cause of the alert that an address was switched off."""
    return f"hook:{hook_id}"
