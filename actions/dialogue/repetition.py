"""Puts an answer shorter that was given in the last ten minutes, and from the third time on offers a person."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from actions.dialogue.buttons import PERSON
from actions.dialogue.saying import MOST_BUTTONS, Button, Saying
from bot.domain.field_values import Value, lines

A_WHILE = 600.0  # seconds
# Statements. What asks, greets or reports something done says what it says each time.
_STATEMENTS = (
    "order.",
    "eta.",
    "delay.",
    "refund.",
    "cancel.delivered",
    "request.no.",
    "faq.answer",
    "care.",
    "offers.",
    "orders.list",
    "pin.served",
    "pin.not_served",
    "points.",
    "warranty.",
    "help.menu",
    "identity.reply",
)
_QUESTIONS = (".ask", "order.choose", "order.number_unclear", "order.cod_unconfirmed")
# Which answer one of ours stands for.
_OF = "of"
_SHORTER = frozenset({"repeat.order", "repeat.again"})
_MENU = Button("button.help", "help")


def count_said(events: Sequence[Mapping[str, Any]], now: float) -> Counter[str]:
    """Count how often each statement was made within ten minutes before `now` (seconds, as Rasa notes them)."""
    said: Counter[str] = Counter()
    for event in reversed(events):
        if now - float(event.get("timestamp", now)) > A_WHILE:
            break
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        if custom:
            said[_mark(str(custom.get("key", "")), custom.get("values") or {})] += 1
    return said


def vary(said: Sequence[Saying], before: Mapping[str, int]) -> list[Saying]:
    """What is to be said, with whatever was `said` word for word a while ago put shorter."""
    varied = [_varied(one, before.get(_mark(one.key, one.values), 0)) for one in said]
    return [one for at, one in enumerate(varied) if one not in varied[:at]]


def answer_meant(key: str, values: Mapping[str, Any]) -> str:
    """The key of the answer that a shorter one stands for, so that the customer's next words are read as below it."""
    return str(values[_OF]).partition(" ")[0] if key in _SHORTER and _OF in values else key


def _varied(one: Saying, times: int) -> Saying:
    if not times or not one.key.startswith(_STATEMENTS) or any(part in one.key for part in _QUESTIONS):
        return one
    values = {"shop": one.values.get("shop", ""), _OF: _mark(one.key, one.values)}
    if times > 1:
        return Saying("repeat.person", values, (*PERSON, _MENU))
    kept = () if one.as_list else tuple(button for button in one.buttons if button not in PERSON)
    buttons = (*kept[: MOST_BUTTONS - 1], *PERSON)
    number = one.values.get("number")
    if not number:
        return Saying("repeat.again", values, buttons)
    # The last of the details is where to look for oneself.
    return Saying(
        "repeat.order", values | {"number": number, "details": _last_line(one.values.get("details"))}, buttons
    )


def _last_line(details: Value | None) -> Value:
    told = details.get("lines", []) if isinstance(details, Mapping) else []
    return lines(told[-1:])


def _mark(key: str, values: Mapping[str, Any]) -> str:
    """What tells one statement from another: its key and a digest of all it says."""
    if _OF in values:
        return str(values[_OF])
    told = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return f"{key} {hashlib.sha256(told.encode()).hexdigest()[:12]}"
