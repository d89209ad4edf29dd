"""What is registered of a shop's own sentences for SMS in India (DLT): how an id, a header and a row have to look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain import dlt
from bot.domain.campaign_faults import FAULTS
from bot.domain.consent import Purpose
from bot.domain.dlt import KINDS, DltText

ID = r"[0-9]{19}"
# By the letter behind it: P promotional (six digits), S service, T transactional, G government (six letters).
HEADER = r"(?:[0-9]{6}-[Pp]|[A-Za-z]{6}-[STGstg])"
MOST_HEADERS = 20
_OF_KIND = {"promotional": "P", "service_explicit": "S", "service_implicit": "S", "transactional": "TG"}


class SmsToIndia(StrEnum):
    """How a shop's SMS go to +91: registered with a network there, or by Twilio's route from abroad."""

    REGISTERED = "registered"
    FOREIGN = "foreign"


class BadDlt(ValueError):
    """Raised for a row that cannot be: names the field, what is wrong and the remedy."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}{'' if problem.endswith('.') else ':'} {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


@dataclass(frozen=True, slots=True)
class DltRow:
    """A sentence in one locale as it is registered: `text` to the letter, with {#numeric#} where something varies."""

    key: str
    locale: str
    header: str
    template_id: str
    kind: str
    text: str

    def as_text(self, entity_id: str) -> DltText:
        """Return it as what a filled SMS is held against."""
        return DltText(entity_id, self.header, self.template_id, self.kind, self.text)


def check_row(row: DltRow, headers: Collection[str], said: str, purpose: Purpose, day: date) -> None:
    """Refuse a row that could not be registered, or by which nothing could leave.

    Args:
        headers: those of the shop.
        said: the sentence with {fields}, as the shop says it.

    Raises:
        BadDlt: names the field and the remedy.
    """
    for fault in _list_faults(row, headers, said, purpose, day):
        raise fault


def _list_faults(row: DltRow, headers: Collection[str], said: str, purpose: Purpose, day: date) -> Iterator[BadDlt]:
    if not re.fullmatch(ID, row.template_id):
        yield BadDlt("template_id", "is no id of the DLT register", "write the content template's id, 19 digits")
    if row.kind not in KINDS:
        yield BadDlt("kind", "is no kind of a template", f"write one of {', '.join(KINDS)}")
    elif purpose == Purpose.MARKETING and row.kind not in dlt.FOR_OFFERS:
        yield BadDlt("kind", "no offer may leave as that", f"register it as {' or '.join(dlt.FOR_OFFERS)}")
    if row.header not in headers:
        known = ", ".join(headers) or "none yet"
        yield BadDlt("header", "is none of the shop's", f"write one of its headers ({known}), or add it first")
    elif row.kind in KINDS and row.header[-1] not in _OF_KIND[row.kind]:
        wanted = " or ".join(f"-{letter}" for letter in _OF_KIND[row.kind])
        yield BadDlt("header", f"cannot carry {row.kind}", f"choose one that ends with {wanted}")
    words = re.sub(r"\{(\w+)\}", r"{{\1}}", said)
    # Of a link its fixed part is registered with it, and the sentence has it in its field.
    bare = replace(row, text=re.sub(r"https?://[^\s{]*(?=\{#)", "", row.text))
    for _, name, values in dlt.list_text_faults(bare.as_text(""), words, day):
        yield BadDlt("text", *(part.format_map(dict(values)) for part in FAULTS[name]))
