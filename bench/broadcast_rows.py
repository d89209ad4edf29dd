"""A shop with very many customers who agreed to offers, written into PostgreSQL by COPY; nobody has written to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from bench.copying import copy, count_on, without_indexes
from bench.inbox_said import make_names
from bot.config import Settings
from bot.db.engine import Database
from bot.db.people import Consent, Customer
from bot.db.shop import Merchant
from bot.db.templates import Template
from bot.domain.approvals import APPROVED
from bot.services.templates import choosing, rows

TABLES = ("customer", "identity", "consent", "orders")
FIRST = 1_000_000  # above the ids of the demo shop
KEY = "notice.thanks"
VALUES = {
    "name": {"field": "first_name", "default": "friend"},
    "amount": {"text": "₹100"},
    "minimum": {"text": "₹1000"},
    "code": {"text": "SAVE100"},
}
# Whom somebody would ask for: two of three, who agreed and bought nothing for a hundred days.
RULE = {
    "all": [
        {"field": "orders.last", "is": "before_last_days", "value": 100},
        {"field": "consent.whatsapp", "is": "one_of", "value": ["agreed"]},
    ]
}
_LOCALES = ("en", "hi", "gu", "bn")


def phone(number: int) -> str:
    """A customer's number."""
    return f"+9190{number * 7919 % 10**8:08}"


def fill(database: Database, settings: Settings, customers: int, per_second: int) -> int:
    """Write so many customers with consent and an order each; returns the shop's id.

    Args:
        per_second: how many messages a second the shop's number may send.
    """
    with database.writing.begin() as db:
        shop = _open(db, settings, per_second)
    url = make_url(settings.database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.cursor()
        people = make_names()
        ids = range(FIRST, FIRST + customers)
        with without_indexes(cursor, TABLES):
            copy(cursor, "customer", (_person(shop, n, people[n * 7 % len(people)]) for n in ids))
            copy(cursor, "identity", ({"id": n, "customer_id": n, "value": phone(n)} for n in ids))
            copy(cursor, "consent", ({"id": n, "customer_id": n} for n in ids))
            copy(cursor, "orders", (_order(n) for n in ids))
        count_on(cursor, TABLES)
        cursor.execute("VACUUM ANALYZE")  # as its own daemon does behind so many new rows
    return shop


def _open(db: Session, settings: Settings, per_second: int) -> int:
    """Make the shop ready, and one customer whose rows the others' are made of."""
    now = datetime.now(UTC)
    merchant = db.query(Merchant).one()
    # Equal ends are the whole day: what is measured at night must not wait for the morning.
    merchant.marketing_until, merchant.whatsapp_per_second = merchant.marketing_from, per_second
    rows.plan(
        db,
        merchant,
        settings.twilio_account_sid,
        choosing.list_wanted(db, merchant),
        settings.public_url,
        now,
    )
    for template in db.query(Template):
        template.status, template.sid, template.checked_at = APPROVED, f"HX{template.id:032x}", now
        template.category = template.asked_category
    of_shop = {"merchant_id": merchant.id}
    db.query(Consent).delete()
    first = db.query(Customer).order_by(Customer.id).first()
    assert first is not None
    hers = {**of_shop, "customer_id": first.id}
    word = {"channel": "whatsapp", "purpose": "marketing", "granted": True, "source": "checkout", "words": "yes"}
    db.add(Consent(**hers, **word, at=now))
    return merchant.id


def _person(shop: int, number: int, name: tuple[str, str]) -> Mapping[str, object]:
    return {"id": number, "name": name[0], "name_key": name[1], "locale": _LOCALES[number % len(_LOCALES)]}


def _order(number: int) -> Mapping[str, object]:
    placed_at = datetime.now(UTC) - timedelta(days=50 + number % 150)
    return {
        **{"id": number, "customer_id": number, "external_id": f"b{number}", "number": f"#{number}"},
        **{"number_key": str(number), "placed_at": placed_at, "promised_on": "\\N"},
    }
