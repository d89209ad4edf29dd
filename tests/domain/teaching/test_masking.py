"""What tells of a person is masked, in every script; what only says how many stays."""

from __future__ import annotations

import pytest

from bot.domain.teaching.keys import sound_of
from bot.domain.teaching.masking import fill_in, mask

CASES = [
    ("call me at +91 98000-00001 please", "call me at {phone} please"),
    ("ઓર્ડર ૧૦૪૨ ક્યાં છે", "ઓર્ડર {order} ક્યાં છે"),
    ("RH-2231 kab aayega", "{order} kab aayega"),
    ("pin 380015 pe doge?", "pin {pin} pe doge?"),
    ("refund to asha.p@okicici", "refund to {upi}"),
    ("mail it to asha.patel+shop@example.co.in", "mail it to {email}"),
    ("see https://evil.example/x?u=asha now", "see {link} now"),
    ("send it to flat no 12B, Shanti Tower. thanks", "send it to {address}. thanks"),
    ("I live at 14 Mahatma Gandhi Road", "I live at {address}"),
    ("awb 149022334455667", "awb {number}"),
    ("2 sarees in 3 days", "2 sarees in 3 days"),
    ("this is Asha Patel, asha here", "this is {name}, {name} here"),
]


@pytest.mark.parametrize(("text", "masked"), CASES)
def test_it_masks_what_tells_of_a_person(text: str, masked: str) -> None:
    assert mask(text, ["Asha Patel"]) == masked
    assert mask(masked, ["Asha Patel"]) == masked
    assert "{" not in fill_in(masked)


def test_the_same_words_and_the_same_sounds_are_known_again() -> None:
    assert sound_of("કેમ છો") == sound_of("kem cho")
    assert sound_of("cancel order") != sound_of("return order")
