"""A customer who answers a person of the shop answers no question that stood open before: it is put once more."""

from __future__ import annotations

from actions.dialogue.interruptions import SMALL_TALK
from actions.dialogue.reading_first import reads_any
from actions.dialogue.slots import Events
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from bot.domain.polarity import Act, Polarity, polarity
from bot.services.chat.context import BY_A_PERSON

_MOST_COUNTED = 2  # digits of a number that chooses one of some, or counts them


def _answers_a_person(turn: Turn) -> bool:
    """Whether a typed yes, no, "1" or thanks comes right below what a person wrote, while a form waits.

    A longer number, of an order or a place, answers the form, which asked for it.
    """
    if turn.form is None or turn.asked is None or turn.last.key != BY_A_PERSON:
        return False
    said = polarity(turn.text, turn.locale or "", Act.CONFIRM)
    words = turn.text.strip()
    counts = words.isdigit() and len(words) <= _MOST_COUNTED
    return said in (Polarity.YES, Polarity.NO) or counts or turn.intent in SMALL_TALK


@reads_any(_answers_a_person, writes=False)
def put_once_more(visit: Visit) -> Events | None:
    """Leave the open question as it is; it comes back."""
    return []
