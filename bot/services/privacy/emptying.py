"""Forgetting: every place where a person, an order's address or a raw event stands, emptied.

Rows stay where figures are counted from them; what says who it was goes. All of it may be done twice.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, String, Update, cast, delete, literal, or_, select, update
from sqlalchemy.orm import Session

from bot.db.attachments import Attachment
from bot.db.awaited import AwaitedProduct
from bot.db.base import Base
from bot.db.campaign_texts import CampaignCode
from bot.db.connections import DataExport, RawEvent
from bot.db.conversations import Choice, Conversation, InboundMessage, Media
from bot.db.desk import Note, OrderActionTaken, Stretch, TimelineEvent
from bot.db.inbox import ConversationLabel, ConversationSeen, NoteMention, SavedDraft
from bot.db.links import Link, TrackingPage
from bot.db.lists import AudienceRow
from bot.db.newsletters import NewsletterWord
from bot.db.notices import Moment
from bot.db.orders import Cart, Order, Parcel, SaleName
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.people import Consent, Customer, Identity
from bot.db.requests import ProofGuess, Rating, Request
from bot.db.search import SearchEntry
from bot.db.teaching import KeptTest, MessageMark, MessageReading, TaughtExample
from bot.domain.connections import EventState
from bot.domain.conversations import InboundState
from bot.services.messages import taking_back
from bot.services.moments import record
from bot.services.people.conversations import ERASED

_UNAPPLIED = (EventState.WAITING, EventState.PARKED, EventState.KEPT)
_KEPT_BY_STAFF = (ConversationLabel, ConversationSeen, NoteMention, SavedDraft)
# SQLite and PostgreSQL both have a limit to what one statement may carry.
_AT_ONCE = 500


def empty_people(db: Session, merchant_id: int, customers: Collection[int], now: datetime) -> None:
    """Forget these customers of this shop, their orders' addresses, and what they and we have written."""
    ids = sorted(customers)
    for start in range(0, len(ids), _AT_ONCE):
        _forget(db, merchant_id, ids[start : start + _AT_ONCE], now)
    db.expire_all()


def empty_orders(db: Session, merchant_id: int, which: ColumnElement[bool]) -> None:
    """Forget where these orders of this shop went, and shut their pages."""
    meant = select(Order.id).where(Order.merchant_id == merchant_id, which)
    _run(db, delete(TrackingPage).where(TrackingPage.order_id.in_(meant)))
    _run(db, delete(SaleName).where(SaleName.order_id.in_(meant)))
    _run(db, _set(Parcel, Parcel.order_id.in_(meant), tracking_number="", tracking_url="", courier_phone=""))
    empty = dict.fromkeys(("ship_name", "ship_address", "ship_city", "ship_pin", "city_key", "pin_key"), "")
    _run(db, _set(Order, Order.id.in_(meant), **empty, cart_tokens=[]))


def empty_carts(db: Session, merchant_id: int, which: ColumnElement[bool], now: datetime) -> None:
    """Forget what leads back into these carts of this shop; nobody is reminded of them any more."""
    mine = (Cart.merchant_id == merchant_id) & which
    links = Link.cart_id.in_(select(Cart.id).where(mine))
    _run(db, _set(Link, links & (Link.merchant_id == merchant_id), url="", expires_at=now))
    _run(db, delete(SaleName).where(SaleName.cart_id.in_(select(Cart.id).where(mine))))
    _run(db, _set(Cart, mine & Cart.completed_at.is_(None), completed_at=now))
    _run(db, _set(Cart, mine, recovery_url="", other_tokens=[], token=_nameless(Cart)))


def empty_exports(
    db: Session, merchant_id: int, customers: Collection[int], orders: Collection[int], asked_by: str | None = None
) -> None:
    """Empty this shop's documents that tell of these customers or orders, or were asked for by this source.

    It has to be read out of them: of an order under somebody else's number a document names the order alone.
    """
    query = select(DataExport.id, DataExport.request_id, DataExport.document)
    full = db.execute(query.where(DataExport.merchant_id == merchant_id, DataExport.document != "")).yield_per(10)
    telling = [
        export_id
        for export_id, request_id, document in full
        if (asked_by and request_id.startswith(f"{asked_by}:")) or _tells(db, json.loads(document), customers, orders)
    ]
    _run(db, _set(DataExport, DataExport.id.in_(telling), document=""))


