"""The shop's own answers: by intent, or looked up for a question that no intent caught."""

from __future__ import annotations

from functools import lru_cache

from actions.menu import MENU
from actions.shop import Events, ShopAction, Visit
from actions.speech import Button
from bot.faq_search import FaqSearch
from bot.services.faq import answer as faq_answer
from bot.services.faq import entries

SLUG_OF = {
    "ask_contact": "contact",
    "ask_return_policy": "return_policy",
    "ask_payment_methods": "payment_methods",
    "ask_cod": "cod",
    "ask_delivery_charges": "delivery_charges",
    "ask_delivery_time": "delivery_time",
    "how_to_order": "how_to_order",
}
_GAVE_UP = frozenset({"fallback.first", "fallback.out_of_scope"})
_LONGEST_QUESTION = 500


def tell_faq(visit: Visit, slug: str) -> bool:
    """Answer with a topic; False, and silence, when the shop has none of that name."""
    text = faq_text(visit, slug)
    if text:
        visit.say("faq.answer", text=text)
    return bool(text)


def faq_text(visit: Visit, slug: str) -> str:
    """A topic's answer in the customer's language, "" when there is none."""
    return faq_answer(visit.db, visit.merchant_id, slug, visit.locale) or ""


class ActionFaq(ShopAction):
    """Intents that a topic answers."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_faq"

    def answer(self, visit: Visit) -> Events:
        """The topic, or what we say when we don't know."""
        if not tell_faq(visit, SLUG_OF.get(visit.turn.intent, visit.turn.intent)):
            give_up(visit)
        return []


class ActionFallback(ShopAction):
    """nlu_fallback: the shop's answers are searched before we give up."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_fallback"

    def answer(self, visit: Visit) -> Events:
        """A topic that the question is clearly about; else ask again; else offer a person."""
        if not look_up(visit):
            give_up(visit)
        return []


class ActionOutOfScope(ShopAction):
    """out_of_scope: no shop's business, unless a topic says otherwise."""

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_out_of_scope"

    def answer(self, visit: Visit) -> Events:
        """Say what we can do instead."""
        if look_up(visit):
            return []
        if visit.turn.last_key in _GAVE_UP:
            give_up(visit)
        else:
            visit.say("fallback.out_of_scope", MENU)
        return []


def look_up(visit: Visit) -> bool:
    """Answer a free question from the shop's topics; False when none is clearly meant."""
    question = visit.turn.text[:_LONGEST_QUESTION]
    if not question.strip():
        return False
    match = search().find(entries(visit.db, visit.merchant_id), question)
    return match is not None and tell_faq(visit, match.slug)


def give_up(visit: Visit) -> None:
    """We did not understand; the second time in a row a person is offered."""
    if visit.turn.last_key in _GAVE_UP:
        buttons = (Button("button.person", "talk_to_person"), Button("button.my_orders", "list_orders"))
        visit.say("fallback.second", buttons)
    else:
        visit.say("fallback.first", MENU)


@lru_cache(maxsize=1)
def search() -> FaqSearch:
    """The search, one a process: it remembers the vectors of what it has read."""
    return FaqSearch()
