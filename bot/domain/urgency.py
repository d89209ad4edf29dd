"""Looks for false urgency in a shop's own words: what is said to be nearly gone or over needs a true value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lexicon.folding import fold, fold_pattern

FIELD = re.compile(r"\{\{([a-z][a-z0-9_]*)\}\}")
# What stands in for a field while words are looked at: no letter of any language.
_OPEN, _SHUT = "\u2983", "\u2984"
_NUMBER = rf"(?:\d+|{_OPEN}\w+{_SHUT})"
_MARKED = re.compile(rf"{_OPEN}(\w+){_SHUT}")
STOCK, TIME, LOGIN = "stock", "time", "login"
_SUBJECTS = (STOCK, TIME, LOGIN)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that press: of what kind, and the field whose value makes them true, "" where they are written out."""

    kind: str
    words: str
    field: str


def list_claims(text: str) -> list[Claim]:
    """List the claims of a text with {{fields}}, each once."""
    marked = fold(FIELD.sub(lambda found: f"{_OPEN}{found[1]}{_SHUT}", text))
    return list(dict.fromkeys(_claims(marked)))


def _claims(marked: str) -> Iterator[Claim]:
    for kind in _SUBJECTS:
        for pattern in _patterns()[kind]:
            for found in pattern.finditer(marked):
                field = _MARKED.search(found[0])
                yield Claim(kind, _MARKED.sub(r"{{\1}}", found[0]).strip(), field[1] if field else "")


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    read = tomllib.loads(Path(__file__).with_name("urgency.toml").read_text(encoding="utf-8"))
    return {
        kind: tuple(re.compile(_with_number(fold_pattern(one))) for one in rows["patterns"])
        for kind, rows in read.items()
    }


def _with_number(pattern: str) -> str:
    """No word's edge is looked for before a number, a field has none; and thousands of digits are one number."""
    return pattern.replace("\\b#", r"(?<!\w)#").replace("#", rf"(?<!\d){_NUMBER}")
