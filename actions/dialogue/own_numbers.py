"""The customer's own order numbers in a message, read before anything else that its digits might be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.dialogue.own_orders import OwnOrders
from actions.dialogue.slots import Slot
from actions.dialogue.turn import Turn, mentions_that_count
from bot.domain.own_numbers import Code, Named, find_codes, find_named, is_only_numbers
from bot.domain.writing import digits_of

_ORDER, _PIN_DIGITS = "order_number", 6
_PIN_QUESTIONS = frozenset({Slot.LOOKUP_PROOF, Slot.ASKED_PIN, Slot.REQUEST_DETAIL})
_ABOUT_A_PLACE = frozenset({"check_pincode", "ask_delivery_time", "ask_delivery_charges", "ask_cod", "change_address"})
# What a plain number is instead, once it was read so.
_SOMETHING_ELSE = frozenset({"amount", "date", "rating", "phone"})


def naming_own(turn: Turn, own: OwnOrders) -> Turn:
    """Return the turn with the customer's own numbers as its order numbers; `own` are read only where digits stand.

    A message that is nothing but such a number tells a detail, whatever it was taken for.
    """
    if not digits_of(turn.text):
        return turn
    named = [one for one in find_named(turn.text, own.numbers) if _is_meant(turn, one)]
    mine = [{"entity": _ORDER, "value": _value(one, turn.text), "start": one.start, "end": one.end} for one in named]
    others = [mention for mention in turn.mentions if not any(_is_part_of(mention, one, turn.text) for one in named)]
    whole = [code for code in find_codes(turn.text) if _is_an_orders(code, others) and not _is_among(code, named)]
    codes = [{"entity": _ORDER, "value": one.number, "start": one.start, "end": one.end} for one in whole]
    rest = [mention for mention in others if not any(_touches(mention, code) for code in whole)]
    entities = mentions_that_count([*mine, *codes, *rest], turn.text, turn.intent)
    if is_only_numbers(turn.text, named):
        return replace(turn, entities=entities, intent="inform", confidence=1.0, names_only=True)
    return replace(turn, entities=entities)


def _is_an_orders(code: Code, mentions: Sequence[Mapping[str, Any]]) -> bool:
    """Whether what is written like an order number was read as one, or as nothing."""
    read_as = {str(mention["entity"]) for mention in mentions if _touches(mention, code)}
    return not read_as or _ORDER in read_as


def _is_among(code: Code, named: Sequence[Named]) -> bool:
    return any(one.start < code.end and code.start < one.end for one in named)


def _touches(mention: Mapping[str, Any], code: Code) -> bool:
    return "start" in mention and int(mention["start"]) < code.end and code.start < int(mention["end"])


def _value(one: Named, text: str) -> str:
    """The number as the shop writes it; as typed where several orders share it."""
    return one.orders[0].number if len(one.orders) == 1 else text[one.start : one.end]


def _is_meant(turn: Turn, one: Named) -> bool:
    """Whether a number is said of an order: it can be nothing else, or nothing speaks for something else."""
    if one.sure:
        return True
    read_as = {str(mention.get("entity")) for mention in turn.mentions if _is_part_of(mention, one, turn.text)}
    if one.digits == _PIN_DIGITS and not one.labelled:
        return turn.asked not in _PIN_QUESTIONS and turn.intent not in _ABOUT_A_PLACE
    if read_as & _SOMETHING_ELSE:
        return False
    return one.labelled or _ORDER in read_as or is_only_numbers(turn.text, [one])


def _is_part_of(mention: Mapping[str, Any], one: Named, text: str) -> bool:
    """Whether what was read stands where the number stands; Rasa tells the place of all but a button's."""
    if "start" in mention:
        return int(mention["start"]) < one.end and one.start < int(mention["end"])
    digits = digits_of(str(mention.get("value")))
    return bool(digits) and digits in digits_of(text[one.start : one.end])
