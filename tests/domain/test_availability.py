"""Who gets a conversation that waits: room, language, who knows the customer, fewest, longest idle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.availability import Candidate, choose_person

PLAIN = Candidate(1, frozenset(), knows=False, open_count=2, given_at=datetime(2026, 11, 21, tzinfo=UTC))
LATER = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("other", "locale", "chosen"),
    [
        ({"languages": frozenset({"gu"})}, "gu-Latn", 2),  # reads the language, whatever its letters
        ({"languages": frozenset({"gu"})}, "hi", 1),  # nobody reads it: anybody
        ({"knows": True, "open_count": 9}, "en", 2),
        ({"open_count": 1}, "en", 2),
        ({"open_count": 3, "given_at": None}, "en", 1),
        ({"given_at": None}, "en", 2),
        ({"given_at": LATER}, "en", 1),
        ({"languages": frozenset({"gu"}), "open_count": 10}, "gu", 1),  # has no room
        ({"languages": frozenset({"en"}), "open_count": 9}, "en", 2),  # the language goes before the count
    ],
)
def test_it_chooses(other: dict[str, Any], locale: str, chosen: int) -> None:
    assert choose_person([PLAIN, replace(PLAIN, staff_id=2, **other)], locale, cap=10) == chosen


def test_nobody_with_room_is_nobody() -> None:
    assert choose_person([replace(PLAIN, open_count=10)], "en", cap=10) is None
    assert choose_person([], "en", cap=10) is None
