"""One delivery after the other to an address: taken, told outside of any transaction, recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, literal_column, or_, select, update
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.hooks import HookDelivery, OutHook
from bot.db.shop import is_open
from bot.domain.out_hooks import MOST_TRIES, DeliveryOutcome, HookState, find_wait, is_given_up, name_event
from bot.services.connections.hook_bodies import write_body
from bot.services.connections.hooks import name_cause, read_secrets
from bot.services.connections.vault import Vault
from bot.services.desk import alerts

# Longer than one call can take: a worker that died holds an address no longer.
LEASE = timedelta(minutes=2)
GONE = 410  # what an address says that wants no more
# Written out: only so do both databases know that the index of these alone is meant.
_WAITS = HookDelivery.state == literal_column(f"'{DeliveryOutcome.WAITING}'")


@dataclass(frozen=True, slots=True)
class ToDeliver:
    """Something to be told now, whole."""

    delivery_id: int
    hook_id: int
    url: str
    event_id: str
    topic: str
    body: bytes
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Came:
    """What came back: the status (None: nothing), why it failed ("" where it did not), and how long it took."""

    status: int | None
    error: str
    took_ms: int


def list_due(db: Session, now: datetime, limit: int) -> list[int]:
    """Return addresses that are to be told something now and that no worker has."""
    waits = exists().where(HookDelivery.hook_id == OutHook.id, _WAITS)
    free = or_(OutHook.busy_until.is_(None), OutHook.busy_until < now)
    active = (OutHook.state == HookState.ACTIVE, is_open(OutHook.merchant_id))
    due = select(OutHook.id).where(*active, OutHook.not_before <= now, free, waits)
    return list(db.scalars(due.order_by(OutHook.not_before, OutHook.id).limit(limit)))


def claim_hook(db: Session, hook_id: int, now: datetime) -> bool:
    """Take an address for a while: one worker at a time, however much it is to be told."""
    free = or_(OutHook.busy_until.is_(None), OutHook.busy_until < now)
    active = (OutHook.state == HookState.ACTIVE, is_open(OutHook.merchant_id))
    mine = update(OutHook).where(OutHook.id == hook_id, *active, OutHook.not_before <= now)
    return won(db, mine.where(free).values(busy_until=now + LEASE))


def release_hook(db: Session, hook_id: int) -> None:
    """Give an address back."""
    db.execute(update(OutHook).where(OutHook.id == hook_id).values(busy_until=None))


def take_delivery(db: Session, vault: Vault, hook_id: int, now: datetime) -> ToDeliver | None:
    """Take what is to be told next, the least tried first; None where there is nothing, or not now."""
    hook = db.get(OutHook, hook_id, populate_existing=True)
    if hook is None or hook.state != HookState.ACTIVE or hook.not_before > now:
        return None
    hook.busy_until = now + LEASE
    mine = select(HookDelivery).where(HookDelivery.hook_id == hook_id, _WAITS)
    for row in db.scalars(mine.order_by(HookDelivery.attempts, HookDelivery.id).limit(20)):
        body = write_body(db, row)
        if body is None:
            # A delivery's row, and no message out.
            _settle(db, row.id, DeliveryOutcome.GONE)
            continue
        row.attempts, row.tried_at = row.attempts + 1, now
        secrets = tuple(read_secrets(vault, hook, now))
        event = name_event(row.topic, row.source_id)
        return ToDeliver(row.id, hook.id, hook.url, event, row.topic, body, secrets)
    return None


def record_came(db: Session, told: ToDeliver, came: Came, now: datetime) -> bool:
    """Record what became of a delivery; returns whether the address may be told more at once."""
    row, hook = db.get(HookDelivery, told.delivery_id), db.get(OutHook, told.hook_id)
    if row is None or hook is None:
        return False
    row.status, row.error, row.took_ms = came.status, came.error[:300], came.took_ms
    if not came.error:
        _settle(db, row.id, DeliveryOutcome.DELIVERED)
        hook.failures, hook.failing_since, hook.heard_at, hook.not_before = 0, None, now, now
        return True
    if row.attempts >= MOST_TRIES:
        _settle(db, row.id, DeliveryOutcome.FAILED)
    hook.failures, hook.failing_since = hook.failures + 1, hook.failing_since or now
    hook.not_before = now + find_wait(hook.failures)
    if came.status == GONE or is_given_up(hook.failures, hook.failing_since, now):
        _switch_off(db, hook, came, now)
    return False


def _switch_off(db: Session, hook: OutHook, came: Came, now: datetime) -> None:
    why = "gone" if came.status == GONE else "failing"
    db.execute(update(OutHook).where(OutHook.id == hook.id).values(state=HookState.OFF, reason=why))
    text = f"The webhook {hook.id} is switched off: {came.error}. Settings, Webhooks: put it right, then switch it on."
    alerts.raise_alert(db, hook.merchant_id, name_cause(hook.id), text, now)


def _settle(db: Session, delivery_id: int, outcome: DeliveryOutcome) -> None:
    db.execute(update(HookDelivery).where(HookDelivery.id == delivery_id).values(state=outcome))
