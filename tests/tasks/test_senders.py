"""What Twilio tells of a number: read, kept with its time, used where the shop says nothing, told where it is bad."""

from __future__ import annotations

import dataclasses

import pytest

from bot.bootstrap import Bot
from bot.db.outgoing import Alert
from bot.db.senders import WhatsAppSender
from bot.db.shop import Merchant
from bot.domain.portfolio import Quality, read_limit, read_quality
from bot.services.broadcasts import allowance
from bot.services.broadcasts.portfolio import QUALITY_ALERT
from bot.tasks.senders import fetch_senders
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import Watch
from tests.services.shelf import change
from tests.simulator.conftest import Shop, Simulator, shop, simulator

__all__ = ["Shop", "shop", "simulator"]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        *[("10K Customers/24hr", 10_000), ("250 Customers/24hr", 250), ("1M", 1_000_000), ("TIER_100K", 100_000)],
        *[("Unlimited Customers/24hr", 0), ("TIER_UNLIMITED", 0), ("Unavailable", None), ("", None), ("-5K", None)],
    ],
)
def test_a_limit_is_read(words: str, limit: int | None) -> None:
    assert read_limit(words) == limit


def test_a_quality_is_read() -> None:
    assert [read_quality(words) for words in ("LOW", "red", "HIGH", "new")] == [
        *[Quality.LOW, Quality.LOW, Quality.HIGH, Quality.UNKNOWN]
    ]


def test_it_is_asked_now_and_then_and_bad_news_are_told(
    bot: Bot, cast: Cast, watch: Watch, simulator: Simulator
) -> None:
    here = simulator.settings
    asking = dataclasses.replace(bot, settings=here.model_copy(update={"twilio_api_url": simulator.url}))
    change(bot, Merchant, cast.shop, whatsapp_from=here.twilio_whatsapp_from)
    assert fetch_senders(asking) == 1
    [first] = rows(bot, WhatsAppSender)
    assert (first.quality, first.allowance, first.checked_at) == ("high", 0, bot.now())
    assert find(bot, cast) is None
    simulator.sim("POST", "/sender", {"messaging_limit": "250 Customers/24hr", "quality_rating": "LOW"})
    assert fetch_senders(asking) == 0  # it was asked just now
    watch.advance(hours=1, minutes=1)
    assert fetch_senders(asking) == 1
    told = find(bot, cast)
    assert told is not None
    assert (told.most, told.who_says) == (250, "twilio")
    watch.advance(hours=2)
    assert fetch_senders(asking) == 0
    [alert] = [row for row in rows(bot, Alert) if row.cause == QUALITY_ALERT]
    assert (alert.count, "low" in alert.text) == (1, True)
    change(bot, Merchant, cast.shop, portfolio_allowance=2_000)
    told = find(bot, cast)
    assert told is not None
    assert (told.most, told.who_says) == (2_000, "setting")
    change(bot, Merchant, cast.shop, portfolio_allowance=0)
    assert find(bot, cast) is None
    simulator.sim("POST", "/sender", {"quality_rating": "MEDIUM", "messaging_limit": "Unavailable"})
    watch.advance(hours=2)
    assert fetch_senders(asking) == 1
    assert not [row for row in rows(bot, Alert) if row.cause == QUALITY_ALERT]
    assert rows(bot, WhatsAppSender)[0].allowance is None


def test_a_list_that_does_not_answer_costs_nothing(bot: Bot, cast: Cast, simulator: Simulator) -> None:
    away = dataclasses.replace(
        bot, settings=simulator.settings.model_copy(update={"twilio_api_url": "http://127.0.0.1:1"})
    )
    assert fetch_senders(away) == 0
    assert rows(bot, WhatsAppSender) == []


def find(bot: Bot, cast: Cast) -> allowance.Allowance | None:
    """The allowance of the shop now."""
    with bot.database.reading.begin() as db:
        return allowance.find_allowance(db, db.get_one(Merchant, cast.shop), bot.now())
