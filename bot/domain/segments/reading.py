"""A rule read from JSON: whatever is sent, it becomes a rule, or a list of what is wrong, where, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.segments.conditions import check_condition
from bot.domain.segments.faults import Path, RuleFault, WrongRule
from bot.domain.segments.rules import MOST_CONDITIONS, MOST_LEVELS, All, AnyOf, Not, Rule, Saved

LARGEST_ID = 2**63 - 1
_SHAPES = 'write {"all": [...]}, {"any": [...]}, {"not": {...}}, {"segment": 12} or {"field": ..., "is": ..., ...}'


def read_rule(value: object) -> Rule:
    """Return the rule that a value of JSON is.

    Raises:
        WrongRule: lists what is wrong; beyond the first conditions that are too many nothing is looked at.
    """
    reader = _Reader([])
    rule = reader.read(value, (), 1)
    if reader.faults or rule is None:
        raise WrongRule(tuple(reader.faults))
    return rule


@dataclass(slots=True)
class _Reader:
    """One reading. Nothing of what is sent is gone through further than a rule may be long."""

    faults: list[RuleFault]
    leaves: int = 0

    def read(self, value: object, path: Path, level: int) -> Rule | None:
        if level > MOST_LEVELS:
            return self._refuse(path, "is nested too deeply", f"use at most {MOST_LEVELS} levels")
        if not isinstance(value, dict):
            return self._refuse(path, "is not an object", _SHAPES)
        shapes = [name for name in ("all", "any", "not", "segment", "field") if name in value]
        if len(shapes) != 1:
            several = f"says {' and '.join(shapes)} at once"
            return self._refuse(path, several if shapes else "says neither all, any, not, segment nor field", _SHAPES)
        (shape,) = shapes
        if shape == "field":
            return self._read_condition(value, path)
        if len(value) > 1:
            others = ", ".join(sorted(str(name)[:40] for name in list(value)[:5] if name != shape))
            return self._refuse(path, f"has {others} beside {shape}", "leave it out")
        if shape == "segment":
            return self._read_saved(value["segment"], path)
        if shape == "not":
            inner = self.read(value["not"], (*path, "not"), level + 1)
            return None if inner is None else Not(inner)
        return self._read_group(shape, value[shape], path, level)

    def _read_group(self, shape: str, several: object, path: Path, level: int) -> Rule | None:
        here = (*path, shape)
        if not isinstance(several, list):
            return self._refuse(here, "is not a list", f'write {{"{shape}": [...]}}')
        if not several and (shape == "any" or path):
            return self._refuse(here, "is empty", "put a condition in, or leave the group out")
        if len(several) > MOST_CONDITIONS:
            return self._refuse(here, "is too long", f"use at most {MOST_CONDITIONS} conditions")
        rules = [self.read(one, (*here, place), level + 1) for place, one in enumerate(several)]
        read = tuple(rule for rule in rules if rule is not None)
        return All(read) if shape == "all" else AnyOf(read)

    def _read_saved(self, segment_id: object, path: Path) -> Rule | None:
        if not isinstance(segment_id, int) or isinstance(segment_id, bool) or not 1 <= segment_id <= LARGEST_ID:
            return self._refuse((*path, "segment"), "is no segment's id", "choose one of the list of segments")
        self._count(path)
        return Saved(segment_id)

    def _read_condition(self, value: dict[Any, Any], path: Path) -> Rule | None:
        self._count(path)
        found = check_condition(value, path)
        if isinstance(found, RuleFault):
            self.faults.append(found)
            return None
        return found

    def _refuse(self, path: Path, problem: str, remedy: str) -> Rule | None:
        self._count(path)
        self.faults.append(RuleFault(path, problem, remedy))
        return None

    def _count(self, path: Path) -> None:
        """Count what is neither a group nor a not.

        Raises:
            WrongRule: that is one too many.
        """
        self.leaves += 1
        if self.leaves > MOST_CONDITIONS:
            problem = f"is condition number {self.leaves}"
            remedy = f"use at most {MOST_CONDITIONS}: what belongs together can be a segment of its own"
            raise WrongRule((*self.faults, RuleFault(path, problem, remedy)))
