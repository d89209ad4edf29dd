"""The shop's answers to common questions, in each locale."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bot.db.shop import FIGURES, FaqText, FaqTopic, Merchant
from bot.domain.field_values import Value
from bot.domain.locale import CODES, in_locale
from bot.domain.money import Money
from bot.domain.promises import Promised, find_faults
from bot.locales.catalogue import written

LONGEST = 1000  # characters of an answer: with what is filled in it is one message
_FIELD = re.compile(r"\{(\w+)\}")
# What an answer may name of the shop's settings, so that both always say the same.
FIELDS: Mapping[str, Callable[[Merchant], Value]] = {
    "shop": lambda shop: shop.name,
    "phone": lambda shop: shop.contact_phone,
    "email": lambda shop: shop.contact_email,
    "return_days": lambda shop: shop.return_days,
    **{name: attrgetter(name) for name in FIGURES},
    "points_per_100": lambda shop: shop.points_per_100,
    "review_points": lambda shop: shop.review_points,
    "points_worth": lambda shop: Money(shop.points_worth, shop.currency).as_value(),
}


class BadAnswer(ValueError):
    """An answer that cannot be stored: names the topic, the locale, what is wrong and the remedy."""


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


def read_entries(locale: str, text: str) -> list[FaqEntry]:
    """Return the topics of a TOML file of answers in a locale: a table for each, with question, asked_as, answer.

    Raises:
        BadAnswer: no TOML, or a topic of another shape.
    """
    try:
        topics = tomllib.loads(text)
        return [
            FaqEntry(slug, locale, str(topic["question"]), tuple(map(str, topic.get("asked_as", ()))), topic["answer"])
            for slug, topic in topics.items()
        ]
    except tomllib.TOMLDecodeError as error:
        raise BadAnswer(f"({locale}): this is no TOML: {error}") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise BadAnswer(f'({locale}): write for each topic [name], question = "…", answer = "…"') from error


def record_answers(db: Session, merchant_id: int, entries: Sequence[FaqEntry], kept: Promised) -> int:
    """Store topics' answers in their locales, in place of those that are there; returns how many had none in theirs.

    Raises:
        BadAnswer: no such locale, nothing to say, or words that promise what the shop's settings don't keep; then
            nothing is stored.
    """
    for entry in entries:
        _check(entry, kept)
    mine = select(FaqTopic).where(FaqTopic.merchant_id == merchant_id).options(selectinload(FaqTopic.texts))
    topics = {topic.slug: topic for topic in db.scalars(mine)}
    new = 0
    for entry in entries:
        topic = topics.get(entry.slug)
        if topic is None:
            topic = topics[entry.slug] = FaqTopic(merchant_id=merchant_id, slug=entry.slug)
            db.add(topic)
        text = next((text for text in topic.texts if text.locale == entry.locale), None)
        if text is None:
            new += 1
            text = FaqText(locale=entry.locale)
            topic.texts.append(text)
        text.question, text.answer, text.asked_as = entry.question, entry.answer, "\n".join(entry.asked_as)
    db.flush()
    return new


def _check(entry: FaqEntry, kept: Promised) -> None:
    where = f"{entry.slug} ({entry.locale})"
    if entry.locale not in CODES:
        raise BadAnswer(f"{where}: there is no such locale: write one of {', '.join(CODES)}")
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,40}", entry.slug):
        raise BadAnswer(f"{where}: name a topic by small letters, digits and _, like return_policy")
    for field in ("question", "answer"):
        if not getattr(entry, field).strip():
            raise BadAnswer(f"{where}.{field}: is empty")
    if len(entry.answer) > LONGEST:
        raise BadAnswer(f"{where}.answer: has {len(entry.answer)} characters: write at most {LONGEST}")
    for fault in find_faults(entry.answer, kept):
        raise BadAnswer(f"{where}.answer: {fault}")


def _filled(text: str, shop: Merchant, locale: str) -> str:
    return _FIELD.sub(lambda field: _written(field[1], shop, locale) if field[1] in FIELDS else field[0], text)


def _written(name: str, shop: Merchant, locale: str) -> str:
    value = FIELDS[name](shop)
    return value if isinstance(value, str) else written(locale, value)
