"""Anger, and praise that is meant bitterly, open a complaint instead of being thanked for."""

from __future__ import annotations

from actions.dialogue.slots import Events, Form, Slot, opening
from actions.dialogue.visit import Visit
from actions.words.anger import is_angry, spoils_praise
from bot.domain.requests import RequestKind

_PRAISES = frozenset({"praise", "thank"})


def complain(visit: Visit) -> Events | None:
    """Open a complaint where the words are one, whatever they were taken for; None where they are none.

    Within a form the words belong to its question.
    """
    turn = visit.turn
    if turn.is_button or turn.form:
        return None
    bitter = spoils_praise if turn.intent in _PRAISES else is_angry
    if not bitter(turn.text, turn.locale):
        return None
    return opening(Form.REQUEST, {Slot.REQUEST_KIND: RequestKind.COMPLAINT})
