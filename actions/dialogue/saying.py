"""What the assistant says: a key of the catalogue with its values and buttons, and English for `rasa shell`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.domain.field_values import Value, Values
from bot.domain.locale import DEFAULT
from bot.locales.catalogue import fields
from bot.locales.catalogue import say as in_words
from bot.locales.catalogue import sentence as written_sentence

MOST_BUTTONS = 3  # WhatsApp shows no more; beyond that it is a list
MOST_ROWS = 10


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a message; choosing it is the intent with its entities."""

    key: str
    intent: str
    entities: Mapping[str, str] = field(default_factory=dict)
    values: Values = field(default_factory=dict)
    description: Value | None = None  # a sentence, in lists

    def as_json(self) -> dict[str, Any]:
        """The button as the lane reads it."""
        whole: dict[str, Any] = {
            "key": self.key,
            "values": dict(self.values),
            "intent": self.intent,
            "entities": dict(self.entities),
        }
        return whole | {"description": self.description} if self.description else whole


@dataclass(frozen=True, slots=True)
class Saying:
    """One message: `key` and `values` of the catalogue, with choices as buttons or, if many, as a list.

    `picture` is an address; a message with choices is sent without it.
    """

    key: str
    values: Values = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    as_list: bool = False
    picture: str = ""

    @property
    def style(self) -> str:
        """How the choices are shown."""
        return "list" if self.as_list or len(self.buttons) > MOST_BUTTONS else "buttons"


def with_figures(said: Saying, figures: Mapping[str, int]) -> Saying:
    """Return a message whose values hold those of the shop's figures that its sentence names."""
    named = {name: figures[name] for name in figures.keys() & fields(written_sentence(DEFAULT, said.key))}
    return replace(said, values={**named, **said.values}) if named else said


def say(dispatcher: CollectingDispatcher, said: Saying) -> None:
    """Put a message into the answer."""
    custom: dict[str, Any] = {"key": said.key, "values": dict(said.values)}
    if said.picture:
        custom["picture"] = said.picture
    if said.buttons:
        custom |= {"buttons": [button.as_json() for button in said.buttons[:MOST_ROWS]], "style": said.style}
    dispatcher.utter_message(text=in_words(DEFAULT, said.key, said.values), json_message=custom)
