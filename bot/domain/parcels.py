"""Where a parcel can be and the PIN codes it goes to."""

from __future__ import annotations

import re
from enum import StrEnum

from lexicon.folding import fold


class ParcelStage(StrEnum):
    """Where a parcel is, in the order of its life; several milestones can lead to one."""

    READY = "ready"  # packed, its label printed, the courier has not come yet
    SHIPPED = "shipped"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAILED = "attempt_failed"
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"


READY = ParcelStage.READY
STAGES = tuple(ParcelStage)
ENDED = frozenset({ParcelStage.DELIVERED, ParcelStage.RETURNED, ParcelStage.LOST})
# Keys of the catalogue, below late.why and failed.why.
LATE_WHYS = ("weather", "hub", "address", "unknown")
FAILED_WHYS = ("not_home", "address", "phone", "cash", "unknown")


class BadPin(ValueError):
    """Not an Indian PIN code: six digits, the first of them not 0."""


def pin_of(text: str) -> str:
    """A PIN code as six digits 0-9, from any script and with or without a space ("380 015").

    Raises:
        BadPin: when it is none.
    """
    pin = re.sub(r"[\s-]", "", fold(text))
    if not re.fullmatch(r"[1-9][0-9]{5}", pin):
        raise BadPin(text[:20])
    return pin
