"""The rule of a segment: conditions on a customer, put together by all, any and not; from JSON and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.segments.faults import Path
from bot.domain.segments.fields import Comparison

MOST_LEVELS = 6
MOST_CONDITIONS = 50


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing asked of a customer; `days`: of how many last days it speaks, None for all time.

    `value` as bot.domain.segments.fields has it for the operator: a number, a list, or None.
    """

    field: str
    operator: Comparison
    value: int | tuple[str, ...] | tuple[int, ...] | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """Whoever is in another segment of the shop."""

    segment_id: int


@dataclass(frozen=True, slots=True)
class All:
    """Whoever fits each of these; without any: everybody."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whoever fits at least one of these."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whoever does not fit this."""

    rule: Rule


Rule = Trait | Saved | All | AnyOf | Not
EVERYBODY = All(())


def to_json(rule: Rule) -> dict[str, Any]:
    """Return a rule as it is kept and sent."""
    match rule:
        case All(rules):
            return {"all": [to_json(one) for one in rules]}
        case AnyOf(rules):
            return {"any": [to_json(one) for one in rules]}
        case Not(inner):
            return {"not": to_json(inner)}
        case Saved(segment_id):
            return {"segment": segment_id}
        case Trait():
            return _condition_json(rule)


def list_leaves(rule: Rule, path: Path = ()) -> Iterator[tuple[Path, Trait | Saved]]:
    """Return every condition and every segment of a rule, each with its place; not those of the segments it uses."""
    match rule:
        case All(rules) | AnyOf(rules):
            shape = "all" if isinstance(rule, All) else "any"
            for place, one in enumerate(rules):
                yield from list_leaves(one, (*path, shape, place))
        case Not(inner):
            yield from list_leaves(inner, (*path, "not"))
        case _:
            yield path, rule


def list_conditions(rule: Rule) -> Iterator[Trait]:
    """Return every condition of a rule, in its order; not those of the segments it uses."""
    return (leaf for _, leaf in list_leaves(rule) if isinstance(leaf, Trait))


def list_saved(rule: Rule) -> frozenset[int]:
    """Return the ids of the segments that a rule uses itself."""
    return frozenset(leaf.segment_id for _, leaf in list_leaves(rule) if isinstance(leaf, Saved))


def _condition_json(condition: Trait) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "field": condition.field,
        "is": condition.operator.value,
        "value": list(condition.value) if isinstance(condition.value, tuple) else condition.value,
        "days": condition.days,
    }
    return {name: value for name, value in told.items() if value is not None}
