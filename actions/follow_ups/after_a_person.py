"""A customer who answers a person of the shop answers no question that stood open before: it is put once more."""

from __future__ import annotations

from actions.dialogue.interruptions import SMALL_TALK
from actions.dialogue.reading_first import reads_any
from actions.dialogue.slots import Events
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from bot.domain.polarity import Act, Polarity, polarity
from bot.services.chat.context import BY_A_PERSON


def _answers_a_person(turn: Turn) -> bool:
    """Whether a typed yes, no, number or thanks comes right below what a person wrote, while a form waits."""
    if turn.form is None or turn.asked is None or turn.last.key != BY_A_PERSON:
        return False
    said = polarity(turn.text, turn.locale or "", Act.CONFIRM)
    return said in (Polarity.YES, Polarity.NO) or turn.text.strip().isdigit() or turn.intent in SMALL_TALK


@reads_any(_answers_a_person, writes=False)
def put_once_more(visit: Visit) -> Events | None:
    """Leave the open question as it is; it comes back."""
    return []
