"""An order that comes in several parcels: which of them to speak of, and what of it has arrived already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.db.orders import Order, Parcel
from bot.domain.milestones import Milestone
from bot.domain.orders import ON_THE_WAY
from bot.domain.parcel_state import CALLED_OFF
from bot.domain.parcels import READY, ParcelStage


@dataclass(frozen=True, slots=True)
class Parts:
    """How far an order is that may come in parts.

    `spoken_of` is the parcel that says most; None where nothing, or nothing of the rest, has been packed.
    `part_arrived`: something is with the customer and the rest still to come; `arrived` names it, as (title, pieces),
    as far as the parcels tell what they hold.
    """

    spoken_of: Parcel | None
    part_arrived: bool = False
    arrived: tuple[tuple[str, int], ...] = ()


def find_parts(order: Order) -> Parts:
    """How far the order is, by all its parcels."""
    newest = _newest(order.parcels)
    delivered = [parcel for parcel in order.parcels if parcel.stage == ParcelStage.DELIVERED]
    rest = _newest([parcel for parcel in _sent(order.parcels) if parcel.stage in {READY, *ON_THE_WAY}])
    if not delivered or newest is None:
        return Parts(newest)
    # Nothing is under way, and what else was sent came to nothing: lost and replaced, or on its way back.
    if rest is None and (newest.stage != ParcelStage.DELIVERED or _hold_all(order, delivered)):
        return Parts(newest)
    named = tuple((str(line["title"]), int(line["quantity"])) for parcel in delivered for line in parcel.contents)
    return Parts(rest, part_arrived=True, arrived=named)


def has_arrived(order: Order, parcels: Sequence[Parcel]) -> bool:
    """Whether all of an order is with the customer: every parcel that was sent, and every piece is in one of them."""
    sent = _sent(parcels)
    arrived = [one for one in sent if one.milestone == Milestone.DELIVERED and one.delivered_at]
    if not arrived or len(arrived) < len(sent):
        return False
    return _hold_all(order, sent)


def count_pieces(order: Order) -> int:
    """How many pieces of an order come in parcels: gift cards and services do not."""
    return sum(item.quantity for item in order.items if item.is_sent)


def _hold_all(order: Order, parcels: Sequence[Parcel]) -> bool:
    """Whether every piece is in one of the parcels; one that says nothing of what it holds may hold them all."""
    pieces = sum(int(line["quantity"]) for parcel in parcels for line in parcel.contents)
    return any(not parcel.contents for parcel in parcels) or pieces >= count_pieces(order)


def _sent(parcels: Sequence[Parcel]) -> list[Parcel]:
    """The parcels that were sent; a shipment that never came about (Shopify: a fulfilment with an error) is none."""
    return [one for one in parcels if one.milestone != CALLED_OFF and (one.milestone or one.tracking_number)]


def _newest(parcels: Sequence[Parcel]) -> Parcel | None:
    """The parcel that says most: the newest that has left, else the newest label."""
    left = [parcel for parcel in parcels if parcel.stage != READY]
    return (left or list(parcels))[-1] if parcels else None
