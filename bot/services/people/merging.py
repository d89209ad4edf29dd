"""Two customers who are one person: all that is known of one becomes the other's, and every no stays a no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Delete, Update, delete, func, select, update
from sqlalchemy.orm import Session

from bot.db.awaited import AwaitedProduct
from bot.db.campaign_texts import CampaignCode
from bot.db.changes import ChangeKind, note_change
from bot.db.connections import DataExport, RawEvent
from bot.db.conversations import Conversation
from bot.db.links import Link
from bot.db.lists import AudienceRow
from bot.db.newsletters import NewsletterWord
from bot.db.notices import Moment, Notice
from bot.db.orders import Cart, Order
from bot.db.people import Consent, Customer, Identity, PointsEntry
from bot.db.requests import Rating, Request
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.moments import MomentKind
from bot.services.people import consent
from bot.services.people.consent import ConsentWord
from bot.services.people.customers import is_forgotten
from bot.services.people.places import merge_places

# All that belongs to a customer.
MOVED = (
    RawEvent,
    DataExport,
    Conversation,
    Link,
    Moment,
    Notice,
    Order,
    Cart,
    Identity,
    Consent,
    PointsEntry,
    Request,
    Rating,
    AwaitedProduct,
    CampaignCode,
    AudienceRow,
    NewsletterWord,
)


class NotOnePerson(Exception):
    """Raised for two customers who are not to become one; says why, and what to do."""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What two customers come to as one: who they are then, and how they stand on each channel.

    `refused`: the purposes that either has withdrawn; `granted`: those that one has agreed to and neither withdrawn.
    """

    name: str
    email: str
    locale: str | None
    locale_chosen: bool
    birthday: str | None
    zone: str | None
    refused: Mapping[Channel, frozenset[str]]
    granted: Mapping[Channel, frozenset[str]]


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """How much of a customer's becomes another's: rows, and the balance of points."""

    orders: int
    conversations: int
    requests: int
    points: int


def plan_merge(db: Session, kept: Customer, other: Customer) -> MergePlan:
    """Return what would become of two customers of one shop; nothing is changed.

    Raises:
        NotOnePerson: they are two people, or one of them is nobody any more.
    """
    _check(db, kept, other)
    refused, granted = dict[Channel, frozenset[str]](), dict[Channel, frozenset[str]]()
    for channel in Channel:
        one, two = (consent.read_standing(db, person.id, channel) for person in (kept, other))
        refused[channel] = one.withdrawn | two.withdrawn
        granted[channel] = (one.granted | two.granted) - refused[channel]
    # What the one lacks the other has; a language that was asked for counts before one that was only noticed.
    chosen = kept if kept.locale_chosen or not other.locale_chosen else other
    return MergePlan(
        name=kept.name or other.name,
        email=kept.email or other.email,
        locale=chosen.locale or kept.locale or other.locale,
        locale_chosen=chosen.locale_chosen,
        birthday=kept.birthday or other.birthday,
        zone=kept.zone or other.zone,
        refused=refused,
        granted=granted,
    )


def count_theirs(db: Session, customer: Customer) -> MergeCounts:
    """Count what of a customer's becomes another's when the two are merged."""
    orders, talks, requests = (
        select(func.count()).where(table.customer_id == customer.id).scalar_subquery()
        for table in (Order, Conversation, Request)
    )
    points = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(PointsEntry.customer_id == customer.id)
    return MergeCounts(*map(int, db.execute(select(orders, talks, requests, points.scalar_subquery())).one()))


