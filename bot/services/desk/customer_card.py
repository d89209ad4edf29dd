"""A customer as the shop's people see them beside the chat: who they are, what they agreed to, what they bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from bot.db.desk import Note, OrderActionTaken, Stretch
from bot.db.orders import Order
from bot.db.people import Consent, Customer, PointsEntry
from bot.db.requests import Rating
from bot.domain.access import Viewer
from bot.domain.channels import Channel
from bot.domain.consent import PURPOSES
from bot.domain.order_actions import OrderAction
from bot.services.desk.customer_rows import Spending, find_spending
from bot.services.desk.folders import limit_to
from bot.services.people import consent
from bot.services.people.customers import is_forgotten

SHOWN = 20  # of each list; the rest is further back than anybody looks beside a chat


@dataclass(frozen=True, slots=True)
class ConsentHeld:
    """How a customer stands on a channel for a purpose: agreed, withdrawn, or None where they said nothing."""

    channel: str
    purpose: str
    agreed: bool | None
    at: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """All of a customer that stands beside the chat."""

    customer: Customer
    consents: tuple[ConsentHeld, ...]
    points: int
    bought: tuple[Spending, ...]
    ratings: Sequence[Rating]
    stretches: Sequence[Stretch]
    conversation_ids: Sequence[int]
    notes: Sequence[Note]
    codes: Sequence[OrderActionTaken]
    words: Sequence[Consent]  # what they said on messages, the newest first
    is_forgotten: bool


def find_customer(db: Session, merchant_id: int, customer_id: int) -> Customer | None:
    """Return a customer of the shop with all they are known by."""
    theirs = select(Customer).where(Customer.merchant_id == merchant_id, Customer.id == customer_id)
    return db.scalars(theirs.options(selectinload(Customer.identities))).first()


def build_card(db: Session, customer: Customer, viewer: Viewer) -> CustomerCard:
    """Return all that is known of a customer; of conversations, those that the viewer may see."""
    mine = select(Conversation.id).where(*limit_to(viewer), Conversation.customer_id == customer.id)
    talks = db.scalars(mine.order_by(Conversation.id)).all()
    rated = select(Rating).where(Rating.customer_id == customer.id).order_by(Rating.id.desc()).limit(SHOWN)
    past = select(Stretch).where(Stretch.conversation_id.in_(talks)).order_by(Stretch.id.desc()).limit(SHOWN)
    noted = select(Note).where(Note.conversation_id.in_(talks), Note.text != "").order_by(Note.id.desc()).limit(SHOWN)
    points = select(func.coalesce(func.sum(PointsEntry.points), 0)).where(PointsEntry.customer_id == customer.id)
    return CustomerCard(
        customer=customer,
        consents=tuple(_consents(db, customer)),
        points=int(db.scalar(points) or 0),
        bought=tuple(find_spending(db, customer.merchant_id, [customer.id]).get(customer.id, ())),
        ratings=db.scalars(rated).all(),
        stretches=db.scalars(past).all(),
        conversation_ids=talks,
        notes=db.scalars(noted).all(),
        codes=_codes(db, customer),
        words=_list_words(db, customer)[:SHOWN],
        is_forgotten=is_forgotten(db, customer),
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person of the shop corrects of a customer; None: it stays. A birthday is MM-DD, "" for none."""

    name: str | None
    locale: str | None
    birthday: str | None


def change_customer(db: Session, customer: Customer, correction: Correction, now: datetime) -> None:
    """Correct what is known of a customer; a language then counts as chosen."""
    if correction.name is not None:
        customer.name = correction.name
    if correction.locale is not None:
        customer.locale, customer.locale_chosen = correction.locale, True
    if correction.birthday is not None:
        customer.birthday = correction.birthday or None
    note_change(db, customer.merchant_id, ChangeKind.CUSTOMER, customer.id, now)
    note_conversations(db, customer, now)


def note_conversations(db: Session, customer: Customer, now: datetime) -> None:
    """Note that all conversations of a customer have changed: their rows tell of the customer."""
    for row_id in db.scalars(select(Conversation.id).where(Conversation.customer_id == customer.id)).all():
        note_change(db, customer.merchant_id, ChangeKind.CONVERSATION, row_id, now)


def _consents(db: Session, customer: Customer) -> list[ConsentHeld]:
    """How they stand now, with the word that counts: of a purpose, or of all."""
    words, told = _list_words(db, customer), []
    for channel in Channel:
        standing = consent.read_standing(db, customer.id, channel)
        for purpose in sorted(PURPOSES):
            agreed = False if purpose in standing.withdrawn else (True if purpose in standing.granted else None)
            word = next((one for one in words if one.channel == channel and one.purpose in (purpose, "any")), None)
            at, source = (word.at, word.source) if word else (None, None)
            told.append(ConsentHeld(channel, purpose, agreed, at, source))
    return told


def _list_words(db: Session, customer: Customer) -> Sequence[Consent]:
    return db.scalars(select(Consent).where(Consent.customer_id == customer.id).order_by(Consent.id.desc())).all()


def _codes(db: Session, customer: Customer) -> list[OrderActionTaken]:
    """What gave them codes of offers, the newest first."""
    given = select(OrderActionTaken).join(Order, Order.id == OrderActionTaken.order_id)
    theirs = given.where(Order.merchant_id == customer.merchant_id, Order.customer_id == customer.id)
    codes = theirs.where(OrderActionTaken.action == OrderAction.GIVE_CODE, OrderActionTaken.outcome == "done")
    found = db.scalars(codes.order_by(OrderActionTaken.id.desc()).limit(SHOWN))
    return [one for one in found if one.values.get("code")]
