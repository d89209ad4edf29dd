"""A rule said in one English sentence: "5 or more orders, and bought nothing in the last 60 days"."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.domain.locale import Locale
from bot.domain.segments.fields import FIELDS, Comparison, Kind
from bot.domain.segments.rules import All, AnyOf, Not, Rule, Saved, Trait
from bot.domain.segments.states import STATES
from bot.domain.segments.words import LISTS, NUMBERS, TIMES, VALUES

_JOINED = {All: ", and ", AnyOf: ", or "}


@dataclass(frozen=True, slots=True)
class Names:
    """What things of the shop are called, by their ids, and how an amount in minor units is written."""

    money: Callable[[int], str] = str
    products: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    segments: Mapping[int, str] = field(default_factory=dict)


def explain_rule(rule: Rule, names: Names) -> str:
    """Return the sentence that says whom a rule means, its first letter a capital, without a full stop."""
    said = _say(rule, names)
    return said[:1].upper() + said[1:]


def _say(rule: Rule, names: Names) -> str:
    match rule:
        case All(rules) | AnyOf(rules):
            if not rules:
                return "every customer"
            parts = [_say_part(one, names, alone=len(rules) == 1) for one in rules]
            return _JOINED[type(rule)].join(parts)
        case Not(inner):
            return f"not ({_say(inner, names)})"
        case Saved(segment_id):
            return f"in “{names.segments.get(segment_id, segment_id)}”"
        case Trait():
            return _say_condition(rule, names)


def _say_part(rule: Rule, names: Names, *, alone: bool) -> str:
    is_several = isinstance(rule, All | AnyOf) and len(rule.rules) > 1
    return f"({_say(rule, names)})" if is_several and not alone else _say(rule, names)


def _say_condition(condition: Trait, names: Names) -> str:
    kind = FIELDS[condition.field].kind
    if kind is Kind.DAYS:
        return _say_when(condition)
    if kind is Kind.BIRTHDAY:
        return _say_birthday(condition)
    lately = "" if condition.days is None else f" {_last(condition.days)}"
    if kind in (Kind.NUMBER, Kind.MONEY):
        return _say_number(condition, names) + lately
    held = LISTS[condition.field]
    said = held.some if condition.operator is Comparison.ONE_OF else held.none
    return said.format(listed=_listed(condition, names)) + lately


def _number(condition: Trait) -> int:
    return condition.value if isinstance(condition.value, int) else 0


def _last(days: int) -> str:
    return {0: "today", 1: "since yesterday"}.get(days) or f"in the last {days} days"


def _say_when(condition: Trait) -> str:
    said, days = TIMES[condition.field], _number(condition)
    match condition.operator:
        case Comparison.NEVER:
            return said.never
        case Comparison.NOT_IN_LAST_DAYS:
            return f"{said.did_not} {_last(days)}"
        case Comparison.BEFORE_LAST_DAYS:
            before = f"more than {days} day{'' if days == 1 else 's'} ago" if days else "before today"
            return f"{said.did} {before} and not since"
        case Comparison.EVER:
            return said.did
        case _:
            return f"{said.did} {_last(days)}"


def _say_birthday(condition: Trait) -> str:
    number = _number(condition)
    match condition.operator:
        case Comparison.THIS_MONTH:
            return "birthday this month"
        case Comparison.IN_MONTH:
            return f"birthday in {month_name[number]}"
        case Comparison.IN_NEXT_DAYS if number > 1:
            return f"birthday today or in the next {number} days"
        case Comparison.IN_NEXT_DAYS if number == 1:
            return "birthday today or tomorrow"
        case Comparison.KNOWN:
            return "a birthday that is known"
        case _:
            return "birthday today"


def _say_number(condition: Trait, names: Names) -> str:
    number = _number(condition)
    is_money = FIELDS[condition.field].kind is Kind.MONEY
    told = names.money(number) if is_money else f"{number:,}"
    amounts = {Comparison.AT_LEAST: f"{told} or more", Comparison.AT_MOST: f"at most {told}"}
    amount = amounts.get(condition.operator, f"exactly {told}")
    if number == 0 and not is_money and condition.operator is not Comparison.AT_LEAST:
        amount = "no"
    one = number == 1 and condition.operator is not Comparison.AT_LEAST
    return NUMBERS[condition.field].format(amount=amount, s="" if one else "s")


def _listed(condition: Trait, names: Names) -> str:
    values = condition.value if isinstance(condition.value, tuple) else ()
    told = [_word(condition.field, value, names) for value in values]
    return " or ".join(filter(None, (", ".join(told[:-1]), told[-1])))


def _word(name: str, value: int | str, names: Names) -> str:
    if isinstance(value, int):
        called = names.labels if FIELDS[name].kind is Kind.LABELS else names.products
        return f"“{called.get(value, value)}”"
    if name == "customer.locale":
        locale = Locale.of(value)
        return f"{locale.name.title()} in Latin letters" if locale.is_romanised else locale.name.title()
    if name == "place.state":
        return STATES[value].name
    if FIELDS[name].kind is Kind.PREFIX:
        return f"{value}…" if len(value) < len("380015") else value
    return VALUES.get(value, value)
