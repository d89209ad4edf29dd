"""What a person who asks may see, asked for and put together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from bot.db.attachments import Attachment
from bot.db.awaited import AwaitedProduct
from bot.db.base import Base, table_of
from bot.db.campaign_texts import CampaignCode
from bot.db.claims import insert_once
from bot.db.connections import Connection, DataExport
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.desk import Note, OrderActionTaken, Stretch, TimelineEvent
from bot.db.links import Link
from bot.db.lists import AudienceRow
from bot.db.newsletters import NewsletterWord
from bot.db.notices import Moment
from bot.db.orders import Cart, CartItem, Order, OrderItem, Parcel, Refund, SaleName, Sighting
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity, PointsEntry
from bot.db.requests import Rating, Request
from bot.db.teaching import KeptTest, MessageMark, MessageReading, TaughtExample
from bot.domain.buyers import buyer_names
from bot.domain.news import DataRequest
from bot.domain.news.outcome import KNOWN, Outcome
from bot.services.desk.alerts import raise_alert
from bot.services.privacy.subjects import Subjects, find_subjects, list_names

UNKNOWN = "nobody we know"
# Ours alone: keys that open something, and the machinery's own.
_LEFT_OUT = frozenset(
    {"merchant_id", "token", "public_id", "lease_token", "lease_until", "cancel_key", "dedupe_key", "key"}
)


@dataclass(frozen=True, slots=True)
class Made:
    """An export; `document` is JSON, "" once its person was forgotten."""

    id: int
    made_at: datetime
    fetched_at: datetime | None
    document: str


def list_exports(db: Session, merchant_id: int) -> list[Made]:
    """A shop's exports, the newest first, without their documents."""
    query = select(DataExport.id, DataExport.made_at, DataExport.fetched_at).where(
        DataExport.merchant_id == merchant_id
    )
    return [Made(*row, "") for row in db.execute(query.order_by(DataExport.id.desc()))]


def fetch(db: Session, merchant_id: int, export_id: int, now: datetime) -> Made | None:
    """One of a shop's exports, marked as handed out; None when there is no such one."""
    query = select(DataExport).where(DataExport.merchant_id == merchant_id, DataExport.id == export_id)
    row = db.scalars(query).first()
    if row is None:
        return None
    row.fetched_at = row.fetched_at or now
    db.flush()
    return Made(row.id, row.made_at, row.fetched_at, row.document)


def apply_data_request(db: Session, connection: Connection, news: DataRequest, now: datetime) -> Outcome:
    """Make the document and tell the merchant that it is there."""
    who = find_subjects(db, connection, news.person, news.orders)
    if not who.customers and not who.orders:
        return Outcome(ignored=UNKNOWN)
    customer_id = min(who.customers, default=None)
    # A request without an id of its own is told from the next one by when it came.
    name = news.request_id or now.isoformat()
    names = buyer_names(news.person, connection.source, connection.merchant.country)
    export_id = insert_once(
        db,
        DataExport,
        merchant_id=connection.merchant_id,
        request_id=f"{connection.source}:{name}",
        customer_id=customer_id,
        made_at=now,
        document=_as_json(_document(db, connection.merchant_id, who, names, now)),
    )
    if export_id is None:
        return Outcome(customer_id=customer_id, ignored=KNOWN)
    text = f"A customer asked for their data: export {export_id} is ready to be handed to them."
    raise_alert(db, connection.merchant_id, f"data_request:{export_id}", text, now)
    return Outcome(customer_id=customer_id)


def write_document(db: Session, customer: Customer, now: datetime) -> str:
    """Return all that is held of one customer as JSON, for whoever of the shop hands it to them."""
    who = Subjects(frozenset({customer.id}), frozenset())
    return _as_json(_document(db, customer.merchant_id, who, list_names(db, customer), now))


