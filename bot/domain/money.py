"""Money: integer minor units with their currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import get_currency_precision

# What a column of whole numbers holds, in PostgreSQL: a sum beyond it is a mistake of the sender.
MOST = 2**31 - 1


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units, rounded half up: 29.35 USD is 2935, 500 JPY is 500."""
    return int(amount.scaleb(get_currency_precision(currency)).to_integral_value(ROUND_HALF_UP))


def to_major(minor: int, currency: str) -> Decimal:
    """Minor units as people write the amount: 2935 is 29.35 USD."""
    return Decimal(minor).scaleb(-get_currency_precision(currency))


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
