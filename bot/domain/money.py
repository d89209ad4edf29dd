"""Money: integer minor units with their currency."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (paise) of a currency."""

    minor: int
    currency: str = "INR"

    def as_value(self) -> dict[str, list[int | str]]:
        """The amount as a value of a catalogue sentence."""
        return {"money": [self.minor, self.currency]}
