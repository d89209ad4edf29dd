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


class LateWhy(StrEnum):
    """Why a parcel is late; each has a sentence below late.why."""

    WEATHER = "weather"
    HUB = "hub"  # a courier's own trouble: sorted late, sent astray
    ADDRESS = "address"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, told: str | None) -> LateWhy:
        """The reason that was told; UNKNOWN where none was, or one that we have no sentence for."""
        return next((why for why in cls if why == told), cls.UNKNOWN)


class FailedWhy(StrEnum):
    """Why a parcel could not be handed over; each has a sentence below failed.why."""

    NOT_HOME = "not_home"
    ADDRESS = "address"
    PHONE = "phone"
    CASH = "cash"  # what is to be paid at the door was not there
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, told: str | None) -> FailedWhy:
        """The reason that was told; UNKNOWN where none was, or one that we have no sentence for."""
        return next((why for why in cls if why == told), cls.UNKNOWN)


READY = ParcelStage.READY
STAGES = tuple(ParcelStage)
ENDED = (ParcelStage.DELIVERED, ParcelStage.RETURNED, ParcelStage.LOST)  # in the order of an index of the others
# It does not come any more.
CAME_TO_NOTHING = frozenset({ParcelStage.RETURNING, ParcelStage.RETURNED, ParcelStage.LOST})


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