def empty_raw_events(db: Session, merchant_id: int, which: ColumnElement[bool]) -> None:
    """Empty these raw events; those that wait to be applied never will be."""
    mine = (RawEvent.merchant_id == merchant_id, which)
    waiting = update(RawEvent).where(*mine, RawEvent.state.in_(_UNAPPLIED))
    never = waiting.values(state=EventState.IGNORED, reason=ERASED)
    _run(db, never.values(not_before=None, parked_order=None, parked_number=None))
    _run(db, update(RawEvent).where(*mine).values(body="", headers={}))


def list_erasing(db: Session, now: datetime, limit: int = 100) -> list[tuple[int, str]]:
    """(id, public id) of conversations that Rasa has still to forget; none of which a turn is under way in."""
    free = or_(Conversation.lease_until.is_(None), Conversation.lease_until < now)
    query = select(Conversation.id, Conversation.public_id).where(Conversation.erasing_since.is_not(None), free)
    return [(row.id, row.public_id) for row in db.execute(query.order_by(Conversation.erasing_since).limit(limit))]


def mark_erased(db: Session, conversation_id: int) -> None:
    """Rasa has forgotten this conversation too."""
    _run(db, _set(Conversation, Conversation.id == conversation_id, erasing_since=None))


def _tells(db: Session, document: dict[str, Any], customers: Collection[int], told: Collection[int]) -> bool:
    its_orders = document.get("orders", ())
    people = {row["id"] for row in document.get("customers", ())} | {row["customer_id"] for row in its_orders}
    # Written before two became one, it names the one who is no more.
    people.update(db.scalars(select(Customer.merged_into).where(Customer.id.in_(people), Customer.merged_into > 0)))
    return not people.isdisjoint(customers) or not {row["id"] for row in its_orders}.isdisjoint(told)


def _forget(db: Session, merchant_id: int, ids: list[int], now: datetime) -> None:
    for customer_id in ids:
        record.drop_customer(db, customer_id, ERASED, now)
    empty_orders(db, merchant_id, Order.customer_id.in_(ids))
    empty_carts(db, merchant_id, Cart.customer_id.in_(ids), now)
    empty_raw_events(db, merchant_id, RawEvent.customer_id.in_(ids))
    talks = select(Conversation.id).where(Conversation.merchant_id == merchant_id, Conversation.customer_id.in_(ids))
    _messages(db, talks, now)
    for statement in (
        _set(Media, Media.inbound_id.in_(_letters(talks)), url="", state=ERASED),
        _set(Choice, Choice.conversation_id.in_(talks), title="", description="", entities={}),
        *_given(ids, now),
        _set(Moment, Moment.customer_id.in_(ids), values={}),
        *(_set(said, said.customer_id.in_(ids), words="") for said in (Consent, NewsletterWord, Rating)),
        _set(Request, Request.customer_id.in_(ids), detail=""),
        _set(Stretch, Stretch.conversation_id.in_(talks) & Stretch.resolved_at.is_(None), resolved_at=now),
        _set(Attachment, Attachment.conversation_id.in_(talks), erased_at=now),
        _set(OrderActionTaken, OrderActionTaken.order_id.in_(_orders_of(ids)), values={}),
        _set(Note, Note.conversation_id.in_(talks), text=""),
        *(delete(kept).where(kept.conversation_id.in_(talks)) for kept in _KEPT_BY_STAFF),
        _set(TimelineEvent, TimelineEvent.conversation_id.in_(talks), values={}),
        _set(Customer, Customer.id.in_(ids), name="", name_key="", email="", birthday=None, zone=None),
        delete(AwaitedProduct).where(AwaitedProduct.customer_id.in_(ids)),
        delete(ProofGuess).where(ProofGuess.conversation_id.in_(talks)),
        delete(SearchEntry).where(SearchEntry.conversation_id.in_(talks)),
        *_drop_lessons(talks),
        *_drop_names(merchant_id, ids),
        # Last: what came before finds the conversations by their customer.
        _set(
            Conversation,
            Conversation.id.in_(talks),
            address=_nameless(Conversation),
            # An answer that is being worked out meanwhile would bring the person back: it is overtaken.
            epoch=Conversation.epoch + 1,
            needs_person_since=None,
            waiting_since=None,
            erasing_since=now,
        ),
    ):
        _run(db, statement)


