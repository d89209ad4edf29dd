"""A no beside a wish that is not about it: money "back", "kar do na", a no of the sentence before, without a comma."""

from __future__ import annotations

import pytest

from bot.domain.refusals import refuses_wish, wants_no_cancel


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("request_refund", "paise wapas do"),
        ("request_refund", "mujhe mera paisa wapas chahiye"),
        ("request_refund", "पैसे वापस चाहिए"),
        ("request_refund", "टूटा निकला, पैसे वापस करो"),
        ("request_refund", "પૈસા પાછા આપો"),
        ("request_refund", "exchange nai paisa pacha aapo"),
        ("request_refund", "taka ferot chai"),
        ("request_refund", "টাকা ফেরত দিন"),
        ("request_refund", "arekta lagbe na taka ferot den"),
        ("request_refund", "paise wapas karo nahi to complaint karunga"),
        ("return_item", "galat item return karna hai"),
        ("return_item", "wrong item return it"),
        ("return_item", "pasand nahi return kar do"),
        ("claim_warranty", "guarantee hai na"),
        ("talk_to_person", "chat bujhi na call koren"),
        ("talk_to_person", "कृपया मुझे वापस कॉल करें"),
        ("change_address", "mera phone no change karna hai"),
    ],
)
def test_a_wish_with_a_no_beside_it_is_none(intent: str, words: str) -> None:
    assert not refuses_wish(words, intent)


@pytest.mark.parametrize(
    "words",
    [
        "order cancel kar do na",
        "मेरा ऑर्डर कैंसल कर दीजिए ना",
        "kal no order cancel karo",
        "cancel nu button nathi maltu tame kari do",
        "कैंसल का बटन काम नहीं कर रहा",
        "ar lagbe na batil koren",
        "cancel karo nahi to paise wapas do",
    ],
)
def test_a_cancellation_with_a_no_beside_it_is_none(words: str) -> None:
    assert not wants_no_cancel(words)
