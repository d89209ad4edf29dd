"""AfterShip's tags and subtags in our words, by its public lists of delivery statuses and sub-statuses."""

from __future__ import annotations

from bot.domain.milestones import Milestone

_TAGS = {
    "Pending": "",
    "InfoReceived": Milestone.LABEL,
    "InTransit": Milestone.IN_TRANSIT,
    "OutForDelivery": Milestone.OUT_FOR_DELIVERY,
    "AttemptFail": Milestone.ATTEMPT_FAILED,
    "Delivered": Milestone.DELIVERED,
    "AvailableForPickup": Milestone.PICKUP_POINT,
    "Exception": Milestone.DELAYED,
    "Expired": "",  # no scan for 30 days; that it is late, we have long found out
}
# Subtags that say something else than their tag.
_SUBTAGS = {
    "InTransit_002": Milestone.SHIPPED,  # acceptance scan
    "OutForDelivery_003": Milestone.NEAR,  # the customer is called before the delivery
    "OutForDelivery_004": Milestone.NEAR,  # a day of delivery is agreed on
    "Exception_002": Milestone.ATTEMPT_FAILED,  # the customer has moved
    "Exception_003": Milestone.ATTEMPT_FAILED,  # refused; often nobody was asked, so the customer should hear it
    "Exception_008": Milestone.PICKUP_POINT,  # not collected yet
    "Exception_010": Milestone.RETURNING,
    "Exception_011": Milestone.RETURNED,
    "Exception_012": Milestone.DAMAGED,
    "Exception_013": Milestone.LOST,
    "Exception_020": "",  # cancelled
    "Exception_021": Milestone.DAMAGED,  # disposed of
}
CANCELLED = frozenset({"Exception_020"})


_BY_LETTERS = {tag.lower(): milestone for tag, milestone in _TAGS.items()}


def milestone_of(tag: str, subtag: str) -> str | None:
    """The milestone of a tag ("" is told to nobody); None for a tag we don't know. New subtags count as their tag."""
    letters = "".join(filter(str.isalpha, tag.lower()))  # "Out For Delivery", as some who pass it on write it
    return _SUBTAGS.get(subtag, _BY_LETTERS.get(letters))
