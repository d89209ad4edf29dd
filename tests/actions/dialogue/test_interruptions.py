"""Everything can be interrupted, and comes back to where it was."""

from __future__ import annotations

import pytest

from tests.actions.conftest import WhoChats


@pytest.mark.parametrize(
    ("intent", "text", "entities", "key"),
    [
        ("ask_return_policy", "how do returns work?", {}, "faq.answer"),
        ("order_status", "where is 1045?", {"order_number": "1045"}, "order.confirmed"),
        ("check_pincode", "do you deliver to 380015", {"pin_code": "380015"}, "pin.served"),
        ("ask_offers", "any offers?", {}, "offers.list"),
        ("greet", "hello", {}, "greet.again"),
        ("ask_product", "price of the lamp?", {"product": "lamp"}, "product.found"),
    ],
)
def test_a_question_is_answered_and_the_form_goes_on(
    chat: WhoChats, intent: str, text: str, entities: dict[str, str], key: str
) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    said = john.says(intent, text, 0.95, **entities)
    assert said == [key, "flow.back", "request.ask.return"]
    assert john.says("nlu_fallback", "the colour is too pale", 0.2) == ["request.done.return"]


def test_a_reason_is_not_mistaken_for_a_question(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    assert john.says("ask_product", "the colour is too dark", 0.95) == ["request.done.return"]


def test_another_request_takes_its_place(chat: WhoChats) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel my order")
    assert john.says("change_address", "no wait, change the address") == ["flow.switch", "request.ask.address"]


def test_a_person_can_be_had_at_any_moment(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    assert john.says("talk_to_person", "agent please") == ["person.asked"]
    assert john.form is None
    assert john.says("talk_to_person", "agent!!") == ["person.waiting"]


def test_a_language_is_changed_and_the_question_put_again(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    said = john.says("change_language", "hindi me bolo")
    assert said == ["language.changed", "flow.back", "request.ask.return"]


def test_a_pin_code_asked_for_in_between_is_no_answer_to_the_form(chat: WhoChats) -> None:
    farida = chat("Farida")
    farida.says("report_damaged", "broken")
    assert farida.says("check_pincode", "do you deliver to me?")[0] == "pin.ask"
    assert farida.says("inform", "400050", pin_code="400050")[0] == "pin.served"


def test_goodbye_ends_the_form(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    john.says("goodbye", "bye")
    assert john.form is None


def test_leave_it_ends_the_form(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return it")
    assert john.says("deny", "no, leave it") == ["flow.cancelled"]
    assert john.form is None


def test_a_button_is_never_taken_for_the_customers_words(chat: WhoChats) -> None:
    john = chat("John")
    john.says("complaint", "bad")
    assert john.says("order_status")[0].startswith("order.")


def test_a_no_with_a_day_in_it_moves_the_delivery(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    kiran.locale = "gu-Latn"
    said = kiran.says("deny", "na na guard ne nai, parmdivse moklo", 0.5, date="+2d")
    assert said[-1] == "request.done.reschedule"
