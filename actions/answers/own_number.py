"""Nothing but the number of an order of theirs, whatever the model took it for: where that order is."""

from __future__ import annotations

from actions.answers.order_status import tell
from actions.dialogue.slots import Events, ended
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit, reads_any
from actions.orders.which import meant
from bot.domain.writing import digits_of


def _was_taken_for_more(turn: Turn) -> bool:
    return turn.intent != "inform" and turn.asked is None and bool(digits_of(turn.text))


@reads_any(_was_taken_for_more)
def order_told(visit: Visit) -> Events | None:
    """Tell where the order is; None where the message holds more than the number, or another's."""
    if visit.turn.intent != "inform":  # actions/dialogue/own_numbers.py has seen to it
        return None
    told = tell(visit, meant(visit), "order_status")
    return [*told, *ended()] if visit.turn.form else told