def _document(db: Session, merchant_id: int, who: Subjects, names: frozenset[str], now: datetime) -> dict[str, Any]:
    """What we hold, table by table; of an order under another person's number the order alone.

    `names`: those the person goes by at the shop, as `buyer_names` has them.
    """
    theirs = tuple(who.customers)
    orders = set(db.scalars(select(Order.id).where(Order.merchant_id == merchant_id, Order.customer_id.in_(theirs))))
    orders |= who.orders
    parcels = select(Parcel.id).where(Parcel.order_id.in_(orders))
    carts = select(Cart.id).where(Cart.merchant_id == merchant_id, Cart.customer_id.in_(theirs))
    talks = select(Conversation.id).where(Conversation.merchant_id == merchant_id, Conversation.customer_id.in_(theirs))
    held: dict[str, tuple[type[Base], ColumnElement[bool]]] = {
        "customers": (Customer, Customer.id.in_(theirs)),
        "known_by": (Identity, Identity.customer_id.in_(theirs)),
        "consents": (Consent, Consent.customer_id.in_(theirs)),
        "newsletters": (NewsletterWord, NewsletterWord.customer_id.in_(theirs)),
        "orders": (Order, Order.id.in_(orders)),
        "order_lines": (OrderItem, OrderItem.order_id.in_(orders)),
        "parcels": (Parcel, Parcel.order_id.in_(orders)),
        "sightings": (Sighting, Sighting.parcel_id.in_(parcels)),
        "refunds": (Refund, Refund.order_id.in_(orders)),
        "sale_names": (SaleName, (SaleName.merchant_id == merchant_id) & SaleName.name.in_(names)),
        "carts": (Cart, Cart.id.in_(carts)),
        "cart_lines": (CartItem, CartItem.cart_id.in_(carts)),
        **_of_talks(talks),
        "in_lists": (AudienceRow, AudienceRow.customer_id.in_(theirs)),
        "links": (Link, Link.customer_id.in_(theirs)),
        "awaited_products": (AwaitedProduct, AwaitedProduct.customer_id.in_(theirs)),
        "points": (PointsEntry, PointsEntry.customer_id.in_(theirs)),
        "ratings": (Rating, Rating.customer_id.in_(theirs)),
        "requests": (Request, Request.customer_id.in_(theirs)),
        "moments": (Moment, Moment.customer_id.in_(theirs)),
        "codes_given": (CampaignCode, CampaignCode.customer_id.in_(theirs)),
        "done_about_orders": (OrderActionTaken, OrderActionTaken.order_id.in_(orders)),
    }
    return {"made_at": now.isoformat()} | {name: list(_rows(db, *where)) for name, where in held.items()}


def _of_talks(talks: Select[int]) -> dict[str, tuple[type[Base], ColumnElement[bool]]]:
    letters = select(InboundMessage.id).where(InboundMessage.conversation_id.in_(talks))
    return {
        "conversations": (Conversation, Conversation.id.in_(talks)),
        "messages_from_them": (InboundMessage, InboundMessage.conversation_id.in_(talks)),
        "how_they_were_read": (MessageReading, MessageReading.inbound_id.in_(letters)),
        "marked_as_answered_wrongly": (MessageMark, MessageMark.inbound_id.in_(letters)),
        "taught_by_their_words": (TaughtExample, TaughtExample.source_id.in_(letters)),
        "kept_as_tests": (KeptTest, KeptTest.conversation_id.in_(talks)),
        "files_from_them": (Media, Media.inbound_id.in_(letters)),
        "messages_to_them": (OutgoingMessage, OutgoingMessage.conversation_id.in_(talks)),
        "files_to_them": (Attachment, Attachment.conversation_id.in_(talks)),
        "notes_about_them": (Note, Note.conversation_id.in_(talks)),
        "times_a_person_was_needed": (Stretch, Stretch.conversation_id.in_(talks)),
        "events_of_the_chat": (TimelineEvent, TimelineEvent.conversation_id.in_(talks)),
    }


def _rows(db: Session, table: type[Base], which: ColumnElement[bool]) -> Iterable[dict[str, Any]]:
    columns = [column for column in table_of(table).columns if column.name not in _LEFT_OUT]
    for row in db.execute(select(*columns).where(which).order_by(table.id)):
        yield dict(row._mapping)


def _as_json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, default=_written)


def _written(value: object) -> str:
    """What JSON has no word for: times."""
    return value.isoformat() if isinstance(value, datetime) else str(value)
