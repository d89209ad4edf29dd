"""Forms that listen, and what is said while a request waits: whole conversations through real Rasa."""

from __future__ import annotations

import pytest

from tests.dialogue.conversing import Counter, counter
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]

TALKS = {
    "en": [
        ("I want to return {n}", ["request.ask.return"]),
        ("when will the refund come?", ["faq.answer", "flow.back", "request.ask.return"]),
        ("the covers are too small", ["request.done.return"]),
        ("no, I want the money back", ["request.ask.refund"]),
        ("my lamp from {n} isn't working", ["request.changed"]),
        ("it was dead on arrival", ["request.already_open"]),
        ("nobody has called me", ["request.reminded"]),
        ("is my address right?", ["address.on_file"]),
        ("actually cancel the refund", ["request.withdrawn"]),
    ],
    "bn": [
        ("{n} এক্সচেঞ্জ করতে চাই", ["request.ask.exchange"]),
        ("না, টাকা ফেরত দিন", ["flow.switch", "request.ask.refund"]),
        ("রং আলাদা এসেছে", ["request.done.refund"]),
        ("কেউ ফোন করেনি", ["request.reminded"]),
        ("9876543210 নম্বরে ফোন করবেন", ["request.call_noted"]),
        ("রিফান্ড লাগবে না", ["request.withdrawn"]),
        ("আমার ঠিকানা ঠিক আছে তো?", ["address.on_file"]),
    ],
    "hi-Latn": [
        ("{n} mein cushion toota hua aaya", ["request.done.damaged"]),
        ("refund chahiye iska", ["request.ask.refund"]),
        ("uska kinara phata hua hai", ["request.changed"]),
        ("mera address sahi hai na?", ["address.on_file"]),
        ("abhi tak kisi ne call nahi kiya", ["request.reminded"]),
        ("refund ka kya hua", ["request.state.open"]),
        ("rehne do, rakh lunga", ["request.withdrawn"]),
    ],
}


@pytest.mark.parametrize("locale", TALKS)
def test_a_request_is_told_of_changed_and_taken_back(counter: Counter, locale: str) -> None:
    customer = counter.customer(locale)
    number = customer.buys(Bought.DELIVERED)
    went = [(words, customer.writes(words.format(n=number))) for words, _ in TALKS[locale]]
    assert went == TALKS[locale]
