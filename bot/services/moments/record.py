"""What happened, kept once, and the notices that the shop's rules make of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import insert_once, provided
from bot.db.connections import Connection
from bot.db.notices import Moment, Notice
from bot.db.orders import Cart, Order
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Customer
from bot.domain.connections import ConnectionState
from bot.domain.moments import MomentKind, as_json
from bot.domain.notices import NoticeState
from bot.domain.rules import Happening, Rule, is_for
from bot.platforms import CARRIERS
from bot.services.messages import taking_back
from bot.services.moments import rules
from bot.services.moments.buyers import describe_buyer

_NOTICES = table_of(Notice)
# Built once: putting a statement together costs more than running it.
_PLAN = insert(_NOTICES).returning(_NOTICES.c.id, _NOTICES.c.due_at)
_KNOWN = select(Moment).where(
    Moment.merchant_id == bindparam("merchant"),
    Moment.kind == bindparam("kind"),
    Moment.subject == bindparam("subject"),
)
_STATES_OF_SHOPS = select(Connection.state).where(
    Connection.merchant_id == bindparam("merchant"), Connection.kind.not_in(CARRIERS)
)


def record_moment(db: Session, merchant_id: int, happening: Happening, now: datetime) -> list[int]:
    """Keep a moment, once for each (kind, subject), and plan its notices; returns the ids of those due now.

    What happened too long ago to be worth telling (each rule says how long) is kept, and told to nobody.
    """
    moment_id = insert_once(
        db,
        Moment,
        merchant_id=merchant_id,
        kind=happening.kind,
        subject=happening.subject,
        customer_id=happening.customer_id,
        order_id=happening.order_id,
        parcel_id=happening.parcel_id,
        cart_id=happening.cart_id,
        at=happening.at,
        values=as_json(happening.details),
    )
    if moment_id is None:
        return []
    return _plan(db, merchant_id, moment_id, happening, now)


def begin_reminders(db: Session, merchant_id: int, cart: Cart, now: datetime) -> list[int]:
    """A cart was begun or changed: its chain of reminders begins, or begins again with the steps not sent yet."""
    left = Happening(MomentKind.CART_LEFT, f"cart:{cart.id}", cart.customer_id, cart.updated_at, cart_id=cart.id)
    asked = {"merchant": merchant_id, "kind": left.kind, "subject": left.subject}
    moment = db.scalars(_KNOWN, asked).first()
    if moment is None:
        return record_moment(db, merchant_id, left, now)
    moment.at, moment.customer_id = cart.updated_at, cart.customer_id
    notices = {notice.rule: notice for notice in db.scalars(select(Notice).where(Notice.moment_id == moment.id))}
    composed = [notice.id for notice in notices.values() if notice.state == NoticeState.COMPOSED]
    unsaid = taking_back.take_back(db, OutgoingMessage.notice_id.in_(composed), "cart_changed", now)
    for rule in _telling(db, merchant_id, MomentKind.CART_LEFT):
        notice = notices.get(rule.name)
        if notice is not None and (notice.state != NoticeState.COMPOSED or notice.id in unsaid):
            notice.customer_id = cart.customer_id
            notice.due_at = min(moment.at, now) + rule.after
            notice.expires_at, notice.state, notice.reason = notice.due_at + rule.expires, NoticeState.PLANNED, None
    db.flush()
    return [notice.id for notice in notices.values() if notice.state == NoticeState.PLANNED and notice.due_at <= now]


def drop_cart(db: Session, cart_id: int, reason: str, now: datetime) -> None:
    """Drop the reminders of this cart, also those that are composed and have not left."""
    _drop(db, Moment.cart_id == cart_id, reason, now)


def drop_source(db: Session, merchant_id: int, source: str, reason: str, now: datetime) -> None:
    """Drop what was still to be told of what came from this source."""
    orders = select(Order.id).where(Order.merchant_id == merchant_id, Order.source == source)
    carts = select(Cart.id).where(Cart.merchant_id == merchant_id, Cart.source == source)
    _drop(db, Moment.order_id.in_(orders), reason, now)
    _drop(db, Moment.cart_id.in_(carts), reason, now)
    if _no_shop_is_left(db, merchant_id):
        of_nothing = and_(Moment.order_id.is_(None), Moment.cart_id.is_(None))  # birthdays
        _drop(db, and_(Moment.merchant_id == merchant_id, of_nothing), reason, now)


def drop_customer(db: Session, customer_id: int, reason: str, now: datetime) -> None:
    """Drop what was still to be told to this customer of what has happened so far."""
    _drop(db, Moment.customer_id == customer_id, reason, now)


def find_reminded_at(db: Session, cart_id: int) -> datetime | None:
    """When the first reminder of a cart left for the customer's phone; None when none has."""
    return db.scalar(
        select(func.min(OutgoingMessage.accepted_at))
        .join(Notice, Notice.id == OutgoingMessage.notice_id)
        .join(Moment, Moment.id == Notice.moment_id)
        .where(Moment.cart_id == cart_id)
    )


