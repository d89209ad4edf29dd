"""The address of an order's own tracking page, for the chat to link."""

from __future__ import annotations

import secrets
from functools import lru_cache

from actions.dialogue import visit as shop
from actions.dialogue.visit import Visit
from bot.config import Settings
from bot.db.engine import Session
from bot.services.orders.views import OrderView
from bot.services.storefront import tracking


def address_of_page(visit: Visit, order: OrderView) -> str:
    """Return the address of the order's tracking page, which is opened if it isn't yet.

    A turn that only reads opens it in a short transaction of its own, once in the page's life.
    """
    token = tracking.find_open(visit.db, visit.merchant_id, order.id, visit.now)
    if not token and visit.writing:
        token = _open(visit.db, visit, order)
    elif not token:
        with shop.database().writing.begin() as db:
            token = _open(db, visit, order)
    return f"{_public_url()}/t/{token}"


def _open(db: Session, visit: Visit, order: OrderView) -> str:
    return tracking.open_for(db, visit.merchant_id, order.id, secrets.token_urlsafe(24), visit.now)


@lru_cache(maxsize=1)
def _public_url() -> str:
    return Settings.from_env().public_url
