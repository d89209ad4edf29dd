"""Rules as they are told: in force, with the state of their templates and what they did lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from bot.api.languages import find_language
from bot.api.rule_shapes import EffectsTold, MomentTold, RuleList, RuleTold
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain import rules
from bot.domain.own_rules import list_moments
from bot.domain.rules import Rule
from bot.services.messages.wording import Wording
from bot.services.moments.own_rules import read_texts, read_versions
from bot.services.moments.rules import read_rules
from bot.services.moments.saying import say_notices
from bot.services.notices.effects import RuleEffects, read_effects
from bot.services.templates.own_words import list_fields
from bot.services.templates.rows import list_templates


def tell_rules(db: Session, shop: Merchant, now: datetime, only: Iterable[str] = ()) -> list[RuleTold]:
    """Return a shop's rules, or those of these names, as they are told."""
    wording = Wording(db, shop, shop.locale)
    versions, effects = read_versions(db, shop.id), read_effects(db, shop.id, now)
    states: dict[str, dict[str, str]] = {}
    for row in reversed(list_templates(db, shop.id)):  # the newest wording of each locale counts
        states.setdefault(row.key, {})[row.locale] = row.status
    wanted = set(only)
    told = [one for one in read_rules(db, shop.id).values() if not one.dropped and (not wanted or one.name in wanted)]
    sentences = say_notices(db, shop.id, told, find_language())
    return [
        _tell(
            db, shop, rule, wording, versions.get(rule.name, 1), effects.get(rule.name), states.get(rule.key, {})
        ).model_copy(update={"sentence": sentences[rule.name]})
        for rule in told
    ]


def tell_list(db: Session, shop: Merchant, now: datetime) -> RuleList:
    """Return all rules of a shop, and the moments that further ones may tell."""
    moments = (MomentTold(moment=one, fields=tuple(sorted(list_fields(one)))) for one in list_moments())
    return RuleList(rules=tuple(tell_rules(db, shop, now)), moments=tuple(moments))


def _tell(
    db: Session,
    shop: Merchant,
    rule: Rule,
    wording: Wording,
    version: int,
    effects: RuleEffects | None,
    states: dict[str, str],
) -> RuleTold:
    texts = read_texts(db, shop.id, rule.name) if rule.is_own else {}
    standing = Counter(states.get(locale, "missing") for locale in rule.template_locales)
    ours = rules.standard().get(rule.name)
    did = effects or RuleEffects()
    return RuleTold(
        name=rule.name,
        title=rule.title,
        own=rule.is_own,
        moment=rule.moment,
        key=rule.key,
        text=texts.get(shop.locale, "") if rule.is_own else wording.template(rule.key),
        texts=texts,
        purpose=rule.purpose,
        active=rule.active,
        delay_seconds=int(rule.after.total_seconds()),
        hours=rule.hours or (),
        urgent=rule.urgent,
        segment=dict(rule.segment),
        changed=ours is not None and (rule != ours or rule.key in wording.own),
        templates=dict(standing),
        lately=EffectsTold.model_validate(did),
        version=version,
    )
