"""Where people of a list agreed to offers, and which answers are refused."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


class ConsentRefused(ValueError):
    """Raised for a source that is no consent; says why, and `instead` what to do."""

    def __init__(self, why: str, instead: str) -> None:
        super().__init__(why)
        self.instead = instead


@dataclass(frozen=True, slots=True)
class ListConsent:
    """A source of consent as a shop may name it; `refused` says why it is none, "" where it is one."""

    name: str
    says: str
    valid_from: date
    refused: str = ""
    instead: str = ""


def find_consent(name: str) -> ListConsent:
    """Return a source by its name.

    Raises:
        ConsentRefused: it is no consent, or none we know.
    """
    known = list_consents().get(name)
    if known is None:
        raise ConsentRefused("is none of the answers there are", f"use one of {', '.join(list_consents())}")
    if known.refused:
        raise ConsentRefused(known.refused, known.instead)
    return known


@cache
def list_consents() -> Mapping[str, ListConsent]:
    """Return every source by its name, in the order in which they are offered."""
    with Path(__file__).with_name("consent_sources.toml").open("rb") as file:
        rows = tomllib.load(file)["source"]
    return {row["name"]: ListConsent(**row) for row in rows}
