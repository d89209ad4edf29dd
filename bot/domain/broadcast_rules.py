"""Rules of law and of the platforms that broadcasts keep to: where each bites, its sentence, its remedy, its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.domain.broadcast_reasons import find_broadcast_reason


class RuleBites(StrEnum):
    """Where a rule is kept."""

    TEXT = "text"  # a text cannot be kept
    LIST = "list"  # a list of people cannot be kept
    START = "start"  # the broadcast does not start
    PERSON = "person"  # one of its people gets nothing, or gets it later


@dataclass(frozen=True, slots=True)
class BroadcastRule:
    """A rule. `field`: of what is refused; `reason`: of one person, by its name in broadcast_reasons.toml."""

    name: str
    at: RuleBites
    says: str
    remedy: str
    source: str
    valid_from: date
    checked_on: date
    field: str = ""
    reason: str = ""


@cache
def list_broadcast_rules() -> Mapping[str, BroadcastRule]:
    """Return every rule, by its name."""
    with Path(__file__).with_name("broadcast_rules.toml").open("rb") as file:
        rows = tomllib.load(file)["rule"]
    return {row["name"]: _read(row) for row in rows}


def _read(row: dict[str, object]) -> BroadcastRule:
    whole = dict(row)
    if "reason" in whole:  # its sentence is that of the receipt
        told = find_broadcast_reason(str(whole["reason"]))
        whole |= {"says": told.says, "remedy": told.advice}
    return BroadcastRule(**whole | {"at": RuleBites(str(whole["at"]))})  # type: ignore[arg-type]
