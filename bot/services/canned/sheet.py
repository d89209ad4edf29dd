"""The team's answers kept ready as a table: a row for each, a column for each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.canned import CannedReply
from bot.domain.canned import FIELDS, LONGEST, LONGEST_NAME, SHORTCUT, find_unknown
from bot.domain.locale import CODES
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.sheets.opening import SheetRow, open_sheet
from bot.domain.sheets.writing import write_sheet
from bot.services.canned.history import KeptDeed
from bot.services.canned.keeping import change_kept, keep

COLUMNS = ("name", "shortcut", *CODES)


@dataclass(frozen=True, slots=True)
class CannedGiven:
    """An answer as a row has it; `shortcut` is None where the table has no such column."""

    name: str
    shortcut: str | None
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CannedTaken:
    """How many answers of a table are new, others now, and as they were."""

    new: int
    changed: int
    same: int


def list_shared(db: Session, merchant_id: int) -> list[CannedReply]:
    """List the team's answers by their names."""
    shared = select(CannedReply).where(CannedReply.merchant_id == merchant_id, CannedReply.staff_id.is_(None))
    return list(db.scalars(shared.order_by(CannedReply.name, CannedReply.id)))


def write_canned(rows: Iterable[CannedReply]) -> str:
    """Return answers as CSV."""
    return write_sheet(COLUMNS, ((row.name, row.shortcut, *(row.texts.get(one, "") for one in CODES)) for row in rows))


def read_canned(content: bytes) -> list[CannedGiven]:
    """Return the answers of a table; an empty cell is no text in that language.

    Raises:
        BadTable: has everything that is wrong with it, by row and column.
    """
    given: dict[str, CannedGiven] = {}
    numbers: dict[str, int] = {}
    faults: list[SheetFault] = []
    for row in open_sheet(content, COLUMNS, ("name",)).rows:
        name = row.cells.get("name", "")
        wrong = _list_faults(row)
        if name and name in numbers:
            wrong.append(row.fault("doubled_row", "name", other=numbers[name]))
        numbers.setdefault(name, row.number)
        texts = {code: row.cells[code] for code in CODES if row.cells.get(code)}
        given[name] = CannedGiven(name, row.cells.get("shortcut"), texts)
        faults += wrong
    if faults:
        raise BadTable(*faults)
    return list(given.values())


def take_canned(
    db: Session, merchant_id: int, answers: Sequence[CannedGiven], deed: KeptDeed, *, dry_run: bool = False
) -> CannedTaken:
    """Write the answers of a table; those that it does not name, and languages whose cell is empty, stay."""
    there = {row.name: row for row in list_shared(db, merchant_id)}
    new = changed = 0
    for one in answers:
        row = there.get(one.name)
        wanted = {
            "shortcut": (row.shortcut if row else "") if one.shortcut is None else one.shortcut,
            "texts": {**(row.texts if row else {}), **one.texts},
        }
        if row is None:
            new += 1
            if not dry_run:
                keep(db, CannedReply, merchant_id, None, {"name": one.name, **wanted}, deed)
        elif (row.shortcut, row.texts) != (wanted["shortcut"], wanted["texts"]):
            changed += 1
            if not dry_run:
                change_kept(db, row, row.version, wanted, deed)
    return CannedTaken(new, changed, len(answers) - new - changed)


def _list_faults(row: SheetRow) -> list[SheetFault]:
    name, shortcut = row.cells.get("name", ""), row.cells.get("shortcut", "")
    faults = [] if name else [row.fault("missing", "name")]
    if len(name) > LONGEST_NAME or "\n" in name:
        faults.append(row.fault("long", "name", most=LONGEST_NAME))
    if not SHORTCUT.fullmatch(shortcut):
        faults.append(row.fault("shortcut", "shortcut"))
    texts = {code: row.cells[code] for code in CODES if row.cells.get(code)}
    if not texts:
        faults.append(row.fault("no_text"))
    for code, text in texts.items():
        if len(text) > LONGEST:
            faults.append(row.fault("long", code, most=LONGEST))
        unknown = find_unknown(text)
        if unknown is not None:
            faults.append(row.fault("no_field", code, field=unknown, known=", ".join(FIELDS)))
    return faults
