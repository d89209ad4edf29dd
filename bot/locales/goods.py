"""Says a shop's English words for colours and materials in a native script (`goods.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "goods.toml"
_NUMBER, _PLACE = re.compile(r"[0-9]+"), "#"
_APART = ", "


def goods_word(locale: str, words: str) -> str:
    """Return what a colour or a material is called in a locale: the shop's own words where one of them is unknown.

    Args:
        words: as the shop writes them; parts apart by commas ("cotton, 210 threads") are said one by one.
    """
    known = _words().get(locale, {})
    parts = [_part(known, part.strip()) for part in words.split(",")]
    return words if None in parts else _APART.join(filter(None, parts))


def _part(known: Mapping[str, str], part: str) -> str | None:
    found = known.get(_NUMBER.sub(_PLACE, part.casefold()))
    number = _NUMBER.search(part)
    return found.replace(_PLACE, number[0]) if found and number else found


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[str, str]]:
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {locale: {words.casefold(): said for words, said in table.items()} for locale, table in tables.items()}
