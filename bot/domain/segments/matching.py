"""Whether one person fits a rule, tried in plain Python: what the database finds has to be the same people."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from bot.domain.orders import OrderStatus
from bot.domain.segments.birthdays import list_birthdays
from bot.domain.segments.fields import FIELDS, Comparison, Consented, Kind
from bot.domain.segments.places import word_key
from bot.domain.segments.profile import Ordered, Profile, Scope
from bot.domain.segments.rules import All, AnyOf, Not, Rule, Saved, Trait
from bot.domain.segments.states import state_of


def is_in(rule: Rule, person: Profile, scope: Scope) -> bool:
    """Return whether a person fits a rule."""
    match rule:
        case All(rules):
            return all(is_in(one, person, scope) for one in rules)
        case AnyOf(rules):
            return any(is_in(one, person, scope) for one in rules)
        case Not(inner):
            return not is_in(inner, person, scope)
        case Saved(segment_id):
            return segment_id in scope.saved and is_in(scope.saved[segment_id], person, scope)
        case Trait():
            return _fits(rule, person, scope)


def _fits(condition: Trait, person: Profile, scope: Scope) -> bool:
    name, kind = condition.field, FIELDS[condition.field].kind
    if kind is Kind.DAYS:
        return _is_when(condition, _TIMES[name](person), scope)
    if kind in (Kind.NUMBER, Kind.MONEY):
        return any(_compares(condition, number) for number in _NUMBERS[name](person, condition, scope))
    if kind is Kind.BIRTHDAY:
        return _is_birthday(condition, person, scope)
    found = bool(_wanted(condition) & {*_HELD[name](person, condition, scope)})
    return found if condition.operator is Comparison.ONE_OF else not found


def _wanted(condition: Trait) -> set[object]:
    """What is listed, as `_HELD` tells of it."""
    listed = condition.value if isinstance(condition.value, tuple) else ()
    if FIELDS[condition.field].kind is Kind.WORDS:
        return {word_key(str(word)) for word in listed}
    return {*listed}


def _is_when(condition: Trait, times: Collection[datetime], scope: Scope) -> bool:
    if condition.operator in (Comparison.EVER, Comparison.NEVER):
        return bool(times) == (condition.operator is Comparison.EVER)
    days = condition.value if isinstance(condition.value, int) else 0
    lately = any(at >= scope.since(days) for at in times)
    if condition.operator is Comparison.BEFORE_LAST_DAYS:
        return bool(times) and not lately
    return lately == (condition.operator is Comparison.IN_LAST_DAYS)


def _compares(condition: Trait, number: int) -> bool:
    wanted = condition.value if isinstance(condition.value, int) else 0
    if condition.operator is Comparison.AT_LEAST:
        return number >= wanted
    return number <= wanted if condition.operator is Comparison.AT_MOST else number == wanted


def _is_birthday(condition: Trait, person: Profile, scope: Scope) -> bool:
    if condition.operator is Comparison.KNOWN:
        return person.birthday is not None
    return person.birthday in list_birthdays(condition, scope.today)


def _standing(person: Profile, condition: Trait, scope: Scope) -> list[Ordered]:
    """Orders that were not cancelled, of the days that are spoken of."""
    return [one for one in _lately(person, condition, scope) if one.status != OrderStatus.CANCELLED]


def _lately(person: Profile, condition: Trait, scope: Scope) -> list[Ordered]:
    return [one for one in person.orders if _is_late(one.placed_at, condition, scope)]


def _is_late(at: datetime, condition: Trait, scope: Scope) -> bool:
    return condition.days is None or at >= scope.since(condition.days)


_TIMES: Mapping[str, Callable[[Profile], Collection[datetime]]] = {
    "customer.created": lambda one: (one.created_at,),
    "orders.last": lambda one: [order.placed_at for order in one.orders if order.status != OrderStatus.CANCELLED],
    "cart.left": lambda one: [cart.left_at for cart in one.carts],
    "chat.wrote": lambda one: one.wrote,
    "rating.last": lambda one: [rated.at for rated in one.ratings],
    "links.clicked": lambda one: one.clicked,
    "messages.read": lambda one: one.read,
}
_Looked = Callable[[Profile, Trait, Scope], Iterable[object]]
_NUMBERS: Mapping[str, Callable[[Profile, Trait, Scope], Iterable[int]]] = {
    "points.balance": lambda one, *_: (one.points,),
    "orders.count": lambda *asked: (len(_standing(*asked)),),
    "orders.total": lambda one, asked, scope: (
        sum(order.total for order in _standing(one, asked, scope) if order.currency == scope.currency),
    ),
    "cart.value": lambda one, _, scope: [cart.worth for cart in one.carts if cart.currency == scope.currency],
    "rating.stars": lambda one, *_: [rated.stars for rated in one.ratings[-1:]],
}
_HELD: Mapping[str, _Looked] = {
    "customer.locale": lambda one, _, scope: (scope.locale if one.locale is None else one.locale,),
    "customer.reach": lambda one, *_: (one.reach,),
    "place.city": lambda one, *_: [order.city for order in one.orders],
    "place.pin": lambda one, *_: [order.pin[:length] for order in one.orders for length in range(2, 7)],
    "place.state": lambda one, *_: [state_of(order.pin) for order in one.orders],
    "orders.status": lambda *asked: [order.status for order in _lately(*asked)],
    "orders.payment": lambda *asked: [order.payment for order in _standing(*asked)],
    "orders.parcel": lambda one, asked, scope: [
        parcel.stage for order in one.orders for parcel in order.parcels if _is_late(parcel.since, asked, scope)
    ],
    "bought.product": lambda *asked: [product for order in _standing(*asked) for product in order.products],
    "bought.category": lambda *asked: [word_key(word) for order in _standing(*asked) for word in order.categories],
    "chat.asked": lambda one, asked, scope: [said.what for said in one.asked if _is_late(said.at, asked, scope)],
    "chat.missed": lambda one, asked, scope: [said.what for said in one.missed if _is_late(said.at, asked, scope)],
    "chat.awaits": lambda one, *_: one.awaits,
    "consent.whatsapp": lambda one, *_: (one.consent.get("whatsapp", Consented.UNSAID),),
    "consent.sms": lambda one, *_: (one.consent.get("sms", Consented.UNSAID),),
    "labels.has": lambda one, *_: one.labels,
}
