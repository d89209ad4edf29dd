"""An order that comes in several parcels: which of them to speak of, and what of it has arrived already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.db.base import Values
from bot.db.orders import Order, Parcel
from bot.domain.milestones import Milestone
from bot.domain.orders import ON_THE_WAY
from bot.domain.parcel_state import CALLED_OFF
from bot.domain.parcels import CAME_TO_NOTHING, READY, ParcelStage

# What a parcel holds that has a part of its order, and nobody says which.
UNNAMED_PART: Values = {"title": "", "quantity": 0}


@dataclass(frozen=True, slots=True)
class Parts:
    """How far an order is that may come in parts.

    `spoken_of` is the parcel that says most; None where nothing, or nothing of the rest, has been packed.
    `part_arrived`: something is with the customer and not the rest; `arrived` names it, as (title, pieces), as far as
    the parcels tell what they hold. `not_coming` is what of the rest is lost or on its way back, while other parcels
    are under way.
    """

    spoken_of: Parcel | None
    part_arrived: bool = False
    arrived: tuple[tuple[str, int], ...] = ()
    not_coming: tuple[tuple[str, int], ...] = ()

    @property
    def stage(self) -> ParcelStage | None:
        """The stage of what is spoken of: the courier still has what is missing from a parcel."""
        if self.spoken_of is None:
            return None
        partly = self.spoken_of.milestone == Milestone.PARTLY_DELIVERED
        return ParcelStage.IN_TRANSIT if partly else ParcelStage(self.spoken_of.stage)

    @property
    def is_rest_coming(self) -> bool:
        """Whether what has not arrived is still to come: neither lost nor on its way back."""
        return self.part_arrived and self.stage not in CAME_TO_NOTHING


def find_parts(order: Order) -> Parts:
    """How far the order is, by all its parcels."""
    newest, sent = _newest(order.parcels), _sent(order.parcels)
    came = [parcel for parcel in order.parcels if parcel.stage == ParcelStage.DELIVERED]
    whole = [parcel for parcel in came if parcel.milestone != Milestone.PARTLY_DELIVERED]
    rest = _newest([parcel for parcel in sent if parcel.stage in {READY, *ON_THE_WAY}])
    failed = [parcel for parcel in sent if parcel.stage in CAME_TO_NOTHING]
    not_coming = _name(failed) if rest else ()
    if not came or newest is None:
        return Parts(rest or newest, not_coming=not_coming)
    # Nothing is under way, and what else was sent came to nothing: lost and replaced, or on its way back.
    if rest is None and _hold_all(order, whole, sent):
        return Parts(newest)
    partly = _newest([parcel for parcel in came if parcel not in whole])
    return Parts(rest or partly or _newest(failed), True, _name(whole), not_coming)


def _name(parcels: Sequence[Parcel]) -> tuple[tuple[str, int], ...]:
    """What these parcels hold, as (title, pieces), as far as they tell."""
    lines = (line for parcel in parcels for line in parcel.contents)
    return tuple((str(line["title"]), int(line["quantity"])) for line in lines if line.get("title"))


def is_named(contents: Sequence[Values]) -> bool:
    """Whether a parcel's contents say what is in it."""
    return any(line.get("title") for line in contents)


def has_arrived(order: Order, parcels: Sequence[Parcel]) -> bool:
    """Whether all of an order is with the customer: every parcel that was sent, and every piece is in one of them."""
    sent = _sent(parcels)
    arrived = [one for one in sent if one.milestone == Milestone.DELIVERED and one.delivered_at]
    if not arrived or len(arrived) < len(sent):
        return False
    return _hold_all(order, sent, sent)


def count_pieces(order: Order) -> int:
    """How many pieces of an order come in parcels: gift cards and services do not."""
    return sum(item.quantity for item in order.items if item.is_sent)


def list_unsent(order: Order) -> frozenset[str]:
    """The shop's ids of an order's lines that come in no parcel."""
    return frozenset(item.external_id for item in order.items if not item.is_sent) - {""}


def _hold_all(order: Order, parcels: Sequence[Parcel], sent: Sequence[Parcel]) -> bool:
    """Whether every piece is in one of the parcels; one that says nothing of what it holds may hold them all.

    Not where it was sent together with others, under one id of the shop's, that are not among these.
    """
    pieces = sum(int(line["quantity"]) for parcel in parcels for line in parcel.contents)
    missing = {_shipment(parcel) for parcel in sent if parcel not in parcels} - {""}
    may_be_all = (parcel for parcel in parcels if not parcel.contents and _shipment(parcel) not in missing)
    return any(may_be_all) or pieces >= count_pieces(order)


def _shipment(parcel: Parcel) -> str:
    """The id of the shop's shipment that a parcel left with: of several boxes, the later have a number behind it."""
    return (parcel.external_id or "").partition("/")[0]


def _sent(parcels: Sequence[Parcel]) -> list[Parcel]:
    """The parcels that were sent; a shipment that never came about (Shopify: a fulfilment with an error) is none."""
    return [one for one in parcels if one.milestone != CALLED_OFF and (one.milestone or one.tracking_number)]


def _newest(parcels: Sequence[Parcel]) -> Parcel | None:
    """The parcel that says most: the newest that has left, else the newest label."""
    left = [parcel for parcel in parcels if parcel.stage != READY]
    return (left or list(parcels))[-1] if parcels else None
