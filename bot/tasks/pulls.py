"""Asks shops, carriers and Twilio for what their webhooks did not bring: claim, one page, record, and so on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from bot.bootstrap import Bot
from bot.logs import get_logger
from bot.ports import ApiError
from bot.ports.platforms import Pulled
from bot.services.chat import attachments, inbox
from bot.services.connections import findings, pulls
from bot.services.connections.pulls import Asked, LostLease
from bot.tasks.names import ANSWER, APPLY, FETCH, PULL
from bot.tasks.pull_pages import PulledPage, reader_of

log = get_logger(__name__)
PAGES_A_RUN, PAGES_OF_PARCELS = 20, 5
DUE_AT_ONCE = 100


def pull(bot: Bot, pull_id: int) -> None:
    """Ask on, for at most some pages. What is left, or waits, goes on when it is due: the scheduler rings."""
    with bot.database.writing.begin() as db:
        asked = pulls.claim(db, pull_id, bot.now())
    if asked is None:
        return
    try:
        _ask(bot, asked)
    except LostLease:
        log.warning("a pull took longer than its lease: somebody else goes on with it", pull_id=pull_id)


def list_due_pulls(bot: Bot) -> list[int]:
    """Make the pulls that are missing, and return the ids of those that are due."""
    with bot.database.reading.begin() as db:
        planned = pulls.is_planned(db)
    if not planned:
        with bot.database.writing.begin() as db:
            pulls.plan(db, bot.now())
    with bot.database.reading.begin() as db:
        return pulls.list_due(db, bot.now(), DUE_AT_ONCE)


def ring_for_pulls(bot: Bot, ids: Collection[int]) -> int:
    """Ring for these pulls; how many."""
    for pull_id in ids:
        bot.bells.ring(PULL, pull_id)
    return len(ids)


def _ask(bot: Bot, asked: Asked) -> None:
    try:
        read = reader_of(bot, asked)
        pages = PAGES_OF_PARCELS if asked.what == Pulled.TRACKING else PAGES_A_RUN
        for left in reversed(range(pages)):
            page = read(asked)
            following = _record(bot, asked, page, _pause(asked, page, left))
            if following is None:
                return
            asked = following
    except ApiError as error:
        log.warning("a pull failed", pull_id=asked.pull_id, reason=error.reason, kind=error.kind)
        with bot.database.writing.begin() as db:
            pulls.record_failure(db, asked, error, bot.now())


def _pause(asked: Asked, page: PulledPage, left: int) -> timedelta | None:
    """How long to stop before the next page; None to go on. Nobody sleeps in a worker."""
    if left:
        return page.wait or None
    # Parcels are asked one request each: the rest of them has time until the next round.
    return pulls.EVERY if asked.what == Pulled.TRACKING else page.wait


def _record(bot: Bot, asked: Asked, page: PulledPage, pause: timedelta | None) -> Asked | None:
    """Store what a page held and move the cursor, both or neither; returns what to ask next."""
    rings: list[tuple[str, int]] = []
    now = bot.now()
    with bot.database.writing.begin() as db:
        if asked.connection is not None:
            rings += [(APPLY, event_id) for event_id in findings.store(db, asked.connection, page.found, now)]
        taken = 0
        for received, at in page.messages:
            conversation_id = inbox.take_in(db, received, at, asked.account[0])
            if conversation_id is not None:
                taken += 1
                rings.append((ANSWER, conversation_id))
                rings += [(FETCH, media_id) for media_id in attachments.list_waiting_of(db, received.sid)]
        found = taken if asked.connection is None else len(rings)
        turned = pulls.Turned(page.cursor, found, pause, len(page.found), page.total)
        following = pulls.turn_page(db, asked, turned, now)
    for task, row_id in rings:
        bot.bells.ring(task, row_id)
    return following
