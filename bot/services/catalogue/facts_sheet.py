"""The shop's products as a table: an empty cell leaves what is there, "-" empties it, a new SKU is a new product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.shop import Product
from bot.domain.locale import CODES
from bot.domain.money import MOST, to_major, to_minor
from bot.domain.product_facts import (
    COUNTED,
    FACTS,
    LONGEST_CARE,
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_MATCHES,
    MOST_WORDS,
)
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.sheets.opening import SheetRow, open_sheet
from bot.domain.sheets.reading import read_amount, read_list, read_whole
from bot.domain.sheets.writing import write_sheet
from bot.services.catalogue.facts import list_known_skus

_OF_LOCALE = {f"{name}_{code}": (name, code) for name in ("titles", "care") for code in CODES}
_COLUMN_OF = {place: column.replace("titles_", "title_") for column, place in _OF_LOCALE.items()}
_PLACE_OF = {column: place for place, column in _COLUMN_OF.items()}
_LISTS = {"sizes": MOST_WORDS, "colours": MOST_WORDS, "goes_with": MOST_MATCHES}
_TEXTS = {"title": LONGEST_NAME, "category": LONGEST_WORD, "material": LONGEST_NAME}
_LINKS = ("url", "picture_url")
COLUMNS = (
    *("sku", "title", "price", "stock", "category", "sizes", "colours", "material", "warranty_months", "lasts_days"),
    *("goes_with", *_LINKS, *_PLACE_OF),
)
EMPTIED = "-"
_MOST_STOCK = 100_000_000


@dataclass(frozen=True, slots=True)
class ProductsTaken:
    """What a table did with the products."""

    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A row of a table: the columns it fills in."""

    row: SheetRow
    sku: str
    values: Mapping[str, Any]


def write_products(products: Iterable[Product], currency: str) -> str:
    """Return products as CSV."""
    return write_sheet(COLUMNS, ([_cell(product, name, currency) for name in COLUMNS] for product in products))


def read_products(content: bytes, currency: str) -> list[ProductRow]:
    """Return the rows of a table.

    Raises:
        BadTable: has everything that is wrong with it, by row and column.
    """
    read: list[ProductRow] = []
    faults: list[SheetFault] = []
    rows: dict[str, int] = {}
    for row in open_sheet(content, COLUMNS, ("sku",)).rows:
        sku = row.cells.get("sku", "")
        if not sku or sku in rows:
            faults.append(row.fault("doubled_row", "sku", other=rows[sku]) if sku else row.fault("missing", "sku"))
        rows.setdefault(sku, row.number)
        values: dict[str, Any] = {}
        for column, cell in row.cells.items():
            if column != "sku" and cell:
                fault = _read_cell(row, column, cell, values, currency)
                faults += [fault] if fault else []
        read.append(ProductRow(row, sku, values))
    if faults:
        raise BadTable(*faults)
    return read


def take_products(
    db: Session, merchant_id: int, rows: Sequence[ProductRow], now: datetime, *, dry_run: bool = False
) -> ProductsTaken:
    """Write the rows of a table. What they say of facts is the shop's own from then on.

    Raises:
        BadTable: a new product without title or price, or one that goes with what the shop hasn't.
    """
    skus = [one.sku for one in rows]
    there = {row.sku: row for row in db.scalars(select(Product).where(Product.merchant_id == merchant_id))}
    wanted = {sku for one in rows for sku in one.values.get("goes_with", ())}
    known = {*skus, *list_known_skus(db, merchant_id, wanted)}
    faults = [fault for one in rows for fault in _check(one, there, known)]
    if faults:
        raise BadTable(*faults)
    fresh = [one for one in rows if one.sku not in there]
    others = [one for one in rows if one.sku in there and _differs(there[one.sku], one.values)]
    if not dry_run:
        for one in fresh:
            there[one.sku] = Product(merchant_id=merchant_id, sku=one.sku, category="", stock=1)
            there[one.sku].titles, there[one.sku].care, there[one.sku].typed = {}, {}, []
        for one in (*fresh, *others):
            _write(there[one.sku], one.values, is_new=one in fresh)
        db.add_all(there[one.sku] for one in fresh)
        db.flush()
        note_change(db, merchant_id, ChangeKind.SETTINGS, 0, now)
    return ProductsTaken(len(fresh), len(others), len(rows) - len(fresh) - len(others))


def _check(one: ProductRow, there: Mapping[str, Product], known: set[str]) -> Iterable[SheetFault]:
    if one.sku not in there and not {"title", "price"} <= one.values.keys():
        yield one.row.fault("new_product", "sku")
    for sku in one.values.get("goes_with", ()):
        if sku == one.sku:
            yield one.row.fault("itself", "goes_with")
        elif sku not in known:
            yield one.row.fault("sku", "goes_with", sku=sku)


def _merged(product: Product, name: str, value: Any) -> Any:
    """A value as the product has it then: of texts by language, the others stay."""
    if name not in ("titles", "care"):
        return value
    return {code: text for code, text in {**getattr(product, name), **value}.items() if text}


def _differs(product: Product, values: Mapping[str, Any]) -> bool:
    return any(getattr(product, name) != _merged(product, name, value) for name, value in values.items())


def _write(product: Product, values: Mapping[str, Any], *, is_new: bool) -> None:
    for name, value in values.items():
        setattr(product, name, _merged(product, name, value))
    product.typed = [name for name in FACTS if name in product.typed or name in values]
    product.version = 1 if is_new else product.version + 1


def _cell(product: Product, column: str, currency: str) -> object:
    if column in _PLACE_OF:
        name, code = _PLACE_OF[column]
        return getattr(product, name).get(code, "")
    value = getattr(product, column)
    if column == "price":
        return to_major(value, currency)
    return ", ".join(value) if column in _LISTS else value


def _read_cell(row: SheetRow, column: str, cell: str, values: dict[str, Any], currency: str) -> SheetFault | None:
    """Note a cell's value; returns what is wrong with it."""
    told = "" if cell == EMPTIED else cell
    if column in _PLACE_OF:
        name, code = _PLACE_OF[column]
        values.setdefault(name, {})[code] = told
        most = LONGEST_CARE if name == "care" else LONGEST_NAME
        return row.fault("long", column, most=most) if len(told) > most else None
    if column in _LISTS:
        values[column] = read_list(told)
        return row.fault("many", column, most=_LISTS[column]) if len(values[column]) > _LISTS[column] else None
    if column in _TEXTS:
        values[column] = told
        return row.fault("long", column, most=_TEXTS[column]) if len(told) > _TEXTS[column] else None
    if column in _LINKS:
        values[column] = told
        return row.fault("link", column) if told and not told.startswith(("https://", "http://")) else None
    return _read_number(row, column, told, values, currency)


def _read_number(row: SheetRow, column: str, told: str, values: dict[str, Any], currency: str) -> SheetFault | None:
    if column == "price":
        amount = read_amount(told)
        values[column] = to_minor(amount, currency) if amount is not None else 0
        return row.fault("amount", column) if amount is None or values[column] > MOST else None
    most = COUNTED.get(column, _MOST_STOCK)
    number = read_whole(told or "0")
    values[column] = number or 0
    return row.fault("number", column, most=most) if number is None or number > most else None
