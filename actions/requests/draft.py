"""A request as far as it is known, kept in slots from one message to the next."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue.visit import Visit
from actions.orders.which import Meant, by_number
from bot.services.orders.views import OrderView


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as far as it is known; `typed` is an order number that still needs proof."""

    kind: str
    words: str = ""
    order: OrderView | None = None
    typed: str = ""
    detail: str = ""

    def slots(self) -> dict[str, str | None]:
        """The draft as slots, to be read back at the next message."""
        number = self.order.number if self.order else self.typed
        return {
            "request_kind": self.kind,
            "request_words": self.words or None,
            "request_order": number or None,
            "request_detail": self.detail or None,
        }


def kept_draft(visit: Visit) -> Draft:
    """The draft that the slots hold."""
    turn = visit.turn
    found = by_number(visit, turn.slot("request_order")) if turn.slot("request_order") else Meant()
    return Draft(
        turn.slot("request_kind"),
        turn.slot("request_words"),
        found.order,
        found.unproven,
        turn.slot("request_detail"),
    )
