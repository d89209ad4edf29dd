"""A merchant's own wording of what customers read."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.db.shop import Sentence
from bot.domain.languages import LOCALES
from bot.locales import catalogue
from bot.services.messages.writing import forget_wording


class BadWording(ValueError):
    """A wording that cannot be used: says what is wrong with it."""


def reword(db: Session, merchant_id: int, key: str, locale: str, text: str) -> None:
    """Say a sentence in the shop's own words; "" goes back to ours. A notice then needs its template pushed again.

    Raises:
        BadWording: no such sentence or locale, a field the sentence doesn't have, or a brace too many.
    """
    if not catalogue.has(key) or locale not in LOCALES:
        raise BadWording(f"there is no sentence {key} in {locale}")
    mine = (Sentence.merchant_id == merchant_id, Sentence.key == key, Sentence.locale == locale)
    forget_wording(db, merchant_id, locale)
    if not text.strip():
        db.execute(delete(Sentence).where(*mine))
        return
    _check(key, text)
    row = db.scalars(select(Sentence).where(*mine)).first()
    if row is None:
        db.add(Sentence(merchant_id=merchant_id, key=key, locale=locale, text=text.strip()))
    else:
        row.text = text.strip()
    db.flush()


def _check(key: str, text: str) -> None:
    known = catalogue.fields(catalogue.sentence("en", key)) | {"shop"}
    try:
        used = catalogue.fields(text)
        catalogue.fill(text, dict.fromkeys(used, "x"))
    except (ValueError, IndexError, KeyError) as error:
        raise BadWording(f"a {{ or }} is out of place: {error}") from error
    if not used <= known:
        strange = ", ".join(sorted(used - known))
        raise BadWording(f"{strange}: the fields of {key} are {', '.join(sorted(known))}")
