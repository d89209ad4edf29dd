"""Writes the list of a broadcast's people, once and in the order of their ids: whoever joins later is not in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.claims import insert_for, won
from bot.db.people import Customer
from bot.db.shop import Merchant
from bot.domain.broadcasts import BroadcastState, RecipientState
from bot.services.broadcasts import allowance, own_hours, ranking
from bot.services.broadcasts.audience import select_audience
from bot.services.broadcasts.lots import draw_arm
from bot.services.messages import broadcasts

BATCH = 5000  # customers looked at in one transaction


def freeze_batch(db: Session, broadcast_id: int, now: datetime, batch: int = BATCH) -> bool:
    """Write the next people of a broadcast's list; False when there is nothing more to write.

    The list is whole with the last batch, and the broadcast runs. A batch is written with the mark up to which the
    list has come, in one transaction: a worker that dies in between leaves neither.
    """
    broadcast = db.get(Broadcast, broadcast_id, populate_existing=True)
    if broadcast is None or broadcast.state != BroadcastState.FREEZING:
        return False
    mark = broadcast.frozen_to
    until = _find_end(db, broadcast.merchant_id, mark, batch)
    if until is None:
        running = BroadcastState.RUNNING
        broadcasts.take_step(db, broadcast_id, running, now, only_from=(BroadcastState.FREEZING,), frozen_at=now)
        return False
    mine = update(Broadcast).where(
        Broadcast.id == broadcast_id, Broadcast.state == BroadcastState.FREEZING, Broadcast.frozen_to == mark
    )
    if not won(db, mine.values(frozen_to=until, alive_at=now)):
        return True  # another worker is at it
    _write(db, broadcast, mark, until, now)
    return True


def _find_end(db: Session, merchant_id: int, mark: int, batch: int) -> int | None:
    """The id of the last of the next customers of a shop, whether they are of the audience or not."""
    following = select(Customer.id).where(Customer.merchant_id == merchant_id, Customer.id > mark)
    end: int | None = db.scalar(select(func.max(following.order_by(Customer.id).limit(batch).subquery().c.id)))
    return end


def _write(db: Session, broadcast: Broadcast, mark: int, until: int, now: datetime) -> None:
    # Days are counted from when it began: the batches must not see other people than they would have at once.
    began_at = broadcast.began_at or now
    asked = select_audience(db, broadcast.merchant_id, broadcast.audience, began_at, (mark, until))
    person = asked.selected_columns[0]
    people = asked.add_columns(
        literal(broadcast.merchant_id),
        literal(broadcast.id),
        literal(RecipientState.PENDING.value),
        literal(""),
        literal(now, BroadcastRecipient.due_at.type),
        draw_arm(broadcast, person),
    ).order_by(person)
    columns = ["customer_id", "merchant_id", "broadcast_id", "state", "reason", "due_at", "arm"]
    write = insert_for(db.get_bind().dialect.name)(BroadcastRecipient).from_select(columns, people)
    db.execute(write.on_conflict_do_nothing())
    if broadcast.at_own_hour:
        own_hours.set_own_hours(db, broadcast, mark, until, now)
    elif allowance.find_allowance(db, db.get_one(Merchant, broadcast.merchant_id), now) is not None:
        ranking.put_best_first(db, broadcast, mark, until, now)
