"""How much a query finds, for the badge of a saved view."""

from __future__ import annotations

import time
from collections.abc import Iterable

from sqlalchemy.orm import Session

from bot.db.limits import TookTooLong, limited
from bot.domain.search_query import read_query
from bot.services.search.conditions import Seeker
from bot.services.search.finding import ask_step
from bot.services.search.steps import list_steps

SECONDS = 0.5  # for all that are counted at once


def count_queries(db: Session, seeker: Seeker, queries: Iterable[tuple[int, str]], most: int) -> dict[int, int]:
    """Count what queries find, by their ids, each at most to `most`; what there was no time for is left out."""
    end, counted = time.monotonic() + SECONDS, dict[int, int]()
    for query_id, typed in queries:
        try:
            counted[query_id] = _count(db, seeker, typed, most, end)
        except TookTooLong:
            continue
    return counted


def _count(db: Session, seeker: Seeker, typed: str, most: int, end: float) -> int:
    with limited(db, end - time.monotonic()):
        steps = list_steps(db, seeker, read_query(typed))
    found = 0
    for step in steps:
        *_, rows = ask_step(db, step, None, most - found, end)
        found += len(rows)
        if found >= most:
            break
    return found
