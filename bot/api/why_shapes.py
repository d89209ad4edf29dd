"""What is told of the reasons of an answer."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from bot.api.answers import Shown
from bot.api.asked import LARGEST_ID, Numbered
from bot.services.desk.why import AnsweredBy


class MessageSpot(Numbered):
    """A message of a conversation, as its thread names it: in-12, out-7."""

    side: Literal["in", "out"]
    message: int = Field(ge=1, le=LARGEST_ID)


class WhyGuess(Shown):
    """A meaning that a message may have (an intent of docs/intents.md), and how sure that is, 0 to 1."""

    intent: str
    confidence: float


class WhyFound(Shown):
    """Something that a message mentions: order_number 1042."""

    kind: str
    value: str


class WhySentence(Shown):
    """What was answered, by its key of the catalogue; `topic` of the shop's own answers, "" where it is none."""

    key: str
    topic: str


class WhyTold(Shown):
    """The reasons of an answer, the likeliest guess first. `message` is the customer's, null for a notice.

    `order`: the order that was spoken of, as it stood then (number, stage, payment, days …), {} of none. `is_kept` is
    false where only the first guess is known any more. `model` is the name of what read it.
    """

    by: AnsweredBy
    message: int | None
    text: str
    locale: str | None
    guesses: tuple[WhyGuess, ...]
    found: tuple[WhyFound, ...]
    sentences: tuple[WhySentence, ...]
    actions: tuple[str, ...]
    order: dict[str, Any]
    model: str
    is_kept: bool
