"""What is older than it is kept for goes, a small batch at a time, so that nobody waits for it.

Numbers of rows follow the time at which they were made: where the old end is found by a few looks at the primary key,
and no table needs an index by time. What is still on its way stays, however old.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, literal, literal_column, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bot.db.attachments import Attachment
from bot.db.connections import DataExport, RawEvent
from bot.db.conversations import Choice, InboundMessage, KeptRequest, Media
from bot.db.desk import OrderActionTaken
from bot.db.lists import AudienceFile, AudienceRow
from bot.db.notices import Moment, Notice
from bot.db.orders import Parcel, Sighting
from bot.db.outgoing import OutgoingMessage, StatusEvent
from bot.db.requests import ProofGuess
from bot.db.search import SearchEntry, Side
from bot.db.shop import Merchant
from bot.db.teaching import MessageMark, MessageReading, TaughtExample
from bot.domain.connections import EventState
from bot.domain.conversations import InboundState, MediaState
from bot.domain.delivery import BEFORE_ACCEPTANCE, UNSENT
from bot.domain.milestones import Milestone
from bot.domain.moments import MomentKind
from bot.domain.notices import NoticeState
from bot.domain.retention import OF_A_SHOP, SHARED, KeptKind, days_in_force, read_days
from bot.services.messages.broadcasts import list_lists_needed
from bot.services.people.conversations import ERASED
from bot.services.privacy.last_words import keep_last_words

BATCH = 500
_ON_ITS_WAY = (*UNSENT, *BEFORE_ACCEPTANCE)
_PLAIN = {"synchronize_session": False}
# What a parcel's state follows from for good, whatever is seen of it later.
# Written out: only so do both databases know that the index of all others is meant, which most parcels leave empty.
_ENDS: list[ColumnElement[str]] = [
    literal_column(f"'{end}'") for end in (Milestone.DELIVERED, Milestone.RETURNED, Milestone.LOST)
]
_PASSING = Sighting.milestone.not_in(_ENDS)
_GOES = Moment.kind != literal_column(f"'{MomentKind.PARCEL_LATE}'")


@dataclass(frozen=True, slots=True)
class Old:
    """What is looked for: rows of a shop (None: of all) made before a time."""

    merchant_id: int | None
    before: datetime


def read_shop_days(db: Session, merchant_id: int) -> dict[KeptKind, int]:
    """Return the days that a shop has decided for itself, by kind."""
    return read_days(db.get_one(Merchant, merchant_id).keep_days, OF_A_SHOP)


def list_work(db: Session, installation: Mapping[KeptKind, int]) -> list[tuple[KeptKind, int | None, int]]:
    """What there is to prune: kind, shop (None for what is of no single one), days."""
    shared = days_in_force(installation, {})
    work: list[tuple[KeptKind, int | None, int]] = [(kind, None, shared[kind]) for kind in SHARED if kind in _PRUNING]
    for merchant_id in db.scalars(select(Merchant.id).order_by(Merchant.id)):
        days = days_in_force(installation, read_shop_days(db, merchant_id))
        work.extend((kind, merchant_id, days[kind]) for kind in OF_A_SHOP)
    return work


def prune(db: Session, kind: KeptKind, merchant_id: int | None, days: int, now: datetime) -> int:
    """Let one batch of a kind go; returns how many rows went. None: for now no more may go.

    A batch may be smaller than BATCH and not the last: messages wait for their files to leave the disk.
    """
    old = Old(merchant_id, now - timedelta(days=days))
    return sum(let_go(db, old) for let_go in _PRUNING[kind])


def find_end(db: Session, table: type[Any], made_at: InstrumentedAttribute[datetime], before: datetime) -> int:
    """The number of the last row made before a time, by halving; 0 when there is none."""
    low, high = 0, db.scalar(select(func.max(table.id))) or 0
    while low < high:
        middle = (low + high + 1) // 2
        row = db.execute(select(table.id, made_at).where(table.id >= middle).order_by(table.id).limit(1)).one()
        if row[1] < before:
            low = max(middle, row[0])
        else:
            high = middle - 1
    return low


def _list_old(
    db: Session, old: Old, table: type[Any], made_at: InstrumentedAttribute[datetime], *which: ColumnElement[bool]
) -> list[int]:
    """The first rows of a table that go, BATCH at most; a table without shops has none of its own for them."""
    mine = [] if old.merchant_id is None else [table.merchant_id == old.merchant_id]
    until = table.id <= find_end(db, table, made_at, old.before)
    rows = db.execute(select(table.id, made_at).where(*mine, until, *which).order_by(table.id).limit(BATCH))
    # Their times are looked at here: PostgreSQL takes them for independent of the numbers, and would for the few rows
    # it expects read and sort all that there are.
    return [row_id for row_id, at in rows if at < old.before]


def _ids(db: Session, table: type[Any], *which: ColumnElement[bool]) -> list[int]:
    return list(db.scalars(select(table.id).where(*which).order_by(table.id).limit(BATCH)))


def _delete(db: Session, table: type[Any], ids: list[int]) -> int:
    _run(db, delete(table).where(table.id.in_(ids)))
    return len(ids)


def _sent(db: Session, old: Old) -> int:
    """Messages to customers, with the buttons they had."""
    gone = OutgoingMessage.state.not_in(_ON_ITS_WAY)
    ids = _list_old(db, old, OutgoingMessage, OutgoingMessage.queued_at, gone)
    keep_last_words(db, ids)
    _run(db, delete(Choice).where(Choice.outgoing_id.in_(ids)))
    _run(db, update(Attachment).where(Attachment.outgoing_id.in_(ids)).values(outgoing_id=None, erased_at=old.before))
    _run(db, update(OrderActionTaken).where(OrderActionTaken.outgoing_id.in_(ids)).values(outgoing_id=None))
    _run(db, update(OutgoingMessage).where(OutgoingMessage.retry_of.in_(ids)).values(retry_of=None))
    _unfind(db, Side.OUT, ids)
    return _delete(db, OutgoingMessage, ids)


def _received(db: Session, old: Old) -> int:
    """Messages of customers whose answers are gone; one with a file goes when its file has left the disk."""
    answers = exists().where(OutgoingMessage.in_reply_to == InboundMessage.id)
    done = InboundMessage.state != InboundState.WAITING
    ids = _list_old(db, old, InboundMessage, InboundMessage.received_at, done, ~answers)
    _erase(db, Media.inbound_id.in_(ids))
    _run(db, delete(Media).where(Media.inbound_id.in_(ids), Media.path.is_(None), Media.state != MediaState.WAITING))
    held = set(db.scalars(select(Media.inbound_id).where(Media.inbound_id.in_(ids))))
    gone = [row for row in ids if row not in held]
    _unfind(db, Side.IN, gone)
    for kept in (MessageReading, MessageMark):
        _run(db, delete(kept).where(kept.inbound_id.in_(gone)))
    _run(db, update(TaughtExample).where(TaughtExample.source_id.in_(gone)).values(source_id=None))
    return _delete(db, InboundMessage, gone)


def _unfind(db: Session, side: Side, ids: list[int]) -> None:
    _run(db, delete(SearchEntry).where(SearchEntry.side == side, SearchEntry.thing_id.in_(ids)))


def _files(db: Session, old: Old) -> int:
    """Files of customers: the scheduler takes what is marked off the disk (bot.tasks.forgetting.forget)."""
    until = find_end(db, InboundMessage, InboundMessage.received_at, old.before)
    files = select(Media.id).where(
        Media.merchant_id == old.merchant_id,
        Media.inbound_id <= until,
        Media.state == MediaState.KEPT,
        Media.path.is_not(None),
    )
    return _erase(db, Media.id.in_(list(db.scalars(files.order_by(Media.inbound_id).limit(BATCH)))))


def _erase(db: Session, which: ColumnElement[bool]) -> int:
    erased = update(Media).where(which, Media.path.is_not(None), Media.state != ERASED)
    found = db.execute(erased.values(url="", state=ERASED).returning(Media.id), execution_options=_PLAIN)
    return len(found.all())


def _events(db: Session, old: Old) -> int:
    done = RawEvent.state.in_((EventState.APPLIED, EventState.IGNORED))
    return _delete(db, RawEvent, _list_old(db, old, RawEvent, RawEvent.received_at, done))


def _moments(db: Session, old: Old) -> int:
    """What happened, with its notices. That a parcel is late is found again as long as it is: that stays."""
    mine = (Moment.merchant_id == old.merchant_id, Moment.at < old.before, _GOES)
    # Asked moment by moment: by EXISTS, PostgreSQL may go through all that are planned, or all notices there are.
    planned = literal(NoticeState.PLANNED).in_(select(Notice.state).where(Notice.moment_id == Moment.id))
    which = select(Moment.id).where(*mine, ~planned)
    # By an index of their times, which are in no order of ids.
    return _delete(db, Moment, list(db.scalars(which.order_by(Moment.at).limit(BATCH))))


def _sightings(db: Session, old: Old) -> int:
    """Where parcels were that have not moved since: all but their last milestone and how they ended."""
    later = aliased(Sighting)
    newer = or_(later.at > Sighting.at, (later.at == Sighting.at) & (later.id > Sighting.id))
    overtaken = exists().where(later.parcel_id == Sighting.parcel_id, later.milestone != "", newer)
    rests = exists().where(
        Parcel.id == Sighting.parcel_id, Parcel.merchant_id == old.merchant_id, Parcel.stage_at < old.before
    )
    shared = replace(old, merchant_id=None)  # whose a sighting is, its parcel knows
    return _delete(db, Sighting, _list_old(db, shared, Sighting, Sighting.heard_at, _PASSING, rests, overtaken))


def _lists(db: Session, old: Old) -> int:
    """Lists of people, but for those that a broadcast still needs; its people first, some at a time."""
    merchant_id = old.merchant_id or 0
    mine = (AudienceFile.merchant_id == merchant_id, AudienceFile.created_at < old.before)
    unneeded = AudienceFile.id.not_in(list_lists_needed(db, merchant_id))
    file_id = db.scalar(select(AudienceFile.id).where(*mine, unneeded).limit(1))
    if file_id is None:
        return 0
    rows = _ids(db, AudienceRow, AudienceRow.file_id == file_id)
    return _delete(db, AudienceRow, rows) if rows else _delete(db, AudienceFile, [file_id])


def _all_of(table: type[Any], made_at: InstrumentedAttribute[datetime]) -> Callable[[Session, Old], int]:
    return lambda db, old: _delete(db, table, _list_old(db, old, table, made_at))


def _run(db: Session, statement: Any) -> None:
    db.execute(statement, execution_options=_PLAIN)


_PRUNING: Mapping[KeptKind, tuple[Callable[[Session, Old], int], ...]] = {
    KeptKind.MESSAGES: (_sent, _received),
    KeptKind.READINGS: (_all_of(MessageReading, MessageReading.at),),
    KeptKind.FILES: (_files,),
    KeptKind.EVENTS: (_events,),
    KeptKind.NOTICES: (_moments,),
    KeptKind.SIGHTINGS: (_sightings,),
    KeptKind.EXPORTS: (_all_of(DataExport, DataExport.made_at),),
    KeptKind.GUESSES: (_all_of(ProofGuess, ProofGuess.at),),
    KeptKind.LISTS: (_lists,),
    KeptKind.CALLBACKS: (_all_of(StatusEvent, StatusEvent.received_at),),
    KeptKind.UNREAD: (_all_of(KeptRequest, KeptRequest.received_at),),
}
