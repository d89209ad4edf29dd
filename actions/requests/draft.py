"""A request as far as it is known, kept in slots from one message to the next."""

from __future__ import annotations

from dataclasses import dataclass

from actions.dialogue.slots import Filled, Slot
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders.which import Meant, by_number
from bot.domain.requests import RequestKind
from bot.services.orders.views import OrderView


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as far as it is known.

    `typed` is a number that is no order of theirs; `corrects` is the reference of a request whose words are put
    right.
    """

    kind: RequestKind
    words: str = ""
    order: OrderView | None = None
    typed: str = ""
    detail: str = ""
    corrects: str = ""

    def slots(self) -> Filled:
        """The draft as slots, to be read back at the next message."""
        number = self.order.number if self.order else self.typed
        return {
            Slot.REQUEST_KIND: self.kind,
            Slot.REQUEST_WORDS: self.words,
            Slot.REQUEST_ORDER: number,
            Slot.REQUEST_DETAIL: self.detail,
            Slot.REQUEST_CORRECTS: self.corrects,
        }


def kept_kind(turn: Turn) -> RequestKind:
    """The kind of the request that the form is about."""
    return RequestKind(turn.slot(Slot.REQUEST_KIND))


def kept_draft(visit: Visit) -> Draft:
    """The draft that the slots hold."""
    turn = visit.turn
    found = by_number(visit, turn.slot(Slot.REQUEST_ORDER)) if turn.slot(Slot.REQUEST_ORDER) else Meant()
    return Draft(
        kept_kind(turn),
        turn.slot(Slot.REQUEST_WORDS),
        found.order,
        found.unproven,
        turn.slot(Slot.REQUEST_DETAIL),
        turn.slot(Slot.REQUEST_CORRECTS),
    )
