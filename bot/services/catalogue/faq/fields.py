"""What an answer may name of the shop's settings, so that both always say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.inbox_settings import InboxSettings, make_defaults
from bot.db.shop import FIGURES, Merchant, PinArea
from bot.domain.field_values import Value
from bot.domain.money import Money
from bot.locales.catalogue import written

_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ShopFacts:
    """A shop as its answers speak of it; what takes a question of its own is asked when it is needed."""

    db: Session
    shop: Merchant

    @cached_property
    def week(self) -> Mapping[str, Any]:
        """When its people work: {"mon": [["10:00", "19:00"]]}."""
        decided = select(InboxSettings.hours).where(InboxSettings.merchant_id == self.shop.id)
        found = self.db.scalars(decided).first()
        return make_defaults(self.shop.id).hours if found is None else found

    @cached_property
    def days(self) -> tuple[int, int]:
        """Days of delivery, of the nearest place and the farthest; (0, 0) where no place is told."""
        span = select(func.min(PinArea.days_min), func.max(PinArea.days_max))
        least, most = self.db.execute(span.where(PinArea.merchant_id == self.shop.id, PinArea.served)).one()
        return least or 0, most or 0

    @cached_property
    def takes_cash(self) -> bool:
        """Whether it takes cash at the door anywhere: where no place is told, it is taken at its word."""
        mine = select(PinArea.cod).where(PinArea.merchant_id == self.shop.id, PinArea.served)
        told = set(self.db.scalars(mine.distinct()))
        return not told or True in told


def _money(minor: int, shop: Merchant) -> Value:
    return Money(minor, shop.currency).as_value()


def _figure(name: str, facts: ShopFacts) -> Value:
    value: int = getattr(facts.shop, name)
    return value


FIELDS: Mapping[str, Callable[[ShopFacts], Value]] = {
    "shop": lambda facts: facts.shop.name,
    "city": lambda facts: facts.shop.city,
    "site": lambda facts: facts.shop.site_url.removeprefix("https://"),
    "phone": lambda facts: facts.shop.contact_phone,
    "email": lambda facts: facts.shop.contact_email,
    "hours": lambda facts: {"hours": facts.week},
    "return_days": lambda facts: facts.shop.return_days,
    "cod_limit": lambda facts: Money.of(facts.shop.cod_limit, facts.shop.currency).as_value(),
    "delivery_least": lambda facts: facts.days[0],
    "delivery_most": lambda facts: facts.days[1],
    **{name: partial(_figure, name) for name in FIGURES},
    "points_per_100": lambda facts: facts.shop.points_per_100,
    "review_points": lambda facts: facts.shop.review_points,
    "points_worth": lambda facts: _money(facts.shop.points_worth, facts.shop),
}


def fill_answer(db: Session, shop: Merchant, text: str, locale: str) -> str:
    """Return an answer with its FIELDS filled in; any other brace is the shop's own and stays."""
    facts = ShopFacts(db, shop)
    return _FIELD.sub(lambda field: _written(field[1], facts, locale) if field[1] in FIELDS else field[0], text)


def _written(name: str, facts: ShopFacts, locale: str) -> str:
    value = FIELDS[name](facts)
    return value if isinstance(value, str) else written(locale, value)
