"""What is read at the door of a turn: the last thing we said, slots and forms as the domain has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from ruamel.yaml import YAML

from actions.dialogue.last_said import LastSaid, read_last_said
from actions.dialogue.saying import Button
from actions.dialogue.slots import REQUESTED, UNCLEAR, Form, Slot
from actions.dialogue.turn import Turn, read_turn

DOMAIN = YAML(typ="safe").load(Path(__file__).parents[3] / "domain.yml")
YES = {"key": "button.confirm_yes", "values": {}, "intent": "confirm_order", "entities": {"order_number": "1048"}}


def turn(slots: dict[str, Any], metadata: dict[str, Any], form: str | None = None) -> Turn:
    message = {"intent": {"name": "affirm", "confidence": 0.9}, "text": "yes", "metadata": metadata}
    said = {"event": "bot", "data": {"custom": {"key": "order.lost", "values": {"number": "1042"}}}}
    events = [said, {"event": "user"}]
    return read_turn(Tracker("c", slots, message, events, False, None, {"name": form} if form else {}, None))


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ({}, LastSaid()),
        ({"key": "thank.reply"}, LastSaid("thank.reply")),
        ({"key": "order.lost", "values": {"number": "1042"}}, LastSaid("order.lost", "1042")),
        (
            {"key": "flow.back", "values": {"kind": {"key": "request.kind.payment"}}},
            LastSaid("flow.back", "", "payment"),
        ),
        ({"key": "product.found", "values": {"title": "Saree"}}, LastSaid("product.found", product="Saree")),
        (
            {"key": "cod.ask_confirm", "buttons": [YES, {"key": "button.leave", "intent": "deny"}]},
            LastSaid(
                "cod.ask_confirm",
                buttons=(
                    Button("button.confirm_yes", "confirm_order", {"order_number": "1048"}),
                    Button("button.leave", "deny"),
                ),
            ),
        ),
    ],
)
def test_a_message_is_read_into_what_an_answer_needs(message: dict[str, Any], read: LastSaid) -> None:
    assert read_last_said(message) == read


def test_only_a_notice_speaks_of_its_order_to_whoever_asks_next() -> None:
    assert LastSaid("notice.lost", "1042").notice_order == "1042"
    assert LastSaid("order.lost", "1042").notice_order == ""


def test_a_notice_that_went_out_since_is_what_was_said_last() -> None:
    assert turn({}, {}).last == LastSaid("order.lost", "1042")
    told = {"key": "notice.review", "values": {"number": "1044"}}
    assert turn({}, {"last_told": told}).last == LastSaid("notice.review", "1044")


def test_slots_are_text_and_an_empty_one_is_none() -> None:
    read = turn({"request_order": "1045", "request_words": None, REQUESTED: "request_detail", UNCLEAR: 2.0}, {})
    assert (read.slot(Slot.REQUEST_ORDER), read.slot(Slot.REQUEST_WORDS)) == ("1045", "")
    assert (read.asked, read.unclear) == (Slot.REQUEST_DETAIL, 2)


def test_a_form_or_question_that_no_longer_exists_is_none() -> None:
    read = turn({REQUESTED: "favourite_colour"}, {}, "colour_form")
    assert (read.form, read.asked) == (None, None)
    assert turn({}, {}, "lookup_form").form == Form.LOOKUP


def test_the_domain_has_these_slots_and_forms() -> None:
    assert {*Slot, UNCLEAR} == set(DOMAIN["slots"])
    assert set(Form) == set(DOMAIN["forms"])
    assert {slot for form in DOMAIN["forms"].values() for slot in form["required_slots"]} <= set(Slot)
