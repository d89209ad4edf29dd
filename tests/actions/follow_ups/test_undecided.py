"""What is put off, left or asked besides is neither filed nor offered anything."""

from __future__ import annotations

import pytest

from tests.actions.conftest import WhoChats


def test_who_will_think_it_over_is_given_time(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("suggest_product", "ok let me think about it", 0.6) == ["later.fine"]
    assert john.says("praise", "soch ke batati hu", 0.3) == ["later.fine"]


def test_below_a_question_nothing_is_noted(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("exchange_item", "exchange 1046", order_number="1046") == ["request.ask.exchange"]
    assert john.says("out_of_scope", "let me ask my wife", 0.5) == ["later.left_open"]
    assert john.form is None


def test_a_doubt_at_a_cancellation_puts_it_once_more(chat: WhoChats) -> None:
    john = chat("John")
    john.says("cancel_order", "cancel 1045", order_number="1045")
    assert john.says("deny", "hmm wait, let me think about it") == ["cancel.confirm"]


def test_a_no_with_more_words_leaves_the_request(chat: WhoChats) -> None:
    john = chat("John")
    assert john.says("change_order", "make it 2 lamps", order_number="1045")[-1].startswith("request.ask.change_order")
    assert john.says("deny", "actually no leave it, just one is fine") == ["flow.cancelled"]


def test_a_no_may_take_another_request_in_its_place(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    mitali.locale = "bn"
    mitali.says("exchange_item", "বদলাতে চাই", order_number="1044")
    assert mitali.says("deny", "না থাক, ফেরত দিতে চাই") == ["flow.switch", "request.ask.return"]


def test_a_question_is_no_reason(chat: WhoChats) -> None:
    mitali = chat("Mitali")
    mitali.locale = "gu"
    mitali.says("exchange_item", "બદલવું છે", order_number="1044")
    assert mitali.says("out_of_scope", "ક્યારે લેવા આવશે જૂની", 0.84) == ["request.detail_unclear"]


def test_a_question_of_the_payment_files_nothing(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    kiran.locale = "gu-Latn"
    said = kiran.says("payment_failed", "ane ha payment to thai gayu che ne", 0.77)
    assert "request.done.payment" not in said


def test_a_part_of_the_day_alone_names_no_day(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    said = kiran.says("reschedule_delivery", "I'm only home in the evening", date="evening")
    assert said == ["request.ask.reschedule"]


def test_a_question_moves_no_day(chat: WhoChats) -> None:
    kiran = chat("Kiran")
    kiran.says("reschedule_delivery", "come tomorrow", date="+1d")
    assert "request.moved" not in kiran.says("ask_eta", "savare avse ke saanje", date="morning")


def test_a_day_for_what_has_come_is_for_its_pick_up(chat: WhoChats) -> None:
    john = chat("John")
    john.says("return_item", "return 1046", order_number="1046")
    john.says("inform", "the colour is not what I saw")
    assert john.says("reschedule_delivery", "not home on friday", date="weekday:5", order_number="1046") == [
        "request.already_open"
    ]


def test_how_long_a_request_takes_is_told_of_the_request(chat: WhoChats) -> None:
    john = chat("John")
    john.says("exchange_item", "exchange 1046", order_number="1046")
    john.says("inform", "a bigger size please")
    assert john.says("ask_eta", "how long will it take") == ["request.state.open"]
    assert john.says("order_status", "RQ ka kya hua") == ["request.state.open"]


def test_rq_without_a_request_is_none(chat: WhoChats) -> None:
    assert chat("Rahul").says("out_of_scope", "RQ-1 er ki holo") == ["request.state.none"]


def test_a_picture_may_come_later(chat: WhoChats) -> None:
    assert chat("John").says("ask_product", "photo bhej dungi", 0.91) == ["media.later"]


@pytest.mark.parametrize(("intent", "words"), [("deny", "1045 rehne do"), ("inform", "1045 leave be")])
def test_an_order_is_left_as_it_is(chat: WhoChats, intent: str, words: str) -> None:
    assert chat("John").says(intent, words, 0.9, order_number="1045") == ["cancel.kept"]


def test_a_request_of_it_is_offered_back(chat: WhoChats) -> None:
    john = chat("John")
    john.says("change_order", "change 1045 to blue please", order_number="1045", product="lamp")
    john.says("greet", "hi")
    assert john.says("deny", "1045 rehne do", order_number="1045") == ["request.withdraw_ask"]


def test_what_they_must_not_get_is_repeated_so(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    rahul.locale = "hi"
    assert rahul.says("deny", "गार्ड को मत देना पार्सल", 0.77) == ["door.not_to_them"]
    assert rahul.told[0]["buttons"][0]["key"] == "button.withdraw"


def test_a_day_that_is_fine_withdraws_nothing(chat: WhoChats) -> None:
    john = chat("John")
    john.says("report_damaged", "the zip of my cushion cover is broken", order_number="1046")
    assert john.says("deny", "no leave it so, friday is fine", date="weekday:5") == ["request.already_open"]


def test_days_waited_below_a_complaint_are_of_the_order(chat: WhoChats) -> None:
    rahul = chat("Rahul")
    rahul.says("complaint", "what a useless service you people have")
    assert rahul.says("ask_delay", "I have been waiting for 5 days")[0].startswith("order.")
