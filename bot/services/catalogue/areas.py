"""Where the shop delivers, as its people write it: place by place, or all of it out of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import insert_once, won
from bot.db.shop import PinArea
from bot.domain.areas import MOST_DAYS, AreaGiven, check_area, read_prefix
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.sheets.opening import SheetRow, open_sheet
from bot.domain.sheets.reading import read_whole, read_yes
from bot.domain.sheets.writing import write_sheet

COLUMNS = ("pin", "days_min", "days_max", "cod", "served")
NEEDED = ("pin", "days_min", "days_max")
_VALUES = ("days_min", "days_max", "cod", "served")
_AT_ONCE = 500


class AreaMovedOn(Exception):
    """Raised for a change of a place that is another by now; has it as it is, None where it is no more."""

    def __init__(self, row: PinArea | None) -> None:
        super().__init__()
        self.row = row


@dataclass(frozen=True, slots=True)
class AreasTaken:
    """What a table did with the places: how many are new, others now, as they were, and gone."""

    new: int
    changed: int
    same: int
    dropped: int


def list_areas(db: Session, merchant_id: int, begins: str = "", after: str = "", limit: int = 100) -> list[PinArea]:
    """List the shop's places by their PIN codes: those that begin with some digits, after one of them."""
    mine = select(PinArea).where(PinArea.merchant_id == merchant_id, PinArea.prefix > after)
    mine = mine.where(PinArea.prefix.startswith(begins, autoescape=True)) if begins else mine
    return list(db.scalars(mine.order_by(PinArea.prefix).limit(limit)))


def count_areas(db: Session, merchant_id: int) -> int:
    """Count the shop's places."""
    return db.scalars(select(func.count()).where(PinArea.merchant_id == merchant_id)).one()


def find_written(db: Session, merchant_id: int, prefix: str) -> PinArea | None:
    """Return the place that was written for these very digits, None without."""
    mine = select(PinArea).where(PinArea.merchant_id == merchant_id, PinArea.prefix == prefix)
    return db.scalars(mine.execution_options(populate_existing=True)).first()


def write_area(db: Session, merchant_id: int, area: AreaGiven, version: int, now: datetime) -> PinArea:
    """Write a place as it was at `version` (0: a new one); what is the same already stays.

    Raises:
        BadArea: it cannot be.
        AreaMovedOn: it is at another version.
    """
    check_area(area)
    row = find_written(db, merchant_id, area.prefix)
    if row is not None and _given(row) == area:
        return row
    values = asdict(area)
    if version == 0:
        done = insert_once(db, PinArea, merchant_id=merchant_id, version=1, **values) is not None
    else:
        seen = update(PinArea).where(PinArea.merchant_id == merchant_id, PinArea.prefix == area.prefix)
        done = won(db, seen.where(PinArea.version == version).values(version=version + 1, **values))
    row = find_written(db, merchant_id, area.prefix)
    if not done or row is None:
        raise AreaMovedOn(row)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return row


def drop_area(db: Session, merchant_id: int, prefix: str, now: datetime) -> bool:
    """Drop a place; False where there is none."""
    mine = delete(PinArea).where(PinArea.merchant_id == merchant_id, PinArea.prefix == prefix)
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return won(db, mine)


def write_areas(rows: Iterable[PinArea]) -> str:
    """Return places as CSV."""
    told = ((f"{row.prefix}*" if len(row.prefix) < 6 else row.prefix, row) for row in rows)
    return write_sheet(COLUMNS, ((pin, r.days_min, r.days_max, _yes(r.cod), _yes(r.served)) for pin, r in told))


def read_areas(content: bytes) -> list[AreaGiven]:
    """Return the places of a table.

    Raises:
        BadTable: has everything that is wrong with it, by row and column.
    """
    areas: dict[str, AreaGiven] = {}
    rows: dict[str, int] = {}
    faults: list[SheetFault] = []
    for row in open_sheet(content, COLUMNS, NEEDED).rows:
        area, wrong = _read(row)
        if not wrong and area.prefix in rows:
            wrong = [row.fault("doubled_row", "pin", other=rows[area.prefix])]
        faults += wrong
        rows.setdefault(area.prefix, row.number)
        areas[area.prefix] = area
    if faults:
        raise BadTable(*faults)
    return list(areas.values())


def take_areas(
    db: Session, merchant_id: int, areas: Sequence[AreaGiven], now: datetime, *, replace: bool, dry_run: bool = False
) -> AreasTaken:
    """Write the places of a table; `replace`: those it does not name go. `dry_run`: only count."""
    there = {row.prefix: row for row in db.scalars(select(PinArea).where(PinArea.merchant_id == merchant_id))}
    fresh = [area for area in areas if area.prefix not in there]
    others = [area for area in areas if area.prefix in there and _given(there[area.prefix]) != area]
    gone = there.keys() - {area.prefix for area in areas} if replace else set()
    taken = AreasTaken(len(fresh), len(others), len(areas) - len(fresh) - len(others), len(gone))
    if dry_run:
        return taken
    db.add_all(PinArea(merchant_id=merchant_id, **asdict(area)) for area in fresh)
    for area in others:
        row = there[area.prefix]
        for name in _VALUES:
            setattr(row, name, getattr(area, name))
        row.version += 1
    ids = [there[prefix].id for prefix in gone]
    for start in range(0, len(ids), _AT_ONCE):
        db.execute(delete(PinArea).where(PinArea.id.in_(ids[start : start + _AT_ONCE])))
    db.flush()
    note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return taken


def _given(row: PinArea) -> AreaGiven:
    return AreaGiven(row.prefix, row.days_min, row.days_max, row.cod, row.served)


def _read(row: SheetRow) -> tuple[AreaGiven, list[SheetFault]]:
    cells: Mapping[str, str] = row.cells
    prefix = read_prefix(cells.get("pin", ""))
    least, most = read_whole(cells.get("days_min", "")), read_whole(cells.get("days_max", ""))
    cod, served = read_yes(cells.get("cod", "") or "yes"), read_yes(cells.get("served", "") or "yes")
    wrong = [] if prefix else [row.fault("prefix" if cells.get("pin") else "missing", "pin")]
    wrong += [row.fault("yes_no", name) for name, told in (("cod", cod), ("served", served)) if told is None]
    is_far = served is False and not (cells.get("days_min") or cells.get("days_max"))
    least, most = (0, 0) if is_far else (least, most)
    if least is None or least > MOST_DAYS:
        wrong.append(row.fault("days", "days_min", most=MOST_DAYS))
    elif most is None or not least <= most <= MOST_DAYS:
        wrong.append(row.fault("days", "days_max", most=MOST_DAYS))
    return AreaGiven(prefix, least or 0, most or 0, bool(cod), bool(served)), wrong


def _yes(value: bool) -> str:
    return "yes" if value else "no"
