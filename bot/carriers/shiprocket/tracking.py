"""Shiprocket's two bodies, a webhook's and an answer's to tracking by AWB, as news of a parcel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.carriers.body import Fields
from bot.carriers.history import oldest_first, told
from bot.carriers.reasons import with_reason
from bot.carriers.shiprocket.statuses import CANCELLED, milestone_of, status_of
from bot.domain.clocks import lies_ahead
from bot.domain.milestones import Milestone
from bot.domain.news import Nothing, OrderRef, ParcelNews, Unreadable

_INDIA = ZoneInfo("Asia/Kolkata")  # no time of theirs names a zone
# Told to nobody: the buyer sent it off and must not hear that it is "out for delivery".
_RETURN = Nothing("a return parcel")


def pushed(body: Fields, received_at: datetime) -> tuple[ParcelNews | Nothing, ...]:
    """A webhook; raises Unreadable."""
    number = body.text("awb")
    if not number:
        return (Nothing("no tracking number: a test, or an event that is no tracking"),)
    if body.needed_flag("is_return"):
        return (_RETURN,)
    at = body.moment("current_timestamp", _INDIA) or received_at
    if lies_ahead(at, received_at):
        raise Unreadable("current_timestamp", "lies more than a day ahead of its arrival")
    parcel = ParcelNews(
        _order(body.text("order_id")), "", at, tracking_number=number, courier=body.text("courier_name")
    )
    scans = oldest_first(_scans(body.parts("scans"), parcel), received_at)
    words = body.text("shipment_status") or body.text("current_status")
    return told(scans, _present(parcel, body.number("shipment_status_id"), words, body.day("etd", _INDIA)))


def pulled(data: Fields, received_at: datetime) -> tuple[ParcelNews | Nothing, ...]:
    """The `tracking_data` of an answer; raises Unreadable. Its order_id is Shiprocket's own and says nothing to us."""
    shipment = next(iter(data.parts("shipment_track")), Fields({}))
    number = shipment.text("awb_code")
    if data.number("track_status") == 0 or not number:
        return (Nothing("nothing is known of this parcel yet"),)
    if data.needed_flag("is_return") or shipment.needed_flag("is_return"):
        return (_RETURN,)
    parcel = ParcelNews(
        OrderRef(),
        "",
        received_at,
        tracking_number=number,
        courier=shipment.text("courier_name"),
        tracking_url=data.link("track_url"),
    )
    activities = data.parts("shipment_track_activities")
    scans = oldest_first(_scans(activities, parcel), received_at)
    expected = data.day("etd", _INDIA) or shipment.day("edd", _INDIA)
    now = _present(parcel, data.number("shipment_status"), shipment.text("current_status"), expected)
    return told(scans, now and replace(now, at=_since(now, shipment, activities)))


def _order(told_id: str) -> OrderRef:
    """The channel's order id, without the number Shiprocket puts behind it ("1373900_150876814").

    A shop's own numbers may end so too ("RNG_2026_450002").
    """
    split = re.fullmatch(r"(.*[0-9].*)_[0-9]+", told_id)
    return OrderRef(number=split[1], as_told=told_id) if split else OrderRef(number=told_id)


def _scans(scans: list[Fields], parcel: ParcelNews) -> Iterator[ParcelNews]:
    """The scans that are milestones, and have a time that says where they belong."""
    for scan in scans:
        words = f"{scan.text('sr-status-label')} {scan.text('activity')}"
        at, status = scan.moment("date", _INDIA), status_of(scan.number("sr-status"), scan.text("sr-status-label"))
        milestone = milestone_of(status, words) if status else ""
        if at and milestone:
            yield with_reason(replace(parcel, milestone=milestone, at=at, place=scan.text("location")), words)


def _present(parcel: ParcelNews, number: int | None, words: str, expected_on: date | None) -> ParcelNews | None:
    """The present status; None when it is one we don't know."""
    status = status_of(number, words)
    if status is None:
        return None
    milestone = milestone_of(status, words)
    now = replace(parcel, milestone=milestone, expected_on=expected_on, cancelled=status in CANCELLED)
    return with_reason(now, words)


def _since(now: ParcelNews, shipment: Fields, activities: list[Fields]) -> datetime:
    """Since when the status of an answer holds: delivered at, else the newest scan of any kind, else as it came.

    Without that, each pull would bring yesterday's status as something that just happened.
    """
    if now.milestone == Milestone.DELIVERED and (delivered := shipment.moment("delivered_date", _INDIA)):
        return delivered
    times = [at for activity in activities if (at := activity.moment("date", _INDIA)) and not lies_ahead(at, now.at)]
    return max(times, default=now.at)
