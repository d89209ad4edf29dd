"""A message without what tells who wrote it: placeholders for numbers, addresses of mail and money, and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lexicon.folding import ascii_digits

# What stands in a message in place of each, and what a model is trained with in place of that: it has never learned
# which digits a number has, only that it is one.
STAND_INS: Mapping[str, str] = {
    "{phone}": "9876543210",
    "{email}": "name@example.com",
    "{upi}": "name@upi",
    "{link}": "example.com",
    "{order}": "1042",
    "{pin}": "380015",
    "{number}": "78301122450912",
    "{name}": "Asha",
    "{address}": "12 Station Road",
}
LONGEST = 300  # characters of a message that are kept
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_UPI = re.compile(r"[\w.-]{2,}@[a-zA-Z]{2,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# A house with its number, or a word that only addresses have; what follows to the end of the clause goes with it.
_ADDRESS = re.compile(
    r"(?:\b(?:flat|house|plot|shop|block|room|building|apartment|makan|ghar)\s*(?:no\.?|number|num)?\s*[-:#]?\s*\w*\d\w*"
    r"|\b\d{1,4}[-/,]?\w?\s*,?\s*[^\W\d]+(?:\s+[^\W\d]+){0,2}\s+(?:road|street|nagar|colony|society|lane|marg|gali|chowk|"
    r"apartments?|bhavan|sector|para|sarani)\b)[^.!?।]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\+?\d(?:[\s().-]{0,2}\d)*")
_PREFIXED = re.compile(r"\b[A-Za-z]{1,4}[-/#]\d[\w/-]*")


def mask(text: str, names: Iterable[str] = ()) -> str:
    """Return a text with placeholders for phones, mail, UPI ids, links, addresses, order and other numbers, and for
    `names`: those that the shop knows of its sender.
    """
    found = " ".join(ascii_digits(text).split())[: 4 * LONGEST]
    for pattern, stands in ((_LINK, "{link}"), (_EMAIL, "{email}"), (_UPI, "{upi}"), (_ADDRESS, "{address}")):
        found = pattern.sub(stands, found)
    found = _PREFIXED.sub("{order}", found)
    found = _DIGITS.sub(lambda number: _named(number[0]), found)
    for name in sorted(_parts(names), key=len, reverse=True):
        found = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "{name}", found, flags=re.IGNORECASE)
    return found[:LONGEST]


def fill_in(masked: str) -> str:
    """Return a masked text as a model is trained with it."""
    for placeholder, stands in STAND_INS.items():
        masked = masked.replace(placeholder, stands)
    return masked


def _named(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    if len(digits) <= 2:  # "2 pieces", "in 3 days": nobody is known by that
        return number
    if len(digits) == 6:
        return "{pin}"
    if len(digits) < 8:
        return "{order}"
    return "{phone}" if len(digits) in range(10, 14) else "{number}"


def _parts(names: Iterable[str]) -> set[str]:
    """Whole names and their parts, but for initials."""
    whole = {name.strip() for name in names if name.strip()}
    return {part for name in whole for part in (name, *name.split()) if len(part) > 2}
