"""What was ordered, in few words."""

from __future__ import annotations

import pytest

from bot.domain.field_values import Value
from bot.domain.items_told import in_few_words, piece
from bot.locales.catalogue import written


@pytest.mark.parametrize(
    ("pieces", "told"),
    [
        ([], ""),
        (["Saree"], "Saree"),
        (["Saree", piece("Lamp", 2)], "Saree and 2 × Lamp"),
        (["Saree", "Lamp", "Kurta"], "Saree and Lamp and 1 more"),
        (["Saree", "Lamp", "Kurta", "Bag"], "Saree and Lamp and 2 more"),
    ],
)
def test_the_first_are_named_and_the_others_counted(pieces: list[Value], told: str) -> None:
    assert written("en", in_few_words(pieces)) == told
