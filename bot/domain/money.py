"""Money: integer minor units with their currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

# What a column of whole numbers holds, in PostgreSQL: a sum beyond it is a mistake of the sender.
MOST = 2**31 - 1
_GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{2,3})*,[0-9]{3}(\.[0-9]+)?")


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units, rounded half up: 29.35 USD is 2935, 500 JPY is 500."""
    return int(amount.scaleb(get_currency_precision(currency)).to_integral_value(ROUND_HALF_UP))


def to_major(minor: int, currency: str) -> Decimal:
    """Minor units as people write the amount: 2935 is 29.35 USD."""
    return Decimal(minor).scaleb(-get_currency_precision(currency))


def ungrouped(written: str) -> str:
    """Return an amount as people write it, 1,29,900.50 or 129,900.50, without its commas; any other text as it is."""
    return written.replace(",", "") if _GROUPED.fullmatch(written) else written


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (paise) of a currency."""

    minor: int
    currency: str = "INR"

    @classmethod
    def of(cls, amount: int, currency: str) -> Money:
        """So many whole units of a currency: 2000 rupees."""
        return cls(to_minor(Decimal(amount), currency), currency)

    def as_value(self) -> dict[str, list[int | str]]:
        """The amount as a value of a catalogue sentence."""
        return {"money": [self.minor, self.currency]}
