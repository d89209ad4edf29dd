"""The shop's offers as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.db.shop import Offer
from bot.domain.connections import OWN_SYSTEM
from bot.domain.money import MOST, to_major, to_minor
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.sheets.opening import SheetRow, open_sheet
from bot.domain.sheets.reading import read_amount, read_yes
from bot.domain.sheets.writing import write_sheet
from bot.services.rewards.offer_list import BadOffer, OfferGiven, add_offer, change_offer, check_offer, find_code

COLUMNS = ("code", "amount", "minimum", "ends_on", "active")


@dataclass(frozen=True, slots=True)
class OffersTaken:
    """What a table did with the offers; `left`: those that the shop's system tells of, which stay as they are."""

    new: int
    changed: int
    same: int
    left: tuple[str, ...]


def write_offers(offers: Iterable[Offer], currency: str) -> str:
    """Return offers as CSV."""
    return write_sheet(COLUMNS, (_cells(row, currency) for row in offers))


def read_offers(content: bytes, currency: str) -> list[OfferGiven]:
    """Return the offers of a table.

    Raises:
        BadTable: has everything that is wrong with it, by row and column.
    """
    offers: dict[str, OfferGiven] = {}
    rows: dict[str, int] = {}
    faults: list[SheetFault] = []
    for row in open_sheet(content, COLUMNS, ("code", "amount", "minimum")).rows:
        given, wrong = _read(row, currency)
        if not wrong and given.code in rows:
            wrong = [row.fault("doubled_row", "code", other=rows[given.code])]
        faults += wrong
        rows.setdefault(given.code, row.number)
        offers[given.code] = given
    if faults:
        raise BadTable(*faults)
    return list(offers.values())


def take_offers(
    db: Session, merchant_id: int, offers: Sequence[OfferGiven], now: datetime, *, dry_run: bool = False
) -> OffersTaken:
    """Write the offers of a table; those it does not name stay as they are."""
    new, changed, left = 0, 0, []
    for given in offers:
        row = find_code(db, merchant_id, given.code)
        if row is None:
            new += 1
            if not dry_run:
                add_offer(db, merchant_id, given, now)
        elif all(getattr(row, name) == getattr(given, name) for name in COLUMNS):
            continue
        elif row.source != OWN_SYSTEM:
            left.append(given.code)
        else:
            changed += 1
            if not dry_run:
                change_offer(db, row, row.version, given, now)
    return OffersTaken(new, changed, len(offers) - new - changed - len(left), tuple(left))


def _cells(row: Offer, currency: str) -> Sequence[object]:
    amounts = (to_major(row.amount, currency), to_major(row.minimum, currency))
    return (row.code, *amounts, row.ends_on or "", "yes" if row.active else "no")


def _read(row: SheetRow, currency: str) -> tuple[OfferGiven, list[SheetFault]]:
    cells, wrong = row.cells, []
    amounts = []
    for column in ("amount", "minimum"):
        amount = read_amount(cells.get(column, ""))
        amounts.append(to_minor(amount, currency) if amount is not None else 0)
        if amount is None or amounts[-1] > MOST:
            wrong.append(row.fault("amount", column))
    ends = _day(cells.get("ends_on", ""))
    if cells.get("ends_on") and ends is None:
        wrong.append(row.fault("day", "ends_on"))
    active = read_yes(cells.get("active", "") or "yes")
    if active is None:
        wrong.append(row.fault("yes_no", "active"))
    given = OfferGiven(cells.get("code", ""), amounts[0], amounts[1], ends, bool(active))
    if not wrong:
        try:
            check_offer(given)
        except BadOffer as error:
            name = "code" if error.field == "code" else "amount"
            wrong.append(row.fault(name, error.field))
    return given, wrong


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None
