"""What is wrong with a table: of the whole file, of a column, or of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.named_faults import NamedFault, read_words

_WORDS = Path(__file__).with_name("faults.toml")


@dataclass(frozen=True, slots=True)
class SheetFault(NamedFault):
    """One thing that is wrong, by its name in faults.toml; `row` as the spreadsheet counts (the header is 1), 0 for
    the whole file or a column.
    """

    words = _WORDS
    name: str
    row: int = 0
    column: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The place of what is wrong: "row 5, column answer", "" for the whole file."""
        parts = [f"row {self.row}"] if self.row else []
        return ", ".join([*parts, f"column {self.column}"] if self.column else parts)

    def __str__(self) -> str:
        """Say all of it on one line, for a terminal."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.says} {self.remedy}"


class BadTable(ValueError):
    """Raised for a table of which nothing is taken; has everything that is wrong with it."""

    def __init__(self, *faults: SheetFault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def list_names() -> list[str]:
    """List the names of everything that can be wrong."""
    return list(read_words(_WORDS))
