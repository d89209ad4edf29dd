"""Parcels: what a shop or a carrier tells of them becomes a sighting, and the sightings say where a parcel stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.db.claims import provided
from bot.db.connections import Connection
from bot.db.notices import Moment
from bot.db.orders import Order, Parcel, Sighting
from bot.domain.clocks import lies_ahead
from bot.domain.milestones import STAGE_OF, Milestone
from bot.domain.moments import OF_MILESTONE, MomentKind, Scan
from bot.domain.news import Line, News, ParcelNews
from bot.domain.news.outcome import KNOWN, Outcome, Unfit
from bot.domain.orders import OrderStatus
from bot.domain.parcel_state import CALLED_OFF, Seen
from bot.domain.parcels import READY, ParcelStage
from bot.domain.rules import Happening
from bot.domain.writing import code_of
from bot.services.desk import requests
from bot.services.desk.snoozing import wake_for_parcel
from bot.services.incoming.handover import NOT_BROUGHT, apply_handover, has_nothing_sent, is_handed_over
from bot.services.incoming.parcel_match import find_or_add_parcel, find_order_of
from bot.services.incoming.timeline import Noted, Timeline
from bot.services.moments import lateness, record
from bot.services.moments.lateness import find_shop_day
from bot.services.orders.parts import UNNAMED_PART, count_pieces, has_arrived, is_named, list_unsent
from bot.services.rewards import points

_DETAILS = ("courier", "tracking_number", "tracking_url", "courier_phone")
# A second attempt on another day is news; on the same day it is the same news.
_ONCE_A_DAY = frozenset({Milestone.OUT_FOR_DELIVERY, Milestone.ATTEMPT_FAILED})
# No courier has moved it yet, whatever a shop says.
_UNSEEN = frozenset({READY, ParcelStage.SHIPPED})
# What a customer who has cancelled still hears.
_TOLD_WHEN_CANCELLED = frozenset({Milestone.RETURNED})


def apply_parcel(db: Session, connection: Connection, news: ParcelNews, now: datetime) -> Outcome:
    """Take in a piece of news of a parcel.

    Raises:
        NotYet: its order or tracking number is not known yet.
        Unfit: a milestone nobody has, a time to come, or an order with several parcels and no word which.
    """
    return apply_history(db, connection, [news], now)


def apply_history(db: Session, connection: Connection, news: Sequence[ParcelNews], now: datetime) -> Outcome:
    """Apply several pieces of news of one parcel (`is_of_same`): a carrier tells its whole history every time."""
    seen = [_seen(piece, now) for piece in news]
    order = find_order_of(db, connection, news[0])
    if is_handed_over(connection, order, news):
        return apply_handover(db, order, news, now)
    if has_nothing_sent(order, news):
        return Outcome(customer_id=order.customer_id, ignored=NOT_BROUGHT)
    found = find_or_add_parcel(db, connection, order, news[0])
    parcel, told_before = found.parcel, found.told_before
    number_before = parcel.tracking_number
    anything_new = told_before is not None
    notices = _fold(db, order, told_before, parcel, now) if told_before else []
    timeline, moved = Timeline(db, parcel), False
    for piece, sighting in zip(news, seen, strict=True):
        noted = timeline.note(sighting, now)
        completed = _write_details(parcel, order, piece, newest=noted.newest)
        if noted.before == noted.after and not completed:
            continue
        anything_new = True
        notices += _tell(db, order, parcel, noted, now) if noted.is_told_now else []
        notices += _delivered(db, order, now) if _is_off(noted) else []
        notices += lateness.check(db, parcel, sighting.at, now)
        moved |= noted.before.milestone != noted.after.milestone
    if moved:
        wake_for_parcel(db, order.merchant_id, order.customer_id, now)
    if not anything_new:
        return Outcome(customer_id=order.customer_id, ignored=KNOWN)
    arrived = {parcel.tracking_number} - {number_before, ""}
    numbers = frozenset(arrived)
    return Outcome(tuple(notices), arrived_numbers=numbers, customer_id=order.customer_id, order_id=order.id)


def call_off_unlisted(
    db: Session, connection: Connection, order: Order, listed: Collection[str], at: datetime, now: datetime
) -> list[int]:
    """Call off what the shop has sent under a number that this version (of `at`) of the order no longer lists.

    A mistyped number that was put right is no parcel. What a courier has moved is one, whatever the shop lists.
    """
    codes = {code_of(number) for number in listed}
    notices: list[int] = []
    for parcel in _parcels(db, order):
        theirs = parcel.source == connection.source and parcel.stage in _UNSEEN and parcel.milestone != CALLED_OFF
        if theirs and code_of(parcel.tracking_number) not in codes:
            notices += _call_off(db, order, parcel, at, now)
    return notices


def is_of_same(one: News, other: News) -> bool:
    """Whether both are news of parcels and name the same one."""
    if not (isinstance(one, ParcelNews) and isinstance(other, ParcelNews)):
        return False
    return (one.order, one.external_id, one.tracking_number) == (other.order, other.external_id, other.tracking_number)


def _seen(news: ParcelNews, now: datetime) -> Seen:
    if news.milestone and news.milestone not in STAGE_OF:
        raise Unfit(f"milestone: there is no {news.milestone[:40]}")
    if lies_ahead(news.at, now):
        raise Unfit("at: lies in the future")
    return Seen(
        milestone=CALLED_OFF if news.cancelled else news.milestone,
        at=news.at,
        place=news.place.strip(),
        expected_on=news.expected_on,
        late_why=news.late_why or None,
        failed_why=news.failed_why or None,
    )


def _write_details(parcel: Parcel, order: Order, news: ParcelNews, *, newest: bool) -> bool:
    """Fill in what was not known; what was is replaced by the newest news only. True when something changed."""
    told: dict[str, object] = {name: getattr(news, name) for name in _DETAILS}
    if news.lines:
        told["contents"] = _contents(order, news.lines)
    elif news.is_part is not None and not is_named(parcel.contents):
        told["contents"] = [UNNAMED_PART] if news.is_part else []
    if code_of(news.tracking_number) == code_of(parcel.tracking_number):
        del told["tracking_number"]  # spelt otherwise: it stays as customers know it
    changed = False
    for name, value in told.items():
        there = getattr(parcel, name)
        if value != "" and value != there and (newest or not there):
            setattr(parcel, name, value)
            changed = True
    return changed


def _contents(order: Order, lines: tuple[Line, ...]) -> list[dict[str, object]]:
    """What is in the parcel; nothing is said of one that holds the whole order."""
    unsent = list_unsent(order)
    sent = [line for line in lines if line.quantity > 0 and line.external_id not in unsent]
    if sum(line.quantity for line in sent) >= count_pieces(order):
        return []
    titles = {item.external_id: item.title for item in order.items if item.external_id}
    return [{"title": titles.get(line.external_id, line.title), "quantity": line.quantity} for line in sent]


def _tell(db: Session, order: Order, parcel: Parcel, noted: Noted, now: datetime) -> list[int]:
    seen, after = noted.seen, noted.after
    if order.status != OrderStatus.OPEN and seen.milestone not in _TOLD_WHEN_CANCELLED:
        return []
    # "Delivered" said of a parcel on its way back is delivered to the shop, as carriers mean it.
    kind = OF_MILESTONE.get(seen.milestone)
    if kind is None or (after.stage == ParcelStage.DELIVERED and after.went_back):
        return []
    subject = f"parcel:{parcel.id}"
    if seen.milestone in _ONCE_A_DAY:
        subject += f":{find_shop_day(db, order.merchant_id, seen.at).isoformat()}"
    happening = Happening(
        kind,
        subject,
        order.customer_id,
        seen.at,
        order_id=order.id,
        parcel_id=parcel.id,
        details=Scan(after.place, seen.milestone),
    )
    notices = record.record_moment(db, order.merchant_id, happening, now)
    return notices + (_delivered(db, order, now) if after.stage == ParcelStage.DELIVERED else [])


def _is_off(noted: Noted) -> bool:
    """Whether the parcel has just been called off: then nothing of the order is waited for but the others."""
    return noted.after.milestone == CALLED_OFF != noted.before.milestone


def _call_off(db: Session, order: Order, parcel: Parcel, at: datetime, now: datetime) -> list[int]:
    noted = Timeline(db, parcel).note(Seen(CALLED_OFF, at), now)
    db.flush()
    return _delivered(db, order, now) if _is_off(noted) else []


def _fold(db: Session, order: Order, told: Parcel, into: Parcel, now: datetime) -> list[int]:
    """Make one of two rows of the same parcel: the shop's has been seen where the carrier's was, which is no more."""
    timeline = Timeline(db, into)
    for row in list(db.scalars(select(Sighting).where(Sighting.parcel_id == told.id))):
        seen = Seen(row.milestone, row.at, row.place, row.expected_on, row.late_why, row.failed_why)
        timeline.note(seen, row.heard_at)
        db.delete(row)
    of_order = (Moment.order_id == order.id, provided(Moment.merchant_id == order.merchant_id))
    about_it = (*of_order, Moment.parcel_id == told.id)
    db.execute(update(Moment).where(*about_it).values(parcel_id=into.id))
    db.flush()
    return _call_off(db, order, told, told.stage_at, now)


def _delivered(db: Session, order: Order, now: datetime) -> list[int]:
    """All of an order has arrived: what comes after it begins."""
    parcels = _parcels(db, order)
    if order.status != OrderStatus.OPEN or not has_arrived(order, parcels):
        return []
    arrived = [parcel.delivered_at for parcel in parcels if parcel.delivered_at]
    requests.settle_by_delivery(db, order.merchant_id, order.id, now)
    kind, subject = MomentKind.ORDER_DELIVERED, f"order:{order.id}"
    arrival = Happening(kind, subject, order.customer_id, max(arrived), order_id=order.id)
    return record.record_moment(db, order.merchant_id, arrival, now) + points.earn_for_order(db, order, now)


def _parcels(db: Session, order: Order) -> list[Parcel]:
    return list(db.scalars(select(Parcel).where(Parcel.merchant_id == order.merchant_id, Parcel.order_id == order.id)))
