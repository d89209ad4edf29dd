"""A rule said in one sentence: "5 or more orders, and bought nothing in the last 60 days"."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from bot.domain.locale import Locale
from bot.domain.segments import words
from bot.domain.segments.fields import FIELDS, Comparison, Kind
from bot.domain.segments.rules import All, AnyOf, Not, Rule, Saved, Trait

_JOINED = {All: words.BOTH, AnyOf: words.EITHER}


def _in_english(english: str, values: Mapping[str, object]) -> str:
    return english.format_map(values)


@dataclass(frozen=True, slots=True)
class Names:
    """What things of the shop are called, by their ids, and the language: its words for ours (a sentence in English
    and its values), how it writes an amount in minor units, and its months.
    """

    money: Callable[[int], str] = str
    products: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, str] = field(default_factory=dict)
    segments: Mapping[int, str] = field(default_factory=dict)
    tell: Callable[[str, Mapping[str, object]], str] = _in_english
    month: Callable[[int], str] = month_name.__getitem__


def explain_rule(rule: Rule, names: Names) -> str:
    """Return the sentence that says whom a rule means, its first letter a capital, without a full stop."""
    said = _say(rule, names)
    return said[:1].upper() + said[1:]


def _say(rule: Rule, names: Names) -> str:
    match rule:
        case All(rules) | AnyOf(rules):
            parts = [_say_part(one, names, alone=len(rules) == 1) for one in rules]
            joined = _JOINED[type(rule)]
            return _join(parts, joined, names) if parts else names.tell(words.EVERYBODY, {})
        case Not(inner):
            return names.tell(words.NOT, {"rule": _say(inner, names)})
        case Saved(segment_id):
            return names.tell(words.IN_SEGMENT, {"name": names.segments.get(segment_id, segment_id)})
        case Trait():
            return _say_condition(rule, names)


def _join(parts: list[str], joined: str, names: Names) -> str:
    return reduce(lambda left, right: names.tell(joined, {"left": left, "right": right}), parts)


def _say_part(rule: Rule, names: Names, *, alone: bool) -> str:
    is_several = isinstance(rule, All | AnyOf) and len(rule.rules) > 1
    return f"({_say(rule, names)})" if is_several and not alone else _say(rule, names)


def _say_condition(condition: Trait, names: Names) -> str:
    kind = FIELDS[condition.field].kind
    if kind is Kind.DAYS:
        return _say_when(condition, names)
    if kind is Kind.BIRTHDAY:
        return _say_birthday(condition, names)
    if kind in (Kind.NUMBER, Kind.MONEY):
        said = _say_number(condition, names)
    else:
        held = words.LISTS[condition.field]
        which = held.some if condition.operator is Comparison.ONE_OF else held.none
        said = names.tell(which, {"listed": _listed(condition, names)})
    return said if condition.days is None else _say_lately(said, condition.days, names)


def _number(condition: Trait) -> int:
    return condition.value if isinstance(condition.value, int) else 0


def _say_lately(what: str, days: int, names: Names) -> str:
    when = {0: words.TODAY, 1: words.SINCE_YESTERDAY}.get(days, words.LAST_DAYS)
    return names.tell(words.WHAT_WHEN, {"what": what, "when": names.tell(when, {"days": days})})


def _say_when(condition: Trait, names: Names) -> str:
    said, days = words.TIMES[condition.field], _number(condition)
    match condition.operator:
        case Comparison.NEVER:
            return names.tell(said.never, {})
        case Comparison.NOT_IN_LAST_DAYS:
            return _say_lately(names.tell(said.did_not, {}), days, names)
        case Comparison.BEFORE_LAST_DAYS:
            before = {0: words.BEFORE_TODAY, 1: words.BEFORE_DAY}.get(days, words.BEFORE_DAYS)
            return names.tell(before, {"what": names.tell(said.did, {}), "days": days})
        case Comparison.EVER:
            return names.tell(said.did, {})
        case _:
            return _say_lately(names.tell(said.did, {}), days, names)


def _say_birthday(condition: Trait, names: Names) -> str:
    number = _number(condition)
    match condition.operator:
        case Comparison.THIS_MONTH:
            return names.tell(words.BIRTHDAY_THIS_MONTH, {})
        case Comparison.IN_MONTH:
            return names.tell(words.BIRTHDAY_IN, {"month": names.month(number)})
        case Comparison.IN_NEXT_DAYS if number > 1:
            return names.tell(words.BIRTHDAY_SOON, {"days": number})
        case Comparison.IN_NEXT_DAYS if number == 1:
            return names.tell(words.BIRTHDAY_TOMORROW, {})
        case Comparison.KNOWN:
            return names.tell(words.BIRTHDAY_KNOWN, {})
        case _:
            return names.tell(words.BIRTHDAY_TODAY, {})


def _say_number(condition: Trait, names: Names) -> str:
    number, said = _number(condition), words.NUMBERS[condition.field]
    is_least = condition.operator is Comparison.AT_LEAST
    if number == 0 and said.none and not is_least:
        return names.tell(said.none, {})
    told = names.money(number) if FIELDS[condition.field].kind is Kind.MONEY else f"{number:,}"
    compared = {Comparison.AT_LEAST: words.AT_LEAST, Comparison.AT_MOST: words.AT_MOST}
    amount = names.tell(compared.get(condition.operator, words.EXACTLY), {"amount": told})
    return names.tell(said.one if number == 1 and said.one and not is_least else said.many, {"amount": amount})


def _listed(condition: Trait, names: Names) -> str:
    values = condition.value if isinstance(condition.value, tuple) else ()
    told = [_word(condition.field, value, names) for value in values]
    first = [", ".join(told[:-1])] if told[1:] else []
    return _join([*first, told[-1]], words.LAST_OF_LIST, names)


def _word(name: str, value: int | str, names: Names) -> str:
    if isinstance(value, int):
        called = names.labels if FIELDS[name].kind is Kind.LABELS else names.products
        return f"“{called.get(value, value)}”"
    if FIELDS[name].kind is Kind.PREFIX:
        return f"{value}…" if len(value) < len("380015") else value
    if FIELDS[name].kind is not Kind.CHOICE:
        return value
    said = names.tell(words.find_word(name, value), {})
    is_romanised = name == "customer.locale" and Locale.of(value).is_romanised
    return names.tell(words.IN_LATIN, {"language": said}) if is_romanised else said
