"""What a customer's words say to a question that acts; see bot/domain/polarity.py."""

from __future__ import annotations

from actions.dialogue.turn import Turn
from bot.domain.locale import DEFAULT
from bot.domain.polarity import Act, Polarity, polarity


def said_to(turn: Turn, act: Act, number: str = "") -> Polarity:
    """What the words of a turn say to a question about an act; `number` is of the order asked about."""
    return polarity(turn.text, turn.locale or DEFAULT, act, number)
