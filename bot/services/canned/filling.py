"""The fields of an answer kept ready, filled for one conversation: its customer, their order, what runs at the shop."""

from __future__ import annotations

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.shop import Offer
from bot.domain.canned import Filled, fill_fields, list_fields
from bot.domain.names import find_first_name
from bot.services.desk.spoken_of import find_order_spoken_of
from bot.services.messages.wording import Wording
from bot.services.orders.finding import find_relevant_order
from bot.services.orders.known import list_known_orders
from bot.services.orders.views import OrderView
from bot.services.storefront import tracking

_OF_ORDER = {"order.number", "order.status", "tracking.link"}


def fill_canned(
    db: Session, conversation: Conversation, text: str, locale: str, public_url: str, now: datetime
) -> Filled:
    """Return a text with its fields filled for a conversation; what is not known stays empty, and is named.

    The order is the one spoken of last, else the one that matters most to the customer now.
    """
    wanted = list_fields(text)
    values = {"name": find_first_name(conversation.customer.name)}
    order = find_order_meant(db, conversation, now) if _OF_ORDER & {*wanted} else None
    if order is not None:
        wording = Wording(db, conversation.merchant, locale)
        values |= {"order.number": order.number, "order.status": wording.say(f"stage.{order.stage}", {})}
    if order is not None and "tracking.link" in wanted:
        page = tracking.open_for(db, conversation.merchant_id, order.id, secrets.token_urlsafe(24), now)
        values["tracking.link"] = f"{public_url}/t/{page}"
    if "coupon" in wanted:
        values["coupon"] = _find_coupon(db, conversation, now)
    return fill_fields(text, values)


def find_order_meant(db: Session, conversation: Conversation, now: datetime) -> OrderView | None:
    """Return the customer's order that was spoken of last, else the one that matters most to them now."""
    known = list_known_orders(db, conversation.merchant_id, conversation.customer_id, conversation.id, now)
    named = find_order_spoken_of(db, conversation, now)
    return next((order for order in known if order.number == named), None) or find_relevant_order(known)


def _find_coupon(db: Session, conversation: Conversation, now: datetime) -> str:
    """The code that runs today and asks for the least."""
    today = now.astimezone(ZoneInfo(conversation.merchant.zone)).date()
    running = select(Offer.code).where(Offer.merchant_id == conversation.merchant_id, Offer.active.is_(True))
    lasting = running.where(or_(Offer.ends_on.is_(None), Offer.ends_on >= today))
    return db.scalar(lasting.order_by(Offer.minimum, Offer.code).limit(1)) or ""
