"""Best customers first: who ordered more often, then who ordered lately, where not all get it on one day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.orders import Order
from bot.domain.orders import OrderStatus

MOST, LATELY = 50, timedelta(days=90)  # orders that are told apart; of who ordered since, the turn comes sooner
_EARLIER = timedelta(hours=12)


def put_best_first(db: Session, broadcast: Broadcast, mark: int, until: int, now: datetime) -> None:
    """Put the people of a part of a broadcast's list (ids above `mark` up to `until`) in the order of their worth.

    Turns are taken in the order of `due_at`: a day earlier for each order.
    """
    of_part = (Order.merchant_id == broadcast.merchant_id, Order.customer_id.between(mark + 1, until))
    bought = select(Order.customer_id, func.count(), func.max(Order.placed_at)).where(
        *of_part, Order.status != OrderStatus.CANCELLED
    )
    began_at = broadcast.began_at or now
    turns: dict[datetime, list[int]] = defaultdict(list)
    for customer_id, count, last_at in db.execute(bought.group_by(Order.customer_id)):
        sooner = _EARLIER if last_at > now - LATELY else timedelta()
        turns[began_at - timedelta(days=min(count, MOST)) - sooner].append(customer_id)
    mine = (BroadcastRecipient.broadcast_id == broadcast.id, BroadcastRecipient.due_at <= now)
    for at, ids in turns.items():
        theirs = update(BroadcastRecipient).where(*mine, BroadcastRecipient.customer_id.in_(ids))
        db.execute(theirs.values(due_at=at), execution_options={"synchronize_session": False})
