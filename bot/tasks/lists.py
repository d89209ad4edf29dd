"""Reads lists of people row by row, and makes customers of those that were accepted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.bootstrap import Bot
from bot.db.engine import Conflict
from bot.domain.lists.faults import ListFault
from bot.domain.lists.opening import open_list
from bot.domain.lists.rows import ListPerson, read_people
from bot.domain.lists.states import ListState
from bot.services.broadcasts.lists import accepting, reading
from bot.services.broadcasts.lists.reading import ClaimedList
from bot.tasks.names import READ_LIST

LIMIT = 20
TRIES = 3  # of a batch in whose moment somebody of it became known elsewhere


def read_list(bot: Bot, file_id: int) -> None:
    """Go on with a list to the end of what it is at: its rows are read, or its people become customers."""
    with bot.database.writing.begin() as db:
        claimed = reading.claim_list(db, file_id, bot.now())
    if claimed is None:
        return
    if claimed.state == ListState.READING:
        _read(bot, claimed)
    else:
        while _resolve(bot, file_id):
            pass


def ring_lists(bot: Bot) -> int:
    """Ring for lists whose bell was lost, or whose worker died; returns how many."""
    with bot.database.reading.begin() as db:
        stalled = reading.list_stalled(db, bot.now(), LIMIT)
    for file_id in stalled:
        bot.bells.ring(READ_LIST, file_id)
    return len(stalled)


def _read(bot: Bot, claimed: ClaimedList) -> None:
    mark = claimed.read_to
    people = read_people(open_list(claimed.content, claimed.country), claimed.country, mark)
    for batch in _batches(people):
        with bot.database.writing.begin() as db:
            mark = reading.keep_rows(db, claimed, mark, batch, bot.now())
        if not mark:
            return
    with bot.database.writing.begin() as db:
        reading.end_reading(db, claimed.id)


def _resolve(bot: Bot, file_id: int) -> bool:
    for _ in range(TRIES - 1):
        try:
            with bot.database.writing.begin() as db:
                return accepting.resolve_batch(db, file_id, bot.now())
        except Conflict:
            continue
    with bot.database.writing.begin() as db:
        return accepting.resolve_batch(db, file_id, bot.now())


def _batches(people: Iterator[ListPerson | ListFault]) -> Iterator[list[ListPerson | ListFault]]:
    while batch := list(islice(people, reading.BATCH)):
        yield batch
