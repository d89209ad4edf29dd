"""Addresses are found in a text as a messenger would make links of them, however long the text is."""

from __future__ import annotations

import pytest

from bot.domain.written_addresses import list_addresses
from tests.effort import least_effort


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://evil.example/x?y=1, today", ["https://evil.example/x?y=1"]),
        ("HTTP://Evil.Example.", ["HTTP://Evil.Example"]),
        ("www.evil.in is new", ["https://www.evil.in"]),
        ("(bit.ly/abc) or t.me", ["https://bit.ly/abc", "https://t.me"]),
        ("https://ours.in/{{code}} and https://ours.in/{{code}}", ["https://ours.in/"]),
        ("Write to help@shop.com or call 98.12 today.Come soon", []),
        ("Rs.500 off, sizes S/M/L, 24/7, 10.30 a.m./p.m., 1/2 price", []),
        ("नई साड़ियाँ: rangoli.shop।", ["https://rangoli.shop"]),
        ("{{link}}", []),
    ],
)
def test_they_are_found(text: str, found: list[str]) -> None:
    assert list_addresses(text) == found


@pytest.mark.parametrize("text", ["a." * 20_000, "a-" * 20_000, "a" * 40_000, "https:" * 8_000, "x.y/" * 10_000])
def test_a_long_text_takes_no_longer_than_it_is(text: str) -> None:
    assert least_effort(lambda: list_addresses(text), 1) < 1
