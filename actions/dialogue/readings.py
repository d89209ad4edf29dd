"""What a weakly read message may have meant: its likeliest readings to tap, instead of an act on a guess."""

from __future__ import annotations

from collections.abc import Mapping

from actions.dialogue.buttons import PERSON
from actions.dialogue.intents import KIND_OF
from actions.dialogue.saying import MOST_BUTTONS, Button
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit

# From here on real messages are read rightly nine times in ten: 85 % of those at .6 to .75, 93 % of those at .75 to .9
# (docs/nlu.md, calibration).
SURE_ENOUGH = 0.7
WHICH = "guess.which"
_TITLES: Mapping[str, str] = {
    **{intent: f"request.kind.{kind}" for intent, kind in KIND_OF.items()},
    "cancel_order": "button.cancel",
    "return_item": "button.return",
    "request_refund": "button.money_back",
    "report_damaged": "button.damaged",
    "report_wrong_item": "button.wrong_item",
    "change_address": "button.fix_address",
    "reschedule_delivery": "button.other_day",
    "order_status": "button.track",
    "ask_eta": "button.track",
    "ask_delay": "button.track",
    "list_orders": "button.my_orders",
    "ask_offers": "button.offers",
    "talk_to_person": "button.person",
    "rate": "button.rate",
}


def is_guess(turn: Turn) -> bool:
    """Whether typed words were read so weakly that nothing may be written or asked of the team on it.

    What was offered as a reading just before and is read so again is no guess any more.
    """
    offered = turn.last.key == WHICH and any(button.intent == turn.intent for button in turn.last.buttons)
    return bool(turn.text) and turn.confidence < SURE_ENOUGH and not offered


def ask_which(visit: Visit, *, without: str = "") -> None:
    """Offer the two or three likeliest readings of the message, a person the last where there is room.

    Args:
        without: an intent that the message refuses.
    """
    turn = visit.turn
    number = turn.entities.get("order_number", "")
    entities = {"order_number": number} if number else {}
    titles = {_TITLES[intent]: intent for intent in reversed(turn.ranking) if intent in _TITLES and intent != without}
    likeliest = [Button(title, intent, entities) for title, intent in reversed(titles.items())]
    others = [] if "talk_to_person" in titles.values() else list(PERSON)
    visit.say(WHICH, (*likeliest, *others)[:MOST_BUTTONS])


def words_meant(turn: Turn) -> str:
    """The words of a turn; where it taps one of the readings we offered, the words that they are readings of."""
    return turn.text or (turn.text_before if turn.last.key == WHICH else "")
