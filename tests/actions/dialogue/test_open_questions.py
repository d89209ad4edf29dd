"""What real customers write while a question of ours is open: each of these once was taken for something else."""

from __future__ import annotations

import pytest

from tests.actions.conftest import NOBODY, WhoChats


@pytest.mark.parametrize(
    "words",
    ["do you charge for cancelling?", "do you charge for cancelling orders", "cancel_order?"],
)
def test_a_question_on_cancelling_is_no_yes(chat: WhoChats, topic: dict[str, str], words: str) -> None:
    topic["do you charge for cancelling?"] = topic["do you charge for cancelling orders"] = "cancel_policy"
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("cancel_order", words)[-1] == "cancel.confirm"
    assert john.says("affirm", "yes") == ["cancel.done_paid"]


@pytest.mark.parametrize(
    ("intent", "words", "confidence"),
    [("cancel_order", "galti se likh diya mat karo", 0.3), ("change_order", "no dont cancel", 0.2)],
)
def test_do_not_is_never_a_yes(chat: WhoChats, intent: str, words: str, confidence: float) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says(intent, words, confidence) == ["cancel.kept"]


def test_a_weak_guess_and_an_unknown_sign_are_no_yes(chat: WhoChats) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("cancel_order", "cncl hmm eh", 0.2) == ["cancel.confirm"]
    assert john.says("affirm", "💩", 0.4) == ["cancel.confirm"]
    assert john.says("affirm", "👍") == ["cancel.done_paid"]
    assert john.says("affirm", "💩", 0.4) == ["fallback.first"]


def test_who_does_not_know_the_number_is_offered_a_person(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    assert neha.says("order_status", "where is it") == ["orders.none"]
    assert neha.says("deny", "पता नहीं") == ["lookup.dont_know"]
    assert neha.says("inform", "1042", order_number="1042") == ["proof.ask"]
    assert neha.says("ask_identity", "i dont know the pin of it") == ["lookup.dont_know"]
    assert neha.taps("button.person") == ["person.asked"]


def test_a_question_answered_in_between_is_not_followed_by_nagging(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is it")
    assert neha.says("ask_payment_methods", "how can I pay") == ["faq.answer"]
    assert neha.says("inform", "1042", order_number="1042") == ["proof.ask"]
    neha = chat(NOBODY)
    neha.says("check_pincode", "do you deliver in kochi")
    assert neha.says("ask_offers", "any offers") == ["offers.list"]
    assert neha.says("inform", "380015", pin_code="380015") == ["pin.served"]


def test_one_more_guess_after_the_last_is_no_question_on_delivery(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    for guess in ("380001", "380002", "380003"):
        said = neha.says("inform", guess, pin_code=guess)
    assert said == ["proof.blocked"]
    assert neha.says("inform", "380015", pin_code="380015") == ["proof.blocked"]


def test_our_phone_number_is_asked_while_an_address_is_awaited(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("change_address", "change my address") == ["request.ask.address"]
    told = john.says("ask_contact", "whats your phone number")
    assert told == ["faq.answer", "flow.back", "request.ask.address"]


def test_a_question_no_intent_caught_is_answered_in_the_middle_of_a_form(chat: WhoChats, topic: dict[str, str]) -> None:
    topic["are your shawls real pashmina?"] = "authenticity"
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    assert neha.says("out_of_scope", "who won the match?") == ["proof.unclear"]
    assert neha.says("nlu_fallback", "are your shawls real pashmina?", 0.1)[0] == "faq.answer"


def test_an_order_number_alone_is_the_order_and_not_the_reason(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    assert mitali.says("exchange_item", "exchange") == ["request.ask.exchange"]
    assert mitali.says("inform", "1044", order_number="1044") == ["request.ask.exchange"]
    assert mitali.says("inform", "a red one, like order 1044", order_number="1044") == ["request.done.exchange"]


def test_a_person_asked_for_in_a_few_words_is_no_complaint(chat: WhoChats) -> None:
    john = chat("John")
    john.says("complaint", "you are frauds")
    assert john.says("talk_to_person", "koi insan h kya", 0.4) == ["person.asked"]


def test_a_request_instead_of_a_number_or_pin_code_is_taken_up(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("check_pincode", "do you deliver to my town") == ["pin.ask"]
    assert john.says("cancel_order", "I want to cancel") == ["cancel.confirm"]
    neha = chat(NOBODY)
    assert neha.says("order_status", "where is it") == ["orders.none"]
    assert neha.says("complaint", "kochi", 0.3) == ["order.number_unclear"]
    assert neha.says("payment_failed", "i paid and got nothing at all") == ["faq.answer", "request.done.payment"]


@pytest.mark.parametrize("words", ["pehle batao charge lagega kya", "is there a fee", "પહેલા કહો ચાર્જ લાગશે?"])
def test_a_charge_asked_below_a_cancellation_is_that_of_cancelling(chat: WhoChats, words: str) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("ask_delivery_charges", words, 0.7) == ["faq.answer", "cancel.confirm"]
    assert "cancel" in str(john.told[0]["values"]).casefold()
    assert john.says("ask_delivery_charges", "what is the delivery charge?")[-1] == "cancel.confirm"


@pytest.mark.parametrize(
    ("intent", "words", "confidence"),
    [
        ("goodbye", "huh", 0.33),
        ("rate", "🤷", 0.21),
        ("order_status", "i was just asking", 0.8),
        ("greet", "kem bhai", 0.95),
        ("report_wrong_item", "samajh nahi aaya", 0.3),
    ],
)
def test_what_decides_nothing_puts_it_again(chat: WhoChats, intent: str, words: str, confidence: float) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says(intent, words, confidence) == ["cancel.confirm"]
    assert john.says("talk_to_person", "hmm, i want a person")[0] == "person.asked"


def test_a_yes_on_condition_of_the_money_cancels_nothing_and_opens_no_refund(chat: WhoChats) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    said = john.says("request_refund", "yes if i get full refund", 0.82)
    assert said[-1] == "cancel.confirm"
    assert "flow.switch" not in said


def test_what_is_surely_something_else_is_answered(chat: WhoChats) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("order_status", "where is it now?")[-1] == "cancel.confirm"
    assert john.says("change_address", "wait, change the address instead")[0] == "flow.switch"
