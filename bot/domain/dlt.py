"""Texts registered for SMS in India (DLT): how one has to look, and whether words match it to the letter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.prices import limit_on

KINDS = ("promotional", "service_explicit", "service_implicit", "transactional")
# Offers may leave as these alone.
FOR_OFFERS = ("promotional", "service_explicit")
INDIA = "+91"
MOST_VARIABLES = 20
_FAR = 5  # how far beyond what is allowed a variable is looked for, to say that it is too long
_VARIABLE = re.compile(r"\{#(\w+)#\}")
_FIELD = re.compile(r"\{\{\w+\}\}")
_DIGITS = re.compile(r"[0-9]{10,25}")
_HEADER = re.compile(r"[A-Za-z0-9]{3,6}(?:-[PSTGpstg])?")


@dataclass(frozen=True, slots=True)
class DltText:
    """A registered text: `text` to the letter, with {#numeric#} and its like where something varies."""

    pe_id: str
    header: str
    template_id: str
    kind: str
    text: str

    @staticmethod
    def of(values: Mapping[str, Any]) -> DltText | None:
        """Return it as kept; None where nothing is kept."""
        return DltText(**{name: str(values.get(name, "")) for name in DltText.__slots__}) if values else None


DltFault = tuple[str, str, Mapping[str, object]]


def list_faults(dlt: DltText, sms: str, day: date) -> list[DltFault]:
    """List what is wrong with a registered text and with the SMS that is to be sent by it.

    Each is a field, the fault's name in bot.domain.campaign_faults, and its values.

    Args:
        sms: the words with {{fields}} as a shop writes them.
    """
    return [*_of_registration(dlt, day), *_of_words(dlt, sms)]


def list_text_faults(dlt: DltText, sms: str, day: date) -> list[DltFault]:
    """List what is wrong with a registered text itself, and with the SMS that is to be sent by it, as `list_faults`."""
    return [*_of_text(dlt.text, day), *_of_words(dlt, sms)]


def _of_registration(dlt: DltText, day: date) -> Iterator[DltFault]:
    for name in ("pe_id", "template_id"):
        if not _DIGITS.fullmatch(getattr(dlt, name)):
            yield name, f"dlt_{name}", {}
    if not _HEADER.fullmatch(dlt.header):
        yield "header", "dlt_header", {}
    if dlt.kind not in FOR_OFFERS:
        yield "kind", "dlt_kind", {}
    yield from _of_text(dlt.text, day)


def _of_text(text: str, day: date) -> Iterator[DltFault]:
    if not text.strip():
        yield "text", "dlt_missing", {}
    if not _is_simple(text):
        yield "text", "dlt_variables", {"most": MOST_VARIABLES}
    for name in _VARIABLE.findall(text):
        if name not in _patterns(day):
            yield "text", "dlt_variable", {"field": f"{{#{name}#}}", "names": ", ".join(sorted(_patterns(day)))}


def _is_simple(text: str) -> bool:
    """Whether a filled text can be held against it in no time: words stand between its variables."""
    between = _VARIABLE.split(text)[2:-1:2]
    return len(between) < MOST_VARIABLES and all(between)


def _of_words(dlt: DltText, sms: str) -> Iterator[DltFault]:
    registered, written = _VARIABLE.split(dlt.text)[::2], _FIELD.split(sms)
    for ours, theirs in zip(written, registered, strict=False):
        if ours != theirs:
            at = next(
                (i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
            )
            yield "text", "dlt_differs", {"ours": ours[at : at + 20], "theirs": theirs[at : at + 20]}
            return
    if len(written) != len(registered):
        yield "text", "dlt_counts", {"n": len(written) - 1, "registered": len(registered) - 1}


def find_mismatch(dlt: DltText, text: str, day: date) -> str:
    """Return why a filled SMS is not the registered text, "" where it is; networks drop what is not."""
    most = limit_on(day, "sms_variable")
    if _fits(dlt, text, day, most):
        return ""
    if _fits(dlt, text, day, _FAR * most):
        return f"a variable has more than {most} letters"
    return "it is not the registered text, or a variable holds what it may not"


def _fits(dlt: DltText, text: str, day: date, most: int) -> bool:
    """Whether a text is the registered one with so many letters in each variable at most.

    Step by step, with all places where the next words may begin: no text makes that long, whatever stands in it.
    """
    first, *rest = _VARIABLE.split(dlt.text)
    if not _is_simple(dlt.text):
        return False
    reaches: dict[str, Callable[[int], frozenset[int]]] = {}
    places = {len(first)} if text.startswith(first) else set()
    for name, words in zip(rest[::2], rest[1::2], strict=True):
        reach = reaches.setdefault(name, _reach_of(_patterns(day).get(name, r"(?!)"), text, most))
        ends = frozenset[int]().union(*map(reach, places))
        places = {end + len(words) for end in ends if text.startswith(words, end)}
    return len(text) in places


def _reach_of(pattern: str, text: str, most: int) -> Callable[[int], frozenset[int]]:
    """Return where a variable may end, by where it begins in a text; looked at once for all of its pattern."""
    allowed = re.compile(pattern)

    @cache
    def reach(begin: int) -> frozenset[int]:
        ends = range(begin, min(begin + most, len(text)) + 1)
        return frozenset(end for end in ends if allowed.fullmatch(text, begin, end))

    return reach


@cache
def _patterns(day: date) -> Mapping[str, str]:
    with Path(__file__).with_name("dlt.toml").open("rb") as file:
        rows = tomllib.load(file)["variable"]
    return {row["name"]: row["pattern"] for row in rows if row["valid_from"] <= day}
