"""Stars, and a few words when they are few."""

from __future__ import annotations

import secrets

from actions.dialogue.buttons import PERSON
from actions.dialogue.forms import FormCheck, unclear
from actions.dialogue.saying import Button
from actions.dialogue.slots import Events, Form, Slot, asking, closing, ended, opening
from actions.dialogue.turn import Turn
from actions.dialogue.visit import ShopAction, Visit
from actions.orders import told as orders_told
from actions.orders.theirs import is_theirs
from actions.orders.which import by_number
from actions.words.details import says_something
from bot.domain.orders import OrderStage
from bot.domain.requests import POSSIBLE, reference
from bot.services.orders.views import OrderView
from bot.services.rewards.reviews import NewRating, review
from lexicon.folding import fold, words_of
from lexicon.meanings import words_meaning

GOOD = 4
_STARS = tuple(
    Button("list.stars.one" if stars == 1 else "list.stars.other", "rate", {"rating": str(stars)}, {"stars": stars})
    for stars in (1, 2, 3, 4, 5)  # numbered on SMS: 4 is four stars
)
_NOT_TELLING = frozenset(words_meaning("beside stars"))
_A_REASON = 2  # words; one alone is "bhai" or "please"
_SKIP = (Button("button.skip", "deny"),)


class ActionRate(ShopAction):
    """rate: with a number it is taken, without one it is asked for."""

    writes = True

    def name(self) -> str:
        """Rasa's name for it."""
        return "action_rate"

    def answer(self, visit: Visit) -> Events:
        """Thank for many stars; the form goes on where words are missing."""
        stars, number = stars_in(visit.turn), visit.turn.entities.get("order_number")
        if stars >= GOOD or (stars and told_beside(visit.turn)):
            keep(visit, stars, visit.turn.text, number or "")
            # Who taps a better rating after a worse one is no longer asked what went wrong.
            return closing() if visit.turn.form == Form.RATING else []
        return opening(Form.RATING, {Slot.RATING_STARS: str(stars) if stars else None, Slot.ORDER_NUMBER: number})


class ValidateRatingForm(FormCheck):
    """Asks for stars, and for words after 1 to 3 of them."""

    questions = (Slot.RATING_STARS, Slot.RATING_WORDS)

    def name(self) -> str:
        """Rasa's name for it."""
        return "validate_rating_form"

    def begin(self, visit: Visit) -> Events:
        """Ask for what is missing."""
        return self.ask(visit, Slot.RATING_WORDS if visit.turn.slot(Slot.RATING_STARS) else Slot.RATING_STARS)

    def ask(self, visit: Visit, asked: Slot) -> Events:
        """Stars from a list, then words."""
        if asked == Slot.RATING_WORDS:
            visit.say("rating.ask_words", _SKIP)
            return asking(asked)
        order = _rated_order(visit, visit.turn.slot(Slot.ORDER_NUMBER))
        if order:
            items = orders_told.items(visit, order)
            visit.say_list("rating.ask_order", _STARS, number=order.number, items=items)
        else:
            visit.say_list("rating.ask", _STARS)
        return asking(asked)

    def takes_any_words(self, visit: Visit, asked: Slot) -> bool:
        """What went wrong is told freely."""
        return asked == Slot.RATING_WORDS

    def belonging(self, visit: Visit, asked: Slot) -> frozenset[str]:
        """Stars are a rating; what went wrong sounds like a request."""
        if asked == Slot.RATING_STARS:
            return frozenset({"inform", "rate", "praise"})
        return frozenset({"inform", "ask_delay", "order_status", "ask_care"})

    def leave(self, visit: Visit, asked: Slot) -> Events:
        """Without words the stars still count."""
        if asked == Slot.RATING_WORDS:
            return self._finish(visit, int(visit.turn.slot(Slot.RATING_STARS)), "")
        visit.say("flow.cancelled")
        return ended({Slot.RATING_STARS: None})

    def take(self, visit: Visit, asked: Slot) -> Events:
        """Stars or words."""
        if asked == Slot.RATING_WORDS:
            if not says_something(visit.turn.text):
                return unclear(visit, asked, "request.detail_unclear", _SKIP)
            return self._finish(visit, int(visit.turn.slot(Slot.RATING_STARS)), visit.turn.text)
        stars = stars_in(visit.turn)
        if not stars:
            return unclear(visit, asked, "rating.unclear", _STARS)
        if stars >= GOOD or told_beside(visit.turn):
            return self._finish(visit, stars, visit.turn.text)
        visit.say("rating.ask_words", _SKIP)
        return asking(Slot.RATING_WORDS, {Slot.RATING_STARS: str(stars)})

    def _finish(self, visit: Visit, stars: int, words: str) -> Events:
        keep(visit, stars, words, visit.turn.slot(Slot.ORDER_NUMBER))
        return ended({Slot.RATING_STARS: None})


def stars_in(turn: Turn) -> int:
    """How many stars a message names, 0 for none."""
    named = turn.entities.get("rating", "")
    bare = fold(turn.text).strip(" .!*")
    text = named if named.isdigit() else bare
    return int(text) if text in ("1", "2", "3", "4", "5") else 0


def told_beside(turn: Turn) -> str:
    """The message, where it says more than its stars: "3 stars, sweets were dry"; else ""."""
    told = [word for word in words_of(turn.text) if not word.isdigit() and word not in _NOT_TELLING]
    return turn.text if len(told) >= _A_REASON else ""


def _rated_order(visit: Visit, number: str) -> OrderView | None:
    """The order named; else the one that was delivered last and has no rating yet."""
    named = by_number(visit, number).order if number else None
    if named and is_theirs(visit, named):
        return named
    mine = (order for order in visit.orders if is_theirs(visit, order))
    return next((order for order in mine if order.stage == OrderStage.DELIVERED and not order.reviewed), None)


def keep(visit: Visit, stars: int, words: str, number: str) -> None:
    """Keep the stars, thank for many, open a ticket for few, and tell the points they brought.

    Args:
        number: the order's; without one, the order that was delivered last and has no rating yet.
    """
    order = _rated_order(visit, number)
    given = NewRating(
        visit.customer_id,
        visit.conversation_id,
        order.id if order else None,
        stars,
        words,
        visit.turn.dedupe_key("rating"),
        reference(secrets.randbelow(POSSIBLE)),
    )
    done = review(visit.db, visit.merchant_id, given, visit.now)
    visit.orders_changed()
    if done.reference:
        visit.say("rating.ticket", PERSON, reference=done.reference)
    else:
        visit.say("rating.thanks_high", stars=stars)
    if done.points:
        visit.say("rating.reward", points=done.points, balance=done.balance)
