"""The bytes of a table -> its rows by the names of their columns, or everything that is wrong with the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.lists.columns import fold_title
from bot.domain.lists.faults import BadList
from bot.domain.lists.opening import DELIMITERS, decode_list, read_records
from bot.domain.sheets.faults import BadTable, SheetFault
from bot.domain.visible import visible

MOST_ROWS = 50_000
_SEP = re.compile(r"\"?sep=(.)\"?\s*?(?:\r\n|\n|\r)", re.IGNORECASE)
_JOINERS = "\u200c\u200d"  # belong to Indic words
_FORMULA = re.compile(r"[=@]|[+-]\s*[^\d\s(]")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with the number it has in the spreadsheet (the header is 1), and its cells by the column's name."""

    number: int
    cells: dict[str, str]

    def fault(self, name: str, column: str = "", **values: object) -> SheetFault:
        """Something that is wrong with it."""
        return SheetFault(name, self.number, column, values)


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """The rows of a table; the columns it has of ours; the titles of those that nobody reads."""

    rows: tuple[SheetRow, ...]
    columns: frozenset[str]
    unread: tuple[str, ...]


def open_sheet(content: bytes, columns: Sequence[str], needed: Sequence[str]) -> OpenedSheet:
    """Open a table that has some of these columns, those that are needed in any case.

    Raises:
        BadTable: nothing of it can be used, or a cell is what no cell may be.
    """
    try:
        text, _ = decode_list(content)
        said = _SEP.match(text)  # a line for Excel alone, which does not show it
        text = text[said.end() :] if said else text
        delimiter = said[1] if said and said[1] in DELIMITERS else _find_delimiter(text, columns)
        records = list(read_records(text, delimiter))
    except BadList as error:
        raise BadTable(*(SheetFault(one.name, values=one.values) for one in error.faults)) from error
    header = [title.strip() for title in records[0][1]] if records else []
    known = {fold_title(name): name for name in columns}
    names = [known.get(fold_title(title), "") for title in header]
    _check_header(names, needed, len(records))
    rows, faults = [], []
    for number, record in records[1:]:
        row = SheetRow(number, {name: _tidy(cell) for name, cell in zip(names, record, strict=False) if name})
        faults += _list_faults(row, record, names)
        rows.append(row)
    if faults:
        raise BadTable(*faults)
    unread = tuple(title for title, name in zip(header, names, strict=True) if title and not name)
    return OpenedSheet(tuple(rows), frozenset(filter(None, names)), unread)


def _check_header(names: list[str], needed: Sequence[str], records: int) -> None:
    if not records:
        raise BadTable(SheetFault("empty"))
    faults = [SheetFault("no_column", column=name) for name in needed if name not in names]
    twice = [name for place, name in enumerate(names) if name and name in names[:place]]
    faults += [SheetFault("doubled_column", column=name) for name in dict.fromkeys(twice)]
    if not faults and records == 1:
        faults.append(SheetFault("no_rows"))
    if records > MOST_ROWS + 1:
        faults.append(SheetFault("too_many_rows", values={"most": MOST_ROWS}))
    if faults:
        raise BadTable(*faults)


def _list_faults(row: SheetRow, record: list[str], names: list[str]) -> list[SheetFault]:
    faults = [row.fault("too_many_cells")] if any(cell.strip() for cell in record[len(names) :]) else []
    for column, raw in zip(names, record, strict=False):
        if column and any(letter not in _JOINERS and _is_unshown(letter) for letter in row.cells[column]):
            faults.append(row.fault("control", column))
        elif column and _FORMULA.match(raw.strip()):
            # What another spreadsheet would work out when somebody opens our export of it.
            faults.append(row.fault("formula", column, letter=raw.strip()[0]))
    return faults


def _is_unshown(letter: str) -> bool:
    return letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs", "Co")


def _tidy(cell: str) -> str:
    """Without blanks around it, what nobody sees, and the apostrophe that tells a spreadsheet "this is text"."""
    return visible(cell.replace("\r\n", "\n").replace("\r", "\n")).strip().removeprefix("'").strip()


def _find_delimiter(text: str, columns: Sequence[str]) -> str:
    """What makes most of our columns of the header."""
    first = text.lstrip("\r\n").partition("\n")[0].partition("\r")[0][:100_000]
    known = {fold_title(name) for name in columns}
    return max(DELIMITERS, key=lambda sign: sum(fold_title(title) in known for title in first.split(sign)))
