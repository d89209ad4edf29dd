"""What the classifier sees by clause: a no is about the words of its own clause, wherever that begins and ends."""

from __future__ import annotations

import pytest

from rasa_addons.ngrams import see


@pytest.mark.parametrize(
    ("text", "denied", "wished"),
    [
        ("refund pan nathi joitu", "refund", None),
        ("રિફંડ પણ નથી જોઈતું", "refund", None),
        ("cancel BLR.2026.450070 na karo", "cancel", None),
        ("refund nathi joitu, exchange karo", "refund", "exchange"),
        ("cancel nahi karna. refund do", "cancel", "refund"),
    ],
)
def test_a_no_is_of_its_clause(text: str, denied: str, wished: str | None) -> None:
    features = see(text).features
    assert features[f"n{denied}"]
    assert not features[f"y{denied}"]
    assert wished is None or features[f"y{wished}"]
