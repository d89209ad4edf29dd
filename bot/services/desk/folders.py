"""The folders of the inbox: which conversations stand in each, asked for in the words its indexes have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, literal_column, or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.db.inbox import NoteMention
from bot.domain.access import Viewer
from bot.domain.conversations import Owner, Status
from bot.services.desk.clocks_told import has_run_out

# The assistant answers within that: nobody has to look.
PATIENCE = timedelta(seconds=30)
MOST = 1000  # that a count says; one more says that there are more

# Written out, not as values: an index of a part (ix_conversation_unassigned) is found by its very words alone.
_OPEN = Conversation.status == literal_column(f"'{Status.OPEN}'")
_OF_PEOPLE = or_(
    Conversation.needs_person_since.is_not(None), Conversation.owner != literal_column(f"'{Owner.ASSISTANT}'")
)
_NOBODYS = Conversation.assignee_id.is_(None)


class Folder(StrEnum):
    """Which conversations."""

    MINE = "mine"  # assigned to whoever asks
    UNASSIGNED = "unassigned"  # a person's turn, and nobody's yet
    WAITING = "waiting"  # the customer has no answer yet; the longest waiting first
    ASSISTANT = "assistant"
    MENTIONS = "mentions"  # notes name whoever asks, who has not read them
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    BREACHED = "breached"  # a goal was missed
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a folder; the parts have nothing in common.

    `lead`: what an index has to be read by before the time at which a conversation was active; `counted_by` is the
    order in which one index has it, without which a database that looks for the first thousand guesses at another.
    """

    conditions: tuple[ColumnElement[bool], ...]
    lead: tuple[ColumnElement[Any], ...] = ()
    counted_by: tuple[ColumnElement[Any], ...] = (Conversation.active_at.desc(), Conversation.id.desc())


def limit_to(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Return the conditions of the conversations that a viewer may see: of one that a note names them in also that."""
    theirs = [Conversation.merchant_id == viewer.merchant_id]
    if not viewer.sees_all:
        named = select(NoteMention.conversation_id).where(NoteMention.staff_id == viewer.staff_id)
        mine = Conversation.assignee_id == viewer.staff_id
        theirs.append(or_(_NOBODYS, mine, Conversation.id.in_(named)))
    return theirs


def find_slices(viewer: Viewer, folder: Folder, now: datetime) -> list[Slice]:
    """Find the parts of a folder that a viewer may see."""
    theirs, listed = limit_to(viewer), Conversation.active_at.is_not(None)
    if folder in _WITH_STATUS or folder == Folder.ALL:
        more = (_with_assistant(),) if folder == Folder.ASSISTANT else ()
        return [Slice((*one.conditions, listed, *more), one.lead) for one in _by_status(viewer, folder)]
    conditions = (*theirs, listed, *_small(viewer, folder, now))
    return [Slice(conditions, counted_by=_WAITED) if folder == Folder.WAITING else Slice(conditions)]


def count_folders(db: Session, viewer: Viewer, now: datetime) -> dict[Folder, int]:
    """Count the conversations of each folder; one more than MOST where there are more."""
    counted = [_count(find_slices(viewer, folder, now)).label(folder) for folder in Folder]
    found = db.execute(select(*counted)).one()
    return {folder: min(count, MOST + 1) for folder, count in zip(Folder, found, strict=True)}


def _count(slices: Sequence[Slice]) -> ColumnElement[Any]:
    found = (select(Conversation.id).where(*one.conditions).order_by(*one.lead, *one.counted_by) for one in slices)
    parts = [rows.limit(MOST + 1).subquery() for rows in found]
    counts = [select(func.count()).select_from(part).scalar_subquery() for part in parts]
    return reduce(add, counts)


_WAITED = (Conversation.waiting_since.asc(), Conversation.id.asc())
_WITH_STATUS = {
    Folder.ASSISTANT: Status.OPEN,
    Folder.SNOOZED: Status.SNOOZED,
    Folder.RESOLVED: Status.RESOLVED,
}


def _by_status(viewer: Viewer, folder: Folder) -> list[Slice]:
    """Large folders: whoever sees all reads them by time, others what is nobody's and what is theirs."""
    shop, status = Conversation.merchant_id == viewer.merchant_id, _WITH_STATUS.get(folder)
    if viewer.sees_all:
        return [Slice((shop,) if status is None else (shop, Conversation.status == status))]
    lead = (Conversation.assignee_id.desc(),)
    statuses = list(Status) if status is None else [status]
    kept = [(shop, Conversation.status == one) for one in statuses]
    nobodys = [Slice((*one, _NOBODYS), lead) for one in kept]
    return nobodys + [Slice((*one, Conversation.assignee_id == viewer.staff_id)) for one in kept]


def _with_assistant() -> ColumnElement[bool]:
    return and_(Conversation.owner == Owner.ASSISTANT, Conversation.needs_person_since.is_(None))


def _small(viewer: Viewer, folder: Folder, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Folders of what people have to do: no more than people can do."""
    waits = Conversation.waiting_since
    if folder == Folder.UNASSIGNED:
        return (_NOBODYS, _OPEN, _OF_PEOPLE)
    if folder == Folder.WAITING:
        return (_OPEN, waits.is_not(None), or_(_OF_PEOPLE, waits <= now - PATIENCE))
    if folder == Folder.BREACHED:
        return (has_run_out(viewer.merchant_id),)
    if viewer.staff_id is None:
        return (false(),)
    if folder == Folder.MINE:
        return (Conversation.status == Status.OPEN, Conversation.assignee_id == viewer.staff_id)
    named = select(NoteMention.conversation_id).where(
        NoteMention.staff_id == viewer.staff_id, NoteMention.read_at.is_(None)
    )
    return (Conversation.id.in_(named),)
