"""A shop with a crowd of whom some may not be written to, some cannot be reached, and a broadcast to all of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.people import Consent, Customer, Identity
from bot.db.shop import Merchant
from bot.domain import rules
from bot.domain.access import Permission
from bot.domain.segments.reading import read_rule
from bot.services.moments.rules import change
from bot.services.segments.keeping import keep_segment
from bot.services.shop import api_keys
from bot.services.shop.settings import open_shop
from bot.tasks.templates import plan

SLUG, RULE, KEY = "bazaar", "thanks", "notice.thanks"
VALUES = {
    "name": {"field": "first_name", "default": "friend"},
    "amount": {"text": "₹100"},
    "minimum": {"text": "₹1000"},
    "code": {"text": "SAVE100"},
}
# Of fifty people one each: never agreed, has stopped, is not on WhatsApp, has blocked the shop.
EVERY, SILENT, STOPPED, WITHOUT, BLOCKING = 50, 7, 8, 9, 10
BATCH = 5000


@dataclass(frozen=True, slots=True)
class Bazaar:
    """The shop. `phones`: of each of the crowd, by the id of the customer; `key`: of the API."""

    merchant_id: int
    key: str
    segment_id: int
    phones: dict[int, str] = field(repr=False)

    def list_kind(self, kind: int) -> Iterator[str]:
        """List the phones of one in fifty."""
        return (phone for number, phone in enumerate(self.phones.values()) if number % EVERY == kind)


def open_bazaar(bot: Bot, people: int) -> Bazaar:
    """Open the shop with so many people, and write down the one template that it wants."""
    now = bot.now()
    with bot.database.writing.begin() as db:
        shop = open_shop(db, SLUG, "Bazaar")
        shop.whatsapp_from = bot.settings.twilio_whatsapp_from
        # Equal ends are the whole day: what is tried at night must not wait for the morning.
        shop.marketing_until = shop.marketing_from
        for name in rules.standard():
            change(db, shop.id, name, active=name == RULE)
        phones = dict(_add_crowd(db, shop, people, now))
        scopes = [Permission.BROADCASTS_READ, Permission.BROADCASTS_WRITE]
        key = api_keys.add(db, shop.id, "chaos", secrets.token_hex(20), now, scopes)[1]
        everybody = read_rule({"field": "customer.locale", "is": "one_of", "value": ["en"]})
        bazaar = Bazaar(shop.id, key, keep_segment(db, shop.id, "Everybody", everybody, None, now).id, phones)
    plan(bot, SLUG)
    return bazaar


def _add_crowd(db: Session, shop: Merchant, people: int, now: datetime) -> Iterator[tuple[int, str]]:
    hers = {"merchant_id": shop.id}
    for first in range(0, people, BATCH):
        numbers = range(first, min(first + BATCH, people))
        made = insert(Customer).returning(Customer.id, sort_by_parameter_order=True)
        ids = db.scalars(made, [{**hers, "name": "", "locale": "en", "created_at": now} for _ in numbers])
        crowd = list(zip(ids, numbers, strict=True))
        known = [{**hers, "customer_id": one, "kind": "phone", "value": _phone_of(number)} for one, number in crowd]
        db.execute(insert(Identity), known)
        agreed = [_say(shop.id, one, now, granted=True) for one, number in crowd if number % EVERY != SILENT]
        stopped = [_say(shop.id, one, now, granted=False) for one, number in crowd if number % EVERY == STOPPED]
        db.execute(insert(Consent), agreed + stopped)
        yield from ((one, _phone_of(number)) for one, number in crowd)


def _say(shop_id: int, customer_id: int, now: datetime, *, granted: bool) -> dict[str, Any]:
    said = {"channel": "whatsapp", "purpose": "marketing", "granted": granted, "source": "checkout", "words": "-"}
    return {"merchant_id": shop_id, "customer_id": customer_id, "at": now, **said}


def _phone_of(number: int) -> str:
    return f"+9197{number:08d}"
