"""The shop's answers to common questions, in each locale."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.shop import FaqText, FaqTopic, Merchant
from bot.domain.locale import in_locale

FIELDS = ("shop", "phone", "email", "return_days")
_FIELD = re.compile(r"\{(\w+)\}")


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

    {shop} {phone} {email} {return_days} are filled in; any other brace is the merchant's own and stays.
    """
    texts = select(FaqText.locale, FaqText.answer).join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    texts = texts.where(FaqTopic.merchant_id == merchant_id, FaqTopic.slug == slug)
    found = in_locale({row.locale: row.answer for row in db.execute(texts)}, locale)
    return _filled(found, db.get_one(Merchant, merchant_id)) if found else None


def list_entries(db: Session, merchant_id: int) -> list[FaqEntry]:
    """Every topic in every locale it is written in."""
    texts = select(FaqTopic.slug, FaqText).join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    rows = db.execute(texts.where(FaqTopic.merchant_id == merchant_id).order_by(FaqTopic.slug, FaqText.locale))
    return [
        FaqEntry(slug, text.locale, text.question, tuple(filter(None, text.asked_as.splitlines())), text.answer)
        for slug, text in rows
    ]


def _filled(text: str, shop: Merchant) -> str:
    values = {
        "shop": shop.name,
        "phone": shop.contact_phone,
        "email": shop.contact_email,
        "return_days": str(shop.return_days),
    }
    return _FIELD.sub(lambda field: values.get(field[1], field[0]), text)
