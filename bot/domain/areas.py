"""Places of delivery as a shop names them: the beginning of PIN codes, days from dispatch, and cash at the door."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_DAYS = 60
_PREFIX = re.compile(r"[1-9][0-9]{0,5}")


class BadArea(ValueError):
    """Raised for a place that cannot be: names the field, what is wrong and the remedy."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}: {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


@dataclass(frozen=True, slots=True)
class AreaGiven:
    """A place: PIN codes that begin with `prefix`; days mean nothing where it isn't served."""

    prefix: str
    days_min: int
    days_max: int
    cod: bool = True
    served: bool = True


def read_prefix(typed: str) -> str:
    """Return the beginning of PIN codes that somebody typed: "38*", "38xxxx", "380 015"; "" for anything else."""
    bare = re.sub(r"[\s-]", "", typed).rstrip("*xX")
    return bare if _PREFIX.fullmatch(bare) else ""


def check_area(area: AreaGiven) -> None:
    """Look whether a place can be.

    Raises:
        BadArea: no beginning of PIN codes, or days that no delivery takes.
    """
    if not _PREFIX.fullmatch(area.prefix):
        raise BadArea("prefix", "is no beginning of a PIN code", "write one to six digits, like 38* or 380015")
    if not 0 <= area.days_min <= MOST_DAYS:
        raise BadArea("days_min", "is no number of days", f"write 0 to {MOST_DAYS}")
    if not area.days_min <= area.days_max <= MOST_DAYS:
        raise BadArea("days_max", "is below the first, or too far", f"write {area.days_min} to {MOST_DAYS}")
