"""A person, please."""

from __future__ import annotations

from actions.dialogue.interruptions import is_short
from actions.dialogue.readings import ask_which, is_guess
from actions.dialogue.slots import Events, closing
from actions.dialogue.visit import ShopAction, Visit
from bot.domain.conversations import PersonWhy
from bot.domain.refusals import refuses_wish
from bot.services.desk.handoff import ask_for_person


class ActionTalkToPerson(ShopAction):
    """talk_to_person: works at any moment, and ends whatever form is open."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_talk_to_person"

    def answer(self, visit: Visit) -> Events:
        """Put the conversation before a person; ask where that is a guess, and call nobody who is not wanted."""
        if refuses_wish(visit.turn.text, visit.turn.intent):
            visit.say("deny.nothing")
            return []
        # "Koi insan hai kya" in the middle of a form is clear, however weakly it was read.
        if is_guess(visit.turn) and not (visit.turn.form and is_short(visit.turn)):
            ask_which(visit)
            return []
        return call_person(visit)


def call_person(visit: Visit) -> Events:
    """Put the conversation before a person; the form that was open would only be in the way."""
    is_new = ask_for_person(visit.db, visit.conversation_id, PersonWhy.ASKED, visit.now)
    visit.say("person.asked" if is_new else "person.waiting")
    return closing()
