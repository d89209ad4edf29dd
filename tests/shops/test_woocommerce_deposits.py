"""WooCommerce orders of which a part is paid first: what is left is what the shop's plugin says."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.news import OrderNews
from tests.shops.woocommerce_cases import read_order

BEGINNINGS = ("_wc_deposits", "_awcdp_deposits")


def deposit(beginning: str, **values: Any) -> list[dict[str, Any]]:
    usual = {"order_has_deposit": "yes", "deposit_paid": "yes", "deposit_amount": "200", "second_payment": "1699.00"}
    return [{"id": 1, "key": f"{beginning}_{name}", "value": value} for name, value in (usual | values).items()]


def order(meta: list[dict[str, Any]], **changes: Any) -> OrderNews:
    usual = {"total": "1899.00", "status": "partially-paid", "payment_method": "cod", "currency": "INR"}
    return read_order(**{**usual, "meta_data": meta, **changes})


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_what_is_left_at_the_door_is_the_second_payment(beginning: str) -> None:
    told = order(deposit(beginning))
    assert (told.payment, told.total, told.to_pay, told.begun) == ("cod", 189900, 169900, False)


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("value", ["1699", 1699, 1699.0, "1699.00"])
def test_the_sum_may_be_written_in_any_way(beginning: str, value: Any) -> None:
    assert order(deposit(beginning, second_payment=value)).to_pay == 169900


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_nothing_is_left_once_the_second_is_paid(beginning: str) -> None:
    told = order(deposit(beginning, second_payment_paid="yes"), status="processing")
    assert (told.payment, told.to_pay) == ("paid", 0)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_all_is_left_while_the_deposit_is_not_paid(beginning: str) -> None:
    assert order(deposit(beginning, deposit_paid="no")).to_pay is None


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_part_paid_online_is_not_the_whole(beginning: str) -> None:
    told = order(
        deposit(beginning), payment_method="razorpay", payment_method_title="", date_paid_gmt="2026-11-20T10:00:00"
    )
    assert (told.payment, told.to_pay) == ("pending", 169900)


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_a_total_that_is_the_deposit_is_told_whole(beginning: str) -> None:
    told = order(deposit(beginning, original_total="1899.00"), total="200.00")
    assert (told.total, told.to_pay) == (189900, 169900)


@pytest.mark.parametrize("odd", ["", None, "soon", -5, [], {}, True])
def test_an_odd_sum_is_none(odd: Any) -> None:
    assert order(deposit("_wc_deposits", second_payment=odd)).to_pay is None


def test_an_order_paid_at_once_has_no_rest() -> None:
    assert order(deposit("_awcdp_deposits", order_has_deposit="no")).to_pay is None
    assert order([{"key": "awcdp_deposits_balance_amount", "value": "99"}]).to_pay is None
