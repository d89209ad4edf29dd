"""Turns that cannot be answered: what they are called, and what the log says of them."""

from __future__ import annotations

import traceback

from bot.logs import get_logger

logger = get_logger(__name__)


class UnknownSender(Exception):
    """Rasa was asked in the name of a conversation that does not exist."""


class ShopShut(Exception):
    """The database did not do what the turn asked of it.

    It reaches Rasa, which then keeps nothing of the turn, and the turn is asked again. An apology would be kept, and be
    the answer of every repeat.
    """


def log_failure(action: str, error: Exception) -> None:
    """Say in the log where an action failed. The words of an error may quote a customer or a row, so they stay out."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("an action failed", action=action, error=type(error).__name__, exception=where)
