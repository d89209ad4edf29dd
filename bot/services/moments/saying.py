"""Rules in words: when each is told, and to whom."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from bot.domain.rule_words import read_whom, say_notice
from bot.domain.rules import Rule
from bot.locales.staff import ENGLISH, tell_part
from bot.services.segments.saying import say_rules


def say_notices(db: Session, merchant_id: int, rules: Collection[Rule], locale: str = ENGLISH) -> dict[str, str]:
    """Return when each rule is told and to whom, in one sentence of a language of the console, by its name."""
    chosen = [rule for rule in rules if rule.segment]
    said = say_rules(db, merchant_id, [read_whom(rule) for rule in chosen], locale) if chosen else []
    whom = {rule.name: words for rule, words in zip(chosen, said, strict=True)}
    return {
        rule.name: say_notice(rule, whom.get(rule.name, ""), lambda english, values: tell_part(locale, english, values))
        for rule in rules
    }
