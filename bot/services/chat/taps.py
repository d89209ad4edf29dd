"""Buttons whose meaning needs no dialogue model: undo a stop, no more offers, something is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.db.conversations import Choice, Conversation
from bot.domain.rules import MARKETING
from bot.ports import Answered, Offered, Said
from bot.services.people import consent

UNDO_STOP = "undo_stop"
_BUTTON, _PURPOSE = "button", "purpose"
UNDO = Offered("button.undo", {}, UNDO_STOP)


def answer(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Answered | None:
    """What a tap is answered with; None when the model has to answer it."""
    act = _ACTS.get(choice.intent)
    return Answered((act(db, conversation, choice, now),), choice.intent, None) if act else None


def stopped(key: str) -> Answered:
    """The confirmation of a stop, with the way back below it."""
    return Answered((Said(key, {}, offers=(UNDO,)),), None, None)


def _undo_stop(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """What was stopped is welcome again: everything, or offers and news alone."""
    purpose = str(choice.entities.get(_PURPOSE, consent.ANY))
    changed = consent.grant(db, conversation.id, purpose, _BUTTON, choice.title, now)
    if purpose == MARKETING:
        return Said("subscribe.again" if changed else "subscribe.already", {})
    return Said("start.done", {})


def _no_offers(db: Session, conversation: Conversation, choice: Choice, now: datetime) -> Said:
    """Only what was agreed to can be given back: who had not agreed is offered no undoing."""
    agreed = consent.standing(db, conversation.customer_id, conversation.channel).granted
    changed = consent.withdraw(db, conversation.id, MARKETING, _BUTTON, choice.title, now)
    offers = (replace(UNDO, entities={_PURPOSE: MARKETING}),) if MARKETING in agreed else ()
    return Said("stop.done" if changed else "stop.already", {}, offers=offers)


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
