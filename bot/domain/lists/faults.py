"""What is wrong with a list of people: of the whole file, of a column, or of a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.named_faults import NamedFault, read_words

_WORDS = Path(__file__).with_name("faults.toml")


@dataclass(frozen=True, slots=True)
class ListFault(NamedFault):
    """One thing that is wrong, by its name in faults.toml; `row` as the spreadsheet counts (the header is 1), 0 for
    the whole file or a column. Nothing of what stands in the file: it may be somebody's number.
    """

    words = _WORDS
    name: str
    row: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


class BadList(ValueError):
    """Raised for a file of which nothing can be used; says everything that is wrong with it."""

    def __init__(self, *faults: ListFault) -> None:
        super().__init__(" ".join(fault.says for fault in faults))
        self.faults = faults


def list_names() -> list[str]:
    """List the names of everything that can be wrong."""
    return list(read_words(_WORDS))