def _given(ids: list[int], now: datetime) -> tuple[Update, ...]:
    """What only they can use: links, and codes, which stay given."""
    return (
        _set(Link, Link.customer_id.in_(ids), url="", expires_at=now),
        _set(CampaignCode, CampaignCode.customer_id.in_(ids), code=_nameless(CampaignCode)),
    )


def _drop_lessons(talks: Select[Any]) -> tuple[Delete, ...]:
    """How they were read, and what was taught by their words: masked, yet theirs. The next training does without."""
    letters = _letters(talks)
    return (
        delete(MessageReading).where(MessageReading.inbound_id.in_(letters)),
        delete(MessageMark).where(MessageMark.inbound_id.in_(letters)),
        delete(TaughtExample).where(TaughtExample.source_id.in_(letters)),
        delete(KeptTest).where(KeptTest.conversation_id.in_(talks)),
    )


def _messages(db: Session, talks: Select[Any], now: datetime) -> None:
    """What was written, in both directions, and Twilio's callbacks, which carry the number."""
    sent = select(OutgoingMessage.sid).where(
        OutgoingMessage.conversation_id.in_(talks), OutgoingMessage.sid.is_not(None)
    )
    tokens = select(OutgoingMessage.token).where(OutgoingMessage.conversation_id.in_(talks))
    taking_back.forget(db, OutgoingMessage.conversation_id.in_(talks), ERASED, now)
    waiting = InboundMessage.conversation_id.in_(talks) & (InboundMessage.state == InboundState.WAITING)
    for statement in (
        _set(StatusEvent, or_(StatusEvent.sid.in_(sent), StatusEvent.token.in_(tokens)), raw={}, error_text=None),
        _set(
            OutgoingMessage,
            OutgoingMessage.conversation_id.in_(talks),
            text="",
            values={},
            picture_url="",
            error_text=None,
        ),
        _set(InboundMessage, waiting, state=InboundState.SET_ASIDE),
        _set(InboundMessage, InboundMessage.conversation_id.in_(talks), text="", raw={}, user_id=None, choice=None),
    ):
        _run(db, statement)


def _drop_names(merchant_id: int, ids: list[int]) -> tuple[Delete, Delete]:
    """What they are known by; and before that their places in lists that the shop has given, in which they stand as
    whom they are, or by their number while nobody has accepted the list.
    """
    phones = select(Identity.value).where(Identity.merchant_id == merchant_id, Identity.customer_id.in_(ids))
    theirs = or_(AudienceRow.customer_id.in_(ids), AudienceRow.phone.in_(phones))
    places = delete(AudienceRow).where(AudienceRow.merchant_id == merchant_id, theirs)
    return places, delete(Identity).where(Identity.customer_id.in_(ids))


def _orders_of(ids: list[int]) -> Select[Any]:
    return select(Order.id).where(Order.customer_id.in_(ids))


def _letters(talks: Select[Any]) -> Select[Any]:
    return select(InboundMessage.id).where(InboundMessage.conversation_id.in_(talks))


def _nameless(table: type[Base]) -> ColumnElement[str]:
    """What stands where something has to stand and be unique."""
    return literal(f"{ERASED}-") + cast(table.id, String)


def _set(table: type[Base], which: ColumnElement[bool], **values: Any) -> Update:
    return update(table).where(which).values(values)


def _run(db: Session, statement: Any) -> None:
    db.execute(statement, execution_options={"synchronize_session": False})
