"""What of a shop's sentences is registered for SMS in India: row by row, out of a table, and what is missing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from bot.db.claims import won
from bot.db.dlt_texts import DltTemplate
from bot.db.shop import Merchant
from bot.domain.consent import Purpose
from bot.domain.dlt_rows import BadDlt, DltRow, check_row
from bot.domain.locale import CODES
from bot.domain.moments import MomentKind
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.sheets.opening import SheetRow, open_sheet
from bot.domain.sheets.writing import write_sheet
from bot.services.messages.wording import Wording
from bot.services.moments.rules import read_rules

COLUMNS = ("sentence", "locale", "header", "template_id", "kind", "text")
_VALUES = ("header", "template_id", "kind", "text")
# What varies in a text, where nobody has said what stands there.
_VARIABLE = "{#alphanumeric#}"


@dataclass(frozen=True, slots=True)
class RegisteredSentence:
    """A sentence that may leave by SMS, in one locale, as it is said and as it is registered."""

    key: str
    title: str  # of a rule of the shop's own
    moment: MomentKind
    locale: str
    said: str
    marketing: bool
    row: DltRow | None
    fault: str  # why nothing leaves by it; "" where all is well


@dataclass(frozen=True, slots=True)
class DltTaken:
    """What a table did: how many rows are new, others now, and as they were."""

    new: int
    changed: int
    same: int


def list_sentences(db: Session, merchant: Merchant, locales: Collection[str], day: date) -> list[RegisteredSentence]:
    """List every sentence of the shop's rules that may leave by SMS, in these locales."""
    there = {(one.key, one.locale): one for one in read_rows(db, merchant.id)}
    found = []
    for rule in read_rules(db, merchant.id).values():
        if not rule.sms or not rule.active or rule.dropped:
            continue
        for locale in (one for one in CODES if one in locales and (not rule.locales or one in rule.locales)):
            said, offers = Wording(db, merchant, locale).template(rule.key), rule.purpose == Purpose.MARKETING
            row = there.get((rule.key, locale))
            fault = _find_fault(db, merchant, row, day)
            found.append(RegisteredSentence(rule.key, rule.title, rule.moment, locale, said, offers, row, fault))
    return found


def read_rows(db: Session, merchant_id: int) -> list[DltRow]:
    """Return everything the shop has registered, by sentence and locale."""
    mine = select(DltTemplate).where(DltTemplate.merchant_id == merchant_id)
    return [_given(one) for one in db.scalars(mine.order_by(DltTemplate.key, DltTemplate.locale))]


def find_row(db: Session, merchant_id: int, key: str, locale: str) -> DltRow | None:
    """Return what is registered of a sentence in a locale."""
    mine = select(DltTemplate).filter_by(merchant_id=merchant_id, key=key, locale=locale)
    found = db.scalars(mine).first()
    return _given(found) if found else None


def write_row(db: Session, merchant: Merchant, row: DltRow, day: date) -> None:
    """Note what is registered of a sentence in a locale.

    Raises:
        BadDlt: it cannot be; names the field and the remedy.
    """
    _check(db, merchant, row, day)
    _keep(db, merchant.id, row)


def drop_row(db: Session, merchant_id: int, key: str, locale: str) -> bool:
    """Note that a sentence is not registered; False where it was not."""
    return won(db, delete(DltTemplate).where(*_one(merchant_id, key, locale)))


def suggest_text(said: str, site: str) -> str:
    """Return how a sentence might be registered: with a variable for each field, and a link's fixed part written out.

    Args:
        site: where our pages are, which links of messages lead to.
    """
    told = re.sub(r"\{\w*(?:url|link)\w*\}", f"{site.rstrip('/')}/{_VARIABLE}", said)
    return re.sub(r"(?<!\{)\{\w+\}", _VARIABLE, told)


