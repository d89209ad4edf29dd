"""Fulfilments (a parcel and its tracking) and fulfilment events (what the carrier did with it)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.domain.milestones import Milestone
from bot.domain.news import News, Nothing, OrderRef, ParcelNews
from bot.domain.tracking_numbers import split_numbers
from bot.shops.shopify.box import Box
from bot.shops.shopify.handover import is_sent
from bot.shops.shopify.money import currency_of
from bot.shops.shopify.orders import lines_of

# Shopify's word for what happened to a parcel -> ours. Words it may add later say nothing to us.
MILESTONES = {
    "label_purchased": Milestone.LABEL,
    "label_printed": Milestone.LABEL,
    "confirmed": Milestone.LABEL,
    "ready_for_pickup": Milestone.PICKUP_POINT,
    "carrier_picked_up": Milestone.SHIPPED,
    "picked_up": Milestone.SHIPPED,
    "in_transit": Milestone.IN_TRANSIT,
    "out_for_delivery": Milestone.OUT_FOR_DELIVERY,
    "attempted_delivery": Milestone.ATTEMPT_FAILED,
    "delayed": Milestone.DELAYED,
    "delivered": Milestone.DELIVERED,
    "failure": Milestone.ATTEMPT_FAILED,
    "returning_to_sender": Milestone.RETURNING,
}
_BY_STATUS = {"pending": Milestone.LABEL, "open": Milestone.LABEL, "success": Milestone.SHIPPED}
_MOST_NUMBERS, _LONGEST_ID = 20, 100  # more is no shipment of one order
_GOES_BACK = re.compile(r"\breturn(ed|ing|s)?\b|\brto\b", re.IGNORECASE)


def read_parcel(fulfilment: Box) -> tuple[News, ...]:
    """fulfillments/create and update: the latter comes again with every change of the tracking.

    A parcel for each tracking number. What Shopify says of the fulfilment's events is said of the first: of the others
    it says that they were sent, and their courier says the rest.
    """
    status, lines = fulfilment.text("status").lower(), fulfilment.boxes("line_items")
    if lines and not any(map(is_sent, lines)):
        return (Nothing("nothing of it comes in a parcel"),)
    milestone, at = _stand(fulfilment, status)
    numbers = _numbers(fulfilment)
    first = ParcelNews(
        OrderRef(fulfilment.key("order_id")),
        milestone,
        at,
        external_id=fulfilment.key(),
        tracking_number=numbers[0] if numbers else "",
        courier=fulfilment.text("tracking_company"),
        tracking_url=fulfilment.url("tracking_url"),
        expected_on=fulfilment.day("estimated_delivery_at"),
        lines=lines_of([line for line in lines if is_sent(line)], currency_of(fulfilment)),
        cancelled=status == "cancelled",
    )
    return (first, *_others(fulfilment, first, numbers[1:]))


def _numbers(fulfilment: Box) -> tuple[str, ...]:
    """All tracking numbers, each once; some apps put them all into one field."""
    told = (fulfilment.text("tracking_number"), *fulfilment.texts("tracking_numbers"))
    return tuple(dict.fromkeys(number for one in told for number in split_numbers(one)))


def _others(fulfilment: Box, first: ParcelNews, numbers: tuple[str, ...]) -> list[ParcelNews]:
    listed, urls = fulfilment.texts("tracking_numbers"), fulfilment.texts("tracking_urls")
    # Where one of either is missing nobody knows which link is whose.
    links = dict(zip(listed, urls, strict=True)) if len(urls) == len(listed) else {}
    sent = first.milestone if first.milestone in ("", Milestone.LABEL) else Milestone.SHIPPED
    return [
        replace(
            first,
            external_id=f"{first.external_id}/{number}"[:_LONGEST_ID],
            milestone=sent,
            at=fulfilment.time("created_at", "updated_at"),
            tracking_number=number,
            tracking_url=links[number] if links.get(number, "").startswith(("https://", "http://")) else "",
        )
        for number in numbers[:_MOST_NUMBERS]
    ]


def read_event(event: Box) -> News:
    """fulfillment_events/create: no tracking number in it, so the parcel is found by its ids."""
    status = event.text("status").lower()
    parcel, order = event.key("fulfillment_id"), OrderRef(event.key("order_id"))
    expected_on = event.day("estimated_delivery_at")
    if status not in MILESTONES and expected_on is None:
        return Nothing(f"unknown parcel status {status[:40]!r}")
    milestone = MILESTONES.get(status, "")
    if not milestone:
        event.note("status", f"is none we know: {status[:40]!r}")
    if status == "failure" and _GOES_BACK.search(event.text("message")):
        milestone = Milestone.RETURNING
    return ParcelNews(
        order,
        milestone,
        event.time("happened_at", "created_at"),
        external_id=parcel,
        place=event.text("city") or event.text("province"),
        expected_on=expected_on,
    )


def _stand(fulfilment: Box, status: str) -> tuple[str, datetime]:
    """How far the parcel is, and since when: a label stays as old as it is however often we hear of it."""
    changed = fulfilment.time("updated_at", "created_at")
    if status in ("cancelled", "error", "failure"):
        return "", changed
    milestone = MILESTONES.get(fulfilment.text("shipment_status").lower()) or _BY_STATUS.get(status)
    return milestone or "", fulfilment.time("created_at", "updated_at") if milestone == Milestone.LABEL else changed
