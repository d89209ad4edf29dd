"""AfterShip's tags and subtags in our words, by its public lists of delivery statuses and sub-statuses."""

from __future__ import annotations

_TAGS = {
    "Pending": "",
    "InfoReceived": "label",
    "InTransit": "in_transit",
    "OutForDelivery": "out_for_delivery",
    "AttemptFail": "attempt_failed",
    "Delivered": "delivered",
    "AvailableForPickup": "pickup_point",
    "Exception": "delayed",
    "Expired": "",  # no scan for 30 days; that it is late, we have long found out
}
# Subtags that say something else than their tag.
_SUBTAGS = {
    "InTransit_002": "shipped",  # acceptance scan
    "OutForDelivery_003": "near",  # the customer is called before the delivery
    "OutForDelivery_004": "near",  # a day of delivery is agreed on
    "Exception_002": "attempt_failed",  # the customer has moved
    "Exception_003": "attempt_failed",  # refused; often nobody was asked, so the customer should hear it
    "Exception_008": "pickup_point",  # not collected yet
    "Exception_010": "returning",
    "Exception_011": "returned",
    "Exception_012": "damaged",
    "Exception_013": "lost",
    "Exception_020": "",  # cancelled
    "Exception_021": "damaged",  # disposed of
}
CANCELLED = frozenset({"Exception_020"})


def milestone_of(tag: str, subtag: str) -> str | None:
    """Our milestone ("" is told to nobody); None for a tag we don't know. New subtags count as their tag."""
    return _SUBTAGS.get(subtag, _TAGS.get(tag))
