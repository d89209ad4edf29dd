"""Hello, goodbye, who are you, what can you do, well done."""

from __future__ import annotations

from actions.dialogue.buttons import GREETING_MENU, MENU
from actions.dialogue.readings import ask_which, is_guess
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, closing
from actions.dialogue.visit import ShopAction, Visit
from actions.follow_ups.anger import complain
from actions.words.review_words import likes

_ANSWERS = {
    "ask_identity": ("identity.reply", ()),
    "help": ("help.menu", GREETING_MENU),
    "praise": ("praise.reply", (Button("button.rate", "rate"),)),
    "goodbye": ("goodbye.reply", ()),
    "thank": ("thank.reply", ()),
}


class ActionSmalltalk(ShopAction):
    """greet, goodbye, ask_identity, help, praise, thank."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_smalltalk"

    def answer(self, visit: Visit) -> Events:
        """A short answer; the menu where it helps and no question is open."""
        turn = visit.turn
        complaint = complain(visit)
        if complaint is not None:
            return complaint
        if turn.intent == "praise" and is_guess(turn) and not likes(turn.text):
            ask_which(visit)  # "it looked bigger in the picture" is no praise
            return []
        if turn.intent == "greet":
            _greet(visit)
            return []
        key, buttons = _ANSWERS.get(turn.intent, ("fallback.first", MENU))
        visit.say(key, () if turn.form else buttons)
        return closing() if turn.intent == "goodbye" else []


def _greet(visit: Visit) -> None:
    if visit.turn.form:
        visit.say("greet.again")
    elif visit.called:
        visit.say("greet.hello_name", GREETING_MENU, name=visit.called)
    else:
        visit.say("greet.hello", GREETING_MENU)
