"""The door for what shops and carriers tell: each kind of news to the module that knows what it changes.

All of it in the caller's one transaction; nothing here commits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.domain import news as told
from bot.services.data_requests import apply_data_request
from bot.services.disconnected import apply_disconnected
from bot.services.erasure import apply_erase_person, apply_erase_shop
from bot.services.incoming_carts import apply_cart
from bot.services.incoming_catalogue import apply_coupon, apply_product
from bot.services.incoming_orders import apply_edit, apply_gone, apply_order
from bot.services.incoming_outcome import NotYet, Outcome, Unfit
from bot.services.incoming_parcels import apply_parcel
from bot.services.incoming_people import apply_consent, apply_customer
from bot.services.incoming_refunds import apply_refund

__all__ = ["NotYet", "Outcome", "Unfit", "apply"]
_OFF = "the connection is switched off or disconnected"


def apply(db: Session, connection: Connection, news: told.News, now: datetime) -> Outcome:
    """Change what a piece of news changes, and say what happened.

    Raises:
        NotYet: it speaks of an order or tracking number we don't know: try again when that arrives.
        Unfit: it can never be applied.
    """
    if connection.state != "active" and not isinstance(news, _ALWAYS):
        return Outcome(ignored=_OFF)
    outcome = _BY_KIND[type(news)](db, connection, news, now)
    db.flush()
    return outcome


def _nothing(_db: Session, _connection: Connection, news: told.Nothing, _now: datetime) -> Outcome:
    return Outcome(ignored=news.why)


# A shop that has left may still ask for what is a person's right.
_ALWAYS = (told.DataRequest, told.ErasePerson, told.EraseShop, told.Disconnected, told.Nothing)
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
}
