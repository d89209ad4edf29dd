"""What customers write right after "how do you like it?": a number, praise, a shrug or what they did not like."""

from __future__ import annotations

from actions.dialogue.interruptions import DOUBTFUL, SURE
from actions.dialogue.reading_first import reads_answer_to
from actions.dialogue.slots import Events, Form, Slot, ended, opening
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.follow_ups.rating import GOOD, keep, stars_in, told_beside
from actions.words.review_words import finds_fault, is_shrug

_LOVED, _OKAY, _NOT_LIKED = 5, 4, 2
# What an answer is taken for; anything else that is surely understood is something else.
_TAKEN_FOR = frozenset({"affirm", "ask_care", "ask_product", "complaint", "deny", "praise", "rate"}) | DOUBTFUL
_PRAISED_SURELY = 0.6  # "quality kharab hai" resembles praise, but never this much


@reads_answer_to("notice.review")
def answer_to_review(visit: Visit) -> Events | None:
    """Take the stars a message names or amounts to; None when it is no answer to the question."""
    turn = visit.turn
    if turn.is_button or turn.interrupted or (turn.form and turn.asked):
        return None
    stars = stars_in(turn)
    words = told_beside(turn) if stars else turn.text
    stars = stars or _stars_meant(turn)
    if not stars:
        return None
    if stars < GOOD and not words:
        return opening(Form.RATING, {Slot.RATING_STARS: str(stars), Slot.ORDER_NUMBER: turn.last.notice_order})
    keep(visit, stars, words, turn.last.notice_order)
    return ended({Slot.RATING_STARS: None})


def _stars_meant(turn: Turn) -> int:
    """The stars that words amount to; 0 for a question and for what says nothing of the kind."""
    if "?" in turn.text or (turn.intent not in _TAKEN_FOR and turn.confidence >= SURE):
        return 0
    if is_shrug(turn.text):
        return _OKAY
    if turn.intent == "praise" and turn.confidence >= _PRAISED_SURELY:
        return _LOVED
    unhappy = turn.intent == "complaint" and turn.confidence >= SURE
    return _NOT_LIKED if unhappy or finds_fault(turn.text) else 0
