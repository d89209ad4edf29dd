"""A UTR, an amount, a day or a way to pay, said after a payment request was opened, belongs to that request."""

from __future__ import annotations

import re
from datetime import timedelta

from actions.dialogue.interruptions import is_short
from actions.dialogue.slots import Events, Form, Slot, opening
from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders.which import mentioned
from actions.requests.done import add
from bot.domain.requests import RequestKind
from bot.services.desk.requests import RequestView, find_latest_open
from lexicon.folding import fold
from lexicon.meanings import pattern_meaning

_KIND = RequestKind.PAYMENT
_FOR = timedelta(hours=1)
_ADDED = ("request.already_open", "request.already_open_alone")
# A bank's number for a payment is one whatever was said in between.
_BANK_NUMBER = re.compile(r"\b(utr|rrn|txn|transaction|upi ref)\b.*\d|(?<!\d)\d{12}(?!\d)", re.DOTALL)
_WAY = pattern_meaning("way to pay")
_ANSWERS = frozenset({"inform", "nlu_fallback", "out_of_scope", "ask_payment_methods", "payment_failed"})
_DETAILS = frozenset({"amount", "date", "order_number", "tracking_number"})


def takes_payment(visit: Visit) -> Events:
    """The form that adds this message to the open payment request; [] when it is none of its details."""
    if visit.turn.form or _open_request(visit) is None:
        return []
    return opening(Form.REQUEST, {Slot.REQUEST_KIND: _KIND, Slot.REQUEST_ORDER: None})


def adds_to_payment(visit: Visit) -> bool:
    """Add this message to the open payment request and say so; False when it is none of its details."""
    view = _open_request(visit)
    if view:
        add(visit, view, visit.turn.text)
    return view is not None


def _open_request(visit: Visit) -> RequestView | None:
    if not _is_detail(visit.turn) or mentioned(visit).order:
        return None
    return find_latest_open(visit.db, visit.merchant_id, visit.conversation_id, {_KIND}, visit.now - _FOR)


def _is_detail(turn: Turn) -> bool:
    text = fold(turn.text)
    if "?" in text or "phone" in turn.entities:
        return False
    if _BANK_NUMBER.search(text):
        return True
    if not _just_told(turn) or turn.intent not in _ANSWERS:
        return False
    return bool(_DETAILS & turn.entities.keys()) or (is_short(turn) and _WAY.search(text) is not None)


def _just_told(turn: Turn) -> bool:
    """Whether the last thing we said was about the payment request."""
    if turn.last.key in _ADDED:
        return turn.last.request_kind == _KIND
    return turn.last.key == f"request.done.{_KIND}"
