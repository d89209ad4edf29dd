"""The forms and slots of domain.yml that actions fill, and the events that fill them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

Events = list[dict[str, Any]]


class Form(StrEnum):
    """The forms; docs/dialogue.md says what each asks."""

    REQUEST = "request_form"
    LOOKUP = "lookup_form"
    PINCODE = "pincode_form"
    RATING = "rating_form"


class Slot(StrEnum):
    """The slots that hold text; those that a form names as required are also its questions."""

    ORDER_NUMBER = "order_number"
    REQUEST_KIND = "request_kind"
    REQUEST_WORDS = "request_words"
    REQUEST_ORDER = "request_order"
    REQUEST_DETAIL = "request_detail"
    REQUEST_CONFIRMED = "request_confirmed"
    REQUEST_CORRECTS = "request_corrects"
    REQUEST_PAUSED = "request_paused"
    LOOKUP_QUESTION = "lookup_question"
    LOOKUP_ORDER = "lookup_order"
    LOOKUP_PROOF = "lookup_proof"
    ASKED_PIN = "asked_pin"
    RATING_STARS = "rating_stars"
    RATING_WORDS = "rating_words"


# Rasa's own: the slot a form waits for. And how often in a row its answer could not be used.
REQUESTED, UNCLEAR = "requested_slot", "unclear_answers"
# What to put into slots; "" and None empty one.
Filled = Mapping[Slot, str | None]
NOTHING: Filled = {}


def filling(slots: Filled) -> Events:
    """Events that fill slots."""
    return [SlotSet(slot.value, str(value) if value else None) for slot, value in slots.items()]


def asking(asked: Slot, slots: Filled = NOTHING) -> Events:
    """Events that leave the form open at a question."""
    return [*filling(slots), SlotSet(UNCLEAR, 0.0), SlotSet(REQUESTED, asked.value)]


def asking_again(asked: Slot, unclear: int) -> Events:
    """Events that leave the form open at a question whose answer could not be used, `unclear` times in a row now."""
    return [SlotSet(UNCLEAR, float(unclear)), SlotSet(REQUESTED, asked.value)]


def ended(slots: Filled = NOTHING) -> Events:
    """Events that close the form."""
    return [*filling(slots), SlotSet(UNCLEAR, 0.0), SlotSet(REQUESTED, None)]


def opening(form: Form, slots: Filled = NOTHING) -> Events:
    """Events with which another action opens a form; Rasa runs the form next."""
    return [*filling(slots), SlotSet(REQUESTED, None), ActiveLoop(form.value)]


def closing() -> Events:
    """Events with which another action closes whatever form is open."""
    return [SlotSet(REQUESTED, None), ActiveLoop(None)]


def is_over(events: Events) -> bool:
    """Whether these events close the form that is open."""
    waits = [event.get("value") for event in events if event.get("name") == REQUESTED]
    return bool(waits) and waits[-1] is None
