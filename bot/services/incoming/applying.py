"""The door for what shops and carriers tell: each kind of news to the module that knows what it changes.

All of it in the caller's one transaction; nothing here commits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.connections import Connection
from bot.domain import news as told
from bot.domain.connections import ConnectionState
from bot.domain.news.oddities import in_words
from bot.domain.news.outcome import NotYet, Outcome, Unfit
from bot.services.connections.leaving import apply_disconnected
from bot.services.incoming.carts import apply_cart
from bot.services.incoming.catalogue import apply_coupon, apply_product
from bot.services.incoming.orders import apply_edit, apply_gone, apply_order
from bot.services.incoming.parcels import apply_history, apply_parcel, is_of_same
from bot.services.incoming.people import apply_consent, apply_customer
from bot.services.incoming.refunds import apply_refund
from bot.services.privacy.erasing import apply_erase_person, apply_erase_shop
from bot.services.privacy.exports import apply_data_request

__all__ = ["NotYet", "Outcome", "Unfit", "apply", "apply_all"]
_OFF = "the connection is switched off or disconnected"


def apply_all(db: Session, connection: Connection, news: Sequence[told.News], now: datetime) -> list[Outcome]:
    """Change what pieces of news change, one after the other, and say what happened: once for each parcel.

    Raises:
        NotYet: one speaks of an order or tracking number we don't know: try again when that arrives.
        Unfit: one can never be applied.
    """
    return [_apply(db, connection, together, now) for together in _together(news)]


def apply(db: Session, connection: Connection, news: told.News, now: datetime) -> Outcome:
    """Apply a single piece of news; the outcome is that of several."""
    return _apply(db, connection, [news], now)


def _apply(db: Session, connection: Connection, together: list[told.News], now: datetime) -> Outcome:
    first = together[0]
    if connection.state != ConnectionState.ACTIVE and not isinstance(first, _ALWAYS):
        return Outcome(ignored=_OFF)
    history = [piece for piece in together if isinstance(piece, told.ParcelNews)]
    if len(history) > 1:
        outcome = apply_history(db, connection, history, now)
    else:
        outcome = _BY_KIND[type(first)](db, connection, first, now)
    db.flush()
    if outcome.order_id is not None and not outcome.ignored:
        note_change(db, connection.merchant_id, ChangeKind.ORDER, outcome.order_id, now)
    return outcome


def _together(news: Sequence[told.News]) -> Iterator[list[told.News]]:
    """Each piece of news by itself, but for those of one parcel that follow each other."""
    together: list[told.News] = []
    for piece in news:
        if together and not is_of_same(together[-1], piece):
            yield together
            together = []
        together.append(piece)
    if together:
        yield together


def _nothing(_db: Session, _connection: Connection, news: told.Nothing, _now: datetime) -> Outcome:
    return Outcome(ignored=news.why)


def _odd(_db: Session, _connection: Connection, news: told.Odd, _now: datetime) -> Outcome:
    return Outcome(ignored=in_words([news]))


# A shop that has left may still ask for what is a person's right.
_ALWAYS = (told.DataRequest, told.ErasePerson, told.EraseShop, told.Disconnected, told.Nothing, told.Odd)
_BY_KIND: Mapping[type, Callable[[Session, Connection, Any, datetime], Outcome]] = {
    told.OrderNews: apply_order,
    told.OrderGone: apply_gone,
    told.OrderEdited: apply_edit,
    told.ParcelNews: apply_parcel,
    told.RefundNews: apply_refund,
    told.CartNews: apply_cart,
    told.CustomerNews: apply_customer,
    told.ConsentNews: apply_consent,
    told.ProductNews: apply_product,
    told.CouponNews: apply_coupon,
    told.DataRequest: apply_data_request,
    told.ErasePerson: apply_erase_person,
    told.EraseShop: apply_erase_shop,
    told.Disconnected: apply_disconnected,
    told.Nothing: _nothing,
    told.Odd: _odd,
}
