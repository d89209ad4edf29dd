"""Properties that shops name in their own words ("Fabric", "Wash care", "Shade") -> facts of a product."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.product_facts import ProductFacts

# As they are folded: small letters, nothing else.
_NAMES = {
    "sizes": ("size", "sizes", "साइज", "साइज़", "સાઇઝ", "সাইজ"),
    "colours": ("color", "colors", "colour", "colours", "shade", "रंग", "રંગ", "কালার", "রঙ"),
    "material": ("material", "materials", "fabric", "composition", "कपड़ा", "કાપડ", "কাপড়"),
    "care": ("care", "careinstructions", "careinstruction", "washcare", "careguide", "howtocare", "howtouse"),
    "warranty": ("warranty", "guarantee", "warrantymonths", "warrantyperiod"),
    "lasts": ("lastsdays", "lasts", "reorderafterdays", "replenishdays"),
}
_MEANING = {name: what for what, names in _NAMES.items() for name in names}
_SPAN = re.compile(r"(\d{1,3})\s*(years?|yrs?|months?|mths?|days?)?", re.IGNORECASE)
_MONTHS = 12


def read_facts(pairs: Iterable[tuple[str, Sequence[str]]], matches: Iterable[str] = ()) -> ProductFacts:
    """Return the facts that named properties tell, each by the first that tells it."""
    told: dict[str, list[str]] = {}
    for name, values in pairs:
        what = _MEANING.get("".join(letter for letter in name.casefold() if letter.isalpha() or not letter.isascii()))
        words = [value.strip() for value in values if value.strip()]
        if what and words:
            told.setdefault(what, words)
    return ProductFacts(
        sizes=tuple(told.get("sizes", ())),
        colours=tuple(told.get("colours", ())),
        material=", ".join(told.get("material", ())),
        warranty_months=_count(told.get("warranty"), per_year=_MONTHS, per_day=0),
        lasts_days=_count(told.get("lasts"), per_year=365, per_day=1),
        care=" ".join(told.get("care", ())),
        matches=tuple(matches),
    )


def _count(words: Sequence[str] | None, per_year: int, per_day: int) -> int | None:
    """A span of time as months, or (where days count) as days; a bare number is of the unit itself."""
    found = _SPAN.search(words[0]) if words else None
    if found is None:
        return None
    number, unit = int(found[1]), (found[2] or "").lower()
    if unit.startswith("y"):
        return number * per_year
    if unit.startswith("m"):
        return number * (30 if per_day else 1)
    return number if per_day or not unit else None
