"""What rows tell of a broadcast, held against what came to Twilio's door."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.broadcast_rows import FIRST, phone
from bench.counter import count_twice
from bot.db.broadcasts import Broadcast
from bot.db.conversations import Conversation
from bot.db.engine import Database
from bot.db.outgoing import OutgoingMessage
from bot.domain.delivery import DeliveryState
from bot.services.broadcasts import audience

ON_ITS_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNKNOWN)


def count_audience(db: Session, broadcast: Broadcast, now: datetime) -> int:
    """How many people a broadcast would go to."""
    return audience.count_audience(db, broadcast.merchant_id, broadcast.audience, now)


def is_frozen(database: Database, broadcast_id: int) -> bool:
    """Whether its list is whole."""
    with database.reading.begin() as db:
        return db.scalar(select(Broadcast.frozen_at).where(Broadcast.id == broadcast_id)) is not None


def read_frozen(database: Database, broadcast_id: int) -> float:
    """How many seconds the writing of its list took."""
    with database.reading.begin() as db:
        broadcast = db.get_one(Broadcast, broadcast_id)
    assert broadcast.began_at is not None
    assert broadcast.frozen_at is not None
    return (broadcast.frozen_at - broadcast.began_at).total_seconds()


def is_settled(database: Database, broadcast_id: int) -> bool:
    """Whether nothing of it is on its way or in doubt."""
    return not any(_count_states(database, broadcast_id)[state] for state in ON_ITS_WAY)


def report(database: Database, broadcast_id: int, sent: Counter[str]) -> None:
    """Print how many rows say what, how many came twice, and whom rows and door tell differently about."""
    states, begun = _count_states(database, broadcast_id), phone(FIRST)[:5]
    taken = (DeliveryState.ACCEPTED, DeliveryState.SENT, DeliveryState.DELIVERED, DeliveryState.READ)
    told = (
        select(Conversation.address)
        .join(OutgoingMessage, OutgoingMessage.conversation_id == Conversation.id)
        .where(OutgoingMessage.broadcast_id == broadcast_id, OutgoingMessage.state.in_(taken))
    )
    with database.reading.begin() as db:
        accepted = {f"whatsapp:{address}" for address in db.scalars(told) if address.startswith(begun)}
    came = {receiver for receiver in sent if receiver.startswith(f"whatsapp:{begun}")}
    mine = Counter({receiver: sent[receiver] for receiver in came})
    print("  rows: " + ", ".join(f"{state} {count:,}" for state, count in sorted(states.items())))
    print(
        f"  sent twice: {count_twice(mine)}; accepted by the rows and never at the door: {len(accepted - came)}; "
        f"at the door and not accepted by the rows: {len(came - accepted)}"
    )


def _count_states(database: Database, broadcast_id: int) -> Counter[str]:
    mine = select(OutgoingMessage.state, func.count()).where(OutgoingMessage.broadcast_id == broadcast_id)
    with database.reading.begin() as db:
        return Counter({state: count for state, count in db.execute(mine.group_by(OutgoingMessage.state))})
