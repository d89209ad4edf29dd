"""What the shop's people do about an order: offered as it stands, done once, shown in the thread, told if they wish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.db.claims import insert_once
from bot.db.conversations import Conversation
from bot.db.desk import OrderActionTaken
from bot.db.orders import Order
from bot.db.people import PointsEntry
from bot.db.shop import Merchant, Offer
from bot.domain.conversations import Owner
from bot.domain.field_values import Value, sentence
from bot.domain.money import Money
from bot.domain.order_actions import ASKS, AT, PAYS_BACK, REQUESTS, Hindrance, OrderAction
from bot.domain.orders import OrderStage
from bot.domain.sending import Author
from bot.domain.shortening import shortened
from bot.domain.timeline import TimelineKind
from bot.ports import Said
from bot.services.desk.composer import is_one_way, is_shut
from bot.services.desk.inbox_settings import read_settings
from bot.services.desk.requests import NewRequest, open_request
from bot.services.desk.taking import take_for
from bot.services.desk.timeline import note_event
from bot.services.messages.writing import Envelope, utter
from bot.services.orders.cancelling import cancel_order
from bot.services.orders.cash_on_delivery import confirm_cod
from bot.services.orders.views import OrderView

_SHOWN_BACK = 200  # characters of what is noted for the team
_WITH_WORDS = (OrderAction.REFUND, OrderAction.RETURN, OrderAction.EXCHANGE, OrderAction.CHANGE_ADDRESS)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants done about an order. `page` is the address of its tracking page, `reference` a free one."""

    action: OrderAction
    key: str
    staff_id: int | None
    detail: str = ""
    points: int = 0
    code: str = ""
    tells: bool = True
    page: str = ""
    reference: str = ""


class KeyTaken(Exception):
    """Raised for a key that something else was done by."""


class CannotAsk(Exception):
    """Raised where a customer is to be asked something and cannot be."""

    def __init__(self, why: Hindrance) -> None:
        super().__init__(why)
        self.why = why


class OutOfStage(Exception):
    """Raised for an action that an order as it stands does not offer."""


class NoSuchCode(LookupError):
    """Raised for a code that no offer of the shop has today."""


def list_offered(view: OrderView) -> list[OrderAction]:
    """Return what can be done about an order as it stands."""
    stage = OrderStage(view.stage)
    offered = [action for action in OrderAction if stage in AT[action]]
    if not view.cancellable and OrderAction.CANCEL in offered:
        offered.remove(OrderAction.CANCEL)
    return offered


def find_hindrance(
    db: Session, merchant_id: int, customer_id: int, action: OrderAction, now: datetime
) -> Hindrance | None:
    """Return why a customer cannot be asked what an action asks; None where they can be, or it asks nothing."""
    return _hindrance(_find_talk(db, merchant_id, customer_id), now) if action in ASKS else None


def is_over_limit(db: Session, merchant_id: int, view: OrderView, action: OrderAction) -> bool:
    """Return whether an action would have more money go back than anybody at the inbox may decide."""
    limit = read_settings(db, merchant_id).refund_limit
    return action in PAYS_BACK and view.is_paid and 0 < limit < view.total.minor


def take_action(db: Session, merchant_id: int, view: OrderView, wish: Wish, now: datetime) -> OrderActionTaken:
    """Do something about an order, once for its key; the row says what became of it.

    Raises:
        KeyTaken: the key was used for another order or action, or with other values.
        OutOfStage: the order as it stands does not offer it.
        NoSuchCode: the code is none of the shop's offers.
        CannotAsk: it asks the customer something, and they cannot be asked now.
    """
    values = {name: getattr(wish, name) for name in ("detail", "points", "code") if getattr(wish, name)}
    about = {"order_id": view.id, "staff_id": wish.staff_id, "action": wish.action, "values": values}
    defaults = {"outcome": "", "reference": ""}
    fresh = insert_once(db, OrderActionTaken, merchant_id=merchant_id, key=wish.key, at=now, **about, **defaults)
    mine = select(OrderActionTaken).where(OrderActionTaken.merchant_id == merchant_id, OrderActionTaken.key == wish.key)
    row = db.scalars(mine).one()
    if fresh is None:
        if (row.order_id, row.action, row.values) != (view.id, wish.action, values):
            raise KeyTaken(wish.key)
        return row
    if wish.action not in list_offered(view):
        raise OutOfStage(wish.action)
    talk = _find_talk(db, merchant_id, view.customer_id)
    if wish.action in ASKS:
        _make_ready(db, talk, wish, now)
    said = _do(db, merchant_id, view, wish, row, talk, now)
    row.outcome = "done" if said is not None else "too_late"
    if talk is not None:
        what = {"action": wish.action, "order": view.number, "outcome": row.outcome, "reference": row.reference}
        note_event(db, talk, TimelineKind.ORDER_ACTION, now, wish.staff_id, **what)
        tells = wish.tells or wish.action in ASKS
        if said is not None and tells and not is_shut(talk, now):  # words that wait for tomorrow tell nobody
            row.outgoing_id = _tell(db, talk, said, wish.staff_id, now)
    return row


