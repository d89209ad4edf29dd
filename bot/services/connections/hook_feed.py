"""What happened becomes rows to be told: each of our tables is read on from where it was read to for an address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from bot.db.base import Base, table_of
from bot.db.changes import Change, ChangeKind
from bot.db.claims import insert_once
from bot.db.conversations import InboundMessage
from bot.db.hooks import HookDelivery, OutHook
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.db.requests import Request
from bot.domain.out_hooks import DeliveryOutcome, HookState, HookTopic
from bot.domain.sending import Lane

BATCH = 500
# A row may be committed after one with a higher number: so many are looked at again.
AGAIN = 200


@dataclass(frozen=True, slots=True)
class _Fed:
    """A table read for a topic. `once`: of several rows about one thing the newest is enough."""

    table: type[Base]
    thing: Callable[[], Any]
    only: Callable[[Select[Any]], Select[Any]] = lambda asked: asked
    once: bool = False


_FED: dict[HookTopic, _Fed] = {
    HookTopic.MESSAGE_RECEIVED: _Fed(InboundMessage, lambda: InboundMessage.id),
    HookTopic.MESSAGE_SENT: _Fed(
        OutgoingMessage,
        lambda: OutgoingMessage.id,
        lambda asked: asked.where(OutgoingMessage.lane.not_in((Lane.ALERT, Lane.TEST))),
    ),
    HookTopic.REQUEST_OPENED: _Fed(Request, lambda: Request.id),
    HookTopic.CONSENT_CHANGED: _Fed(Consent, lambda: Consent.id),
    HookTopic.CONVERSATION_CHANGED: _Fed(
        Change,
        lambda: Change.thing_id,
        lambda asked: asked.where(Change.kind == ChangeKind.CONVERSATION, Change.thing_id > 0),
        once=True,
    ),
    HookTopic.ORDER_CHANGED: _Fed(
        Change,
        lambda: Change.thing_id,
        lambda asked: asked.where(Change.kind == ChangeKind.ORDER, Change.thing_id > 0),
        once=True,
    ),
}


def read_ends(db: Session) -> dict[str, int]:
    """Return how far the table of each topic goes now."""
    tables = {fed.table: db.scalar(select(func.max(fed.table.id))) or 0 for fed in _FED.values()}
    return {topic.value: tables[fed.table] for topic, fed in _FED.items()}


def list_fed(db: Session) -> list[int]:
    """Return the addresses for which there may be news to read."""
    marks = db.execute(
        select(OutHook.id, OutHook.topics, OutHook.read_to).where(OutHook.state == HookState.ACTIVE)
    ).all()
    ends = read_ends(db) if marks else {}
    return [hook_id for hook_id, topics, read_to in marks if any(read_to.get(one) != ends[one] for one in topics)]


def feed_hook(db: Session, hook_id: int, now: datetime) -> int:
    """Write down what an address is to be told of what has happened since; returns how many rows are new."""
    hook = db.get(OutHook, hook_id, with_for_update=True)
    if hook is None or hook.state != HookState.ACTIVE:
        return 0
    ends, new, marks = read_ends(db), 0, dict[str, int]()
    for topic in (HookTopic(one) for one in hook.topics):
        mark, end = int(hook.read_to.get(topic, ends[topic])), ends[topic]
        # What happened before it was to hear of this is none of its business, also where it is looked at again.
        began = int(hook.read_to.get(_name_began(topic), mark))
        found = _read(db, hook, topic, max(mark - AGAIN, began)) if end > mark else []
        fed = _FED[topic]
        new += _write(db, hook, topic, _newest(found) if fed.once else found, now)
        # Where there was more than one batch, the next begins behind its last row.
        marks[_name_began(topic)] = began
        marks[topic] = end if len(found) < BATCH + AGAIN else found[-1][0]
    hook.read_to = marks
    return new


def _name_began(topic: HookTopic) -> str:
    return f"{topic} from"


def _read(db: Session, hook: OutHook, topic: HookTopic, after: int) -> list[tuple[int, int]]:
    fed = _FED[topic]
    asked = fed.only(select(fed.table.id, fed.thing()))
    mine = asked.where(fed.table.id > after, table_of(fed.table).c.merchant_id == hook.merchant_id)
    return [(source, thing) for source, thing in db.execute(mine.order_by(fed.table.id).limit(BATCH + AGAIN))]


def _newest(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    newest = {thing: source for source, thing in found}
    return sorted((source, thing) for thing, source in newest.items())


def _write(db: Session, hook: OutHook, topic: HookTopic, found: list[tuple[int, int]], now: datetime) -> int:
    if not found:
        return 0
    known = select(HookDelivery.thing_id, func.max(HookDelivery.source_id)).where(
        HookDelivery.hook_id == hook.id,
        HookDelivery.topic == topic,
        HookDelivery.thing_id.in_({thing for _, thing in found}),
    )
    told = {thing: source for thing, source in db.execute(known.group_by(HookDelivery.thing_id))}
    new = 0
    for source_id, thing_id in found:
        if told.get(thing_id, 0) >= source_id:
            continue
        written = insert_once(
            db,
            HookDelivery,
            merchant_id=hook.merchant_id,
            hook_id=hook.id,
            topic=topic,
            source_id=source_id,
            thing_id=thing_id,
            state=DeliveryOutcome.WAITING,
            attempts=0,
            error="",
            created_at=now,
        )
        new += written is not None
    return new


def forget_deliveries(db: Session, before: datetime, limit: int) -> int:
    """Forget what addresses were told long ago, some at a time; returns how many went."""
    # They were written one after the other: those behind the first cannot be older.
    first = select(HookDelivery.id, HookDelivery.created_at).order_by(HookDelivery.id).limit(limit).subquery()
    ids = list(db.scalars(select(first.c.id).where(first.c.created_at < before)))
    if ids:
        db.execute(delete(HookDelivery).where(HookDelivery.id.in_(ids)))
    return len(ids)
