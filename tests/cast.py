"""The fixed cast: Asha and John buy at Rangoli, Meera at another shop of the same deployment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.people import Customer, Identity
from bot.db.shop import Merchant
from bot.domain.promises import Promised

SHOP_WHATSAPP, SHOP_SMS = "+917900000000", "+917900000001"
OTHER_WHATSAPP = "+917900000009"
# What a shop's words may promise, where everything is switched on.
KEPT = Promised(points_per_100=1, review_points=20, points_worth=5000, invoice_hours=24, tells_back=True)
ASHA, JOHN, MEERA, STRANGER = "+919800000001", "+919800000004", "+919811111111", "+919822222222"


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of the stored cast."""

    shop: int
    other_shop: int
    asha: int
    john: int
    meera: int


def add_cast(db: Session, now: datetime) -> Cast:
    """Store the cast."""
    shop = Merchant(slug="rangoli", name="Rangoli Handlooms", whatsapp_from=SHOP_WHATSAPP, sms_from=SHOP_SMS)
    other = Merchant(slug="other", name="Other Shop", whatsapp_from=OTHER_WHATSAPP)
    db.add_all([shop, other])
    db.flush()
    people = [
        _customer(db, shop, "Asha Patel", "gu", ASHA, now),
        _customer(db, shop, "John D'Souza", "en", JOHN, now),
        _customer(db, other, "Meera Iyer", "en", MEERA, now),
    ]
    return Cast(shop.id, other.id, *(person.id for person in people))


def _customer(db: Session, shop: Merchant, name: str, locale: str, phone: str, now: datetime) -> Customer:
    person = Customer(merchant_id=shop.id, name=name, locale=locale, created_at=now)
    db.add(person)
    db.flush()
    db.add(Identity(merchant_id=shop.id, customer_id=person.id, kind="phone", value=phone))
    db.flush()
    return person