def _do(
    db: Session,
    merchant_id: int,
    view: OrderView,
    wish: Wish,
    row: OrderActionTaken,
    talk: Conversation | None,
    now: datetime,
) -> Said | None:
    """Do it; returns what the customer may be told, None when it was too late."""
    if wish.action == OrderAction.CANCEL:
        return _cancel(db, merchant_id, view, row, now)
    if wish.action == OrderAction.CONFIRM_COD:
        return Said("cod.confirmed", {"number": view.number}) if confirm_cod(db, merchant_id, view.id, now) else None
    if wish.action in REQUESTS:
        return _request(db, merchant_id, view, wish, row, talk, now)
    if wish.action == OrderAction.CHECK_ADDRESS:
        return _ask_address(db, view)
    if wish.action == OrderAction.SEND_TRACKING:
        return Said("desk.tracking", {"number": view.number, "url": wish.page})
    if wish.action == OrderAction.GIVE_POINTS:
        entry = PointsEntry(merchant_id=merchant_id, customer_id=view.customer_id, points=wish.points, at=now)
        entry.reason, entry.dedupe_key = "given", f"order_action:{row.id}"
        db.add(entry)
        return Said("desk.points", {"points": wish.points})
    return _code(db, merchant_id, wish.code, view.today)


def _make_ready(db: Session, talk: Conversation | None, wish: Wish, now: datetime) -> None:
    """A question of a person's is answered to a person: no "yes" to it may reach a question of the assistant's."""
    why = _hindrance(talk, now)
    if talk is None or why is not None:
        raise CannotAsk(why or Hindrance.NO_CONVERSATION)
    db.refresh(talk, with_for_update=True)  # nobody else takes it, and the assistant answers nothing, meanwhile
    if talk.owner == Owner.ASSISTANT:
        take_for(db, talk, wish.staff_id, now)


def _hindrance(talk: Conversation | None, now: datetime) -> Hindrance | None:
    if talk is None:
        return Hindrance.NO_CONVERSATION
    if is_one_way(talk):
        return Hindrance.ONE_WAY
    return Hindrance.WINDOW_SHUT if is_shut(talk, now) else None


def _ask_address(db: Session, view: OrderView) -> Said | None:
    """None where there is nothing to ask about."""
    order = db.get_one(Order, view.id)
    lines = (order.ship_name, order.ship_address, f"{order.ship_city} {order.ship_pin}")
    address = ", ".join(line for line in (" ".join(line.split()) for line in lines) if line)
    if not order.ship_address.strip():
        return None
    return Said("desk.address", {"number": view.number, "address": address})


def _cancel(db: Session, merchant_id: int, view: OrderView, row: OrderActionTaken, now: datetime) -> Said | None:
    row_id = row.id
    result = cancel_order(db, merchant_id, view.id, now, f"order_action:{row_id}")
    if result.outcome != "cancelled":
        return None
    if result.refund:
        return Said("cancel.done_paid", {"number": view.number, "amount": result.refund.as_value()})
    return Said("cancel.done_unpaid", {"number": view.number})


def _request(
    db: Session,
    merchant_id: int,
    view: OrderView,
    wish: Wish,
    row: OrderActionTaken,
    talk: Conversation | None,
    now: datetime,
) -> Said:
    kind = REQUESTS[wish.action]
    talk_id = talk.id if talk else None
    key = f"order_action:{row.id}"
    asked = NewRequest(view.customer_id, talk_id, view.id, kind, wish.detail, key, wish.reference)
    row.reference = open_request(db, merchant_id, asked, now).reference
    values: dict[str, Value] = {"number": view.number, "reference": row.reference}
    if wish.action in _WITH_WORDS:
        values["noted"] = sentence("request.noted", words=shortened(wish.detail, _SHOWN_BACK)) if wish.detail else ""
    said = "redelivery" if wish.action == OrderAction.RESCHEDULE else kind
    return Said(f"request.done.{said}", values)


def _code(db: Session, merchant_id: int, code: str, today: date) -> Said:
    shop = db.get_one(Merchant, merchant_id)
    named = select(Offer).where(Offer.merchant_id == merchant_id, Offer.code == code, Offer.active.is_(True))
    offer = db.scalars(named.where(or_(Offer.ends_on.is_(None), Offer.ends_on >= today))).first()
    if offer is None:
        raise NoSuchCode(code)
    amounts: Mapping[str, Value] = {
        name: Money(getattr(offer, name), shop.currency).as_value() for name in ("amount", "minimum")
    }
    return Said("desk.code", {"code": offer.code, **amounts})


def _find_talk(db: Session, merchant_id: int, customer_id: int) -> Conversation | None:
    """Where the customer wrote last."""
    theirs = select(Conversation).where(
        Conversation.merchant_id == merchant_id, Conversation.customer_id == customer_id
    )
    newest = theirs.where(Conversation.active_at.is_not(None)).order_by(Conversation.active_at.desc())
    return db.scalars(newest.limit(1)).first()


def _tell(db: Session, talk: Conversation, said: Said, staff_id: int | None, now: datetime) -> int:
    locale = talk.customer.locale or talk.merchant.locale
    first, *others = utter(db, talk, (said,), locale, now, Envelope(author=Author.AGENT))
    for row in (first, *others):
        row.staff_id = staff_id
    return first.id
