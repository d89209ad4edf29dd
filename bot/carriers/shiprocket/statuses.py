"""Shiprocket's `shipment_status_id` in our words (FACTS 9.2; collected from integrations, spellings vary)."""

from __future__ import annotations

import re

from bot.domain.milestones import Milestone

# Id -> (Shiprocket's name for it, our milestone). "" is kept as details and never told.
STATUSES = {
    1: ("AWB ASSIGNED", ""),
    2: ("LABEL GENERATED", Milestone.LABEL),
    3: ("PICKUP SCHEDULED", Milestone.LABEL),
    4: ("PICKUP QUEUED", Milestone.LABEL),
    5: ("MANIFEST GENERATED", Milestone.LABEL),
    6: ("SHIPPED", Milestone.SHIPPED),
    7: ("DELIVERED", Milestone.DELIVERED),
    8: ("CANCELLED", ""),
    9: ("RTO INITIATED", Milestone.RETURNING),
    10: ("RTO DELIVERED", Milestone.RETURNED),
    11: ("PENDING", ""),
    12: ("LOST", Milestone.LOST),
    13: ("PICKUP ERROR", ""),
    14: ("RTO ACKNOWLEDGED", Milestone.RETURNING),
    15: ("PICKUP RESCHEDULED", ""),
    16: ("CANCELLATION REQUESTED", ""),
    17: ("OUT FOR DELIVERY", Milestone.OUT_FOR_DELIVERY),
    18: ("IN TRANSIT", Milestone.IN_TRANSIT),
    19: ("OUT FOR PICKUP", Milestone.LABEL),
    20: ("PICKUP EXCEPTION", ""),
    21: ("UNDELIVERED", Milestone.ATTEMPT_FAILED),
    22: ("DELAYED", Milestone.DELAYED),
    23: ("PARTIALLY DELIVERED", Milestone.PARTLY_DELIVERED),
    24: ("DESTROYED", Milestone.DAMAGED),
    25: ("DAMAGED", Milestone.DAMAGED),
    26: ("FULFILLED", ""),
    27: ("PICKUP BOOKED", Milestone.LABEL),
    38: ("REACHED DESTINATION HUB", Milestone.NEAR),
    39: ("MISROUTED", Milestone.IN_TRANSIT),
    40: ("RTO NDR", Milestone.RETURNING),
    41: ("RTO OUT FOR DELIVERY", Milestone.RETURNING),
    42: ("PICKED UP", Milestone.SHIPPED),
    43: ("SELF FULFILLED", ""),
    44: ("DISPOSED OFF", Milestone.DAMAGED),  # thrown away by the courier: as destroyed as 24
    45: ("CANCELLED BEFORE DISPATCHED", ""),
    46: ("RTO IN TRANSIT", Milestone.RETURNING),
    47: ("QC FAILED", ""),
    48: ("REACHED WAREHOUSE", Milestone.IN_TRANSIT),
    49: ("CUSTOM CLEARED", Milestone.IN_TRANSIT),
    50: ("IN FLIGHT", Milestone.IN_TRANSIT),
    51: ("HANDOVER TO COURIER", Milestone.SHIPPED),
    52: ("SHIPMENT BOOKED", ""),
    54: ("IN TRANSIT OVERSEAS", Milestone.IN_TRANSIT),
    55: ("CONNECTION ALIGNED", Milestone.IN_TRANSIT),
    56: ("REACHED OVERSEAS WAREHOUSE", Milestone.IN_TRANSIT),
    57: ("CUSTOM CLEARED OVERSEAS", Milestone.IN_TRANSIT),
    59: ("BOX PACKING", ""),
    75: ("RTO LOCK", Milestone.RETURNING),
    76: ("UNTRACEABLE", Milestone.LOST),
    77: ("ISSUE RELATED TO THE RECIPIENT", Milestone.DELAYED),  # it waits for something to be put right
    78: ("REACHED BACK AT SELLER CITY", Milestone.RETURNING),
}
CANCELLED = frozenset({8, 16, 45})
_SPELLINGS = {
    "CANCELED": 8,
    "CANCELLED BEFORE DISPATCH": 45,
    "CANCELED BEFORE DISPATCHED": 45,
    "DISPOSED": 44,
    "HANDED TO COURIER": 51,
    "LOST IN TRANSIT": 12,
    "NDR": 21,
    "PARTIAL DELIVERED": 23,
    "REACHED AT DESTINATION HUB": 38,
    "REACHED DESTINATION CITY": 38,
    "RECIPIENT ISSUE": 77,
    "RTO": 9,
    "RTO ACKNOWLEDGE": 14,
    "RTO DAMAGED": 25,
    "RTO LOST": 12,
    "RTO OFD": 41,
    "UNDELIVERED NDR": 21,
}
_BY_NAME = _SPELLINGS | {name: number for number, (name, _) in STATUSES.items()}
# "UNDELIVERED-1st ATTEMPT", "IN TRANSIT-AT DESTINATION", "RTO ON HOLD": what follows changes nothing.
_BEGINNINGS = {"NDR": 21, "UNDELIVERED": 21, "IN TRANSIT": 18, "RTO": 9, "OUT FOR DELIVERY": 17}
_TO_THE_SELLER = re.compile(r"\bRTO\b|RETURN(ED|ING)? TO (ORIGIN|SELLER|SHIPPER|SENDER)")
_AT_A_DOOR = frozenset({Milestone.NEAR, Milestone.OUT_FOR_DELIVERY, Milestone.ATTEMPT_FAILED})


def status_of(number: int | None, name: str) -> int | None:
    """The id of a status we know: by its number, or by its name when the number says nothing; None when neither does.

    `number` is a shipment_status_id; current_status_id counts otherwise and must not be given here.
    """
    if number in STATUSES:
        return number
    words = " ".join(re.findall(r"[A-Z0-9]+", name.upper()))
    begins = (status for beginning, status in _BEGINNINGS.items() if words.startswith(f"{beginning} "))
    return _BY_NAME.get(words) or next(begins, None)


def milestone_of(status: int, words: str) -> str:
    """The milestone of a known status id, "" where it is told to nobody.

    Some couriers send the same scans on the way back, and only their words say so: then a door is the seller's, and
    the buyer must not hear "delivered".
    """
    milestone = STATUSES[status][1]
    if not _TO_THE_SELLER.search(words.upper()):
        return milestone
    if milestone in (Milestone.DELIVERED, Milestone.PARTLY_DELIVERED):
        return Milestone.RETURNED
    return Milestone.RETURNING if milestone in _AT_A_DOOR else milestone
