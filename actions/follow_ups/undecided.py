"""Who will think it over, or send a picture later, is given time: nothing is noted, offered or asked meanwhile."""

from __future__ import annotations

from actions.dialogue.interruptions import SURE
from actions.dialogue.reading_first import reads_any
from actions.dialogue.slots import Events, Slot, ended
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.words.putting_off import puts_off, sends_picture_later

# What such words are taken for; anything else that was surely understood is something else.
_TAKEN_FOR = frozenset(
    {
        *("affirm", "deny", "goodbye", "inform", "nlu_fallback", "out_of_scope", "help", "thank"),
        *("ask_product", "suggest_product"),
    }
)


def _is_put_off(turn: Turn) -> bool:
    # "Shall I cancel it?" is put once more by the form itself.
    may_be = turn.intent in _TAKEN_FOR or turn.confidence < SURE
    return turn.asked is not Slot.REQUEST_CONFIRMED and may_be and puts_off(turn.text)


@reads_any(_is_put_off)
def time_given(visit: Visit) -> Events:
    """Say that there is time; a question of a form is let go with nothing noted."""
    visit.say("later.left_open" if visit.turn.asked else "later.fine")
    return ended() if visit.turn.asked else []


@reads_any(lambda turn: sends_picture_later(turn.text) and turn.asked is not Slot.REQUEST_DETAIL)
def picture_awaited(visit: Visit) -> Events:
    """Say that the picture may come whenever it suits."""
    visit.say("media.later")
    return []
