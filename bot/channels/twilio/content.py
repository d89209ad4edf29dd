"""Buttons and lists as Twilio Content, one resource for every message of the same shape.

Inside the 24-hour window such content needs no approval (FACTS 4.2). Everything that differs between two
messages is a variable: each line of the text (a variable must not hold a line break, FACTS 4.3), each title,
each opaque id. So a handful of resources serves every language and every customer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from bot.ports import Letter

MAX_BODY = 1024
MAX_BUTTONS, MAX_ROWS = 3, 10
MAX_TITLE, MAX_ROW_TITLE, MAX_ROW_DESCRIPTION = 20, 24, 72
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class LetterShape:
    """What two messages share: `fingerprint` names it, `types` is the body of POST /v1/Content."""

    fingerprint: str
    types: dict[str, Any]
    variables: dict[str, str]


def shape_of(letter: Letter) -> LetterShape:
    """The shape of a letter with buttons or a list; the sample value of every variable is its number."""
    lines = letter.text.split("\n")
    keys = _Keys()
    body = "\n".join(keys.next() if line.strip() else "" for line in lines)
    rows = letter.shown_as == "list"
    described = rows and any(button.description for button in letter.buttons)
    if rows:
        items = [_row(keys, described) for _ in letter.buttons]
        kind: dict[str, Any] = {"twilio/list-picker": {"body": body, "button": keys.next(), "items": items}}
    else:
        actions = [{"type": "QUICK_REPLY", "title": keys.next(), "id": keys.next()} for _ in letter.buttons]
        kind = {"twilio/quick-reply": {"body": body, "actions": actions}}
    fingerprint = json.dumps(kind, sort_keys=True)
    return LetterShape(fingerprint, kind, {str(n): str(n) for n in range(1, keys.count + 1)})


def variables_of(letter: Letter) -> dict[str, str]:
    """The values of the shape's variables for this letter, none empty, none with a line break."""
    values = [_plain(line) for line in letter.text.split("\n") if line.strip()]
    described = letter.shown_as == "list" and any(button.description for button in letter.buttons)
    for button in letter.buttons:
        values += [_plain(button.title), button.token]
        if described:
            values.append(_plain(button.description))
    if letter.shown_as == "list":
        values.append(_plain(letter.list_label))
    return {str(number): value for number, value in enumerate(values, start=1)}


class _Keys:
    """Counts variables up: {{1}}, {{2}}, …"""

    def __init__(self) -> None:
        self.count = 0

    def next(self) -> str:
        self.count += 1
        return f"{{{{{self.count}}}}}"


def _row(keys: _Keys, described: bool) -> dict[str, str]:
    row = {"item": keys.next(), "id": keys.next()}
    return row | {"description": keys.next()} if described else row


def _plain(value: str) -> str:
    """One line, single blanks, never empty: Twilio refuses an empty value (21656)."""
    return _BLANKS.sub(" ", value).strip() or "-"
