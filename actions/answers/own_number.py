"""Nothing but the number of an order of theirs, whatever the model took it for: where that order is."""

from __future__ import annotations

from actions.answers.order_status import tell
from actions.dialogue.reading_first import reads_any
from actions.dialogue.slots import Events, ended
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.follow_ups.payment import takes_payment
from actions.orders.which import meant
from bot.domain.writing import digits_of


def _may_name_one(turn: Turn) -> bool:
    return turn.asked is None and bool(digits_of(turn.text))


@reads_any(_may_name_one, writes=False)  # every message with a digit comes by here
def order_told(visit: Visit) -> Events | None:
    """Tell where the order is; None where the message holds more than the number, or another's."""
    if not visit.turn.names_only:  # actions/dialogue/own_numbers.py has seen to it
        return None
    told = takes_payment(visit) or tell(visit, meant(visit), "order_status")
    return [*told, *ended()] if visit.turn.form else told
