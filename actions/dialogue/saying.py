"""What the assistant says: a key of the catalogue with its values and buttons, and English for `rasa shell`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.locales.catalogue import say as in_words

MOST_BUTTONS = 3  # WhatsApp shows no more; beyond that it is a list
MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message; choosing it is the intent with its entities."""

    key: str
    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    description: Mapping[str, Any] | None = None  # key and values, in lists

    def as_json(self) -> dict[str, Any]:
        """The button as the lane reads it."""
        whole: dict[str, Any] = {
            "key": self.key,
            "values": dict(self.values),
            "intent": self.intent,
            "entities": dict(self.entities),
        }
        return whole | {"description": dict(self.description)} if self.description else whole


@dataclass(frozen=True, slots=True)
class Saying:
    """One message: `key` and `values` of the catalogue, with choices as buttons or, if many, as a list."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    as_list: bool = False

    @property
    def style(self) -> str:
        """How the choices are shown."""
        return "list" if self.as_list or len(self.buttons) > MOST_BUTTONS else "buttons"


def say(dispatcher: CollectingDispatcher, said: Saying) -> None:
    """Put a message into the answer."""
    custom: dict[str, Any] = {"key": said.key, "values": dict(said.values)}
    if said.buttons:
        custom |= {"buttons": [button.as_json() for button in said.buttons[:MOST_ROWS]], "style": said.style}
    dispatcher.utter_message(text=in_words("en", said.key, said.values), json_message=custom)


def sentence(key: str, **values: Any) -> dict[str, Any]:
    """A sentence of the catalogue as a value inside another."""
    return {"key": key, "values": values}


def lines(parts: Iterable[Any]) -> dict[str, Any]:
    """Values one a line; None is left out."""
    return {"lines": [part for part in parts if part is not None]}


def listed(parts: Iterable[Any]) -> dict[str, Any]:
    """Values joined with commas and "and"."""
    return {"list": list(parts)}


def day(on: date, today: date) -> dict[str, str]:
    """A day, with a word for yesterday, today and tomorrow."""
    return {"date": on.isoformat(), "today": today.isoformat()}


def counted(key: str, count: int) -> str:
    """The key for exactly one or for another number."""
    return f"{key}.one" if count == 1 else f"{key}.other"
