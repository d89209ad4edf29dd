"""A shop opened, found, and changed in what it decides for itself."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.services.messages import held
from bot.services.shop.decisions import BadValue, check

_OF_SENDING = ("marketing_", "courtesy_")
_SENDERS = ("whatsapp_from", "sms_from")


def open_shop(db: Session, slug: str, name: str) -> Merchant:
    """A new shop.

    Raises:
        BadValue: the slug is taken, or holds anything but a-z, 0-9 and "-"; or no name.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,40}", slug):
        raise BadValue("slug: write 2 to 41 of a-z, 0-9 and -, like my-shop")
    if db.scalar(select(Merchant.id).where(Merchant.slug == slug)) is not None:
        raise BadValue(f"slug: there is a shop {slug} already")
    shop = Merchant(slug=slug, name=check("name", name))
    db.add(shop)
    db.flush()
    return shop


def give_senders(db: Session, shop: Merchant, whatsapp: str, sms: str, service_sid: str | None) -> str:
    """Let a new shop send from these numbers ("" for none), unless they are another's: then returns that one's slug."""
    taken = _taken(db, shop.id, "whatsapp_from", whatsapp) or _taken(db, shop.id, "sms_from", sms)
    if not taken:
        shop.whatsapp_from, shop.sms_from, shop.messaging_service_sid = whatsapp or None, sms or None, service_sid
    return taken


def change(db: Session, merchant_id: int, field: str, value: object, now: datetime) -> Any:
    """Set one field from its own type or from text; return the value as it is kept.

    Raises:
        BadValue: no such field, or a value it cannot have.
    """
    kept = check(field, value)
    if field in _SENDERS and (other := _taken(db, merchant_id, field, kept or "")):
        raise BadValue(f"{field}: the number is that of the shop {other}: write one of this shop's own, or nothing")
    shop = db.get_one(Merchant, merchant_id)
    if field == "alerts_to" and kept and kept in (shop.whatsapp_from, shop.sms_from):
        raise BadValue("alerts_to: this number is the shop's own sender: write that of a phone somebody carries")
    setattr(shop, field, kept)
    db.flush()
    if field.startswith(_OF_SENDING):
        held.look_again_at_shop(db, merchant_id, ("quiet_hours", "cap"), now)
    return kept


def _taken(db: Session, merchant_id: int, field: str, number: str) -> str:
    """The shop that customers of this number would reach, if it is another one: its slug."""
    theirs = select(Merchant.slug).where(getattr(Merchant, field) == number, Merchant.id != merchant_id)
    return (db.scalars(theirs.limit(1)).first() or "") if number else ""
