"""Why, from the words of couriers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.carriers.reasons import failed_why, late_why, with_reason
from bot.domain.news import OrderRef, ParcelNews
from bot.domain.parcels import FailedWhy, LateWhy


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Undelivered - Consignee not available", "not_home"),
        ("CUSTOMER UNAVAILABLE", "not_home"),
        ("Door locked", "not_home"),
        ("Addressee not available", "not_home"),
        ("Business closed", "not_home"),
        ("Consignee not available at the given address", "not_home"),
        ("Address incomplete or incorrect", "address"),
        ("Wrong pincode", "address"),
        ("Customer's phone switched off", "phone"),
        ("Contact number not available", "phone"),
        ("Customer not answering the call", "phone"),
        ("COD amount not ready", "cash"),
        ("Cash not available with customer", "cash"),
        ("Wrong code given", "unknown"),
        ("Undelivered", "unknown"),
        ("", "unknown"),
    ],
)
def test_it_finds_why_an_attempt_failed(words: str, why: str) -> None:
    assert failed_why(words) == why
    assert why in tuple(FailedWhy)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Delayed due to heavy rain", "weather"),
        ("Heavy weather at the hub", "weather"),
        ("strong_winds", "weather"),
        ("Shipment held at hub - backlog", "hub"),
        ("MISROUTED", "hub"),
        ("Incorrect Address", "address"),
        ("Train was late", "unknown"),
        ("", "unknown"),
    ],
)
def test_it_finds_why_a_parcel_is_late(words: str, why: str) -> None:
    assert late_why(words) == why
    assert why in tuple(LateWhy)


@pytest.mark.parametrize(
    ("milestone", "words", "failed", "late"),
    [
        ("in_transit", "MISROUTED", "", "hub"),
        ("in_transit", "Bag received at hub", "", ""),
        ("delayed", "Bag held at hub", "", "hub"),
        ("attempt_failed", "Door locked", "not_home", ""),
        ("delivered", "Handed over at the door", "", ""),
    ],
)
def test_it_gives_a_reason_only_where_one_belongs(milestone: str, words: str, failed: str, late: str) -> None:
    news = with_reason(ParcelNews(OrderRef(), milestone, datetime(2026, 11, 16, tzinfo=UTC)), words)
    assert (news.failed_why, news.late_why) == (failed, late)
