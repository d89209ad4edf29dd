"""The shop's answers to common questions, in each locale."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import FaqText, FaqTopic, Merchant
from bot.domain.field_values import Value
from bot.domain.locale import in_locale
from bot.domain.money import Money
from bot.locales.catalogue import written

_FIELD = re.compile(r"\{(\w+)\}")
# What an answer may name of the shop's settings, so that both always say the same.
FIELDS: Mapping[str, Callable[[Merchant], Value]] = {
    "shop": lambda shop: shop.name,
    "phone": lambda shop: shop.contact_phone,
    "email": lambda shop: shop.contact_email,
    "return_days": lambda shop: shop.return_days,
    "refund_days_least": lambda shop: shop.refund_days_least,
    "refund_days_most": lambda shop: shop.refund_days_most,
    "invoice_hours": lambda shop: shop.invoice_hours,
    "points_per_100": lambda shop: shop.points_per_100,
    "review_points": lambda shop: shop.review_points,
    "points_worth": lambda shop: Money(shop.points_worth, shop.currency).as_value(),
}


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A topic in one locale; `asked_as` holds other wordings of the question."""

    slug: str
    locale: str
    question: str
    asked_as: tuple[str, ...]
    answer: str


def find_answer(db: Session, merchant_id: int, slug: str, locale: str) -> str | None:
    """The answer in this locale, else in its language's other script, else in English; None without the topic.

    FIELDS are filled in, from what the shop has decided; any other brace is the merchant's own and stays.
    """
    texts = select(FaqText.locale, FaqText.answer).join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    texts = texts.where(FaqTopic.merchant_id == merchant_id, FaqTopic.slug == slug)
    found = in_locale({row.locale: row.answer for row in db.execute(texts)}, locale)
    return _filled(found, db.get_one(Merchant, merchant_id), locale) if found else None


def list_entries(db: Session, merchant_id: int) -> list[FaqEntry]:
    """Every topic in every locale it is written in."""
    texts = select(FaqTopic.slug, FaqText).join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    rows = db.execute(texts.where(FaqTopic.merchant_id == merchant_id).order_by(FaqTopic.slug, FaqText.locale))
    return [
        FaqEntry(slug, text.locale, text.question, tuple(filter(None, text.asked_as.splitlines())), text.answer)
        for slug, text in rows
    ]


def _filled(text: str, shop: Merchant, locale: str) -> str:
    return _FIELD.sub(lambda field: _written(field[1], shop, locale) if field[1] in FIELDS else field[0], text)


def _written(name: str, shop: Merchant, locale: str) -> str:
    value = FIELDS[name](shop)
    return value if isinstance(value, str) else written(locale, value)
