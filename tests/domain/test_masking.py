"""Numbers masked: enough to tell them apart, not enough to call them."""

from __future__ import annotations

import pytest

from bot.domain.masking import mask_numbers


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("+919800000001", "+91 ••••• 00001"),
        ("+14155550123", "+1 ••••• 50123"),
        ("9800000001", "••••• 00001"),
        ("Asha 98000 00001", "Asha ••••• 00001"),
        ("Asha Patel", "Asha Patel"),
        ("IN.1234", "IN.1234"),
        ("", ""),
    ],
)
def test_it_masks_numbers_alone(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked
