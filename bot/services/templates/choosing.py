"""Which templates a shop wants, and which approved one says a sentence to a customer outside the 24-hour window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.db.ahead import read_once
from bot.db.shop import Merchant, Sentence, is_open
from bot.db.templates import Template
from bot.domain import approvals, rules
from bot.domain.consent import Purpose
from bot.domain.locale import DEFAULT, Locale
from bot.domain.own_rules import find_button, read_own_key
from bot.domain.template_values import BadVariables, Ready, filled, values_for
from bot.domain.template_wording import Flaw, TemplateWording, worded
from bot.locales import catalogue
from bot.services.messages import own_texts
from bot.services.messages.wording import OF_SHOP
from bot.services.moments import rules as rules_of
from bot.services.templates.samples import write_samples

__all__ = [
    "BadVariables",
    "Ready",
    "WantedTemplate",
    "filled",
    "find_ready",
    "find_reason",
    "list_shops",
    "list_wanted",
    "values_for",
]

Own = Mapping[str, str]  # key -> the merchant's own wording in one locale
_ALL_OWN = select(Sentence.locale, Sentence.key, Sentence.text).where(Sentence.merchant_id == bindparam("merchant"))
_SOME_OWN = _ALL_OWN.where(
    Sentence.key.in_(bindparam("keys", expanding=True)), Sentence.locale.in_(bindparam("locales", expanding=True))
)
_OF_KEY = (
    select(Template)
    .where(
        Template.merchant_id == bindparam("merchant"),
        Template.account == bindparam("account"),
        Template.key == bindparam("key"),
        Template.locale.in_(bindparam("locales", expanding=True)),
    )
    .order_by(Template.id.desc())
)
# To the shop's own people, where it has no number for SMS.
_ALERTS = ("owner.alert", "owner.over")
_APPROVED = _OF_KEY.where(Template.status == approvals.APPROVED, Template.sid.is_not(None))


@dataclass(frozen=True, slots=True)
class _Shape:
    """The catalogue's keys of a sentence and of the buttons below it, and whether a picture stands above it."""

    keys: tuple[str, ...]
    picture: bool = False


@dataclass(frozen=True, slots=True)
class WantedTemplate:
    """A template a shop should have, and the category to ask for (UTILITY, MARKETING).

    `flaws`: why the shop's own wording is not the one that is used.
    """

    wording: TemplateWording
    category: str
    samples: Mapping[str, str]
    flaws: tuple[Flaw, ...]


def list_shops(db: Session, slug: str | None = None) -> list[Merchant]:
    """The open shops that write on WhatsApp, or the one of this slug."""
    query = select(Merchant).where(Merchant.whatsapp_from.is_not(None), is_open(Merchant.id)).order_by(Merchant.id)
    return list(db.scalars(query if slug is None else query.where(Merchant.slug == slug)))


def list_wanted(db: Session, merchant: Merchant) -> list[WantedTemplate]:
    """One for each sentence of active rules and each locale, in the shop's own words where they can be a template.

    Those for alerts in the shop's locale, where they cannot go by SMS.
    """
    own: dict[str, dict[str, str]] = defaultdict(dict)
    for locale, key, text in db.execute(_ALL_OWN, {"merchant": merchant.id}):
        own[locale][key] = text
    found = []
    active = {rule.key: rule for rule in rules_of.read_rules(db, merchant.id).values() if rule.active}
    wanted = [(rule.key, locale, rule.purpose) for rule in active.values() for locale in rule.template_locales]
    if merchant.alerts_to and not merchant.sms_from:
        wanted += [(key, merchant.locale, Purpose.UTILITY) for key in _ALERTS]
    for key, locale, purpose in wanted:
        wording, flaws = _present(key, locale, own[locale])
        if wording is not None:
            found.append(WantedTemplate(wording, purpose.upper(), write_samples(merchant, wording), flaws))
    marketing = Purpose.MARKETING.upper()
    for wording in own_texts.list_templates_of_texts(db, merchant.id):
        found.append(WantedTemplate(wording, marketing, write_samples(merchant, wording), ()))
    return found


def find_ready(db: Session, merchant: Merchant, account: str, key: str, locale: str) -> Ready | None:
    """The approved template that says `key` best to somebody who reads `locale`; None when there is none.

    In this order: the locale's present wording; its last approved wording; the same two of the language in its other
    script, of the shop's own locale, and of English.
    """
    asked = (merchant.id, account, key, locale)
    return read_once(db, "template ready", asked, lambda: _find_ready(db, merchant, account, key, locale))


def _find_ready(db: Session, merchant: Merchant, account: str, key: str, locale: str) -> Ready | None:
    chain = _chain(locale, merchant)
    asked = {"merchant": merchant.id, "account": account, "key": key, "locales": chain}
    approved = db.scalars(_APPROVED, asked).all()
    if not approved:
        return None
    by_locale: dict[str, list[Template]] = defaultdict(list)
    for row in approved:
        by_locale[row.locale].append(row)
    first = next(name for name in chain if name in by_locale)
    return _ready(_preferred(db, merchant, key, first, by_locale[first]))


def find_reason(db: Session, merchant: Merchant, account: str, key: str, locale: str) -> str:
    """Why `find_ready` finds no template: no_template, template_pending, template_paused, template_rejected, …"""
    asked = {"merchant": merchant.id, "account": account, "key": key, "locales": _chain(locale, merchant)}
    return approvals.why_held({_standing(row) for row in db.scalars(_OF_KEY, asked)})


def _standing(row: Template) -> str:
    refused = row.status == approvals.UNSUBMITTED and row.reason
    return approvals.TEMPLATE_REFUSED if refused else row.status


def _chain(locale: str, merchant: Merchant) -> list[str]:
    """The locales to try, the best first."""
    spoken = Locale.of(locale)
    return list(dict.fromkeys(filter(None, (spoken.code, spoken.other_script, merchant.locale, DEFAULT))))


def _preferred(db: Session, merchant: Merchant, key: str, locale: str, rows: Sequence[Template]) -> Template:
    """The row of the present wording, else the newest; `rows` come newest first."""
    if len(rows) == 1:
        return rows[0]
    shape = _shape_of(key)
    if shape is None:
        return rows[0]
    asked = {"merchant": merchant.id, "keys": shape.keys, "locales": [locale]}
    own = {row.key: row.text for row in db.execute(_SOME_OWN, asked)}
    wording, _ = _present(key, locale, own)
    return next((row for row in rows if wording is not None and _says(row, wording)), rows[0])


def _says(row: Template, wording: TemplateWording) -> bool:
    return (row.body, tuple(row.fields), tuple(row.buttons), row.with_picture) == (
        wording.body,
        wording.fields,
        wording.buttons,
        wording.with_picture,
    )


def _ready(row: Template) -> Ready:
    assert row.sid is not None
    return Ready(
        template_id=row.id,
        sid=row.sid,
        key=row.key,
        locale=row.locale,
        body=row.body,
        fields=tuple(row.fields),
        buttons=tuple(row.buttons),
        with_picture=row.with_picture,
        category=row.category,
        is_moved=row.agreed_at is None and approvals.is_dearer(row.asked_category, row.category),
    )


@lru_cache(maxsize=64)
def _shape_of(key: str) -> _Shape | None:
    rule = next((rule for rule in rules.standard().values() if rule.key == key), None)
    if rule is None and (name := read_own_key(key)):
        return _Shape((key, find_button(name).key))
    if rule is None:
        return _Shape((key,)) if key in _ALERTS else None
    return _Shape((key, *(tap.key for tap in rule.buttons)), rule.picture)


def _present(key: str, locale: str, own: Own) -> tuple[TemplateWording | None, tuple[Flaw, ...]]:
    """The wording in force: the shop's own, or the catalogue's with what is wrong with the shop's own."""
    shape = _shape_of(key)
    assert shape is not None
    theirs = tuple(own.get(name) or "" for name in shape.keys)
    if read_own_key(key) and not theirs[0]:
        return None, ()  # a rule of the shop's own has no words of ours
    wording, flaws = _worded(shape, locale, theirs)
    if wording is None and any(theirs) and not read_own_key(key):
        wording, _ = _worded(shape, locale, ("",) * len(theirs))
    return wording, flaws


@lru_cache(maxsize=4096)
def _worded(shape: _Shape, locale: str, own: tuple[str, ...]) -> tuple[TemplateWording | None, tuple[Flaw, ...]]:
    """`own`: sentence and titles in the shop's own words, "" where the catalogue's are in force."""
    words = [mine or catalogue.sentence(locale, name) for mine, name in zip(own, shape.keys, strict=True)]
    key = shape.keys[0]
    ours = catalogue.sentence(DEFAULT, key) if catalogue.has(key) else words[0]
    known = catalogue.fields(ours) | set(OF_SHOP)
    return worded(key, locale, words[0], known, words[1:], shape.picture)