def merge_customers(db: Session, kept: Customer, other: Customer, now: datetime) -> None:
    """Make all that is known of `other` `kept`'s, both of one shop; what came in between, too, where it is repeated.

    Raises:
        NotOnePerson: they are two people, or one of them is nobody any more.
    """
    both = select(Customer.id).where(Customer.id.in_((kept.id, other.id))).order_by(Customer.id)
    db.scalars(both.with_for_update()).all()
    db.refresh(kept)
    db.refresh(other)
    plan = plan_merge(db, kept, other)
    _drop_doubles(db, kept.id, other.id)
    merge_places(db, kept.id, other.id)
    for table in MOVED:
        _run(db, update(table).where(table.customer_id == other.id).values(customer_id=kept.id))
    _run(db, update(Customer).where(Customer.merged_into == other.id).values(merged_into=kept.id))
    _complete(kept, other, plan)
    db.flush()
    db.expire_all()
    _keep_refused(db, kept, plan.refused, now)
    for person in (kept, other):
        note_change(db, kept.merchant_id, ChangeKind.CUSTOMER, person.id, now)
    for talk in db.scalars(select(Conversation.id).where(Conversation.customer_id == kept.id)).all():
        note_change(db, kept.merchant_id, ChangeKind.CONVERSATION, talk, now)


def _check(db: Session, kept: Customer, other: Customer) -> None:
    if kept.id == other.id:
        raise NotOnePerson("That is one customer already: name another.")
    if kept.merged_into is not None:
        raise NotOnePerson(f"Customer {kept.id} was merged into {kept.merged_into} before: merge into that one.")
    if other.merged_into == kept.id:
        return  # done before
    if other.merged_into is not None:
        raise NotOnePerson(f"Customer {other.id} was merged into {other.merged_into} before: merge that one.")
    if any(is_forgotten(db, person) for person in (kept, other)):
        raise NotOnePerson("One of them was forgotten: nothing of them may come to be known again.")
    if kept.birthday and other.birthday and kept.birthday != other.birthday:
        raise NotOnePerson("Their birthdays differ: they are two people, or the shop has to correct one first.")


def _drop_doubles(db: Session, kept_id: int, other_id: int) -> None:
    """What one customer has once at most: a wish for word of a product, a place in a list, and a birthday a year."""
    placed = select(AudienceRow.file_id).where(AudienceRow.customer_id == kept_id)
    _run(db, delete(AudienceRow).where(AudienceRow.customer_id == other_id, AudienceRow.file_id.in_(placed)))
    waited = select(AwaitedProduct.product_id).where(AwaitedProduct.customer_id == kept_id)
    doubled = (AwaitedProduct.customer_id == other_id, AwaitedProduct.product_id.in_(waited))
    _run(db, delete(AwaitedProduct).where(*doubled))
    days = select(Moment).where(Moment.kind == MomentKind.CUSTOMER_BIRTHDAY)
    told = {row.subject for row in db.scalars(days.where(Moment.customer_id == kept_id))}
    for row in db.scalars(days.where(Moment.customer_id == other_id)).all():
        subject = f"customer:{kept_id}:{row.subject.rpartition(':')[2]}"
        if subject not in told:
            row.subject = subject
    db.flush()


def _complete(kept: Customer, other: Customer, plan: MergePlan) -> None:
    """Of the other a row stays, which says whose all of it is."""
    kept.name, kept.email, kept.birthday, kept.zone = plan.name, plan.email, plan.birthday, plan.zone
    kept.locale, kept.locale_chosen = plan.locale, plan.locale_chosen
    other.name, other.email, other.birthday, other.zone, other.merged_into = "", "", None, None, kept.id


def _keep_refused(db: Session, kept: Customer, refused: Mapping[Channel, frozenset[str]], now: datetime) -> None:
    """A newer yes of the one does not lift a no of the other."""
    for channel, purposes in refused.items():
        lifted = purposes - consent.list_withdrawn(db, kept.id, channel)
        for purpose in (Purpose.ANY,) if Purpose.ANY in lifted else sorted(lifted):
            word = ConsentWord(channel, Purpose(purpose), False, ConsentSource.SHOP, "", now)
            consent.keep_refused(db, kept, word)


def _run(db: Session, statement: Delete | Update) -> None:
    db.execute(statement, execution_options={"synchronize_session": False})
