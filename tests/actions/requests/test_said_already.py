"""What the first message said already is not asked for again."""

from __future__ import annotations

import pytest

from tests.actions.conftest import WhoChats

SAID = [
    *(
        "can I change the color to blue",
        "colour neela kar do",
        "કલર વાદળી કરી આપો",
        "রংটা নীল করে দিন",
        "size XL kar dijiye",
    ),
    *(
        "साइज़ XL कर दीजिए",
        "rong ta lal kore din",
        "color vadli kari aapo",
        "make it 2 pieces",
        "change the saree to blue",
    ),
]


@pytest.mark.parametrize("text", SAID)
def test_a_change_that_says_what_is_to_be_is_noted_at_once(chat: WhoChats, text: str) -> None:
    product = {"product": "saree"} if "saree" in text else {}
    assert chat("Sourav").says("change_order", text, 0.9, **product) == ["request.done.change_order"]


@pytest.mark.parametrize(
    "text", ["I want to change my order", "change the red saree", "order badalna hai", "size change"]
)
def test_a_change_that_does_not_is_asked_about(chat: WhoChats, text: str) -> None:
    assert chat("Sourav").says("change_order", text, 0.9, product="saree") == ["request.ask.change_order"]
