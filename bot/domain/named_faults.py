"""What a fault says: its sentence and its remedy stand by its name in a faults.toml, one for each kind of file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

Words = Mapping[str, Mapping[str, str]]


class NamedFault:
    """A fault that is known by its name; {…} of its sentences are filled from its values."""

    __slots__ = ()
    words: ClassVar[Path]
    name: str
    values: Mapping[str, Any]

    @property
    def says(self) -> str:
        """What is wrong, in a sentence."""
        return read_words(self.words)[self.name]["says"].format_map(self.values)

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return read_words(self.words)[self.name]["remedy"].format_map(self.values)


@cache
def read_words(path: Path) -> Words:
    """Return the sentences of a kind of file, by the names of the faults."""
    with path.open("rb") as file:
        words: Words = tomllib.load(file)
    return words