def write_rows(rows: Iterable[RegisteredSentence], site: str) -> str:
    """Return everything that may be registered as CSV, with the text to hand in where nothing is registered yet."""
    lines = (
        (
            one.key,
            one.locale,
            one.row.header if one.row else "",
            one.row.template_id if one.row else "",
            one.row.kind if one.row else "",
            one.row.text if one.row else suggest_text(one.said, site),
        )
        for one in rows
    )
    return write_sheet(COLUMNS, lines)


def read_table(content: bytes) -> list[tuple[SheetRow, DltRow]]:
    """Return the rows of a table that name an id or a header; the others are still to be registered.

    Raises:
        BadTable: has everything that is wrong with it, by row and column.
    """
    found: dict[tuple[str, str], tuple[SheetRow, DltRow]] = {}
    faults: list[SheetFault] = []
    for one in open_sheet(content, COLUMNS, COLUMNS).rows:
        row = DltRow(one.cells.get("sentence", ""), *(one.cells.get(name, "") for name in COLUMNS[1:]))
        if not (row.header or row.template_id or row.kind):
            continue
        if (row.key, row.locale) in found:
            faults.append(one.fault("doubled_row", "sentence", other=found[row.key, row.locale][0].number))
        found[row.key, row.locale] = one, row
    if faults:
        raise BadTable(*faults)
    return list(found.values())


def take_rows(
    db: Session, merchant: Merchant, rows: Sequence[tuple[SheetRow, DltRow]], day: date, *, dry_run: bool
) -> DltTaken:
    """Write the rows of a table, all or none; `dry_run`: only count.

    Raises:
        BadTable: has everything that is wrong with them.
    """
    faults = []
    for one, row in rows:
        try:
            _check(db, merchant, row, day)
        except BadDlt as error:
            column = "sentence" if error.field == "key" else error.field
            faults.append(one.fault("cannot_be", column, problem=error.problem, remedy=error.remedy))
    if faults:
        raise BadTable(*faults)
    there = {(one.key, one.locale): one for one in read_rows(db, merchant.id)}
    fresh = [row for _, row in rows if (row.key, row.locale) not in there]
    others = [row for _, row in rows if there.get((row.key, row.locale), row) != row]
    if not dry_run:
        for row in (*fresh, *others):
            _keep(db, merchant.id, row)
    return DltTaken(len(fresh), len(others), len(rows) - len(fresh) - len(others))


def _check(db: Session, merchant: Merchant, row: DltRow, day: date) -> None:
    rule = next((one for one in read_rules(db, merchant.id).values() if one.key == row.key and one.sms), None)
    if rule is None:
        raise BadDlt("key", "is no sentence that leaves by SMS", "write one of those that are listed")
    if row.locale not in CODES:
        raise BadDlt("locale", "is no language", f"write one of {', '.join(CODES)}")
    said = Wording(db, merchant, row.locale).template(row.key)
    check_row(row, merchant.dlt_headers, said, rule.purpose, day)


def _find_fault(db: Session, merchant: Merchant, row: DltRow | None, day: date) -> str:
    if row is None:
        return "it is not registered"
    try:
        _check(db, merchant, row, day)
    except BadDlt as error:
        return f"{error.field}: {error.problem}"
    return "" if merchant.dlt_entity_id else "the shop has no entity id"


def _keep(db: Session, merchant_id: int, row: DltRow) -> None:
    known = db.scalars(select(DltTemplate).where(*_one(merchant_id, row.key, row.locale))).first()
    if known is None:
        db.add(DltTemplate(merchant_id=merchant_id, **asdict(row)))
    else:
        for name in _VALUES:
            setattr(known, name, getattr(row, name))
    db.flush()


def _one(merchant_id: int, key: str, locale: str) -> tuple[ColumnElement[bool], ...]:
    return DltTemplate.merchant_id == merchant_id, DltTemplate.key == key, DltTemplate.locale == locale


def _given(row: DltTemplate) -> DltRow:
    return DltRow(row.key, row.locale, row.header, row.template_id, row.kind, row.text)
