"""Why a person of a broadcast got nothing, or not yet: the sentence, what to do, and whether another try may help."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

# What is said of a code that nobody has described.
UNDESCRIBED, _LOOK = "It failed with {code}.", "Look at this number in Twilio's list."


class RetryKind(StrEnum):
    """Whether, and how, another try may come right."""

    LATER = "later"  # with growing waits
    SLOWER = "slower"  # at once
    WINDOW = "window"  # in the next hours that are allowed
    SMS = "sms"  # by SMS where that is allowed
    MENDED = "mended"  # once somebody has mended it
    SETTLED = "settled"  # it is found out whether it left, before anything else
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class BroadcastReason:
    """What the receipt says of a reason, and what to do about it."""

    name: str
    says: str
    advice: str
    retry: RetryKind
    is_described: bool = True  # else its sentence has the number in it


def find_broadcast_reason(name: str) -> BroadcastReason:
    """Return what is said of a reason; of a code that nobody has described, its number and that it failed."""
    known = list_broadcast_reasons().get(name)
    if known is not None:
        return known
    return BroadcastReason(name, UNDESCRIBED.format(code=name), _LOOK, RetryKind.MENDED, is_described=False)


@cache
def list_broadcast_reasons() -> Mapping[str, BroadcastReason]:
    """Return every reason that has a sentence, by its name."""
    with Path(__file__).with_name("broadcast_reasons.toml").open("rb") as file:
        rows = tomllib.load(file)["reason"]
    return {row["name"]: BroadcastReason(**row | {"retry": RetryKind(row["retry"])}) for row in rows}
