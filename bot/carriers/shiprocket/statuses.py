"""Shiprocket's `shipment_status_id` in our words (FACTS 9.2; collected from integrations, spellings vary)."""

from __future__ import annotations

import re

# Id -> (Shiprocket's name for it, our milestone). "" is kept as details and never told.
STATUSES = {
    1: ("AWB ASSIGNED", ""),
    2: ("LABEL GENERATED", "label"),
    3: ("PICKUP SCHEDULED", "label"),
    4: ("PICKUP QUEUED", "label"),
    5: ("MANIFEST GENERATED", "label"),
    6: ("SHIPPED", "shipped"),
    7: ("DELIVERED", "delivered"),
    8: ("CANCELLED", ""),
    9: ("RTO INITIATED", "returning"),
    10: ("RTO DELIVERED", "returned"),
    11: ("PENDING", ""),
    12: ("LOST", "lost"),
    13: ("PICKUP ERROR", ""),
    14: ("RTO ACKNOWLEDGED", "returning"),
    15: ("PICKUP RESCHEDULED", ""),
    16: ("CANCELLATION REQUESTED", ""),
    17: ("OUT FOR DELIVERY", "out_for_delivery"),
    18: ("IN TRANSIT", "in_transit"),
    19: ("OUT FOR PICKUP", "label"),
    20: ("PICKUP EXCEPTION", ""),
    21: ("UNDELIVERED", "attempt_failed"),
    22: ("DELAYED", "delayed"),
    23: ("PARTIALLY DELIVERED", "partly_delivered"),
    24: ("DESTROYED", "damaged"),
    25: ("DAMAGED", "damaged"),
    26: ("FULFILLED", ""),
    27: ("PICKUP BOOKED", "label"),
    38: ("REACHED DESTINATION HUB", "near"),
    39: ("MISROUTED", "in_transit"),
    40: ("RTO NDR", "returning"),
    41: ("RTO OUT FOR DELIVERY", "returning"),
    42: ("PICKED UP", "shipped"),
    43: ("SELF FULFILLED", ""),
    44: ("DISPOSED OFF", "damaged"),  # thrown away by the courier: as destroyed as 24
    45: ("CANCELLED BEFORE DISPATCHED", ""),
    46: ("RTO IN TRANSIT", "returning"),
    47: ("QC FAILED", ""),
    48: ("REACHED WAREHOUSE", "in_transit"),
    49: ("CUSTOM CLEARED", "in_transit"),
    50: ("IN FLIGHT", "in_transit"),
    51: ("HANDOVER TO COURIER", "shipped"),
    52: ("SHIPMENT BOOKED", ""),
    54: ("IN TRANSIT OVERSEAS", "in_transit"),
    55: ("CONNECTION ALIGNED", "in_transit"),
    56: ("REACHED OVERSEAS WAREHOUSE", "in_transit"),
    57: ("CUSTOM CLEARED OVERSEAS", "in_transit"),
    59: ("BOX PACKING", ""),
    75: ("RTO LOCK", "returning"),
    76: ("UNTRACEABLE", "lost"),
    77: ("ISSUE RELATED TO THE RECIPIENT", "delayed"),  # it waits for something to be put right
    78: ("REACHED BACK AT SELLER CITY", "returning"),
}
CANCELLED = frozenset({8, 16, 45})
_SPELLINGS = {
    "CANCELED": 8,
    "CANCELLED BEFORE DISPATCH": 45,
    "CANCELED BEFORE DISPATCHED": 45,
    "DISPOSED": 44,
    "HANDED TO COURIER": 51,
    "NDR": 21,
    "PARTIAL DELIVERED": 23,
    "REACHED AT DESTINATION HUB": 38,
    "RECIPIENT ISSUE": 77,
    "RTO": 9,
    "RTO ACKNOWLEDGE": 14,
    "RTO OFD": 41,
    "UNDELIVERED NDR": 21,
}
_BY_NAME = _SPELLINGS | {name: number for number, (name, _) in STATUSES.items()}
_TO_THE_SELLER = re.compile(r"\bRTO\b|RETURN(ED|ING)? TO (ORIGIN|SELLER|SHIPPER|SENDER)")
_AT_A_DOOR = frozenset({"near", "out_for_delivery", "attempt_failed"})


def status_of(number: int | None, name: str) -> int | None:
    """The id of a status we know: by its number, or by its name when the number says nothing; None when neither does.

    `number` is a shipment_status_id; current_status_id counts otherwise and must not be given here.
    """
    if number in STATUSES:
        return number
    return _BY_NAME.get(" ".join(re.findall(r"[A-Z0-9]+", name.upper())))


def milestone_of(status: int, words: str) -> str:
    """Our milestone for a known status id, or "".

    Some couriers send the same scans on the way back, and only their words say so: then a door is the seller's, and
    the buyer must not hear "delivered".
    """
    milestone = STATUSES[status][1]
    if not _TO_THE_SELLER.search(words.upper()):
        return milestone
    if milestone in ("delivered", "partly_delivered"):
        return "returned"
    return "returning" if milestone in _AT_A_DOOR else milestone
