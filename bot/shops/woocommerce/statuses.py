"""The statuses that plugins add to WooCommerce's own, in our words.

Their names are anybody's: what says the same in other words ("order-has-been-shipped", "delivered-to-customer") is read
by the words that mean something.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.milestones import Milestone

# Before anything has left.
_PACKED = frozenset(
    {"packed", "readytoship", "readyforshipping", "readyforshipment", "readyfordispatch", "readyfordelivery"}
    | {"awaitingshipment", "awaitingshipping", "awaitingdispatch", "awaitingpickup", "manifested", "pickupscheduled"}
    | {"labelprinted", "labelcreated", "outforpickup"}
)
_UNSENT = frozenset({"pending", "processing", "onhold"})
# The shop's "I am done with it": sent, or handed over. It never says that it arrived.
_DONE = frozenset({"completed", "complete", "closed", "finished", "fulfilled"})
# Some of an order's parcels, or some of its pieces.
_PARTLY = frozenset({"partial", "partially", "partly"})
_OF_STATUS = {
    Milestone.SHIPPED: "shipped shippedout dispatched despatched sent handed handedover pickedup posted"
    " collectedbycarrier collectedbycourier",
    Milestone.IN_TRANSIT: "intransit transit ontheway enroute onroute customcleared customscleared",
    Milestone.DELAYED: "delayed deliverydelayed delaydelivery onholdbycarrier",
    Milestone.OUT_FOR_DELIVERY: "outfordelivery ofd outfordeliverytoday",
    Milestone.PICKUP_POINT: "availableforpickup readyforpickup readypickup atpickuppoint",
    Milestone.DELIVERED: "delivered deliveredsuccessfully successfullydelivered deliverycompleted deliverycomplete",
    Milestone.ATTEMPT_FAILED: "undelivered deliveryfailed faileddelivery failedtodeliver attempted deliveryattempted"
    " attempteddelivery deliveryattemptfailed attemptfailed failedattempt ndr notdelivered customernotavailable",
    Milestone.RETURNING: "rto rtoinitiated rtointransit rtondr rtoofd returning returntosender returntoorigin"
    " returningtosender returntoseller",
    Milestone.RETURNED: "returned rtodelivered rtoreceived rtocompleted rtoreturned returnedtosender returnedtoseller"
    " returnedtoorigin returnedtoshop",
    Milestone.LOST: "lost lostintransit",
    Milestone.DAMAGED: "damaged damagedintransit damage destroyed",
}
_MILESTONES = {word: milestone for milestone, words in _OF_STATUS.items() for word in words.split()}
# Say nothing of where it is: "order-shipped", "shipped-via-bluedart", "your parcel has been delivered".
_EMPTY = frozenset(
    {"wc", "order", "orders", "your", "status", "marked", "as", "is", "was", "has", "been", "have", "item", "items"}
    | {"product", "products", "parcel", "package", "shipment", "consignment", "goods", "already", "now", "to", "by"}
    | {"the", "courier", "carrier", "customer", "client", "buyer", "via", "with"}
)
_VIA = re.compile(r"\b(?:via|with|by|through)\b.*")


def milestone_of(status: str) -> Milestone | None:
    """What a status says of an order's parcels, also of a part of them; None where it says nothing of them."""
    words = _words(status)
    milestone = _find([word for word in words if word not in _PARTLY])
    partly = not _PARTLY.isdisjoint(words)
    return Milestone.PARTLY_DELIVERED if partly and milestone == Milestone.DELIVERED else milestone


def is_partly(status: str) -> bool:
    """Whether a status is of a part of the order: "partially-shipped"."""
    return not _PARTLY.isdisjoint(_words(status))


def is_done(status: str) -> bool:
    """Whether the shop is done with an order, in WooCommerce's word or another."""
    return _kept(_words(status)) in _DONE


def is_unsent(status: str) -> bool:
    """Whether a status is one of WooCommerce's own for an order of which nothing has left."""
    return _kept(_words(status)) in _UNSENT


def is_packed(status: str) -> bool:
    """Whether an order is ready to leave and has not."""
    return not _PACKED.isdisjoint(_letters(_words(status)))


def _find(words: list[str]) -> Milestone | None:
    """By the letters of all, of those that mean something, or of what stands before "via …"."""
    whole = " ".join(words)
    ways = (letters for some in (whole, _VIA.sub("", whole)) for letters in _letters(some.split()))
    return next((_MILESTONES[letters] for letters in ways if letters in _MILESTONES), None)


def _words(status: str) -> list[str]:
    apart = re.sub(r"\b(partially|partial(?!ly)|partly)(?=[a-z])", r"\1 ", status.lower())
    return re.findall(r"[^\W\d_]+", apart)


def _letters(words: list[str]) -> tuple[str, str]:
    """The letters of all words, and of those that mean something."""
    return "".join(words), _kept(words)


def _kept(words: Iterable[str]) -> str:
    return "".join(word for word in words if word not in _EMPTY)
