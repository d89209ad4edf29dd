"""Two customers who are one person: all that is known of one becomes the other's, and every no stays a no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Delete, Update, delete, exists, select, update
from sqlalchemy.orm import Session

from bot.db.awaited import AwaitedProduct
from bot.db.changes import ChangeKind, note_change
from bot.db.connections import DataExport, RawEvent
from bot.db.conversations import Conversation
from bot.db.links import Link
from bot.db.notices import Moment, Notice
from bot.db.orders import Cart, Order
from bot.db.people import Consent, Customer, Identity, PointsEntry
from bot.db.requests import Rating, Request
from bot.domain.channels import Channel
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.moments import MomentKind
from bot.services.people import consent
from bot.services.people.consent import ConsentWord
from bot.services.people.conversations import ERASED

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
)


class NotOnePerson(Exception):
    """Raised for two customers who are not to become one; says why, and what to do."""


def merge_customers(db: Session, kept: Customer, other: Customer, now: datetime) -> None:
    """Make all that is known of `other` `kept`'s, both of one shop; what came in between, too, where it is repeated.

    Raises:
        NotOnePerson: they are two people, or one of them is nobody any more.
    """
    both = select(Customer.id).where(Customer.id.in_((kept.id, other.id))).order_by(Customer.id)
    db.scalars(both.with_for_update()).all()
    db.refresh(kept)
    db.refresh(other)
    _check(db, kept, other)
    refused = {
        channel: consent.list_withdrawn(db, kept.id, channel) | consent.list_withdrawn(db, other.id, channel)
        for channel in Channel
    }
    _drop_doubles(db, kept.id, other.id)
    for table in MOVED:
        _run(db, update(table).where(table.customer_id == other.id).values(customer_id=kept.id))
    _run(db, update(Customer).where(Customer.merged_into == other.id).values(merged_into=kept.id))
    _complete(kept, other)
    db.flush()
    db.expire_all()
    _keep_refused(db, kept, refused, now)
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
    if any(_is_forgotten(db, person) for person in (kept, other)):
        raise NotOnePerson("One of them was forgotten: nothing of them may come to be known again.")
    if kept.birthday and other.birthday and kept.birthday != other.birthday:
        raise NotOnePerson("Their birthdays differ: they are two people, or the shop has to correct one first.")


def _is_forgotten(db: Session, person: Customer) -> bool:
    gone = exists().where(Conversation.customer_id == person.id, Conversation.address.startswith(f"{ERASED}-"))
    known = exists().where(Identity.customer_id == person.id)
    is_gone, is_known = db.execute(select(gone, known)).one()
    return bool(is_gone) or not (is_known or person.name)


def _drop_doubles(db: Session, kept_id: int, other_id: int) -> None:
    """What one customer has once at most: a wish for word of a product, and a birthday a year."""
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


def _complete(kept: Customer, other: Customer) -> None:
    """What the one lacks the other has; of the other a row stays, which says whose all of it is."""
    if other.locale_chosen and not kept.locale_chosen:
        kept.locale, kept.locale_chosen = other.locale, True
    kept.name = kept.name or other.name
    kept.email = kept.email or other.email
    kept.locale = kept.locale or other.locale
    kept.birthday = kept.birthday or other.birthday
    kept.zone = kept.zone or other.zone
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
