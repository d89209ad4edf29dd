"""What a customer's words say to a question that acts; see bot/domain/polarity.py."""

from __future__ import annotations

from collections.abc import Collection

from actions.dialogue.intents import KIND_OF
from actions.dialogue.interruptions import QUESTIONS, SMALL_TALK
from actions.dialogue.readings import SURE_ENOUGH, is_guess
from actions.dialogue.turn import Turn
from actions.words.delivery_day import asked_by_words
from actions.words.questions import asks
from bot.domain.locale import DEFAULT
from bot.domain.polarity import (
    Act,
    Polarity,
    begins_with_if,
    has_reservation,
    is_all_no,
    is_reserved_yes,
    polarity,
)
from bot.domain.requests import RequestKind
from lexicon.folding import bare
from lexicon.meanings import words_meaning

# These mean what they say wherever they are said.
_ALWAYS_MEANT = frozenset({"talk_to_person", "stop_messages", "subscribe", "change_language"})
# "What?", "up to you", "talk later" are taken for these; a real one is read more surely.
_OF_THE_CHAT = frozenset({"goodbye", "help", "ask_identity"})
_SURE_OF_CHAT = 0.9
# "Give me a sec" is taken for a wish of its own not more clearly than this.
_BY_CHANCE = 0.6
_NO_ANSWER = frozenset(map(bare, words_meaning("answers nothing")))
_OF_PARCELS = frozenset({"order_status", "ask_eta", "ask_delay", "ask_delivery_time", "list_orders", "ask_product"})
_OF_MESSAGES = frozenset({Act.STOP, Act.SUBSCRIBE})
# More words tell or ask something: "what?", "yes to what?" are questions back, "what was the colour?" is one.
_FEW_WORDS, _A_QUESTION_BACK = 6, 3


def said_to(turn: Turn, act: Act, number: str = "", *, asked_by_us: bool = False) -> Polarity:
    """What the words of a turn say to a question about an act.

    Args:
        number: of the order asked about.
        asked_by_us: the customer had not wished it before.
    """
    return polarity(turn.text, turn.locale or DEFAULT, act, number, asked_by_us=asked_by_us)


def is_reserved(turn: Turn) -> bool:
    """Whether a wish comes with a doubt or a condition: "stop, but only after Diwali"."""
    return has_reservation(turn.text, turn.locale or DEFAULT)


def refuses_surely(turn: Turn, act: Act, number: str = "") -> bool:
    """Whether a no is nothing else, or was read as something else so weakly that it can be only a no."""
    said_no = said_to(turn, act, number) is Polarity.NO
    return said_no and (is_guess(turn) or is_all_no(turn.text, turn.locale or DEFAULT, act, number))


def leaves_open(turn: Turn, act: Act, number: str = "") -> bool:
    """Whether a few words below a question that acts decide nothing and are nothing else: the question comes again.

    A sign, a doubt, a condition, "huh", "up to you", "I only asked": what they resemble by chance is no answer to them.
    """
    if turn.is_button or len(turn.text.split()) > _FEW_WORDS:
        return False
    if not any(map(str.isalnum, turn.text)):
        return not turn.entities
    said = said_to(turn, act, number)
    if bare(turn.text) in _NO_ANSWER:
        return said not in (Polarity.YES, Polarity.NO)
    if said in (Polarity.YES, Polarity.NO) or asked_by_words(turn.text, turn.intent, turn.confidence):
        return False
    if turn.intent in _ALWAYS_MEANT or turn.entities.get("order_number", number) != number:
        return is_guess(turn) and turn.intent != "talk_to_person" and said is Polarity.UNSURE
    if turn.intent in KIND_OF:
        by_chance = said is Polarity.UNSURE and turn.confidence < _BY_CHANCE and not turn.entities
        return by_chance or _sets_condition(turn, act)
    if said is Polarity.OTHER:
        return turn.confidence < SURE_ENOUGH
    return _resembles(turn, act)


def is_undecided(turn: Turn, act: Act, said: Polarity, answers: Collection[str]) -> bool:
    """Whether what was said to a question is neither a yes nor a no for sure, so that the question comes again.

    Args:
        said: what `said_to` made of it.
        answers: the intents that such an answer is taken for; anything else surely understood is something else.
    """
    return (turn.intent in answers and said is Polarity.UNSURE) or leaves_open(turn, act)


def _resembles(turn: Turn, act: Act) -> bool:
    """Whether what says yes and no, a doubt, a condition or a question is only by chance like what it was read as."""
    if turn.intent in SMALL_TALK:
        return True
    if turn.intent in _OF_THE_CHAT:
        return turn.confidence < _SURE_OF_CHAT
    about_messages = act in _OF_MESSAGES and turn.intent in _OF_PARCELS and not turn.entities
    by_chance = is_guess(turn) and len(turn.text.split()) <= _A_QUESTION_BACK
    return about_messages or turn.intent not in QUESTIONS or not asks(turn.text) or by_chance


def _sets_condition(turn: Turn, act: Act) -> bool:
    locale = turn.locale or DEFAULT
    asks_money = KIND_OF[turn.intent] == RequestKind.REFUND and is_reserved_yes(turn.text, locale, act)
    return asks_money or begins_with_if(turn.text, locale)
