"""What is said to the shop's own people, in the languages of the console: a sentence is named by its English."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot.domain.locale import CONSOLE_CODES, DEFAULT
from bot.locales.catalogue import fill

ENGLISH, STAFF_LOCALES = DEFAULT, CONSOLE_CODES
_HERE = Path(__file__).parent


def tell(locale: str, english: str, values: Mapping[str, object] | None = None) -> str:
    """Return a sentence in a language of the console, its {fields} filled; in English where it has no other words."""
    template = list_sentences(locale).get(english) or english
    return fill(template, {name: str(value) for name, value in values.items()}) if values is not None else template


def tell_part(locale: str, english: str, values: Mapping[str, object]) -> str:
    """Return a part of a sentence that is put together, its {fields} filled; in English where there are no others."""
    return fill(list_parts(locale).get(english) or english, {name: str(value) for name, value in values.items()})


@lru_cache(maxsize=len(STAFF_LOCALES))
def list_sentences(locale: str) -> Mapping[str, str]:
    """Return the sentences of a language by their English; none of English and of those that the console has not."""
    return _read(locale, "staff.po")


@lru_cache(maxsize=len(STAFF_LOCALES))
def list_parts(locale: str) -> Mapping[str, str]:
    """Return what sentences are put together of, as `list_sentences`: by itself none of these is said to anybody."""
    return _read(locale, "parts.po")


def _read(locale: str, name: str) -> Mapping[str, str]:
    if locale == ENGLISH or locale not in STAFF_LOCALES:
        return {}
    with (_HERE / locale / "LC_MESSAGES" / name).open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}
