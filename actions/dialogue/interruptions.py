"""Tells an answer to an open question from something else that the customer says in between."""

from __future__ import annotations

from actions.dialogue.intents import KIND_OF
from actions.dialogue.turn import Turn
from actions.words.questions import asks
from actions.words.review_words import finds_fault
from bot.domain.locale import DEFAULT
from bot.domain.polarity import holds_unknown
from lexicon.folding import fold, words_of
from lexicon.meanings import PhraseList, WordList, by_key, pattern_meaning, words_meaning

ALWAYS = frozenset(
    {
        "talk_to_person",
        "stop_messages",
        "subscribe",
        "change_language",
        "help",
        "ask_identity",
        "goodbye",
        "list_orders",
    }
)
SMALL_TALK = frozenset({"greet", "thank", "praise"})
QUESTIONS = frozenset(
    {
        "order_status",
        "ask_eta",
        "ask_delay",
        "confirm_order",
        "refund_status",
        "ask_contact",
        "ask_return_policy",
        "ask_warranty",
        "ask_care",
        "ask_payment_methods",
        "ask_cod",
        "check_pincode",
        "ask_delivery_charges",
        "ask_delivery_time",
        "ask_offers",
        "loyalty_points",
        "ask_product",
        "suggest_product",
        "ask_cart",
        "how_to_order",
        "rate",
    }
)
DOUBTFUL = frozenset({"nlu_fallback", "out_of_scope"})
# The classifier was trained on whole requests; a reason or an address resembles them by chance, rarely this clearly.
SURE = 0.75
# "I want to cancel" instead of a PIN code; a town or a name is taken for a request less clearly.
FAIRLY_SURE = 0.5
# "It is very heavy" as a reason sounds like praise; a town or an animal like a greeting, less clearly.
_SURE_OF_TALK = 0.85
_FEW_WORDS, _A_SENTENCE = 4, 8
_YES_SIGNS = words_meaning("yes signs")
_NO_IDEA = pattern_meaning("no idea")
_NOES = by_key("answer")["no"]
_BARE_NOES = frozenset(word for word in _NOES if " " not in word)
_LEAVES = PhraseList(words_of(phrase) for phrase in (*_NOES, *by_key("take back")["words"]) if " " in phrase)
_WANTS = WordList(words_meaning("wishes it"))


def interrupts(turn: Turn, *, free_text: bool, belongs: frozenset[str] = frozenset(), topic: str = "") -> bool:
    """Whether the message is something else than an answer.

    Args:
        topic: what the shop's answers have on a question that no intent caught.
        free_text: the question takes any words for an answer.
        belongs: intents that an answer to this question is likely to be taken for.
    """
    if turn.is_button:
        # A button means what it says: a question stays one, however much a typed answer may look like it.
        return turn.intent not in belongs or turn.intent in QUESTIONS - {"rate"}
    if turn.intent in belongs:
        return False
    if turn.intent in SMALL_TALK:
        return is_short(turn) and turn.confidence >= (_SURE_OF_TALK if free_text else FAIRLY_SURE)
    if turn.intent == "talk_to_person" and is_short(turn):
        return True  # "koi insan hai kya" is no reason for a return
    if turn.intent in KIND_OF:
        return not free_text and turn.confidence >= FAIRLY_SURE
    if turn.intent in ALWAYS:
        return not free_text or turn.confidence >= SURE
    if turn.intent in QUESTIONS:  # "what pin?" resembles a question about goods
        return turn.confidence >= (SURE if free_text else FAIRLY_SURE)
    return turn.intent in DOUBTFUL and bool(topic) and not free_text


def agrees(turn: Turn) -> bool:
    """Whether this is a yes; signs alone are one only if they are known for it."""
    signs = not any(map(str.isalnum, turn.text))
    return turn.intent == "affirm" and (turn.is_button or not signs or any(sign in turn.text for sign in _YES_SIGNS))


def has_no_idea(turn: Turn) -> bool:
    """Whether the customer doesn't know or remember what we ask for."""
    short = len(turn.text.split()) <= _A_SENTENCE
    return short and not any(map(str.isdigit, turn.text)) and _NO_IDEA.search(fold(turn.text)) is not None


def leaves(turn: Turn, *, free_text: bool) -> bool:
    """Whether the customer does not want to go on: no, leave it. "Colour isn't good" is a reason where one is asked."""
    told = not free_text or (is_short(turn) and not finds_fault(turn.text) and not tells_why(turn))
    return turn.intent == "deny" and (turn.is_button or (told and not asks(turn.text)))  # "is it wrong?" leaves nothing


def tells_why(turn: Turn) -> bool:
    """Whether a no stands in words of their own, as "did not fit" does, and leaves nothing: it doesn't come first."""
    words = words_of(turn.text)
    leaves_it = (words[:1] and words[0] in _BARE_NOES) or _LEAVES.is_in(words) or _WANTS.is_among(words)
    return not leaves_it and holds_unknown(turn.text, turn.locale or DEFAULT)


def is_only_signs(turn: Turn) -> bool:
    """Whether there is nothing to read in a message but signs like 😊, which answer no question for words."""
    has_words = any(map(str.isalnum, turn.text))
    means_something = turn.intent in SMALL_TALK | {"affirm", "deny"} and turn.confidence >= FAIRLY_SURE
    return bool(turn.text) and not has_words and not turn.entities and not means_something


def is_short(turn: Turn) -> bool:
    """Whether a few words are all there is."""
    return len(turn.text.split()) <= _FEW_WORDS


def answers_pin_question(turn: Turn) -> bool:
    """Whether this is the PIN code we asked for when a question on delivery came in between."""
    return (
        "pin_code" in turn.entities
        and turn.intent in ("inform", "check_pincode")
        and turn.intent_before == "check_pincode"
    )
