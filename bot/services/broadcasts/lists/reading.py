"""The rows of a list are looked at and kept, some at a time: a worker that dies goes on where it was."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot.db.base import table_of
from bot.db.claims import won
from bot.db.lists import AudienceFile, AudienceRow
from bot.db.shop import Merchant
from bot.domain.lists.faults import ListFault
from bot.domain.lists.rows import ListPerson
from bot.domain.lists.states import SHOWN_FAULTS, ListState

BATCH = 1000
LEASE = timedelta(minutes=1)
_AT_WORK = (ListState.READING, ListState.ACCEPTING)


@dataclass(frozen=True, slots=True)
class ClaimedList:
    """A list that a worker is to go on with. `content` is empty once its rows were read."""

    id: int
    state: ListState
    content: bytes
    country: str
    read_to: int


def list_stalled(db: Session, now: datetime, limit: int) -> list[int]:
    """List the lists that are to go on and that no worker is at."""
    stalled = select(AudienceFile.id).where(AudienceFile.state.in_(_AT_WORK), AudienceFile.lease_until <= now)
    return list(db.scalars(stalled.order_by(AudienceFile.id).limit(limit)))


def claim_list(db: Session, file_id: int, now: datetime) -> ClaimedList | None:
    """Claim a list for a while; None when there is nothing to do, or another worker is at it."""
    free = (AudienceFile.state.in_(_AT_WORK), AudienceFile.lease_until <= now)
    mine = update(AudienceFile).where(AudienceFile.id == file_id, *free)
    if not won(db, mine.values(lease_until=now + LEASE)):
        return None
    file = db.get_one(AudienceFile, file_id, populate_existing=True)
    country = db.get_one(Merchant, file.merchant_id).country
    content = zlib.decompress(file.content) if file.content else b""
    return ClaimedList(file_id, ListState(file.state), content, country, file.read_to)


def keep_rows(
    db: Session, claimed: ClaimedList, after: int, batch: Sequence[ListPerson | ListFault], now: datetime
) -> int:
    """Keep the people of the next rows and count what is wrong with others; returns the row it has come to.

    `after`: the row of the spreadsheet up to which they were read before. 0 where another worker was here.
    """
    last = batch[-1].row
    # Held by its mark and not by the lease alone: a worker that was paused past its lease finds another mark.
    mine = (AudienceFile.id == claimed.id, AudienceFile.state == ListState.READING, AudienceFile.read_to == after)
    if not won(db, update(AudienceFile).where(*mine).values(read_to=last, lease_until=now + LEASE)):
        return 0
    file = db.get_one(AudienceFile, claimed.id, populate_existing=True)
    people = [one for one in batch if isinstance(one, ListPerson)]
    faults = [one for one in batch if isinstance(one, ListFault)]
    known = _find_known(db, claimed.id, [one.phone for one in people])
    fresh: list[ListPerson] = []
    for one in people:
        first = known.setdefault(one.phone, one.row)
        if first == one.row:
            fresh.append(one)
        else:
            faults.append(ListFault("repeated", one.row, {"first": first}))
    if fresh:
        ours = {"merchant_id": file.merchant_id, "file_id": file.id, "customer_id": None}
        db.connection().execute(insert(table_of(AudienceRow)), [ours | _columns(one) for one in fresh])
    note_faults(file, sorted(faults, key=lambda fault: fault.row))
    file.people += len(fresh)
    db.flush()
    return last


def note_faults(file: AudienceFile, faults: Sequence[ListFault]) -> None:
    """Count faults of a list's rows, and keep the first of them."""
    wrong = Counter(file.wrong) + Counter(fault.name for fault in faults)
    file.wrong = dict(wrong)
    room = SHOWN_FAULTS - len(file.faults)
    file.faults = [*file.faults, *(asdict(fault) for fault in faults[: max(room, 0)])]


def end_reading(db: Session, file_id: int) -> bool:
    """Mark a list whose last row was read: its bytes are no longer needed. False when it was marked before."""
    mine = update(AudienceFile).where(AudienceFile.id == file_id, AudienceFile.state == ListState.READING)
    return won(db, mine.values(state=ListState.READ, content=None))


def _columns(one: ListPerson) -> dict[str, object]:
    return {
        "number": one.row,
        "phone": one.phone,
        "name": one.name,
        "locale": one.locale,
        "values": dict(one.values),
    }


def _find_known(db: Session, file_id: int, phones: Sequence[str]) -> dict[str, int]:
    """Phones of a list's earlier rows -> the row."""
    known = select(AudienceRow.phone, AudienceRow.number).where(
        AudienceRow.file_id == file_id, AudienceRow.phone.in_(phones)
    )
    return {str(phone): number for phone, number in db.execute(known)}
