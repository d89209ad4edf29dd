"""What is only guessed is neither thanked for, suggested on nor refused; what is asked in passing is answered."""

from __future__ import annotations

from tests.actions.conftest import WhoChats


def test_weak_praise_is_not_thanked_for(chat: WhoChats) -> None:
    john = chat("John")
    john.ranking = ("praise", "return_item", "report_wrong_item")
    assert john.says("praise", "it looked so much bigger in the picture", 0.5) == ["guess.which"]


def test_nothing_is_suggested_on_a_weak_guess(chat: WhoChats) -> None:
    john = chat("John")
    john.ranking = ("suggest_product", "ask_eta")
    assert john.says("suggest_product", "I have to wear it at a wedding", 0.37) == ["guess.which"]
    assert john.says("praise", "the dupatta is nice", 0.6) == ["praise.reply"]


def test_a_guessed_cancellation_that_is_impossible_is_asked_about(chat: WhoChats) -> None:
    john = chat("John")
    john.ranking = ("cancel_order", "report_damaged")
    assert john.says("cancel_order", "lamp stopped, not the 1046 one", 0.38, order_number="1046") == ["guess.which"]


def test_who_would_get_money_back_hears_when(chat: WhoChats) -> None:
    asha = chat("Asha")
    assert asha.says("refund_status", "paisa pacha kyare malse jo cancel karu", 0.7) == ["faq.answer"]
    assert asha.says("refund_status", "mera refund dikhao", 0.7) == ["refund.none"]


def test_what_colours_is_asked_of_the_order_spoken_of(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    rahul.says("order_status", "where is 1043", order_number="1043")
    assert rahul.says("ask_product", "which other colours does it have") == ["product.found"]


def test_confirm_without_a_question_is_asked_about(chat: WhoChats) -> None:
    sourav = chat("Sourav")
    sourav.says("ask_delivery_time", "how many days")
    assert sourav.says("affirm", "thik ache confirm koro", 0.5) == ["cod.ask_confirm"]
