"""Gujarati words that sound like a product's name, and a product that has a name of its own there."""

import pytest

from rasa_addons.mentions import find_mentions


def _products(text: str) -> list[str]:
    return [mention.value for mention in find_mentions(text) if mention.kind == "product"]


@pytest.mark.parametrize("text", ["ketla divas lagse?", "કેટલા દિવસ લાગશે", "kaya divase aavse", "7 divasma joie"])
def test_a_day_is_no_lamp(text: str) -> None:
    assert _products(text) == []


@pytest.mark.parametrize(
    ("text", "product"),
    [("diva ketla na", "diya"), ("દીવા બતાવો", "diya"), ("kutchi theli ketla ni", "bag"), ("થેલીનો ભાવ", "bag")],
)
def test_a_lamp_and_a_bag_are_found(text: str, product: str) -> None:
    assert _products(text) == [product]


@pytest.mark.parametrize(
    "text",
    ["સાડીનું વજન", "sadinu vajan", "sadinun vajan", "સાડીમાં કયો કલર", "sareema", "સાડીમાંથી", "sadimathi dora nikle"],
)
def test_a_saree_with_an_ending_is_found(text: str) -> None:
    assert _products(text) == ["saree"]
