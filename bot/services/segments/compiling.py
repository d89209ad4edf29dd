"""A rule as one statement of SQL: ids of a shop's customers, found by indexes, nobody loaded.

"Not" is pushed down to the conditions, so that PostgreSQL meets EXISTS and NOT EXISTS side by side, which it joins, and
"any" is a UNION of what each part finds: an OR of sub-selects it would try on every customer one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, select, true, union
from sqlalchemy.orm import aliased

from bot.db.people import Customer, Identity
from bot.domain.segments.birthdays import list_birthdays
from bot.domain.segments.fields import FIELDS, Comparison, Kind
from bot.domain.segments.rules import All, AnyOf, Not, Rule, Saved, Trait
from bot.services.segments.asking import Inquiry
from bot.services.segments.having import has_one_of
from bot.services.segments.numbers import compare_number
from bot.services.segments.times import is_when

People = type[Customer]


def find_people(rule: Rule, asked: Inquiry) -> Select[int]:
    """Return the statement that finds the ids of all customers who fit a rule, who is one person once."""
    person = aliased(Customer)
    fits = _condition(rule, False, person, asked)
    return _select_living(person, asked).where(~_is_nobody(person, asked), fits)


def _find_part(rule: Rule, *, negated: bool, asked: Inquiry) -> Select[int]:
    """Of a part the people who fit it: who was forgotten is left out by the whole."""
    person = aliased(Customer)
    return _select_living(person, asked).where(_condition(rule, negated, person, asked))


def _select_living(person: People, asked: Inquiry) -> Select[int]:
    mine = (person.merchant_id == asked.merchant_id, person.merged_into.is_(None))
    return select(person.id).where(*mine, asked.keeps(person.id))


def _is_nobody(person: People, asked: Inquiry) -> ColumnElement[bool]:
    """Of who was forgotten a row stays, and nothing in it. An index has the few without a name: looked for in them,
    PostgreSQL expects as few as there are.
    """
    row = aliased(Customer)
    is_known = exists().where(Identity.customer_id == row.id).correlate(row)
    empty = select(row.id).where(row.merchant_id == asked.merchant_id, row.name == "", row.merged_into.is_(None))
    return empty.where(asked.keeps(row.id), row.id == person.id, ~is_known).correlate(person).exists()


def _condition(rule: Rule, negated: bool, person: People, asked: Inquiry) -> ColumnElement[bool]:
    match rule:
        case Not(inner):
            return _condition(inner, not negated, person, asked)
        case Saved(segment_id):
            saved = asked.scope.saved.get(segment_id)
            return _condition(saved, negated, person, asked) if saved else (true() if negated else false())
        case All(rules) | AnyOf(rules):
            if isinstance(rule, All) != negated or len(rules) == 1:
                return and_(true(), *(_condition(one, negated, person, asked) for one in rules))
            if not rules:
                return false()
            return person.id.in_(union(*(_find_part(one, negated=negated, asked=asked) for one in rules)))
        case Trait():
            fits = _KINDS[FIELDS[rule.field].kind](rule, person, asked)
            return ~fits if negated else fits


def _is_birthday(condition: Trait, person: People, asked: Inquiry) -> ColumnElement[bool]:
    if condition.operator is Comparison.KNOWN:
        return person.birthday.is_not(None)
    return func.coalesce(person.birthday, "").in_(sorted(list_birthdays(condition, asked.scope.today)))


_KINDS: Mapping[Kind, Callable[[Trait, People, Inquiry], ColumnElement[bool]]] = {
    **dict.fromkeys((Kind.NUMBER, Kind.MONEY), compare_number),
    **dict.fromkeys((Kind.CHOICE, Kind.WORDS, Kind.PREFIX, Kind.PRODUCTS, Kind.LABELS), has_one_of),
    Kind.DAYS: is_when,
    Kind.BIRTHDAY: _is_birthday,
}
