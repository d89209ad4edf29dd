"""Applies what shops and carriers told us: one event, all it says or nothing of it, in one transaction."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.bootstrap import Bot
from bot.db.connections import RawEvent
from bot.db.engine import DatabaseError, Session
from bot.domain.connections import CameBy
from bot.domain.news import Delivery, News, Odd, Unreadable
from bot.domain.news.oddities import in_words
from bot.logs import get_logger
from bot.ports import Known
from bot.services.events import store, waiting
from bot.services.incoming import applying
from bot.services.incoming.applying import NotYet, Outcome, Unfit
from bot.services.sending.taken import Claimed, SetAside
from bot.tasks.names import APPLY
from bot.tasks.notices import Unwritable, compose, notify
from bot.tasks.sending import leave

log = get_logger(__name__)
# Two events of one new order, customer or parcel at once: the loser's second look finds what the winner stored.
TRIES = 3


@dataclass(frozen=True, slots=True)
class _Applied:
    """What is to be done once the transaction holds."""

    notices: tuple[int, ...] = ()
    messages: tuple[Claimed | SetAside, ...] = ()
    released: tuple[int, ...] = ()
    may_go_on: bool = False  # others may follow it in the same request


def apply_event(bot: Bot, event_id: int) -> None:
    """Apply a raw event, and what follows it in the same request of the API: in order, as it was told.

    Whatever is wrong with one is noted on its row and stops no other.
    """
    following: int | None = event_id
    while following is not None and _apply_and_tell(bot, following):
        with bot.database.reading.begin() as db:
            following = store.find_following(db, following)


def _apply_and_tell(bot: Bot, event_id: int) -> bool:
    """Whether another may follow in the same request: it has to be looked for."""
    try:
        applied = _again_if_raced(bot, event_id)
    except NotYet as missing:
        with bot.database.writing.begin() as db:
            waiting.park(db, event_id, missing.order, missing.number, bot.now())
    except (Unreadable, Unfit) as error:
        log.warning("an event cannot be applied and is kept", event_id=event_id, error=type(error).__name__)
        with bot.database.writing.begin() as db:
            store.keep(db, event_id, str(error))
    except Exception as error:  # a slip of ours, or a database in trouble: neither ends the others' turn
        _try_later(bot, event_id, error)
    else:
        # First what this one tells: what has waited for it comes after it for the customer too.
        for message in applied.messages:
            leave(bot, message)
        for notice_id in applied.notices:
            notify(bot, notice_id)
        for released in applied.released:
            bot.bells.ring(APPLY, released)
        return applied.may_go_on
    return True


def _again_if_raced(bot: Bot, event_id: int) -> _Applied:
    for _ in range(TRIES - 1):
        with suppress(DatabaseError, Unwritable):  # a unique key, a deadlock: it was rolled back whole
            return _apply(bot, event_id)
    return _apply(bot, event_id, telling=False)


def _apply(bot: Bot, event_id: int, *, telling: bool = True) -> _Applied:
    """Apply an event and, where it goes on `telling`, put into words what became known, in one transaction."""
    now = bot.now()
    with bot.database.writing.begin() as db:
        event = store.claim(db, event_id)
        if event is None:
            return _Applied()  # whoever has it goes on with the others
        told = _read(bot, event)
        odd = [piece for piece in told if isinstance(piece, Odd)]
        outcomes = applying.apply_all(db, event.connection, [one for one in told if not isinstance(one, Odd)], now)
        store.conclude(db, event.id, _customer_of(outcomes), _ignored(outcomes), in_words(odd), now=now)
        orders = frozenset[str]().union(*(outcome.arrived_orders for outcome in outcomes))
        numbers = frozenset[str]().union(*(outcome.arrived_numbers for outcome in outcomes))
        released = tuple(waiting.release(db, event.merchant_id, orders, numbers, now))
        notices = tuple(notice for outcome in outcomes for notice in outcome.notices)
        may_go_on = event.came_by == CameBy.API
        if not telling:
            return _Applied(notices, (), released, may_go_on)
        return _Applied((), _put_into_words(bot, db, notices), released, may_go_on)


def _put_into_words(bot: Bot, db: Session, notices: Iterable[int]) -> tuple[Claimed | SetAside, ...]:
    """The messages that leave now; raises Unwritable at any slip of ours, so that the event is applied without them."""
    try:
        composed = [compose(bot, db, notice) for notice in notices]
    except DatabaseError:
        raise
    except Exception as error:
        raise Unwritable(type(error).__name__) from error
    return tuple(message for message in composed if message is not None)


def _read(bot: Bot, event: RawEvent) -> tuple[News, ...]:
    """What the event says; raises Unreadable."""
    kind, merchant = event.connection.kind, event.connection.merchant
    source = bot.sources.get(kind)
    if source is None:
        raise Unreadable("kind", f"nothing here reads events of {kind!r}")
    known = Known(merchant.currency, merchant.zone, merchant.country, event.received_at)
    return source.read(Delivery(event.topic, event.body.encode(), event.headers), known)


def _customer_of(outcomes: list[Outcome]) -> int | None:
    return next((outcome.customer_id for outcome in outcomes if outcome.customer_id is not None), None)


def _ignored(outcomes: list[Outcome]) -> str:
    """Why nothing came of the event; "" when something did."""
    if not all(outcome.ignored for outcome in outcomes):
        return ""
    return "; ".join(dict.fromkeys(outcome.ignored for outcome in outcomes)) or "says nothing"


def _try_later(bot: Bot, event_id: int, error: Exception) -> None:
    # Kind and place, not the message: it may quote what a customer's name or number is.
    place = traceback.extract_tb(error.__traceback__)[-1]
    kind = type(error).__name__
    log.error("an event is not applied", event_id=event_id, because=f"{kind} at {place.filename}:{place.lineno}")
    with bot.database.writing.begin() as db:
        wait = store.put_off(db, event_id, kind, bot.now())
    if wait is not None:
        bot.bells.ring(APPLY, event_id, after=wait)
