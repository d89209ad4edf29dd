"""Prices, limits and hours by the day."""

from __future__ import annotations

from datetime import date, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest

from bot.domain import prices
from bot.domain.prices import Fact, Kind, NotKnown

KINDS: tuple[Kind, ...] = ("price", "fee", "rate", "limit", "hours")
ALL = [(kind, fact) for kind in KINDS for fact in prices.list_facts(kind)]
FACTS = [pytest.param(kind, fact, id=f"{fact.what} {fact.valid_from}") for kind, fact in ALL]


@pytest.mark.parametrize(
    ("day", "what", "micros"),
    [
        (date(2025, 12, 31), "whatsapp_marketing", 784_600),
        (date(2026, 1, 1), "whatsapp_marketing", 863_100),
        (date(2026, 9, 30), "whatsapp_service", 0),
        (date(2026, 10, 1), "whatsapp_service", 115_000),
        (date(2030, 1, 1), "whatsapp_utility", 115_000),
    ],
)
def test_it_takes_the_price_of_the_day(day: date, what: str, micros: int) -> None:
    assert prices.price_on(day, what) == micros


def test_it_takes_the_first_known_for_what_was_before() -> None:
    assert prices.price_on(date(2017, 1, 1), "whatsapp_marketing") == 784_600
    with pytest.raises(NotKnown):
        prices.price_on(date(2026, 1, 1), "pigeon")


def test_it_has_a_price_for_all_that_leaves_today() -> None:
    assert set(prices.prices_on(date(2026, 11, 20))) == {fact.what for fact in prices.list_facts("price")}


def test_it_knows_limits_and_hours() -> None:
    day = date(2026, 11, 20)
    assert prices.limit_on(day, "whatsapp_per_second") == 80
    assert prices.portfolio_steps(day) == (250, 2_000, 10_000, 100_000, 0)
    assert prices.hours_on(day, "sms_promotional") == prices.LawfulHours("Asia/Kolkata", time(10), time(21))


def test_it_knows_the_providers_fees_and_what_a_dollar_is() -> None:
    day = date(2026, 11, 20)
    assert (prices.fee_on(day, "message").micros, prices.fee_on(day, "message").unit) == (5_000, "USD")
    failed = prices.fee_on(day, "failed")
    assert (failed.micros, failed.free_codes >= {63013, 63018, 63021, 63024, 63032}) == (1_000, True)
    rate = prices.find_rate(day, "USD", "INR")
    assert rate is not None
    assert rate.convert(5_000) == 451_979  # 0.005 dollars: 45 paise
    assert prices.find_rate(day, "EUR", "INR") is prices.find_rate(day, "USD", "EUR") is None
    assert prices.find_rate(day, "INR", "INR") is None


@pytest.mark.parametrize(("kind", "fact"), FACTS)
def test_every_fact_says_where_it_was_read(kind: Kind, fact: Fact) -> None:
    assert len(fact.source) > 10
    assert fact.by in ("platform", "provider", "press", "vendor")
    assert fact.by != "platform" or urlsplit(fact.source).scheme == "https"
    assert fact.checked_on >= date(2026, 5, 1)
    if kind == "price":
        assert isinstance(fact.says["micros"], int)
        assert fact.says["micros"] >= 0
    if kind == "hours":
        ZoneInfo(fact.says["zone"])
        assert fact.says["begin"] < fact.says["end"]


def test_no_fact_has_two_values_for_one_day() -> None:
    days = [(kind, fact.what, fact.valid_from) for kind, fact in ALL]
    assert len(days) == len(set(days))
