"""What there is to tell of a newsletter: who gets it, on which channel and in which language, and its issues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bot.db.broadcasts import Broadcast
from bot.db.newsletters import NewsletterWord
from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.domain.broadcasts import BroadcastState
from bot.services.broadcasts.audience import NEWSLETTER
from bot.services.people.many import OfMany, select_agreed
from bot.services.people.newsletters import select_takers

MOST_ISSUES = 50


@dataclass(frozen=True, slots=True)
class Subscribers:
    """How many take a newsletter on a channel in a language; None: whose language is not known."""

    channel: str
    locale: str | None
    people: int


def count_subscribers(db: Session, merchant_id: int, newsletter_id: int, now: datetime) -> list[Subscribers]:
    """Count who gets a newsletter now, the most first: who takes it, and has not stopped all offers since."""
    yes = NewsletterWord.channel, Customer.locale
    people = func.count(Customer.id)
    takers = select_takers(merchant_id, newsletter_id)
    # Of these alone it is asked what they said of offers: of everybody would take as long as the shop is large.
    asked = OfMany(merchant_id, now, db.get_one(Merchant, merchant_id).zone, ids=takers)
    query = (
        select(*yes, people)
        .join(Customer, Customer.id == NewsletterWord.customer_id)
        .where(
            NewsletterWord.id.in_(takers.with_only_columns(NewsletterWord.id)),
            Customer.id.in_(select_agreed(asked)),
            Customer.merged_into.is_(None),
            exists().where(Identity.customer_id == Customer.id),  # who was forgotten has none
        )
    )
    found = db.execute(query.group_by(*yes).order_by(people.desc(), *yes))
    return [Subscribers(*row) for row in found]


def list_issues(db: Session, merchant_id: int, newsletter_id: int) -> list[Broadcast]:
    """List the broadcasts of a newsletter, the newest first."""
    mine = select(Broadcast).where(Broadcast.merchant_id == merchant_id)
    mine = mine.where(Broadcast.audience[NEWSLETTER].as_integer() == newsletter_id)
    return list(db.scalars(mine.order_by(Broadcast.id.desc()).limit(MOST_ISSUES)))


def find_last(issues: list[Broadcast]) -> Broadcast | None:
    """Return the issue that began last; None before the first."""
    return max((one for one in issues if one.began_at), key=lambda one: one.began_at or one.created_at, default=None)


def find_next(issues: list[Broadcast]) -> Broadcast | None:
    """Return the issue that leaves next; None where none is planned."""
    planned = (one for one in issues if one.state == BroadcastState.SCHEDULED)
    return min(planned, key=lambda one: one.starts_at or one.created_at, default=None)
