"""An approved template and the values of its variables, checked before they leave."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.shortening import shortened
from bot.domain.template_wording import MAX_BODY, button_key, picture_key

MAX_VALUE = 1600  # FACTS 4.3
_SHORTEST = 20  # a shorter value would say nothing
NOTHING = "-"  # Twilio refuses an empty value (21656)
_BLANKS = re.compile(r"\s+")
_VARIABLE = re.compile(r"\{\{(\d+)\}\}")


class BadVariables(ValueError):
    """Values that would not fit their template: names the sentence's key and the field."""

    def __init__(self, key: str, field: str, problem: str) -> None:
        super().__init__(f"the template of {key}: {field} {problem}")
        self.key, self.field = key, field


@dataclass(frozen=True, slots=True)
class Ready:
    """A template that may be sent. `locale`: of its text; `category`: UTILITY or MARKETING, as WhatsApp decided.

    `is_moved`: it became dearer than was asked for, and nobody of the shop has agreed to that.
    """

    template_id: int
    sid: str
    key: str
    locale: str
    body: str
    fields: tuple[str, ...]
    buttons: tuple[str, ...]
    with_picture: bool
    category: str
    is_moved: bool = False


def values_for(ready: Ready, rendered: Mapping[str, str], tokens: Sequence[str], picture: str) -> dict[str, str]:
    """The value of every variable of the template, by its number as text, and no other.

    Args:
        rendered: the fields as text in the template's locale; more than it needs do no harm.
        tokens: the opaque ids of its buttons, in their order.
        picture: the picture's name (bot.services.templates.pictures.name_picture); left out where the template
            has no picture.

    Raises:
        BadVariables: a field is missing or too long, or buttons or picture do not agree with the template.
    """
    if len(tokens) != len(ready.buttons):
        raise BadVariables(ready.key, "buttons", f"are {len(ready.buttons)}, not {len(tokens)}")
    if ready.with_picture and not picture:
        raise BadVariables(ready.key, "picture", "is missing")
    values: dict[str, str] = {}
    for number, field in enumerate(ready.fields, start=1):
        if field not in rendered:
            raise BadVariables(ready.key, field, "has no value")
        values[str(number)] = one_line(rendered[field])
    values |= {button_key(position, ready.fields): token for position, token in enumerate(tokens)}
    if ready.with_picture:
        values[picture_key(ready.fields, ready.buttons)] = picture
    fitting = _fitting(ready, values)
    _check_lengths(ready, fitting)
    return fitting


def filled(ready: Ready, values: Mapping[str, str]) -> str:
    """The body as the customer will read it."""
    return _VARIABLE.sub(lambda found: values[found[1]], ready.body)


def one_line(value: str) -> str:
    """Single blanks, no line break and never empty: WhatsApp refuses anything else (63013, 21656)."""
    return _BLANKS.sub(" ", value).strip() or NOTHING


def _fitting(ready: Ready, values: dict[str, str]) -> dict[str, str]:
    """The values, the longest shortened until WhatsApp takes the filled body; an address stays whole."""
    fitting, body = dict(values), _VARIABLE.findall(ready.body)
    words = [number for number in dict.fromkeys(body) if "://" not in fitting[number]]
    while words and (over := len(filled(ready, fitting)) - MAX_BODY) > 0:
        longest = max(words, key=lambda number: len(fitting[number]))
        if len(fitting[longest]) <= _SHORTEST:
            break
        room = len(fitting[longest]) - -(-over // body.count(longest))
        fitting[longest] = shortened(fitting[longest], max(_SHORTEST, room))
    return fitting


def _check_lengths(ready: Ready, values: Mapping[str, str]) -> None:
    for number, value in values.items():
        if not value or len(value) > MAX_VALUE:
            place = int(number) - 1
            field = ready.fields[place] if place < len(ready.fields) else f"variable {number}"
            raise BadVariables(ready.key, field, f"has {len(value)} characters, not 1 to {MAX_VALUE}")
