"""What somebody wishes of goods: a colour by its shades, a sum to spend, a size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ColourWish:
    """A colour: the words it was said by, and the shades that shops (who write English) call it by."""

    said: str
    shades: frozenset[str]
    may_be_a_thing: bool = False  # cream, gold: a colour only where goods are spoken of

    def among(self, colours: Iterable[str]) -> tuple[str, ...]:
        """Return those of a product's colours that are meant: the very word where it is there, else its shades."""
        told = [(colour, f" {colour.casefold()} ") for colour in colours]
        exact = tuple(colour for colour, padded in told if f" {self.said} " in padded)
        return exact or tuple(colour for colour, padded in told if any(f" {shade} " in padded for shade in self.shades))


@dataclass(frozen=True, slots=True)
class Budget:
    """Between what sums, in the currency's units; None where there is no bound."""

    least: int | None = None
    most: int | None = None