def list_due(db: Session, now: datetime, limit: int = 500) -> list[int]:
    """Planned notices whose time has come, the longest due first."""
    query = select(Notice.id).where(Notice.state == NoticeState.PLANNED, Notice.due_at <= now)
    return list(db.scalars(query.order_by(Notice.due_at).limit(limit)))


def _plan(db: Session, merchant_id: int, moment_id: int, happening: Happening, now: datetime) -> list[int]:
    planned = []
    for rule in _fitting(db, merchant_id, happening, now):
        # A sender's clock may be ahead: its news is news now.
        due_at = min(happening.at, now) + rule.after
        if due_at + rule.expires > now:
            planned.append(
                {
                    "merchant_id": merchant_id,
                    "moment_id": moment_id,
                    "rule": rule.name,
                    "customer_id": happening.customer_id,
                    "due_at": due_at,
                    "expires_at": due_at + rule.expires,
                    "state": NoticeState.PLANNED,
                }
            )
    if not planned or _has_left(db, merchant_id, happening):
        return []
    # The moment is ours and new: nobody else can have planned anything for it.
    written = db.connection().execute(_PLAN, planned)
    return sorted(notice_id for notice_id, due_at in written if due_at <= now)


def _has_left(db: Session, merchant_id: int, happening: Happening) -> bool:
    """Whether the shop in whose name it would be told is no longer connected.

    Costs nothing where that shop has just spoken: its order and its connection are in the session.
    """
    if happening.order_id is not None:
        source = db.get_one(Order, happening.order_id).source
    elif happening.cart_id is not None:
        source = db.get_one(Cart, happening.cart_id).source
    else:
        return _no_shop_is_left(db, merchant_id)
    connection_id = source.partition(":")[2]
    connection = db.get(Connection, int(connection_id)) if connection_id else None
    return connection is not None and connection.state != ConnectionState.ACTIVE


def _no_shop_is_left(db: Session, merchant_id: int) -> bool:
    """Whether shops were connected, and none is any more."""
    states = set(db.scalars(_STATES_OF_SHOPS, {"merchant": merchant_id}))
    return bool(states) and ConnectionState.ACTIVE not in states


def _fitting(db: Session, merchant_id: int, happening: Happening, now: datetime) -> Iterable[Rule]:
    telling = _telling(db, merchant_id, happening.kind)
    if not any(rule.segment for rule in telling):
        return telling
    buyer = describe_buyer(db, db.get_one(Customer, happening.customer_id), telling, now)
    return [rule for rule in telling if is_for(rule.segment, buyer)]


def _telling(db: Session, merchant_id: int, kind: MomentKind) -> list[Rule]:
    return [rule for rule in rules.read_rules(db, merchant_id).values() if rule.moment == kind and rule.active]


def _drop(db: Session, whose: ColumnElement[bool], reason: str, now: datetime) -> None:
    notices = select(Notice.id).join(Moment, Moment.id == Notice.moment_id).where(whose)
    values = {"state": NoticeState.DROPPED, "reason": reason}
    together = {"synchronize_session": False}
    db.execute(
        update(Notice).where(Notice.id.in_(notices), provided(Notice.state == NoticeState.PLANNED)).values(values),
        execution_options=together,
    )
    taking_back.take_back(db, OutgoingMessage.notice_id.in_(notices), reason, now)
    # Nothing else: what others of the same transaction have read would be read again, each by itself.
    for one in list(db.identity_map.values()):
        if isinstance(one, Notice | OutgoingMessage):
            db.expire(one)
