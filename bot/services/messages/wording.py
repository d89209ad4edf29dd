"""A shop's own words before the catalogue's: read once a session, checked when they are written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.shop import FIGURES, Merchant, Sentence
from bot.domain.locale import CODES, DEFAULT
from bot.domain.promises import Promised, find_faults
from bot.locales import catalogue
from bot.locales.catalogue import say, sentence, written
from bot.logs import get_logger
from bot.services.messages import own_texts

log = get_logger(__name__)
_TABLE = table_of(Sentence)
_OWN = select(_TABLE.c.key, _TABLE.c.text).where(
    _TABLE.c.merchant_id == bindparam("merchant"), _TABLE.c.locale == bindparam("locale")
)
_READ = "own wording"
# What every sentence may name of its shop.
OF_SHOP = ("shop", *FIGURES)


class BadWording(ValueError):
    """A wording that cannot be used: says what is wrong with it."""


def reword(db: Session, merchant_id: int, key: str, locale: str, text: str, kept: Promised) -> None:
    """Say a sentence in the shop's own words; "" goes back to ours. A notice then needs its template pushed again.

    Raises:
        BadWording: no such sentence or locale, a field the sentence doesn't have, a brace too many, or words that
            promise what the shop's settings don't keep.
    """
    if not catalogue.has(key) or locale not in CODES:
        raise BadWording(f"there is no sentence {key} in {locale}")
    mine = (Sentence.merchant_id == merchant_id, Sentence.key == key, Sentence.locale == locale)
    forget_wording(db, merchant_id, locale)
    if not text.strip():
        db.execute(delete(Sentence).where(*mine))
        return
    _check(key, text)
    for fault in find_faults(text, kept):
        raise BadWording(fault)
    row = db.scalars(select(Sentence).where(*mine)).first()
    if row is None:
        db.add(Sentence(merchant_id=merchant_id, key=key, locale=locale, text=text.strip()))
    else:
        row.text = text.strip()
    db.flush()


def read_wording(text: str) -> frozenset[str]:
    """Return the fields that words name.

    Raises:
        BadWording: a brace belongs to no field.
    """
    try:
        used = catalogue.fields(text)
        catalogue.fill(text, dict.fromkeys(used, "x"))
    except (ValueError, IndexError, KeyError) as error:
        raise BadWording(f"a {{ or }} is out of place: {error}") from error
    return used


def _check(key: str, text: str) -> None:
    known = catalogue.fields(catalogue.sentence(DEFAULT, key)) | set(OF_SHOP)
    used = read_wording(text)
    if not used <= known:
        strange = ", ".join(sorted(used - known))
        raise BadWording(f"{strange}: the fields of {key} are {', '.join(sorted(known))}")


class Wording:
    """The merchant's own sentences before the catalogue's; every sentence may name the fields of OF_SHOP."""

    def __init__(self, db: Session, merchant: Merchant, locale: str) -> None:
        self.own = read_own_sentences(db, merchant.id, locale)
        self._shop = {"shop": merchant.name, **merchant.figures}
        self._locale = locale
        self._read_text = partial(own_texts.read_own_words, db, merchant.id)

    def say(self, key: str, values: Mapping[str, Any]) -> str:
        filled = self._shop | dict(values)
        text_id = own_texts.name_text(key)
        if text_id is not None:
            words = self._read_text(text_id, self._locale)
            # Paragraphs of a text of the shop's stay as they were approved.
            return catalogue.fill(words[key], {name: self._value(value) for name, value in filled.items()}).strip()
        try:
            return say(self._locale, key, filled, self.own)
        except (KeyError, ValueError, TypeError, IndexError):
            if key not in self.own:
                raise
            # A merchant's own wording with a slip in it ("50% off {") must not cost a customer the answer.
            log.warning("the shop's own wording cannot be used", sentence=key, locale=self._locale)
            return say(self._locale, key, filled)

    def template(self, key: str) -> str:
        """The sentence with its fields unfilled."""
        return self.own.get(key) or sentence(self._locale, key)

    def written(self, values: Mapping[str, Any], wanted: Collection[str] | None = None) -> dict[str, str]:
        """Every value by itself, as it would stand in a sentence: what a template's variables are filled with.

        Args:
            wanted: only those of these fields; None for all.
        """
        known = self._shop | dict(values)
        return {name: self._value(value) for name, value in known.items() if wanted is None or name in wanted}

    def _value(self, value: Any) -> str:
        try:
            return written(self._locale, value, self.own)
        except (KeyError, ValueError, TypeError, IndexError):
            # A slip in one of the shop's own small words.
            return written(self._locale, value)


def read_own_sentences(db: Session, merchant_id: int, locale: str) -> Mapping[str, str]:
    """The merchant's own sentences, read once a session."""
    known: Mapping[str, str] | None = db.info.get((_READ, merchant_id, locale))
    if known is None:
        asked = {"merchant": merchant_id, "locale": locale}
        known = {key: text for key, text in db.connection().execute(_OWN, asked)}
        db.info[_READ, merchant_id, locale] = known
    return known


def forget_wording(db: Session, merchant_id: int, locale: str) -> None:
    """The merchant's own sentences have changed: read anew when they are next needed."""
    db.info.pop((_READ, merchant_id, locale), None)
