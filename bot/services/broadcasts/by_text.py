"""The receipt of a broadcast by what people were told: each of its texts, in each language."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import BroadcastRecipient
from bot.db.links import Link
from bot.db.outgoing import OutgoingMessage
from bot.domain.variants import Variant
from bot.services.broadcasts.outcomes import ReceiptPart, select_outcomes


@dataclass(frozen=True, slots=True)
class TextCount:
    """How many people of a text in a locale stand where; those without a message have neither, both "".

    `clicked`: people who followed its link; `cost_micros` as in the receipt.
    """

    variant: Variant
    locale: str
    parts: Counter[ReceiptPart]
    clicked: int
    cost_micros: int


def count_by_text(db: Session, broadcast_id: int) -> list[TextCount]:
    """Count the people of a broadcast by text, locale and part, in two statements."""
    one = select_outcomes(broadcast_id).subquery()
    locale = func.coalesce(OutgoingMessage.locale, "")
    counted = (
        select(BroadcastRecipient.variant, locale, one.c.part, func.count(), func.sum(one.c.cost_micros))
        .join(BroadcastRecipient, BroadcastRecipient.id == one.c.recipient_id)
        .outerjoin(OutgoingMessage, OutgoingMessage.id == BroadcastRecipient.outgoing_id)
        .group_by(BroadcastRecipient.variant, locale, one.c.part)
    )
    parts: dict[tuple[str, str], Counter[ReceiptPart]] = defaultdict(Counter)
    costs: Counter[tuple[str, str]] = Counter()
    for variant, of_locale, part, count, cost in db.execute(counted):
        parts[variant, of_locale][ReceiptPart(part)] += count
        costs[variant, of_locale] += int(cost or 0)
    clicked = _count_clicked(db, broadcast_id)
    return [TextCount(Variant(key[0]), key[1], parts[key], clicked.get(key, 0), costs[key]) for key in sorted(parts)]


def _count_clicked(db: Session, broadcast_id: int) -> dict[tuple[str, str], int]:
    """A person with two links is one."""
    mine = (BroadcastRecipient.broadcast_id == broadcast_id, Link.broadcast_id == broadcast_id, Link.clicks > 0)
    followed = (
        select(BroadcastRecipient.variant, OutgoingMessage.locale, func.count(distinct(BroadcastRecipient.id)))
        .join(Link, Link.customer_id == BroadcastRecipient.customer_id)
        .join(OutgoingMessage, OutgoingMessage.id == BroadcastRecipient.outgoing_id)
        .where(*mine)
        .group_by(BroadcastRecipient.variant, OutgoingMessage.locale)
    )
    return {(variant, locale): count for variant, locale, count in db.execute(followed)}
