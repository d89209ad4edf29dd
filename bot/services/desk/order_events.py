"""What happened to a customer's orders and what the shop's rules made of it, as the thread of a conversation shows it.

Read from what is kept of it anyway: nothing is written down twice, and no conversation moves or waits for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bot.db.conversations import Conversation
from bot.db.desk import OrderActionTaken
from bot.db.notices import Moment, Notice
from bot.db.orders import Order
from bot.db.outgoing import OutgoingMessage
from bot.domain.moments import MomentKind
from bot.domain.notices import NOT_MEANT, NoticeState
from bot.domain.order_actions import OrderAction
from bot.domain.orders import OrderStage
from bot.domain.timeline import TimelineKind

# Where each is read from: what a shop or courier said, a rule's answer to it, and what the order itself says.
MOMENT, NOTICE = "moment", "notice"
CANCELLED, COLLECTED, CONFIRMED = "cancelled", "collected", "confirmed"
SIDES = (MOMENT, NOTICE, CANCELLED, COLLECTED, CONFIRMED)
_CHANGES = [kind for kind in MomentKind if kind.startswith(("order.", "parcel."))]
# Those that may happen to a parcel more than once; of the others a second one is of a row that became the same parcel.
_AGAIN = (MomentKind.PARCEL_OUT_FOR_DELIVERY, MomentKind.PARCEL_ATTEMPT_FAILED, MomentKind.PARCEL_LATE)
# What has no moment, as the columns of the order say it; not what somebody of the shop did: that has its own event.
_FACTS: tuple[tuple[str, InstrumentedAttribute[datetime | None], OrderStage, OrderAction | None], ...] = (
    (CANCELLED, Order.cancelled_at, OrderStage.CANCELLED, OrderAction.CANCEL),
    (COLLECTED, Order.handed_over_at, OrderStage.HANDED_OVER, None),
    (CONFIRMED, Order.cod_confirmed_at, OrderStage.CONFIRMED, OrderAction.CONFIRM_COD),
)
Earlier = Callable[[Any, Any, str], Iterable[ColumnElement[bool]]]  # of columns for a time and an id, and a side


@dataclass(frozen=True, slots=True)
class ThreadEvent:
    """A change of an order, or a rule that told of one; `id` is that of the row of its side (one of SIDES)."""

    side: str
    id: int
    at: datetime
    kind: TimelineKind
    values: dict[str, Any]


def list_order_events(
    db: Session, talk: Conversation, now: datetime, earlier: Earlier, limit: int
) -> list[ThreadEvent]:
    """List what happened to the orders of a conversation's customer, the newest first, at most `limit`."""
    found = _find(talk, now, earlier).subquery()
    newest = select(found).order_by(found.c.at.desc(), found.c.side.desc(), found.c.id.desc()).limit(limit)
    return [_event(row) for row in db.execute(newest)]


def find_order_event_at(db: Session, talk: Conversation, now: datetime, side: str, row_id: int) -> datetime | None:
    """Return when an event of a conversation's orders was; None when its thread shows none by this side and id."""
    found = _find(talk, now, lambda *_: ()).subquery()
    return db.scalars(select(found.c.at).where(found.c.side == side, found.c.id == row_id)).first()


def _event(row: Any) -> ThreadEvent:
    if row.side == NOTICE:
        outcome = "sent" if row.state == NoticeState.COMPOSED else "not_sent"
        values = {"rule": row.what, "order": row.number, "outcome": outcome, "because": row.because}
        return ThreadEvent(row.side, row.id, row.at, TimelineKind.RULE_FIRED, values)
    values = {"order": row.number, "state": row.what.rpartition(".")[2]}
    return ThreadEvent(row.side, row.id, row.at, TimelineKind.ORDER_CHANGED, values)


def _find(talk: Conversation, now: datetime, earlier: Earlier) -> Any:
    parts = [(_changes(talk), Moment.at, Moment.id, MOMENT), (_fired(talk), _told_at(), Notice.id, NOTICE)]
    parts += [(_facts(talk, *fact), fact[1], Order.id, fact[0]) for fact in _FACTS]
    return union_all(*(part.where(at <= now, *earlier(at, row_id, side)) for part, at, row_id, side in parts))


def _columns(side: str, at: Any, row_id: Any, what: Any, number: Any, state: Any = "", because: Any = "") -> list[Any]:
    told = {"at": at, "id": row_id, "what": what, "number": number, "state": state, "because": because}
    written = {name: literal(one) if isinstance(one, str) else one for name, one in told.items()}
    return [literal(side).label("side"), *(one.label(name) for name, one in written.items())]


def _changes(talk: Conversation) -> Select[Any]:
    other = aliased(Moment)
    of_order = other.order_id == Moment.order_id
    twin = exists().where(
        of_order, other.parcel_id == Moment.parcel_id, other.kind == Moment.kind, other.id < Moment.id
    )
    by_parcel = exists().where(of_order, other.kind == MomentKind.PARCEL_DELIVERED)
    return (
        select(*_columns(MOMENT, Moment.at, Moment.id, Moment.kind, Order.number))
        .join(Order, Order.id == Moment.order_id)
        .where(Moment.merchant_id == talk.merchant_id, Moment.customer_id == talk.customer_id)
        .where(Moment.kind.in_(_CHANGES), or_(Moment.kind.in_(_AGAIN), ~twin))
        .where(or_(Moment.kind != MomentKind.ORDER_DELIVERED, ~by_parcel))  # its last parcel says so
    )


def _told_at() -> ColumnElement[Any]:
    """When a notice was put into words; of one that never was: when it would have been."""
    return func.coalesce(Notice.composed_at, Notice.due_at)


def _fired(talk: Conversation) -> Select[Any]:
    here = exists().where(OutgoingMessage.notice_id == Notice.id, OutgoingMessage.conversation_id == talk.id)
    because = func.coalesce(Notice.reason, "")
    columns = _columns(
        NOTICE, _told_at(), Notice.id, Notice.rule, func.coalesce(Order.number, ""), Notice.state, because
    )
    return (
        select(*columns)
        .join(Moment, Moment.id == Notice.moment_id)
        .outerjoin(Order, Order.id == Moment.order_id)
        .where(Notice.merchant_id == talk.merchant_id, Notice.customer_id == talk.customer_id)
        .where(
            or_(
                and_(Notice.state == NoticeState.COMPOSED, here),
                and_(Notice.state == NoticeState.DROPPED, because.not_in(NOT_MEANT)),
            )
        )
    )


def _facts(
    talk: Conversation,
    side: str,
    at: InstrumentedAttribute[datetime | None],
    state: OrderStage,
    action: OrderAction | None,
) -> Select[Any]:
    told = exists().where(Moment.order_id == Order.id, Moment.kind == f"order.{side}")
    done = exists().where(OrderActionTaken.order_id == Order.id, OrderActionTaken.action == action)
    mine = (Order.merchant_id == talk.merchant_id, Order.customer_id == talk.customer_id)
    found = select(*_columns(side, at, Order.id, str(state), Order.number)).where(*mine, at.is_not(None), ~told)
    return found.where(~done) if action else found
