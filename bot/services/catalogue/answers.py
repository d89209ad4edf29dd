"""The shop's answers to common questions, in each locale."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.shop import FaqText, FaqTopic, Merchant
from bot.domain.faq import LONGEST_ANSWER, BadAnswer, FaqWords, check_topics
from bot.domain.locale import in_locale
from bot.domain.promises import Promised
from bot.services.catalogue.faq.fields import FIELDS, fill_answer
from bot.services.catalogue.faq.topics import FaqDeed, read_words, write_topics

__all__ = ["FIELDS", "LONGEST", "BadAnswer", "FaqEntry", "find_answer", "list_entries", "read_entries", "read_marks"]
LONGEST = LONGEST_ANSWER
# Built once: putting a statement together costs more than running it.
_TOPICS = table_of(FaqTopic)
_MARKS = (
    select(_TOPICS.c.id, _TOPICS.c.slug, _TOPICS.c.version)
    .where(_TOPICS.c.merchant_id == bindparam("merchant"))
    .order_by(_TOPICS.c.id)
)
_ANSWERS = (
    select(FaqText.locale, FaqText.answer)
    .join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    .where(FaqTopic.merchant_id == bindparam("merchant"), FaqTopic.slug == bindparam("slug"))
)


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
    texts = db.execute(_ANSWERS, {"merchant": merchant_id, "slug": slug})
    found = in_locale({row.locale: row.answer for row in texts}, locale)
    return fill_answer(db, db.get_one(Merchant, merchant_id), found, locale) if found else None


def list_entries(db: Session, merchant_id: int) -> list[FaqEntry]:
    """Every topic in every locale it is written in."""
    texts = select(FaqTopic.slug, FaqText).join(FaqTopic, FaqTopic.id == FaqText.topic_id)
    rows = db.execute(texts.where(FaqTopic.merchant_id == merchant_id).order_by(FaqTopic.slug, FaqText.locale))
    told = ((slug, text.locale, read_words(text)) for slug, text in rows)
    return [FaqEntry(slug, locale, words.question, words.asked_as, words.answer) for slug, locale, words in told]


def read_marks(db: Session, merchant_id: int) -> tuple[tuple[int, str, int], ...]:
    """What tells whether any topic is another than before: they are the same as long as this is equal."""
    return tuple((row.id, row.slug, row.version) for row in db.connection().execute(_MARKS, {"merchant": merchant_id}))


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


def record_answers(
    db: Session, merchant_id: int, entries: Sequence[FaqEntry], kept: Promised, deed: FaqDeed | None = None
) -> int:
    """Store topics' answers in their locales, in place of those that are there; returns how many had none in theirs.

    Raises:
        BadAnswer: no such locale, nothing to say, or words that promise what the shop's settings don't keep; then
            nothing is stored.
    """
    topics: dict[str, dict[str, FaqWords]] = defaultdict(dict)
    for entry in entries:
        topics[entry.slug][entry.locale] = FaqWords(entry.question, entry.answer, entry.asked_as)
    check_topics(topics, kept)
    there = {(entry.slug, entry.locale) for entry in list_entries(db, merchant_id)}
    write_topics(db, merchant_id, topics, deed)
    return len({(entry.slug, entry.locale) for entry in entries} - there)
