"""What can be bought stays on offer, whether or not the shop counts its pieces."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db.shop import Product
from bot.domain.news import ProductNews
from tests.fakes import START
from tests.shops.woocommerce_cases import fixture, read
from tests.teller import Teller, add_connection

PLENTY = 1_000_000
UNCOUNTED = {"manage_stock": False, "stock_quantity": None}


def stock(teller: Teller) -> int:
    teller.db.expire_all()
    return teller.db.scalars(select(Product.stock)).one()


def test_it_takes_what_is_not_counted_off_and_on_again(teller: Teller) -> None:
    woo = add_connection(teller.db, teller.cast.shop, "woocommerce", "https://w.example")
    seen = []
    for hour, status in enumerate(("instock", "outofstock", "instock")):
        changed = fixture("product_updated", **UNCOUNTED, stock_status=status)
        changed["date_modified_gmt"] = f"2026-11-21T0{hour}:00:00"
        teller.tell(*read("product.updated", changed), by=woo)
        seen.append(stock(teller))
    assert seen == [PLENTY, 0, PLENTY]


@pytest.mark.parametrize(("first", "then", "left"), [(None, None, PLENTY), (None, 0, 0), (4, None, 4), (0, None, 0)])
def test_it_sells_a_new_product_of_which_no_stock_is_told(
    teller: Teller, first: int | None, then: int | None, left: int
) -> None:
    news = ProductNews("SAR-1", "Saree", START, price=249900, stock=first)
    teller.tell(news, ProductNews("SAR-1", "Saree", START + timedelta(hours=1), stock=then))
    assert stock(teller) == left
