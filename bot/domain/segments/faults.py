"""What is wrong with a rule: where it stands in the JSON, the fault, and the remedy."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One thing that is wrong; `path`: names and positions from the rule down."""

    path: Path
    problem: str
    remedy: str


class WrongRule(ValueError):
    """A rule that cannot be, with everything that is wrong with it."""

    def __init__(self, faults: tuple[RuleFault, ...]) -> None:
        told = (f"/{'/'.join(map(str, fault.path))} {fault.problem}: {fault.remedy}" for fault in faults[:3])
        super().__init__("; ".join(told))
        self.faults = faults
