"""A GST number in a text: fifteen letters and digits that are no order number."""

from __future__ import annotations

import re

from lexicon.folding import fold

# State, PAN, entity, Z, check digit; people put blanks or hyphens between the parts.
_GSTIN = re.compile(
    r"(?<![0-9A-Z])([0-3][0-9])[ -]?([A-Z]{5})[ -]?([0-9]{4})[ -]?([A-Z])"
    r"[ -]?([1-9A-Z])[ -]?(Z)[ -]?([0-9A-Z])(?![0-9A-Z])"
)


def gstin_in(text: str) -> str:
    """Return the GST number in a text, without blanks and in capitals; "" when there is none."""
    found = _GSTIN.search(fold(text).upper())
    return "".join(found.groups()) if found else ""


def without_gstin(text: str) -> str:
    """Return the text with its GST number taken out, folded and in capitals."""
    return _GSTIN.sub(" ", fold(text).upper())
