"""Answers kept ready: the fields they may have, which of their texts is chosen, and how fields are filled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.locale import DEFAULT

FIELDS = ("name", "order.number", "order.status", "tracking.link", "coupon")
LONGEST, LONGEST_NAME = 1500, 60  # letters: with its fields filled a text is still one message
SHORTCUT = re.compile(r"[a-z0-9_-]{0,20}")  # what is typed after "/"
_FIELD = re.compile(r"\{([^{}\s]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its fields filled; those in `empty` still stand in it, and it is not to be sent like that."""

    text: str
    values: Mapping[str, str]
    empty: tuple[str, ...]


def find_unknown(text: str) -> str | None:
    """Return the first field of a text that there is not, None when there are all."""
    return next((name for name in _FIELD.findall(text) if name not in FIELDS), None)


def list_fields(text: str) -> tuple[str, ...]:
    """Return the fields of a text in their order, each once."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def choose_text(texts: Mapping[str, str], locale: str) -> tuple[str, str]:
    """Return the locale and the text that is there for a customer's locale: English, or any, where it is missing."""
    chosen = next(one for one in (locale, DEFAULT, *texts) if one in texts)
    return chosen, texts[chosen]


def fill_fields(text: str, values: Mapping[str, str]) -> Filled:
    """Return a text with its fields filled, once: a brace in a value is no field."""
    fields = list_fields(text)
    empty = tuple(name for name in fields if not values.get(name))
    whole = _FIELD.sub(lambda found: values.get(found[1]) or found[0], text)
    return Filled(whole, {name: values.get(name, "") for name in fields}, empty)
