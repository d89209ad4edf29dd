"""Rules in words, with what the shop calls its things; and why a rule means somebody or does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.inbox import Label
from bot.db.people import Customer
from bot.db.segments import Segment
from bot.db.shop import Merchant, Product
from bot.domain.segments.explaining import Names, explain_rule
from bot.domain.segments.fields import FIELDS, Kind
from bot.domain.segments.matching import is_in
from bot.domain.segments.profile import Scope
from bot.domain.segments.rules import All, AnyOf, Rule, list_conditions
from bot.locales import writing
from bot.locales.staff import ENGLISH, tell_part
from bot.services.segments.asking import read_saved

# Of a version that knew other fields: whoever uses it finds nobody in it.
UNREADABLE = "Nobody: this rule cannot be read any more"


@dataclass(frozen=True, slots=True)
class PartFit:
    """A part of a rule in words, and whether somebody fits it."""

    sentence: str
    fits: bool


def say_rules(db: Session, merchant_id: int, rules: Collection[Rule], locale: str = ENGLISH) -> list[str]:
    """Return each rule in one sentence of a language of the console."""
    names = _find_names(db, merchant_id, rules, locale)
    return [explain_rule(rule, names) for rule in rules]


def say_segments(db: Session, merchant_id: int, rows: Iterable[Segment], locale: str = ENGLISH) -> dict[int, str]:
    """Return whom each of these segments means, in one sentence, by its id."""
    saved, kept = read_saved(db, merchant_id), [row.id for row in rows]
    readable = [one for one in kept if one in saved]
    said = say_rules(db, merchant_id, [saved[one] for one in readable], locale)
    return dict.fromkeys(kept, tell_part(locale, UNREADABLE, {})) | dict(zip(readable, said, strict=True))


def say_why(db: Session, person: Customer, rule: Rule, scope: Scope, locale: str = ENGLISH) -> list[PartFit]:
    """Return the parts of a rule, and which of them a person fits."""
    # Here and not above: what is known of a person is a third of all tables, and a rule is said without.
    from bot.services.segments.describing import read_profile

    parts = rule.rules if isinstance(rule, All | AnyOf) and rule.rules else (rule,)
    profile, names = read_profile(db, person), _find_names(db, person.merchant_id, parts, locale)
    return [PartFit(explain_rule(part, names), is_in(part, profile, scope)) for part in parts]


def _find_names(db: Session, merchant_id: int, rules: Iterable[Rule], locale: str) -> Names:
    named: dict[Kind, set[int]] = {Kind.PRODUCTS: set(), Kind.LABELS: set()}
    for condition in (one for rule in rules for one in list_conditions(rule)):
        ids = named.get(FIELDS[condition.field].kind)
        if ids is not None and isinstance(condition.value, tuple):
            ids.update(one for one in condition.value if isinstance(one, int))
    currency = db.scalars(select(Merchant.currency).where(Merchant.id == merchant_id)).one()
    titles = select(Product.id, Product.title).where(Product.merchant_id == merchant_id)
    labels = select(Label.id, Label.name).where(Label.merchant_id == merchant_id)
    segments = select(Segment.id, Segment.name).where(Segment.merchant_id == merchant_id)
    return Names(
        lambda minor: writing.money(locale, minor, currency),
        {found: title for found, title in db.execute(titles.where(Product.id.in_(named[Kind.PRODUCTS])))},
        {found: name for found, name in db.execute(labels.where(Label.id.in_(named[Kind.LABELS])))},
        {found: name for found, name in db.execute(segments)},
        lambda english, values: tell_part(locale, english, values),
        lambda month: writing.name_month(locale, month),
    )
