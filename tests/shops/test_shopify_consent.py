"""Consent to SMS was given for a number; an order or a cart may carry another one."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.news import CartNews, OrderNews
from tests.shops.shopify import read, shape

HERS, GIFT = "+919800000001", "+919811111111"
SUBSCRIBED = {"id": 5, "phone": HERS, "sms_marketing_consent": {"state": "subscribed"}}


@pytest.mark.parametrize(("phone", "accepts"), [(HERS, True), ("098000 00001", True), (None, True), (GIFT, None)])
@pytest.mark.parametrize(("topic", "name"), [("orders/create", "order"), ("checkouts/create", "checkout")])
def test_it_takes_it_for_the_number_it_was_given_for(topic: str, name: str, phone: Any, accepts: bool | None) -> None:
    asked = {"buyer_accepts_sms_marketing": False, "sms_marketing_phone": None}
    news = read(topic, shape(name, phone=phone, customer=SUBSCRIBED, **asked))
    assert isinstance(news, OrderNews | CartNews)
    assert news.accepts_marketing is accepts


def test_it_takes_no_other_number_for_one_that_cannot_be_reached() -> None:
    body = shape("checkout", buyer_accepts_sms_marketing=True, sms_marketing_phone="022 4000 0000", phone=GIFT)
    news = read("checkouts/create", body)
    assert isinstance(news, CartNews)
    assert news.accepts_marketing is None
