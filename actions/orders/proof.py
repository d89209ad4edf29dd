"""A guess at the proof of an order, judged and answered the same in every form."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.dialogue.turn import Turn
from actions.dialogue.visit import Visit
from actions.orders.which import by_number, real_number
from bot.domain.field_values import counted
from bot.domain.writing import digits_of
from bot.services.moments.strangers import record_guessing, record_reading
from bot.services.orders.finding import find_by_id
from bot.services.orders.proof import OfferedProof, prove
from bot.services.orders.views import OrderView
from lexicon.folding import ascii_digits, fold
from lexicon.meanings import pattern_meaning

_PIN_DIGITS = 6
_PIN = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}(?!\d)")  # whole or in two halves
_DELIVERS, _GIVES = pattern_meaning("delivers here"), pattern_meaning("gives a detail")


@dataclass(frozen=True, slots=True)
class Proven:
    """The order, once the proof was right; `blocked` when no more guesses are taken."""

    order: OrderView | None = None
    blocked: bool = False


def proof_typed(turn: Turn) -> str:
    """Return the PIN code in the message, "" for none; a phone number is none and proves nothing."""
    digits = digits_of(turn.text)
    return turn.entities.get("pin_code") or (digits if len(digits) == _PIN_DIGITS else "")


def proof_beside(turn: Turn, number: str) -> str:
    """Return the PIN code that a message holds beside an order's number, "" for none."""
    named = turn.entities.get("pin_code")
    if named:
        return named
    own = digits_of(number)
    found = [one for one in _PIN.findall(ascii_digits(turn.text)) if digits_of(one) != own]
    if found:
        return digits_of(found[-1])
    return proof_typed(turn) if not own or own not in digits_of(turn.text) else ""


def is_slip(visit: Visit) -> bool:
    """Whether a bare number has a digit less than the PIN code we asked for, and is no order of theirs."""
    typed, digits = visit.turn.text.strip(), digits_of(visit.turn.text)
    if len(digits) != _PIN_DIGITS - 1 or any(not (sign.isdigit() or sign in " .-") for sign in typed):
        return False
    return by_number(visit, digits).order is None


def asks_about_area(turn: Turn) -> bool:
    """Whether a PIN code comes in a question on delivery, and not as the proof: "do you deliver to 382424"."""
    text = fold(turn.text)
    return turn.intent == "check_pincode" and _DELIVERS.search(text) is not None and not _GIVES.search(text)


def prove_order(visit: Visit, typed: str, proof: str) -> Proven:
    """Judge the proof for an order or tracking number as typed; a wrong one is answered here.

    A number of six digits may be that of an order of theirs: then that one is given, where it is no right proof.
    """
    number, own = real_number(visit, typed), by_number(visit, proof).order
    key = visit.turn.dedupe_key("proof")
    offered = OfferedProof(visit.conversation_id, number, proof, key, costs_nothing=own is not None)
    result = prove(visit.db, visit.merchant_id, offered, visit.now)
    if result.outcome == "right" and result.order_id is not None:
        visit.orders_changed()
        record_reading(visit.db, visit.merchant_id, result.order_id, visit.now)
        return Proven(find_by_id(visit.db, visit.merchant_id, result.order_id, visit.now))
    if result.guessed_at is not None:
        record_guessing(visit.db, visit.merchant_id, result.guessed_at, visit.now)
    if own:
        return Proven(own)
    if result.outcome == "blocked":
        return Proven(blocked=True)
    visit.say(counted("proof.wrong", result.tries_left), tries=result.tries_left)
    return Proven()
