"""What is refused, and what only has a no in it: in every locale, whatever the order of its words."""

from __future__ import annotations

import pytest

from bot.domain.refusals import calls_off, refuses_wish, wants_no_cancel, wants_no_stop


@pytest.mark.parametrize(
    "words",
    [
        "i dont want to cancel",
        "I don't want it cancelled",
        "do not go ahead with the cancellation",
        "cancel karne ki zarurat nahi",
        "mat cancel karna",
        "cancel nahi chahiye",
        "ऑर्डर रद्द नहीं करना है",
        "કેન્સલ ન કરશો હોં",
        "cancel karvani jarur nathi",
        "বাতিল করতে চাই না",
        "অর্ডারটা বাতিল করা লাগবে না",
        "cancel korte bolini",
    ],
)
def test_a_cancellation_is_refused(words: str) -> None:
    assert wants_no_cancel(words)


@pytest.mark.parametrize(
    "words",
    [
        "cancel my order i dont want it",
        "i dont want it cancel it",
        "nahi chahiye cancel kar do",
        "it hasn't come i want to cancel",
        "joitu nathi cancel kari do",
        "চাই না বাতিল করে দিন",
        "cancel nahi hua abhi tak",
        "order is not cancelled yet",
        "cancel nahi ho raha hai app se",
        "1045 nahi 1048 cancel karna hai",
    ],
)
def test_a_wish_to_cancel_with_a_no_in_it_is_none(words: str) -> None:
    assert not wants_no_cancel(words)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("request_refund", "refund nahi chahiye"),
        ("request_refund", "રિફંડ નથી જોઈતું"),
        ("return_item", "ferot dite chai na ar return korbo na"),
        ("complaint", "কোনো অভিযোগ নেই"),
        ("change_address", "address badalvu nathi"),
        ("talk_to_person", "no need to call me"),
    ],
)
def test_another_wish_is_refused(intent: str, words: str) -> None:
    assert refuses_wish(words, intent)


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("request_refund", "paisa wapas nahi mila"),
        ("request_refund", "refund not received"),
        ("return_item", "it doesn't fit i want to return it"),
        ("return_item", "pasand nahi aaya return karna hai"),
        ("return_item", "return not picked up yet"),
        ("change_address", "address sahi nahi hai"),
        ("talk_to_person", "koi phone nahi utha raha"),
        ("exchange_item", "exchange nahi hua abhi tak"),
    ],
)
def test_what_has_not_come_about_is_not_refused(intent: str, words: str) -> None:
    assert not refuses_wish(words, intent)


def test_messages_that_are_to_stop_and_not_to_stop() -> None:
    assert wants_no_stop("message band mat karna")
    assert wants_no_stop("don't stop sending messages")
    assert not wants_no_stop("mujhe message nahi chahiye band karo")


def test_a_request_is_called_off_and_defended() -> None:
    assert calls_off("return cancel kari do", "return_item")
    assert not calls_off("return cancel na karta", "return_item")
