"""AfterShip's `msg`, the whole tracking object, as news of a parcel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.carriers.aftership.statuses import CANCELLED, milestone_of
from bot.carriers.body import Fields
from bot.carriers.history import oldest_first, told
from bot.carriers.reasons import late_why, with_reason
from bot.domain.milestones import Milestone
from bot.domain.news import Nothing, OrderRef, ParcelNews, Unreadable
from bot.ports import Known

_NO_NUMBER = Nothing("no tracking number")
_PLACES = ("city", "state", "country_region_name", "country_name")


def updated(msg: Fields, happened_at: datetime, known: Known) -> tuple[ParcelNews | Nothing, ...]:
    """A tracking_update; raises Unreadable."""
    parcel = _parcel(msg, happened_at, known)
    if not parcel.tracking_number:
        return (_NO_NUMBER,)
    homeward = msg.needed_flag("return_to_sender")
    checkpoints = msg.parts("checkpoints")
    scans = oldest_first(_scans(checkpoints, parcel, homeward, known), known.received_at)
    milestone = _milestone(msg, homeward)
    if milestone is None:
        return told(scans, None)
    # `happened_at` is only when AfterShip saw it: a checkpoint of the same knows better.
    at = scans[-1].at if scans and scans[-1].milestone == milestone else happened_at
    now = replace(parcel, milestone=milestone, at=at, cancelled=msg.text("subtag") in CANCELLED)
    return told(scans, with_reason(now, msg.text("subtag_message")))


def expected(msg: Fields, happened_at: datetime, known: Known) -> tuple[ParcelNews | Nothing, ...]:
    """An edd_revise: a new day, and nothing that happened. Raises Unreadable."""
    parcel = _parcel(msg, happened_at, known)
    if not parcel.tracking_number:
        return (_NO_NUMBER,)
    if parcel.expected_on is None:
        return (Nothing("no new day of delivery"),)
    reason = msg.part("latest_estimated_delivery").text("revise_reason")
    return (replace(parcel, late_why=late_why(reason) if reason else ""),)


def seconds(fields: Fields, name: str, default: datetime) -> datetime:
    """A Unix time in whole seconds; raises Unreadable when it is none of this century."""
    told_at = fields.number(name)
    if not told_at:
        return default
    if not 946_684_800 <= told_at < 4_102_444_800:
        raise Unreadable(name, "is not a Unix time in seconds")
    return datetime.fromtimestamp(told_at, UTC)


def _parcel(msg: Fields, at: datetime, known: Known) -> ParcelNews:
    return ParcelNews(
        OrderRef(number=msg.text("order_number") or msg.text("order_id")),
        "",
        at,
        tracking_number=msg.text("tracking_number"),
        courier=msg.text("slug").replace("-", " ").title(),
        tracking_url=msg.link("courier_tracking_link"),
        expected_on=_expected_on(msg, ZoneInfo(known.zone)),
    )


def _expected_on(msg: Fields, zone: ZoneInfo) -> date | None:
    """The promised day, the newest estimate first; the later of two ends where a span is given."""
    latest, found = msg.part("latest_estimated_delivery"), None
    for name in ("datetime_max", "datetime"):
        found = found or latest.day(name, zone)
    for name in ("aftership_estimated_delivery_date", "courier_estimated_delivery_date"):
        found = found or msg.part(name).day("estimated_delivery_date", zone)
    return found or msg.day("expected_delivery", zone)


def _scans(checkpoints: list[Fields], parcel: ParcelNews, homeward: bool, known: Known) -> Iterator[ParcelNews]:
    """The checkpoints that are milestones, and have a time that says where they belong."""
    for checkpoint in checkpoints:
        at = checkpoint.moment("checkpoint_time", ZoneInfo(known.zone))
        milestone = _milestone(checkpoint, homeward)
        if at and milestone:
            scan = replace(parcel, milestone=milestone, at=at, place=_place(checkpoint), expected_on=None)
            yield with_reason(scan, f"{checkpoint.text('subtag_message')} {checkpoint.text('message')}")


def _milestone(fields: Fields, homeward: bool) -> str | None:
    """Once it goes back to the sender, "delivered" means: to the sender. The buyer must not hear it."""
    milestone = milestone_of(fields.text("tag"), fields.text("subtag"))
    return Milestone.RETURNED if homeward and milestone == Milestone.DELIVERED else milestone


def _place(checkpoint: Fields) -> str:
    parts = [checkpoint.text(name) for name in _PLACES]
    return checkpoint.text("location") or ", ".join(dict.fromkeys(part for part in parts if part))
