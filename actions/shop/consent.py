"""The customer's word on messages: no more of them, no offers, offers and news again."""

from __future__ import annotations

from actions.dialogue.interruptions import SURE
from actions.dialogue.polarity import is_reserved
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, closing
from actions.dialogue.visit import ShopAction, Visit
from actions.follow_ups.bad_news import PROMISED
from actions.shop.answers import give_up
from actions.shop.newsletters import ask_which
from actions.shop.restock import ask_word, end_word, takes_tap
from actions.words.goods import wants_no_word, wants_word
from actions.words.offers_refused import refuses_offers
from bot.domain.consent import ConsentSource, Purpose
from bot.domain.refusals import wants_no_stop
from bot.locales.catalogue import sentence
from bot.services.people.consent import grant, read_standing, withdraw

# After these "send a new one" is about the parcel, whatever it was taken for: offers are never asked about.
_BAD_NEWS = PROMISED | {"notice.attempt_failed", "notice.late", "notice.next_try"}
_YES_TO_OFFERS = "button.offers_yes"
_WHETHER_OFFERS = (
    Button(_YES_TO_OFFERS, "subscribe", {"confirmed": "yes"}),
    Button("button.confirm_no", "deny"),
)


_UNDO = Button("button.undo", "undo_stop", {"purpose": Purpose.MARKETING})
_WHETHER_TO_STOP = (
    Button("button.stop_yes", "stop_messages", {"confirmed": "yes"}),
    Button("button.stop_no", "deny"),
)


class ActionStopMessages(ShopAction):
    """stop_messages: no more offers and news; answers and news of one's own orders go on."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_stop_messages"

    def answer(self, visit: Visit) -> Events:
        """Write it into the ledger of consent; a "don't stop" stops nothing, and a weak guess is asked about."""
        turn = visit.turn
        if wants_no_word(turn.text):
            return end_word(visit)
        if turn.is_button or refuses_offers(turn.text):
            return no_more_offers(visit)
        if wants_no_stop(turn.text):
            visit.say("stop.kept")
            return []
        return whether_to_stop(visit) if turn.confidence < SURE or is_reserved(turn) else no_more_offers(visit)


class ActionSubscribe(ShopAction):
    """subscribe: asks whether offers and news are welcome; a guessed message agrees to nothing."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_subscribe"

    def answer(self, visit: Visit) -> Events:
        """A yes is written down, a no obeyed, what follows bad news belongs to the parcel; all else is asked about."""
        turn = visit.turn
        of_product = word_of_product(visit)
        if of_product is not None:
            return of_product
        if turn.is_button and turn.entities.get("confirmed") == "yes":
            return subscribed(visit)
        if refuses_offers(turn.text):
            return no_more_offers(visit)
        if turn.last.key in _BAD_NEWS:
            give_up(visit)  # what they wish for the parcel has been read before (actions/follow_ups/bad_news.py)
        elif Purpose.MARKETING in read_standing(visit.db, visit.customer_id, turn.channel).granted:
            if not ask_which(visit):
                visit.say("subscribe.already")
        else:
            return whether_offers(visit)
        return []


def word_of_product(visit: Visit) -> Events | None:
    """What is said of word when a product is back: noted, asked, called off; None where nothing is."""
    if wants_no_word(visit.turn.text):
        return end_word(visit)
    if wants_word(visit.turn.text) and ask_word(visit):
        return []
    return takes_tap(visit)


def whether_offers(visit: Visit) -> Events:
    """Ask whether offers and news are welcome."""
    visit.say("subscribe.ask", _WHETHER_OFFERS)
    return []


def whether_to_stop(visit: Visit) -> Events:
    """Ask whether offers and news are to stop."""
    visit.say("stop.ask", _WHETHER_TO_STOP)
    return []


def subscribed(visit: Visit) -> Events:
    """Write a yes to offers and news into the ledger of consent, with the customer's words or what the button says."""
    words = visit.turn.text or sentence(visit.locale, _YES_TO_OFFERS)
    changed = grant(visit.db, visit.conversation_id, Purpose.MARKETING, ConsentSource.CHAT, words, visit.now)
    visit.say("subscribe.done" if changed else "subscribe.already")
    ask_which(visit)
    return []


def no_more_offers(visit: Visit) -> Events:
    """Write a no to offers and news into the ledger of consent, with the customer's words."""
    # Only what was agreed to can be given back, by the button or by words that say no to the stop.
    agreed = Purpose.MARKETING in read_standing(visit.db, visit.customer_id, visit.turn.channel).granted
    changed = withdraw(
        visit.db, visit.conversation_id, Purpose.MARKETING, ConsentSource.CHAT, visit.turn.text, visit.now
    )
    visit.say("stop.done" if changed else "stop.already", (_UNDO,) if changed and agreed else ())
    return closing()
