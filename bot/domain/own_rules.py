"""Rules that a merchant makes: a known moment told in words of the shop's own, under the conditions of that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from bot.domain import rules
from bot.domain.consent import Purpose
from bot.domain.moments import MomentKind
from bot.domain.rules import Rule, Tap

# What a merchant adds goes on for two days: later it says what is no more.
_EXPIRES = timedelta(days=2)
_STOP = Tap("button.no_offers", "no_offers")
_PERSON = Tap("button.person", "talk_to_person")


@lru_cache(maxsize=1)
def list_moments() -> tuple[MomentKind, ...]:
    """The moments that may be told: those that some standard rule tells, in their order."""
    return tuple(dict.fromkeys(rule.moment for rule in rules.standard().values()))


def list_keys_of(moment: str) -> list[str]:
    """The keys of the standard sentences that tell a moment: what stands in them may stand in a merchant's words."""
    return [rule.key for rule in rules.standard().values() if rule.moment == moment]


def make_own(name: str, moment: str, title: str, locales: Sequence[str], *, dropped: bool) -> Rule:
    """The rule of a merchant's that tells a moment.

    It holds under what all standard rules of the moment hold under. No SMS: to India only registered texts may leave.
    """
    purpose = read_purpose(name)
    known = [set(rule.only_if) for rule in rules.standard().values() if rule.moment == moment]
    conditions = set.intersection(*known) if known else set()
    return Rule(
        name=name,
        moment=MomentKind(moment),
        key=name_own_key(name),
        purpose=purpose,
        expires=_EXPIRES,
        only_if=tuple(sorted(conditions)),
        buttons=(find_button(name),),
        sms=False,
        title=title,
        locales=tuple(locales),
        dropped=dropped,
    )


def name_own(purpose: Purpose, number: int) -> str:
    """The name of a merchant's rule: what it is for stands in it, and so does not change."""
    return f"{rules.OWN}{purpose[0]}{number}"


def read_purpose(name: str) -> Purpose:
    """What a merchant's rule of this name is for."""
    return Purpose.MARKETING if name.startswith(f"{rules.OWN}{Purpose.MARKETING[0]}") else Purpose.UTILITY


def find_button(name: str) -> Tap:
    """The button below a merchant's rule: the way out of offers below an offer, else to a person."""
    return _STOP if read_purpose(name) == Purpose.MARKETING else _PERSON


def read_own_key(key: str) -> str:
    """The name of the merchant's rule whose words these are; "" for another key."""
    name = key.removeprefix("notice.")
    return name if key.startswith(f"notice.{rules.OWN}") else ""


def name_own_key(name: str) -> str:
    """The key of the words of a merchant's own rule."""
    return f"notice.{name}"
