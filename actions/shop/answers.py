"""The shop's own answers: by intent, or looked up for a question that no intent caught."""

from __future__ import annotations

import re
from abc import abstractmethod

from actions.dialogue.buttons import MENU
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events
from actions.dialogue.topics import finer_topic, topic_of
from actions.dialogue.turn import Turn
from actions.dialogue.visit import ShopAction, Visit
from actions.follow_ups.anger import complain
from actions.follow_ups.new_day import takes_day
from actions.follow_ups.payment import takes_payment
from bot.services.catalogue.answers import find_answer as faq_answer
from lexicon.folding import fold

SLUG_OF = {
    "ask_contact": "contact",
    "ask_return_policy": "return_policy",
    "ask_payment_methods": "payment_methods",
    "ask_cod": "cod",
    "ask_delivery_charges": "delivery_charges",
    "ask_delivery_time": "delivery_time",
    "how_to_order": "how_to_order",
}
# "1" where nothing was offered: it means nothing, though the search may find something like it.
_SMALL_NUMBER = re.compile(r"[0-9]{1,2}")
_GAVE_UP = frozenset({"fallback.first", "fallback.out_of_scope"})


def tell_faq(visit: Visit, slug: str) -> bool:
    """Answer with a topic; False, and silence, when the shop has none of that name."""
    text = faq_text(visit, slug)
    if text:
        visit.say("faq.answer", text=text, topic=slug)
    return bool(text)


def faq_text(visit: Visit, slug: str) -> str:
    """A topic's answer in the customer's language, "" when there is none."""
    return faq_answer(visit.db, visit.merchant_id, slug, visit.locale) or ""


class BroadAction(ShopAction):
    """An action whose intent is broader than some topics: a question clearly on one of those gets its answer."""

    def topic(self, turn: Turn) -> str:
        """A finer topic than the intent."""
        return finer_topic(turn)

    def answer(self, visit: Visit) -> Events:
        """The finer answer, where one is clearly meant."""
        return [] if look_up(visit) else self.answer_broadly(visit)

    @abstractmethod
    def answer_broadly(self, visit: Visit) -> Events:
        """The answer for the intent."""


class ActionFaq(BroadAction):
    """Intents that a topic answers."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_faq"

    def answer_broadly(self, visit: Visit) -> Events:
        """The topic, or what we say when we don't know."""
        payment_events = takes_payment(visit)
        if not payment_events and not tell_faq(visit, SLUG_OF.get(visit.turn.intent, visit.turn.intent)):
            give_up(visit)
        return payment_events


class ActionFallback(ShopAction):
    """nlu_fallback: the shop's answers are searched before we give up."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_fallback"

    def topic(self, turn: Turn) -> str:
        """Whatever topic the question is about."""
        return "" if _SMALL_NUMBER.fullmatch(fold(turn.text).strip(" .!#()")) else topic_of(turn)

    def answer(self, visit: Visit) -> Events:
        """A topic that the question is clearly about; else ask again; else offer a person; a curse is a complaint."""
        complaint = complain(visit)
        if complaint is not None:
            return complaint
        noted = takes_payment(visit) or takes_day(visit)
        if not noted and not look_up(visit):
            give_up(visit)
        return noted


class ActionOutOfScope(ShopAction):
    """out_of_scope: no shop's business, unless a topic says otherwise."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_out_of_scope"

    def topic(self, turn: Turn) -> str:
        """Whatever topic the question is about."""
        return topic_of(turn)

    def answer(self, visit: Visit) -> Events:
        """Say what we can do instead; a curse is a complaint."""
        complaint = complain(visit)
        if complaint is not None:
            return complaint
        noted = takes_payment(visit) or takes_day(visit)
        if noted or look_up(visit):
            return noted
        if visit.turn.last.key in _GAVE_UP:
            give_up(visit)
        else:
            visit.say("fallback.out_of_scope", MENU)
        return []


def look_up(visit: Visit) -> bool:
    """Answer from the shop's topics; False when none was found for this message."""
    return bool(visit.topic) and tell_faq(visit, visit.topic)


def give_up(visit: Visit) -> None:
    """Say that we did not understand; the second time in a row a person is offered."""
    if visit.turn.last.key in _GAVE_UP:
        buttons = (Button("button.person", "talk_to_person"), Button("button.my_orders", "list_orders"))
        visit.say("fallback.second", buttons)
    else:
        visit.say("fallback.first", MENU)
