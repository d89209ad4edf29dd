"""Where a page ends, as programs hand it back: a moment in microseconds and what stands there. Values, not a row's id:
a conversation that moved on, or a message that is gone, takes nobody's place away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.services.desk.inbox import Place
from bot.services.desk.order_events import SIDES
from bot.services.desk.thread import EVENT, IN, NOTE, OUT, Spot
from bot.services.search.customers import CustomerPlace
from bot.services.search.finding import SearchPlace

PLACE = "^[0-9]{1,16}-[0-9]{1,18}(-rest)?$"
# What a row of a thread is called (in-12, note-3), and where a page of a thread ends.
_ROW = f"({'|'.join(sorted((EVENT, IN, NOTE, OUT, *SIDES)))})-[0-9]{{1,18}}$"
ROW, SPOT = f"^{_ROW}", f"^[0-9]{{1,16}}-{_ROW}"
SEARCH_PLACE = "^[0-9]-[0-9]{1,16}-[0-9]{1,18}$"
CUSTOMER_PLACE = "^(sound-)?[0-9]{1,18}$"
_EPOCH, _UNIT = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


Found = TypeVar("Found")


def cut_page(found: Sequence[Found], limit: int) -> tuple[Sequence[Found], Found | None]:
    """Return the page of what was found, one more than `limit` having been looked for; and its last if more follow."""
    page = found[:limit]
    return page, page[-1] if len(found) > limit else None


def write_place(place: Place) -> str:
    """Return the place after a conversation, as a program hands it back."""
    return f"{(place.at - _EPOCH) // _UNIT}-{place.id}{'-rest' if place.is_rest else ''}"


def read_place(written: str) -> Place:
    """Return the place that was written like PLACE."""
    at, row_id, *rest = written.split("-")
    return Place(_EPOCH + int(at) * _UNIT, int(row_id), bool(rest))


def write_spot(spot: Spot) -> str:
    """Return the place before a message, as a program hands it back."""
    return f"{(spot.at - _EPOCH) // _UNIT}-{spot.name}"


def read_spot(written: str) -> Spot:
    """Return the place that was written like SPOT."""
    at, side, row_id = written.split("-")
    return Spot(_EPOCH + int(at) * _UNIT, side, int(row_id))


def write_search_place(place: SearchPlace) -> str:
    """Return the place after something found, as a program hands it back."""
    return f"{place.step}-{(place.at - _EPOCH) // _UNIT}-{place.id}"


def read_search_place(written: str) -> SearchPlace:
    """Return the place that was written like SEARCH_PLACE."""
    step, at, row_id = map(int, written.split("-"))
    return SearchPlace(step, _EPOCH + at * _UNIT, row_id)


def write_customer_place(place: CustomerPlace) -> str:
    """Return the place where a page of customers begins, as a program hands it back."""
    return f"{'sound-' if place.by_sound else ''}{place.id}"


def read_customer_place(written: str) -> CustomerPlace:
    """Return the place that was written like CUSTOMER_PLACE."""
    return CustomerPlace(int(written.removeprefix("sound-")), written.startswith("sound-"))
