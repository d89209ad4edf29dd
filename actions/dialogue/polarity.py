"""What a customer's words say to a question that acts; see bot/domain/polarity.py."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from bot.domain.locale import DEFAULT
from bot.domain.polarity import Act, Polarity, has_reservation, polarity


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
