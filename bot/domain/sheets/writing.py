"""A table written as CSV: with the mark by which spreadsheets know UTF-8, and no cell that one would work out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the table as text; `open_sheet` reads from it what was written."""
    return "".join(write_lines(header, rows))


def write_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write the table line by line, for one that is too long to be held."""
    yield _MARK + _line(header)
    for row in rows:
        yield _line([_harmless(str(cell)) for cell in row])


def _line(cells: Sequence[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
