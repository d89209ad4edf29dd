"""Tells an answer to an open question from something else that the customer says in between."""

from __future__ import annotations

from actions.turn import Turn

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
        "how_to_order",
        "rate",
    }
)
DOUBTFUL = frozenset({"nlu_fallback", "out_of_scope"})
# The classifier was trained on whole requests; a reason or an address resembles them by chance, rarely this clearly.
SURE = 0.75
_FEW_WORDS = 4


def interrupts(turn: Turn, *, free_text: bool, belongs: frozenset[str] = frozenset()) -> bool:
    """Whether the message is something else than an answer.

    Args:
        free_text: the question takes any words for an answer.
        belongs: intents that an answer to this question is likely to be taken for.
    """
    if turn.is_button:
        # A button means what it says: a question stays one, however much a typed answer may look like it.
        return turn.intent not in belongs or turn.intent in QUESTIONS - {"rate"}
    if turn.intent in belongs:
        return False
    if turn.intent in SMALL_TALK:
        return is_short(turn)
    if turn.intent in ALWAYS | QUESTIONS:
        return not free_text or turn.confidence >= SURE
    return turn.intent in DOUBTFUL and not free_text and "?" in turn.text


def leaves(turn: Turn, *, free_text: bool) -> bool:
    """Whether the customer does not want to go on: no, leave it."""
    return turn.intent == "deny" and (turn.is_button or not free_text or is_short(turn))


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
