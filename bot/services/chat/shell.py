"""A conversation for a developer's `rasa shell`, which no customer's phone stands behind."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.people import Customer
from bot.services.people.conversations import find_by_public_id

CHANNEL = "shell"


def open_shell_conversation(db: Session, public_id: str, now: datetime) -> Conversation | None:
    """The conversation of this shell, made when new: it speaks as the oldest customer; None in an empty database."""
    known = find_by_public_id(db, public_id)
    if known:
        return known
    customer = db.scalar(select(Customer).order_by(Customer.id).limit(1))
    if customer is None:
        return None
    db.add(
        Conversation(
            merchant_id=customer.merchant_id,
            public_id=public_id,
            customer_id=customer.id,
            channel=CHANNEL,
            address=public_id,
            our_address=CHANNEL,
            created_at=now,
        )
    )
    db.flush()
    return find_by_public_id(db, public_id)
