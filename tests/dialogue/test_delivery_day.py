"""Questions of the day of delivery in each locale, through real Rasa: each kind has its own answer."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.domain.locale import CODES
from tests.dialogue.conversing import Counter, counter
from tests.dialogue.purchases import Bought

__all__ = ["counter"]
pytestmark = [pytest.mark.dialogue, pytest.mark.timeout(400)]
KINDS = tomllib.loads(Path(__file__).with_name("delivery_day.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_answer(counter: Counter, kind: str) -> None:
    asked, missed = KINDS[kind], []
    for locale in CODES:
        for text in asked[locale]:
            buyer = counter.customer(locale)
            buyer.buys(Bought[asked["bought"]])
            keys = buyer.writes(text)
            if keys[0] not in asked["answers"]:
                missed.append((locale, text, buyer.intent, round(buyer.confidence, 2), keys))
    assert not missed, "\n".join(map(str, missed))


def test_a_return_is_picked_up_or_nobody_came(counter: Counter) -> None:
    asha = counter.customer("gu-Latn")
    number = asha.buys(Bought.DELIVERED)
    asha.writes("return karvu che")
    asha.writes("rang gamyo nathi")
    assert asha.writes("pickup kyare aavse?") == ["pickup.waiting"]
    assert asha.writes("pickup leva koi aavyu j nathi") == ["pickup.nobody_came"]
    assert [(one.kind, one.order) for one in asha.requests()] == [("return", number)]
    assert "koi aavyu j nathi" in asha.requests()[0].words
    assert asha.writes("refund bank ma aavse ke wallet ma?")[0] == "faq.answer"
    assert asha.writes("ketla paisa pacha malse?") == ["refund.amount_open"]


def test_a_day_at_the_door(counter: Counter) -> None:
    rahul = counter.customer("hi-Latn")
    number = rahul.buys(Bought.CASH_AT_THE_DOOR)
    rahul.hears("out_for_delivery_cod", number)
    assert rahul.writes("kitna dena hai?") == ["door.cash"]
    assert rahul.writes("upi chalega?") == ["door.upi_yes"]
    assert rahul.writes("kab tak aayega?") == ["eta.today"]
    assert rahul.writes("ghar pe koi nahi hai abhi") == ["door.not_home"]
    assert rahul.writes("guard ko de do") == ["request.done.hand_over", "door.whoever_needs_cash"]
    assert rahul.writes("thanks") == ["thank.reply"]
    assert [(one.kind, one.order) for one in rahul.requests()] == [("hand_over", number)]


def test_a_page_and_not_the_couriers_is_linked(counter: Counter) -> None:
    john = counter.customer("en")
    john.buys(Bought.ON_THE_WAY)
    john.writes("where is my order")
    assert "/t/" in john.said
    assert "track.example.com" not in john.said
