"""What is wrong with a list of people: of the whole file, of a column, or of a row."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ListFault:
    """One thing that is wrong, by its name in faults.toml; `row` as the spreadsheet counts (the header is 1), 0 for
    the whole file or a column. Nothing of what stands in the file: it may be somebody's number.
    """

    name: str
    row: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says(self) -> str:
        """What is wrong, in a sentence."""
        return _words()[self.name]["says"].format_map(self.values)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return _words()[self.name]["remedy"].format_map(self.values)


class BadList(ValueError):
    """Raised for a file of which nothing can be used; says everything that is wrong with it."""

    def __init__(self, *faults: ListFault) -> None:
        super().__init__(" ".join(fault.says for fault in faults))
        self.faults = faults


def list_names() -> list[str]:
    """List the names of everything that can be wrong."""
    return list(_words())


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    with Path(__file__).with_name("faults.toml").open("rb") as file:
        words: Mapping[str, Mapping[str, str]] = tomllib.load(file)
    return words
