"""What can be told of an order's way: milestones, and the state a parcel is in by all that is known of it.

The state is a function of the *set* of news, sorted by when things happened: in whatever order news arrive, however
often, and with whatever delay, the end is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from bot.domain.parcels import ParcelStage


class Milestone(StrEnum):
    """What can be told of a parcel, in the order of a parcel's life."""

    LABEL = "label"
    SHIPPED = "shipped"
    IN_TRANSIT = "in_transit"
    NEAR = "near"  # at the last hub, in the customer's town
    DELAYED = "delayed"  # the courier itself says so
    PICKUP_POINT = "pickup_point"  # waits at a shop to be collected
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAILED = "attempt_failed"
    LOST = "lost"
    DAMAGED = "damaged"
    RETURNING = "returning"  # to the seller
    PARTLY_DELIVERED = "partly_delivered"
    DELIVERED = "delivered"
    RETURNED = "returned"


# The stage that a milestone puts its parcel in. The order decides between news of the same moment.
STAGE_OF: Mapping[str, ParcelStage] = {
    Milestone.LABEL: ParcelStage.READY,
    Milestone.SHIPPED: ParcelStage.SHIPPED,
    Milestone.IN_TRANSIT: ParcelStage.IN_TRANSIT,
    Milestone.NEAR: ParcelStage.IN_TRANSIT,
    Milestone.DELAYED: ParcelStage.IN_TRANSIT,
    Milestone.PICKUP_POINT: ParcelStage.IN_TRANSIT,
    Milestone.OUT_FOR_DELIVERY: ParcelStage.OUT_FOR_DELIVERY,
    Milestone.ATTEMPT_FAILED: ParcelStage.ATTEMPT_FAILED,
    Milestone.LOST: ParcelStage.LOST,
    Milestone.DAMAGED: ParcelStage.LOST,
    Milestone.RETURNING: ParcelStage.RETURNING,
    Milestone.PARTLY_DELIVERED: ParcelStage.DELIVERED,
    Milestone.DELIVERED: ParcelStage.DELIVERED,
    Milestone.RETURNED: ParcelStage.RETURNED,
}
RANK = {milestone: rank for rank, milestone in enumerate(STAGE_OF)}
_BEFORE_MOVING = frozenset({Milestone.LABEL, Milestone.SHIPPED})
_AFTER_DELIVERY = frozenset({Milestone.RETURNING, Milestone.RETURNED})
_AFTER_RETURNING = frozenset(
    {Milestone.RETURNED, Milestone.LOST, Milestone.DAMAGED, Milestone.DELIVERED, Milestone.PARTLY_DELIVERED}
)


class HasMilestone(Protocol):
    """Anything that says which milestone it is of."""

    @property
    def milestone(self) -> str:
        """One of STAGE_OF."""


S = TypeVar("S", bound=HasMilestone)


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """One piece of news of a parcel: what, when it happened (UTC), and where."""

    milestone: str
    at: datetime
    place: str = ""


def in_order(news: Iterable[MilestoneReached]) -> list[MilestoneReached]:
    """The news as they happened; of the same moment, in the order of a parcel's life."""
    return sorted(news, key=lambda one: (one.at, RANK[one.milestone], one.place))


def path(happened: Iterable[S]) -> list[S]:
    """Of news in the order they happened, those that said where the parcel stood; the last says where it stands."""
    told: list[S] = []
    for one in happened:
        if not told or _follows(told[-1].milestone, one.milestone):
            told.append(one)
    return told


def _follows(before: str, after: str) -> bool:
    """Whether a later piece of news changes the state: couriers go on scanning what was delivered long ago."""
    stage = STAGE_OF[before]
    if stage == ParcelStage.DELIVERED:
        # The rest may come later.
        return after in _AFTER_DELIVERY or (before, after) == (Milestone.PARTLY_DELIVERED, Milestone.DELIVERED)
    if stage == ParcelStage.RETURNED:
        return False
    if stage == ParcelStage.RETURNING:
        return after in _AFTER_RETURNING
    # Labels are printed again and fulfilments updated while the parcel is long on its way.
    return not (after in _BEFORE_MOVING and RANK[after] < RANK[before])
