"""A shop and what it decides for itself: opened, found, its hours, caps, colours, points."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import Merchant
from bot.domain.cost import DEFAULT_PRICES
from bot.domain.locale import CODES
from bot.services.messages import held

_OF_SENDING = ("marketing_", "courtesy_")
_SENDERS = ("whatsapp_from", "sms_from")


class BadValue(ValueError):
    """A value that a shop cannot have: names the field and the remedy."""


def open_shop(db: Session, slug: str, name: str) -> Merchant:
    """A new shop.

    Raises:
        BadValue: the slug is taken, or holds anything but a-z, 0-9 and "-".
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,40}", slug):
        raise BadValue("slug: write 2 to 41 of a-z, 0-9 and -, like rangoli-handlooms")
    if db.scalar(select(Merchant.id).where(Merchant.slug == slug)) is not None:
        raise BadValue(f"slug: there is a shop {slug} already")
    shop = Merchant(slug=slug, name=name)
    db.add(shop)
    db.flush()
    return shop


def give_senders(db: Session, shop: Merchant, whatsapp: str, sms: str, service_sid: str | None) -> str:
    """Let a new shop send from these numbers ("" for none), unless they are another's: then gives that one's slug."""
    taken = _taken(db, shop.id, "whatsapp_from", whatsapp) or _taken(db, shop.id, "sms_from", sms)
    if not taken:
        shop.whatsapp_from, shop.sms_from, shop.messaging_service_sid = whatsapp or None, sms or None, service_sid
    return taken


def change(db: Session, merchant_id: int, field: str, text: str, now: datetime) -> Any:
    """Set one field from text; gives the value as it is kept.

    Raises:
        BadValue: no such field, or a value it cannot have.
    """
    if field not in FIELDS:
        raise BadValue(f"{field}: there is no such field; there are {', '.join(FIELDS)}")
    try:
        value = FIELDS[field](text.strip())
    except ValueError as error:
        raise BadValue(f"{field}: {error}") from error
    if field in _SENDERS and (other := _taken(db, merchant_id, field, value or "")):
        raise BadValue(f"{field}: the number is that of the shop {other}: write one of this shop's own, or nothing")
    setattr(db.get_one(Merchant, merchant_id), field, value)
    db.flush()
    if field.startswith(_OF_SENDING):
        held.look_again_at_shop(db, merchant_id, ("quiet_hours", "cap"), now)
    return value


def _taken(db: Session, merchant_id: int, field: str, number: str) -> str:
    """The shop that customers of this number would reach, if it is another one: its slug."""
    theirs = select(Merchant.slug).where(getattr(Merchant, field) == number, Merchant.id != merchant_id)
    return (db.scalars(theirs.limit(1)).first() or "") if number else ""


def _text(text: str) -> str:
    return text


def _hour(text: str) -> str:
    if not re.fullmatch(r"\d\d:\d\d", text):
        raise ValueError("write a time of day like 10:00")
    return time.fromisoformat(text).strftime("%H:%M")


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError("write a whole number, 0 or more")
    return int(text)


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("write yes or no")
    return text == "yes"


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError("write a zone like Asia/Kolkata") from error


def _locale(text: str) -> str:
    if text not in CODES:
        raise ValueError(f"write one of {', '.join(CODES)}")
    return text


def _number(text: str) -> str | None:
    if text and not re.fullmatch(r"\+[1-9]\d{7,14}", text):
        raise ValueError("write a number like +919800000001, or nothing")
    return text or None


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError("write a colour like #8a1f4b")
    return text.lower()


def _address(text: str) -> str:
    if text and not re.fullmatch(r"https://[^\s\"'<>\\]+", text):
        raise ValueError("write an address that begins with https://")
    return text.rstrip("/")


def _prices(text: str) -> dict[str, int]:
    """ "sms_segment=0.28 whatsapp_marketing=0.79", in the shop's currency, as millionths of it."""
    found = {}
    for pair in text.replace(",", " ").split():
        name, _, amount = pair.partition("=")
        if name not in DEFAULT_PRICES or not re.fullmatch(r"\d{1,3}(\.\d{1,6})?", amount):
            raise ValueError(
                f"write what differs, like sms_segment=0.28, out of {', '.join(DEFAULT_PRICES)}; or nothing"
            )
        found[name] = int(Decimal(amount).scaleb(6))
    return found


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


FIELDS: Mapping[str, Callable[[str], Any]] = {
    "name": _text,
    "city": _text,
    "zone": _zone,
    "locale": _locale,
    "site_url": _address,
    "link_hosts": _words,
    "logo_url": _address,
    "colour": _colour,
    "contact_phone": _text,
    "contact_email": _text,
    "whatsapp_from": _number,
    "sms_from": _number,
    "return_days": _count,
    "marketing_from": _hour,
    "marketing_until": _hour,
    "courtesy_from": _hour,
    "courtesy_until": _hour,
    "marketing_per_day": _count,
    "marketing_per_week": _count,
    "stale_hours": _count,
    "sms_fallback": _yes,
    "points_per_100": _count,
    "review_points": _count,
    "prices": _prices,
}


class WhichShop(LookupError):
    """No shop, or several and none named: says which there are."""


def by_slug(db: Session, slug: str | None) -> int:
    """The id of the shop with this slug; without one, of the only shop there is.

    Raises:
        WhichShop: names the shops to choose from.
    """
    known = {name: shop_id for name, shop_id in db.execute(select(Merchant.slug, Merchant.id).order_by(Merchant.slug))}
    if slug is None and len(known) == 1:
        return next(iter(known.values()))
    if slug in known:
        return known[slug]
    if not known:
        raise WhichShop("there is no shop yet: `dastak seed` makes the demo shop")
    raise WhichShop(f"name one with --shop: {', '.join(known)}")
