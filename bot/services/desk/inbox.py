"""The inbox: conversations in which the customer has written, by folder, turned over by key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.domain.channels import Channel
from bot.domain.sending import WINDOW, WINDOW_MARGIN
from bot.services.desk.folders import Folder, Slice, find_slices, limit_to

_Time = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


class Sort(StrEnum):
    """In which order conversations are listed."""

    ACTIVE = "active"  # the newest first
    WAITING = "waiting"  # the longest waiting first, then those that do not wait
    WINDOW = "window"  # whose window on WhatsApp shuts first, then those that have none open


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of conversations ends: the time by which the last one stands there, and its id.

    `is_rest`: among those of a Sort that come after what it is about.
    """

    at: datetime
    id: int
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class _Order:
    """A part of a Sort: those of these conditions, by a time."""

    at: _Time
    up: bool
    conditions: tuple[ColumnElement[bool], ...]
    is_rest: bool = False

    def columns(self, slice_: Slice) -> list[ColumnElement[Any]]:
        """What to order by."""
        if self.up:
            return [self.at.asc(), Conversation.id.asc()]
        return [*(slice_.lead if self.at is Conversation.active_at else ()), self.at.desc(), Conversation.id.desc()]


def choose_sort(folder: Folder) -> Sort:
    """Return the order of a folder for which none is asked."""
    return Sort.WAITING if folder == Folder.WAITING else Sort.ACTIVE


def list_conversations(
    db: Session, viewer: Viewer, folder: Folder, sort: Sort, after: Place | None, limit: int, now: datetime
) -> list[tuple[Conversation, Place]]:
    """List conversations of a folder that the viewer may see, with their customers, and where each stands."""
    slices, found = find_slices(viewer, folder, now), list[tuple[Conversation, Place]]()
    for order in _orders(sort, now):
        if after is not None and after.is_rest and not order.is_rest:
            continue
        from_here = after if after is not None and after.is_rest == order.is_rest else None
        query = _page(slices, order, from_here, limit - len(found))
        for row in db.scalars(query):
            at = getattr(row, order.at.key)
            found.append((row, Place(at, row.id, order.is_rest)))
        if len(found) >= limit:
            break
    return found


def find_conversation(db: Session, viewer: Viewer, conversation_id: int) -> Conversation | None:
    """Return a conversation that the viewer may see, None when there is none."""
    return db.scalars(select(Conversation).where(*limit_to(viewer), Conversation.id == conversation_id)).first()


def _orders(sort: Sort, now: datetime) -> list[_Order]:
    active = Conversation.active_at
    if sort == Sort.ACTIVE:
        return [_Order(active, up=False, conditions=())]
    if sort == Sort.WAITING:
        at: _Time = Conversation.waiting_since
        first: ColumnElement[bool] = at.is_not(None)
    else:
        at = Conversation.last_inbound_at
        first = and_(Conversation.channel == Channel.WHATSAPP, at > now - WINDOW + WINDOW_MARGIN)
    rest = at.is_(None) if sort == Sort.WAITING else or_(at.is_(None), not_(first))
    return [_Order(at, up=True, conditions=(first,)), _Order(active, up=False, conditions=(rest,), is_rest=True)]


def _page(slices: Sequence[Slice], order: _Order, after: Place | None, limit: int) -> Select[Conversation]:
    """Each part read by its index as far as the page goes, and the page of what was found."""
    where = [*order.conditions]
    if after is not None:
        at, row_id = order.at, Conversation.id
        further = at > after.at if order.up else at < after.at
        where.append(or_(further, and_(at == after.at, row_id > after.id if order.up else row_id < after.id)))
    whole = select(Conversation).options(joinedload(Conversation.customer))
    ordered = [
        select(Conversation.id).where(*one.conditions, *where).order_by(*order.columns(one)).limit(limit)
        for one in slices
    ]
    if len(ordered) == 1:
        only = slices[0]
        return whole.where(*only.conditions, *where).order_by(*order.columns(only)).limit(limit)
    parts = [select(part.subquery().c.id) for part in ordered]
    in_turn = order.columns(Slice(()))
    return whole.where(Conversation.id.in_(union_all(*parts))).order_by(*in_turn).limit(limit)
