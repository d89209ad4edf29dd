"""Checks what a shop's own words promise against what it has decided: figures come from settings, not from words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from lexicon.folding import fold, fold_pattern

_END = re.compile(r"[!?।\n;:]|\.(?!\d)")
_FIELD = re.compile(r"\{\w+\}")
_NUMBER = r"(?<![\d₹.,])\d+(?:\s*(?:-|–|to|से|થી|থেকে|se|thi|theke)\s*\d+)?\s*(?:-\w+\s*)?"
_UNIT_OF_POINTS = "100"  # "for each ₹100", "100 points are worth": that settings are counted by


@dataclass(frozen=True, slots=True)
class Promised:
    """What a shop has decided that its words may promise; 0 and False: switched off."""

    points_per_100: int
    review_points: int
    points_worth: int
    invoice_hours: int
    tells_back: bool  # of what is in stock again


def find_faults(text: str, kept: Promised) -> list[str]:
    """Return what is wrong with a text of the shop's, each with its remedy; [] for one that may be stored."""
    found = [fault for clause in _clauses(text) for fault in _faults_of(clause, kept)]
    return list(dict.fromkeys([*_switched_off(text, kept), *found]))


def _switched_off(text: str, kept: Promised) -> Iterator[str]:
    for name in ("points_per_100", "review_points", "points_worth", "invoice_hours"):
        if f"{{{name}}}" in text and not getattr(kept, name):
            yield f"{{{name}}} is promised and {name} is 0: set it (dastak shop set {name} …), or leave the promise out"


def _faults_of(clause: str, kept: Promised) -> Iterator[str]:
    bare = _FIELD.sub(" ", clause)
    if _says(bare, "points", "about") and (number := _other_number(bare)):
        yield (
            f"{number} stands beside points: write {{points_per_100}}, {{review_points}} or {{points_worth}}, "
            "which the books count by"
        )
    if _says(bare, "refund", "about") and (_counts(bare, "days") or _says(bare, "units", "same_day")):
        yield "a refund's days are written out: write {refund_days_least} to {refund_days_most} working days"
    elif _says(bare, "return", "about") and _counts(bare, "days"):
        yield "the days of a return are written out: write {return_days} days"
    if _says(bare, "invoice", "about"):
        yield from _faults_of_invoice(bare)
    if _says(bare, "photo", "about"):
        yield "a photo taken for the asking is promised, and nobody is told to take one: offer the product's picture"
    if not kept.tells_back and _says(bare, "restock", "about"):
        yield (
            "word of what is back in stock is promised and switched off: `dastak rules set back_in_stock --on`, "
            "or leave the promise out"
        )


def _faults_of_invoice(bare: str) -> Iterator[str]:
    if _counts(bare, "hours") or _counts(bare, "days"):
        yield "the time of an invoice is written out: write {invoice_hours} hours"
    if _says(bare, "invoice", "mailed"):
        yield "the invoice is promised by e-mail, and it comes in the chat: say so, within {invoice_hours} hours"


def _clauses(text: str) -> list[str]:
    return [clause for clause in _END.split(fold(text)) if clause.strip()]


def _other_number(bare: str) -> str:
    """A number that is neither counted by nor part of a word."""
    numbers = re.findall(r"(?<!\w)\d+(?!\w*\.\d)", bare)
    return next((number for number in numbers if number != _UNIT_OF_POINTS), "")


def _counts(bare: str, unit: str) -> bool:
    """Whether a number stands before a unit of time."""
    return any(re.search(_NUMBER + pattern, bare) for pattern in _patterns()["units"][unit])


def _says(bare: str, subject: str, what: str) -> bool:
    return any(re.search(pattern, bare) for pattern in _patterns()[subject][what])


@lru_cache(maxsize=1)
def _patterns() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = Path(__file__).with_name("promises.toml").read_text(encoding="utf-8")
    return {
        subject: {what: tuple(map(fold_pattern, patterns)) for what, patterns in entries.items()}
        for subject, entries in tomllib.loads(text).items()
    }
