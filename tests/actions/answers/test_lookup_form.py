"""An order that is not on the customer's number is told only against proof."""

from __future__ import annotations

from tests.actions.conftest import NOBODY, WhoChats


def test_it_asks_for_the_number_when_there_are_no_orders(chat: WhoChats) -> None:
    assert chat(NOBODY).says("order_status", "where is my order") == ["orders.none"]


def test_it_tells_the_order_after_number_and_pin(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("ask_eta", "when will it come")
    assert neha.says("inform", "1042", order_number="1042") == ["proof.ask"]
    assert neha.says("inform", "380015", pin_code="380015") == ["eta.today"]
    assert neha.form is None
    # Proven once, it is theirs for the day.
    assert neha.says("order_status", "where is 1042", order_number="1042") == ["order.out_for_delivery"]


def test_an_unknown_number_looks_like_a_wrong_pin(chat: WhoChats) -> None:
    real, unreal = chat(NOBODY), chat("John")
    real.says("order_status", "where is 1042", order_number="1042")
    unreal.says("order_status", "where is 9999", order_number="9999")
    assert real.says("inform", "560001", pin_code="560001") == unreal.says("inform", "560001", pin_code="560001")


def test_three_wrong_guesses_end_it_with_the_offer_of_a_person(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    said = [neha.says("inform", pin, pin_code=pin) for pin in ("560001", "560002", "560003")]
    assert said == [["proof.wrong.other"], ["proof.wrong.one"], ["proof.blocked"]]
    assert neha.form is None
    assert neha.says("affirm", "yes") == ["person.asked"]


def test_a_repeated_turn_costs_no_guess(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    neha.says("inform", "560001", pin_code="560001")
    neha.turn -= 1  # Twilio's message comes again after a crash
    assert neha.says("inform", "560001", pin_code="560001") == ["proof.wrong.other"]


def test_it_offers_a_person_after_two_answers_without_a_number(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is my order")
    said = [neha.says("nlu_fallback", text, 0.1) for text in ("hmm", "the blue one")]
    assert said == [["order.number_unclear"], ["flow.stuck"]]
    assert neha.taps("button.person") == ["person.asked"]


def test_asking_again_does_not_forget_the_number(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    assert neha.says("ask_eta", "when will it come?") == ["proof.unclear"]
    assert neha.says("inform", "380015", pin_code="380015") == ["order.out_for_delivery"]


def test_a_question_in_between_is_answered(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is 1042", order_number="1042")
    assert neha.says("ask_cod", "do you take cash?") == ["faq.answer", "flow.back_plain", "proof.ask"]


def test_no_leaves_it(chat: WhoChats) -> None:
    neha = chat(NOBODY)
    neha.says("order_status", "where is my order")
    assert neha.says("deny", "leave it") == ["flow.cancelled"]
    assert neha.form is None
