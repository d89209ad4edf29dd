"""Says a key of the catalogue in a locale: the sentences from gettext files, their values written out by Babel."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from bot.domain.locale import CODES, DEFAULT, Locale
from bot.locales import writing
from bot.logs import get_logger

logger = get_logger(__name__)
_HERE = Path(__file__).parent
# A block of details that turned out empty leaves a line end, a missing field in the middle a double line end.
# It begins where a run of blanks does: tried at each of them, a name of a million blanks would keep a worker busy.
_EMPTY_LINES = re.compile(r"(?<![ \t])[ \t]*\n\s*")


class UnknownKey(KeyError):
    """A key that is not even in the English catalogue."""


class MissingField(KeyError):
    """A sentence wants a field that was not given."""

    def __init__(self, key: str, field: str, locale: str) -> None:
        super().__init__(f"{key} ({locale}) needs the field {{{field}}}")
        self.key, self.field = key, field


class _Plain(string.Formatter):
    """Fills fields by their bare names: a shop's own wording reaches into nothing and pads nothing to a billion."""

    def get_field(self, field_name: str, args: Any, kwargs: Any) -> tuple[Any, str]:
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec:
            raise ValueError("a field of a sentence is its name alone")
        return str(value)


_PLAIN = _Plain()


def say(locale: str, key: str, values: Mapping[str, Any], overrides: Mapping[str, str] | None = None) -> str:
    """The sentence of `key` in `locale`, its {fields} filled from `values` (see docs/dialogue.md for their kinds).

    Args:
        overrides: the merchant's own wording for this locale, by key; it wins over the catalogue.

    Raises:
        UnknownKey: no such sentence.
        MissingField: names key and field.
    """
    template = (overrides or {}).get(key) or sentence(locale, key)
    filled = {name: written(locale, value, overrides) for name, value in values.items()}
    try:
        text = fill(template, filled)
    except (KeyError, IndexError) as error:
        raise MissingField(key, str(error.args[0]), locale) from error
    return tidy(text)


def tidy(text: str) -> str:
    """Return a filled text without the line ends that empty details left."""
    return _EMPTY_LINES.sub("\n", text).strip()


def fill(template: str, values: Mapping[str, str]) -> str:
    """A template with its {fields} filled; raises KeyError, IndexError or ValueError for one that cannot be."""
    return _PLAIN.vformat(template, (), values)


def has(key: str) -> bool:
    """Whether the key exists."""
    return key in sentences(DEFAULT)


def keys() -> tuple[str, ...]:
    """Every key, in the order of the English file."""
    return tuple(sentences(DEFAULT))


def fields(template: str) -> frozenset[str]:
    """The names of the {fields} of a sentence."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(template) if name)


@lru_cache(maxsize=len(CODES))
def sentences(locale: str) -> Mapping[str, str]:
    """The translated sentences of a locale by key; empty for a locale we don't have."""
    path = _HERE / Locale.of(locale).folder / "LC_MESSAGES" / "dastak.po"
    if locale not in CODES or not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id and message.string}


@lru_cache(maxsize=1)
def notes() -> Mapping[str, str]:
    """When each sentence is said, by key, in the words of the English file."""
    path = _HERE / Locale.of(DEFAULT).folder / "LC_MESSAGES" / "dastak.po"
    with path.open("rb") as file:
        return {str(message.id): " ".join(message.auto_comments) for message in read_po(file) if message.id}


def sentence(locale: str, key: str) -> str:
    """The sentence with its fields unfilled, English where the locale has none; raises UnknownKey."""
    found = sentences(locale).get(key)
    if found:
        return found
    # The other script of the same language would be a surprise; English is what shops' customers can read most.
    english = sentences(DEFAULT).get(key)
    if english is None:
        raise UnknownKey(key)
    _warn_once(locale, key)
    return english


@lru_cache(maxsize=4096)
def _warn_once(locale: str, key: str) -> None:
    logger.warning("a sentence is missing and said in English", sentence=key, locale=locale)


def written(locale: str, value: Any, overrides: Mapping[str, str] | None = None) -> str:
    """A value of the seam as text; what has words of its own comes from the catalogue again.

    Raises:
        TypeError: a kind of value that docs/dialogue.md doesn't have.
    """
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        return writing.number(locale, value)
    kind = next((kind for kind in _WRITERS if kind in value), None)
    if kind is None:
        raise TypeError(f"a value must be one of {', '.join(_WRITERS)}, not {sorted(value)}")
    return _WRITERS[kind](locale, value, overrides)


def _lines(locale: str, value: Mapping[str, Any], overrides: Mapping[str, str] | None) -> str:
    return "\n".join(filter(None, (written(locale, part, overrides) for part in value["lines"])))


def _joined(locale: str, value: Mapping[str, Any], overrides: Mapping[str, str] | None) -> str:
    parts = [written(locale, part, overrides) for part in value["list"]]
    if len(parts) < 2:
        return "".join(parts)
    return say(locale, "word.list_and", {"most": ", ".join(parts[:-1]), "last": parts[-1]}, overrides)


def _day(locale: str, value: Mapping[str, Any], overrides: Mapping[str, str] | None) -> str:
    word = writing.relative_day(value["date"], value.get("today"))
    return say(locale, word, {}, overrides) if word else writing.day(locale, value["date"])


_WRITERS: dict[str, Callable[[str, Mapping[str, Any], Mapping[str, str] | None], str]] = {
    "key": lambda locale, value, overrides: say(locale, value["key"], value.get("values", {}), overrides),
    "lines": _lines,
    "list": _joined,
    "date": _day,
    "time": lambda locale, value, _: writing.moment(locale, value["time"], value.get("zone")),
    "money": lambda locale, value, _: writing.money(locale, *value["money"]),
    "hours": lambda locale, value, _: writing.hours(locale, value["hours"]),
}
