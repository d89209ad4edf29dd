"""What is found by a query: texts, the nearest to what was typed first, or conversations; newest first, by pages."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from bot.db.limits import TookTooLong, limited
from bot.domain.search_query import SearchQuery
from bot.domain.search_tiers import Tier
from bot.services.search.conditions import Seeker
from bot.services.search.steps import SearchStep, list_steps

LIMIT = 2.0  # seconds


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """Where a page of what was found ends: at which step, and the time and the id of what stands there."""

    step: int
    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Something found in a conversation: the text `thing_id` of a `side`, or (both None) the conversation itself."""

    place: SearchPlace
    conversation_id: int
    side: str | None
    thing_id: int | None
    tier: Tier | None


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of what was found. `next` is where it ends, None on the last; `is_cut`: there was no time for the rest."""

    found: tuple[FoundPlace, ...]
    next: SearchPlace | None = None
    is_cut: bool = False


def find_page(
    db: Session, seeker: Seeker, query: SearchQuery, after: SearchPlace | None, limit: int, seconds: float = LIMIT
) -> FoundPage:
    """Find a page of what a query asks for, in the time given."""
    end = time.monotonic() + seconds
    found, so_far = list[FoundPlace](), list[FoundPlace]()
    try:
        with limited(db, seconds):
            steps = list_steps(db, seeker, query)
        for step in steps:
            if after is not None and step.number < after.step:
                continue
            here = (after.at, after.id) if after is not None and after.step == step.number else None
            for rows in ask_step(db, step, here, limit + 1 - len(found), end):
                so_far = [*found, *(_found(step, row) for row in rows)]
            found = so_far
            if len(found) > limit:
                break
    except TookTooLong:
        return FoundPage(tuple(so_far[:limit]), is_cut=True)
    following = found[limit - 1].place if len(found) > limit else None
    return FoundPage(tuple(found[:limit]), following)


def ask_step(
    db: Session, step: SearchStep, after: tuple[datetime, int] | None, limit: int, end: float
) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
    """Yield at most so many rows of a step, the newest first: what each of its ways finds, until one is enough.

    `end`: until when, by time.monotonic(). What came last is the whole; when there is no time for the whole, it is what
    can be told of it.

    Raises:
        TookTooLong: it was not found by then.
    """
    most = min(limit, step.most)
    for way in step.ways:
        with limited(db, end - time.monotonic()):
            rows = db.execute(way(after, most)).all()
        yield rows
        if len(rows) == most:
            return


def _found(step: SearchStep, row: Row[*tuple[Any, ...]]) -> FoundPlace:
    row_id, conversation_id, at, side, thing_id = (*row, None, None)[:5]
    return FoundPlace(SearchPlace(step.number, at, row_id), conversation_id, side, thing_id, step.tier)
