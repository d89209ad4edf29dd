"""Buttons whose meaning needs no dialogue model: undo a stop, no more offers, something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.conversations import Choice, Conversation
from bot.domain.rules import MARKETING
from bot.ports import Answered, Offered, Said
from bot.services import consent

UNDO_STOP = "undo_stop"
_BUTTON = "button"
UNDO = Offered("button.undo", {}, UNDO_STOP)


def answer(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Answered | None:
    """What a tap is answered with; None when the model has to answer it."""
    act = _ACTS.get(choice.intent)
    return Answered((act(db, conversation, choice, now),), choice.intent, None) if act else None


def stopped(key: str) -> Answered:
    """The confirmation of a stop, with the way back below it."""
    return Answered((Said(key, {}, offers=(UNDO,)),), None, None)


def _undo_stop(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    consent.grant(db, conversation.id, consent.ANY, _BUTTON, choice.title, now)
    return Said("start.done", {})


def _no_offers(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    changed = consent.withdraw(db, conversation.id, MARKETING, _BUTTON, choice.title, now)
    return Said("stop.done" if changed else "stop.already", {}, offers=(UNDO,))


def _problem(_db: Session, _conversation: Conversation, choice: Choice, _now: datetime) -> Said:
    """What is wrong with it? Each answer is a request the dialogue knows."""
    number = str(choice.entities.get("order_number", "-"))
    order = {"order_number": number}
    offers = (
        Offered("button.damaged", {}, "report_damaged", order),
        Offered("button.wrong_item", {}, "report_wrong_item", order),
        Offered("button.return", {}, "return_item", order),
    )
    return Said("problem.ask", {"number": number}, offers=offers)


_ACTS: Mapping[str, Callable[[Session, Conversation, Choice, datetime], Said]] = {
    UNDO_STOP: _undo_stop,
    "no_offers": _no_offers,
    "report_problem": _problem,
}
