"""What a row of the list of customers shows beside who they are: orders, their last word, yes or no, labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.orders import Order
from bot.domain.access import Viewer
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.orders import OrderStatus
from bot.services.desk.folders import limit_to
from bot.services.desk.rows import find_labels
from bot.services.people.consent import read_standings


@dataclass(frozen=True, slots=True)
class Spending:
    """What a customer ordered and kept: `total` in minor units of `currency`, cancelled orders left out."""

    currency: str
    orders: int
    total: int


@dataclass(frozen=True, slots=True)
class OffersWord:
    """Whether a customer agreed to offers on a channel, or stopped them there."""

    channel: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """What a row shows. `channel` and `conversation_id` are of the conversation that was active last, of those that the
    viewer may see; labels are those of them all.
    """

    bought: tuple[Spending, ...]
    offers: tuple[OffersWord, ...]
    last_wrote_at: datetime | None
    channel: str | None
    conversation_id: int | None
    labels: tuple[int, ...]


def list_rows(db: Session, viewer: Viewer, customer_ids: Collection[int]) -> dict[int, CustomerRow]:
    """Return what the rows of customers show, by their ids; by five statements, however many they are."""
    bought, offers = find_spending(db, viewer.merchant_id, customer_ids), _find_offers(db, customer_ids)
    talks = defaultdict[int, list[Conversation]](list)
    theirs = select(Conversation).where(Conversation.customer_id.in_(customer_ids), *limit_to(viewer))
    for talk in db.scalars(theirs.order_by(Conversation.active_at.is_not(None), Conversation.active_at)):
        talks[talk.customer_id].append(talk)
    labels = find_labels(db, [talk.id for each in talks.values() for talk in each])
    return {
        row_id: CustomerRow(
            bought=tuple(bought.get(row_id, ())),
            offers=tuple(offers.get(row_id, ())),
            last_wrote_at=max((at for talk in talks[row_id] if (at := talk.last_inbound_at)), default=None),
            channel=talks[row_id][-1].channel if talks[row_id] else None,
            conversation_id=talks[row_id][-1].id if talks[row_id] else None,
            labels=tuple(sorted({label for talk in talks[row_id] for label in labels[talk.id]})),
        )
        for row_id in customer_ids
    }


def find_spending(db: Session, merchant_id: int, customer_ids: Collection[int]) -> dict[int, list[Spending]]:
    """Find what customers of a shop ordered and kept, by their ids, a sum for each currency."""
    columns = (Order.customer_id, Order.currency, func.count(), func.sum(Order.total))
    kept = select(*columns).where(
        Order.merchant_id == merchant_id,
        Order.customer_id.in_(customer_ids),
        Order.status != OrderStatus.CANCELLED,
    )
    found = defaultdict[int, list[Spending]](list)
    by_currency = kept.group_by(Order.customer_id, Order.currency).order_by(Order.currency)
    for customer_id, currency, count, total in db.execute(by_currency):
        found[customer_id].append(Spending(currency, count, int(total)))
    return found


def _find_offers(db: Session, customer_ids: Collection[int]) -> dict[int, list[OffersWord]]:
    standings = read_standings(db, customer_ids)
    found = defaultdict[int, list[OffersWord]](list)
    for (customer_id, channel), standing in sorted(standings.items(), key=lambda each: [*Channel].index(each[0][1])):
        if Purpose.MARKETING in standing.withdrawn | standing.granted:
            found[customer_id].append(OffersWord(channel, Purpose.MARKETING in standing.granted))
    return found
