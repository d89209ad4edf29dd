"""A table written as CSV: with the mark by which spreadsheets know UTF-8, and no cell that one would work out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the table as text; `open_sheet` reads from it what was written."""
    written = io.StringIO()
    written.write(_MARK)
    table = csv.writer(written)
    table.writerow(header)
    table.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return written.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
