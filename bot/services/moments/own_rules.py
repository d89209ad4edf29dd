"""Rules of the shop's own: made from a known moment in its own words, changed at the version seen, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.notices import RuleChange
from bot.db.shop import Sentence
from bot.domain.own_rules import name_own, name_own_key
from bot.domain.rules import Rule, read_hours
from bot.services.messages.wording import forget_wording
from bot.services.moments import rules

MOST = 50  # rules of one shop's own: each is looked at for each moment of its kind


class RuleMoved(Exception):
    """The rule is at another version than whoever changes it has seen."""


class TitleTaken(Exception):
    """Another rule of the shop's own has this title."""


class TooManyRules(Exception):
    """The shop has as many rules of its own as it may have."""


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A rule as somebody wants it to be; `texts` are its words by locale."""

    title: str
    moment: str
    purpose: Any
    texts: Mapping[str, str]
    delay_seconds: int
    segment: Mapping[str, Any]
    hours: tuple[str, ...]


def add_rule(db: Session, merchant_id: int, made: OwnRule, now: datetime) -> Rule:
    """Keep a rule of the shop's own, switched off.

    Raises:
        TitleTaken, TooManyRules: as they say.
        BadRule: a segment or hours that cannot be.
    """
    _check_title(db, merchant_id, made.title, "")
    mine = (RuleChange.merchant_id == merchant_id, RuleChange.moment.is_not(None))
    number = (db.scalar(select(func.count()).where(*mine)) or 0) + 1
    alive = db.scalar(select(func.count()).where(*mine, RuleChange.dropped_at.is_(None))) or 0
    if alive >= MOST:
        raise TooManyRules
    rules.check_whom(db, merchant_id, made.segment)
    read_hours(made.hours)
    values = {
        "merchant_id": merchant_id,
        "active": False,
        "delay_seconds": made.delay_seconds,
        "segment": dict(made.segment),
        "hours": list(made.hours),
        "version": 1,
        "title": made.title,
        "moment": made.moment,
        "locales": sorted(made.texts),
    }
    name = name_own(made.purpose, number)
    while insert_once(db, RuleChange, name=name, **values) is None:  # somebody makes one at the same time
        number += 1
        name = name_own(made.purpose, number)
    _write_texts(db, merchant_id, name, made.texts)
    return _read(db, merchant_id, name, now)


def reword_rule(db: Session, merchant_id: int, name: str, title: str, texts: Mapping[str, str], now: datetime) -> Rule:
    """Give a rule of the shop's own another title and other words.

    Raises:
        TitleTaken: another one has the title.
    """
    _check_title(db, merchant_id, title, name)
    row = _row(db, merchant_id, name)
    row.title, row.locales, row.version = title, sorted(texts), row.version + 1
    db.flush()
    _write_texts(db, merchant_id, name, texts)
    return _read(db, merchant_id, name, now)


def read_texts(db: Session, merchant_id: int, name: str) -> dict[str, str]:
    """Return the words of a rule of the shop's own, by locale."""
    mine = select(Sentence.locale, Sentence.text).where(
        Sentence.merchant_id == merchant_id, Sentence.key == name_own_key(name)
    )
    return {locale: text for locale, text in db.execute(mine.order_by(Sentence.locale))}


def drop_rule(db: Session, merchant_id: int, name: str, version: int, now: datetime) -> None:
    """Switch a rule of the shop's own off for good; what it told stays told.

    Raises:
        RuleMoved: it is at another version.
    """
    lock_version(db, merchant_id, name, version)
    row = _row(db, merchant_id, name)
    row.active, row.dropped_at, row.version = False, now, row.version + 1
    _read(db, merchant_id, name, now)


def lock_version(db: Session, merchant_id: int, name: str, version: int) -> None:
    """Hold a rule at the version that was seen until the transaction ends; one that was never changed is at 1.

    Raises:
        RuleMoved: it is at another.
    """
    if version == 1:
        insert_once(db, RuleChange, merchant_id=merchant_id, name=name, version=1, title="", locales=[])
    mine = update(RuleChange).where(
        RuleChange.merchant_id == merchant_id, RuleChange.name == name, RuleChange.version == version
    )
    if not won(db, mine.values(version=version)):
        raise RuleMoved


def read_versions(db: Session, merchant_id: int) -> dict[str, int]:
    """Return the version of each rule that was ever changed, by name."""
    rows = db.execute(select(RuleChange.name, RuleChange.version).where(RuleChange.merchant_id == merchant_id))
    return {name: version for name, version in rows}


def _check_title(db: Session, merchant_id: int, title: str, name: str) -> None:
    taken = select(RuleChange.id).where(
        RuleChange.merchant_id == merchant_id,
        RuleChange.title == title,
        RuleChange.name != name,
        RuleChange.moment.is_not(None),
        RuleChange.dropped_at.is_(None),
    )
    if db.scalars(taken.limit(1)).first() is not None:
        raise TitleTaken


def _write_texts(db: Session, merchant_id: int, name: str, texts: Mapping[str, str]) -> None:
    key = name_own_key(name)
    before = read_texts(db, merchant_id, name)
    db.execute(delete(Sentence).where(Sentence.merchant_id == merchant_id, Sentence.key == key))
    for locale, text in texts.items():
        db.add(Sentence(merchant_id=merchant_id, key=key, locale=locale, text=text.strip()))
    db.flush()
    for locale in {*before, *texts}:
        forget_wording(db, merchant_id, locale)


def _row(db: Session, merchant_id: int, name: str) -> RuleChange:
    mine = select(RuleChange).where(RuleChange.merchant_id == merchant_id, RuleChange.name == name)
    return db.scalars(mine.execution_options(populate_existing=True)).one()


def _read(db: Session, merchant_id: int, name: str, now: datetime) -> Rule:
    db.flush()
    rules.forget_rules(db, merchant_id)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return rules.read_rules(db, merchant_id)[name]
