"""A person of the shop wrote in between: a yes to them does not answer what stood open, and a button still does."""

from __future__ import annotations

import pytest

from bot.db.engine import Database
from bot.services.chat.context import BY_A_PERSON
from tests.actions.answers.test_cancelling import status_of
from tests.actions.conftest import NOBODY, WhoChats


@pytest.mark.parametrize(
    ("intent", "words"), [("affirm", "yes"), ("affirm", "haan ji"), ("deny", "no"), ("thank", "thanks")]
)
def test_an_open_question_is_put_once_more(chat: WhoChats, database: Database, intent: str, words: str) -> None:
    john = chat("John")
    assert john.says("cancel_order", "cancel my order") == ["cancel.confirm"]
    john.last_told = {"key": BY_A_PERSON, "values": {"words": "Shall I call you?", "number": "1045"}, "buttons": []}
    assert john.says(intent, words)[-1] == "cancel.confirm"
    assert status_of(database, "1045") == "open"
    john.last_told = {}
    assert john.taps("button.cancel_yes") == ["cancel.done_paid"]


FORMS = [
    ("check_pincode", "do you deliver here?", "pin.ask", "560038", "pin.served"),
    ("order_status", "where is my order?", "orders.none", "1045", "proof.ask"),
]


@pytest.mark.parametrize(("intent", "words", "question", "answer", "told"), FORMS)
@pytest.mark.parametrize("below", ["yes", "thanks", "1", "१"])
def test_a_number_is_asked_for_once_more_and_taken_below_what_a_person_wrote(
    chat: WhoChats, intent: str, words: str, question: str, answer: str, told: str, below: str
) -> None:
    neha = chat(NOBODY)
    assert neha.says(intent, words)[-1] == question
    neha.last_told = {"key": BY_A_PERSON, "values": {"words": "Shall I call you?"}, "buttons": []}
    said = neha.says("thank" if below == "thanks" else "inform", below)
    assert said != []
    neha.last_told = {"key": BY_A_PERSON, "values": {"words": "Shall I call you?"}, "buttons": []}
    assert neha.says("inform", answer)[-1].startswith(told)


def test_the_order_a_person_spoke_of_is_the_one_meant(chat: WhoChats) -> None:
    john = chat("John")
    john.last_told = {"key": BY_A_PERSON, "values": {"words": "1045 is packed.", "number": "1045"}, "buttons": []}
    john.says("order_status", "where is it?")
    assert john.told[0]["values"]["number"] == "1045"


def test_the_order_a_person_left_it_with_is_the_one_asked_about(chat: WhoChats) -> None:
    john = chat("John")
    before = john.says("order_status", "where is my order?")
    john.last_told = {"key": BY_A_PERSON, "values": {"words": "", "number": "1046"}, "buttons": []}
    after = john.says("order_status", "where is my order?")
    assert (before[0], after[0]) == ("order.confirmed", "order.delivered")
