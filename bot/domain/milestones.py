"""What can be told of an order's way: milestones, and the state a parcel is in by all that is known of it.

The state is a function of the *set* of news, sorted by when things happened: in whatever order news arrive, however
often, and with whatever delay, the end is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

# Milestone of a parcel -> the stage (bot.domain.parcels.STAGES) it puts the parcel in. The order is that of a
# parcel's life; it decides between news of the same moment.
STAGE_OF = {
    "label": "ready",
    "shipped": "shipped",
    "in_transit": "in_transit",
    "near": "in_transit",  # at the last hub, in the customer's town
    "delayed": "in_transit",  # the courier itself says so
    "pickup_point": "in_transit",  # waits at a shop to be collected
    "out_for_delivery": "out_for_delivery",
    "attempt_failed": "attempt_failed",
    "lost": "lost",
    "damaged": "lost",
    "returning": "returning",
    "partly_delivered": "delivered",
    "delivered": "delivered",
    "returned": "returned",
}
RANK = {milestone: rank for rank, milestone in enumerate(STAGE_OF)}
_BEFORE_MOVING = frozenset({"label", "shipped"})
_AFTER_DELIVERY = frozenset({"returning", "returned"})
_AFTER_RETURNING = frozenset({"returned", "lost", "damaged", "delivered", "partly_delivered"})


class Milestone(Protocol):
    """Anything that says which milestone it is of."""

    @property
    def milestone(self) -> str:
        """One of STAGE_OF."""


S = TypeVar("S", bound=Milestone)


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
    if stage == "delivered":
        # The rest may come later.
        return after in _AFTER_DELIVERY or (before, after) == ("partly_delivered", "delivered")
    if stage == "returned":
        return False
    if stage == "returning":
        return after in _AFTER_RETURNING
    # Labels are printed again and fulfilments updated while the parcel is long on its way.
    return not (after in _BEFORE_MOVING and RANK[after] < RANK[before])
