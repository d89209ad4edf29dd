"""What the customer has last been told, as far as their next message may answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.dialogue.repetition import answer_meant
from actions.dialogue.saying import Button
from bot.services.chat.context import BY_A_PERSON

_KIND = "request.kind."
_OF_PRODUCTS = ("product.", "suggest.", "care.", "restock.")


@dataclass(frozen=True, slots=True)
class LastSaid:
    """The last thing we said: its key, what it was about ("" where of none) and the choices under it.

    `order` is an order's number, `request_kind` one of RequestKind, `product` a title.
    """

    key: str = ""
    order: str = ""
    request_kind: str = ""
    product: str = ""
    buttons: tuple[Button, ...] = ()

    @property
    def notice_order(self) -> str:
        """The number of the order that a notice was about, "" when it was no notice."""
        return self.order if self.key.startswith("notice.") else ""

    @property
    def order_left(self) -> str:
        """The number of the order that a person of the shop spoke of when they left, "" where they spoke of none."""
        return self.order if self.key == BY_A_PERSON else ""


def read_last_said(message: Mapping[str, Any]) -> LastSaid:
    """The message that an action gave back or a notice was, in the form of docs/dialogue.md; {} is none."""
    values = message.get("values") or {}
    kind = values.get("kind")
    return LastSaid(
        key=answer_meant(str(message.get("key", "")), values),
        order=str(values.get("number", "")),
        request_kind=str(kind.get("key", "")).removeprefix(_KIND) if isinstance(kind, Mapping) else "",
        product=str(values.get("title", "")),
        buttons=tuple(_button(button) for button in message.get("buttons") or ()),
    )


def read_products_told(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the titles of the products that a message told of or offered, () where it spoke of none."""
    if not str(message.get("key", "")).startswith(_OF_PRODUCTS):
        return ()
    values = message.get("values") or {}
    if isinstance(values.get("title"), str):
        return (values["title"],)
    named = ((button.get("entities") or {}).get("product_words") for button in message.get("buttons") or ())
    return tuple(str(title) for title in named if title)


def _button(button: Mapping[str, Any]) -> Button:
    entities = button.get("entities") or {}
    return Button(
        str(button.get("key", "")),
        str(button.get("intent", "")),
        {str(name): str(value) for name, value in entities.items()},
    )
