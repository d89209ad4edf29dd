"""WooCommerce's customers, products and coupons in our words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.news import CouponNews, CustomerNews, Nothing, Person, ProductNews, Unreadable
from tests.shops.woocommerce_cases import KNOWN, fixture, read

PLENTY = 1_000_000


def _product(**changes: Any) -> ProductNews:
    [news] = read("product.updated", fixture("product_updated", **changes))
    assert isinstance(news, ProductNews)
    return news


def _coupon(**changes: Any) -> CouponNews | Nothing:
    [news] = read("coupon.updated", fixture("coupon_created", **changes))
    assert isinstance(news, CouponNews | Nothing)
    return news


@pytest.mark.parametrize("topic", ["customer.created", "customer.updated", "customer.restored"])
def test_it_reads_a_customer(topic: str) -> None:
    [news] = read(topic, fixture("customer_updated"))
    person = Person("412", "Asha Mehta", ("98123 45678",), "IN", "asha.mehta@example.com")
    assert news == CustomerNews(person, datetime(2026, 11, 19, 15, 30, tzinfo=UTC))


def test_it_reads_a_customer_nobody_has_changed() -> None:
    [news] = read("customer.created", fixture("customer_updated", date_modified=None, date_modified_gmt=None))
    assert isinstance(news, CustomerNews)
    assert news.updated_at == datetime(2026, 3, 2, 3, 45, tzinfo=UTC)


def test_it_forgets_a_deleted_customer() -> None:
    assert read("customer.deleted", {"id": 412}) == (CustomerNews(Person("412"), KNOWN.received_at, gone=True),)


@pytest.mark.parametrize("topic", ["product.created", "product.updated", "product.restored", "product.published"])
def test_it_reads_a_product(topic: str) -> None:
    assert read(topic, fixture("product_updated")) == (
        ProductNews(
            sku="SAR-BAN-MRN",
            title="Bandhani Silk Saree – Maroon",
            at=datetime(2026, 11, 18, 4, 30, tzinfo=UTC),
            price=184900,
            stock=14,
            category="Sarees & Dupattas",
            url="https://asha-sarees.example/product/bandhani-silk-saree/",
            picture_url="https://asha-sarees.example/wp-content/uploads/bandhani.jpg",
            external_id="301",
        ),
    )


def test_it_names_a_product_without_sku_by_its_id() -> None:
    assert _product(sku="").sku == "woo-301"
    gone = ProductNews("", "", KNOWN.received_at, gone=True, external_id="301")
    assert read("product.deleted", {"id": 301}) == (gone,)


@pytest.mark.parametrize(
    ("changes", "stock"),
    [
        ({"stock_status": "outofstock", "stock_quantity": None}, 0),
        ({"stock_status": "outofstock", "stock_quantity": 7}, 0),
        ({"stock_status": "onbackorder", "stock_quantity": -3}, PLENTY),
        ({"stock_status": "onbackorder", "stock_quantity": 0}, PLENTY),
        ({"stock_status": "instock", "stock_quantity": None, "manage_stock": False}, PLENTY),
        ({"stock_status": "instock", "stock_quantity": "7"}, 7),
        ({"stock_status": "", "stock_quantity": "7"}, 7),
        ({"stock_status": "", "stock_quantity": -3}, 0),
        ({"stock_status": "", "stock_quantity": "many"}, None),
    ],
)
def test_it_reads_the_stock(changes: dict[str, Any], stock: int | None) -> None:
    assert _product(**changes).stock == stock


@pytest.mark.parametrize("price", ["", None, "-5", "free", []])
def test_it_tells_no_price_that_is_none(price: Any) -> None:
    assert _product(price=price).price is None


def test_it_takes_a_product_off_that_is_not_published() -> None:
    assert _product(status="draft").gone
    assert not _product(status="publish").gone


def test_it_reads_a_product_without_pictures_and_categories() -> None:
    bare = _product(images=[], categories=None, permalink="ftp://shop.example/x")
    assert (bare.picture_url, bare.category, bare.url) == ("", "", "")


def test_it_reads_a_flat_coupon() -> None:
    at = datetime(2026, 11, 1, 4, 30, tzinfo=UTC)
    # It ends with the first moment of 1 December in India.
    assert _coupon() == CouponNews("diwali200", 20000, 99900, date(2026, 11, 30), at, external_id="977")
    assert _coupon(date_expires=None, date_expires_gmt=None, minimum_amount="0.00") == CouponNews(
        "diwali200", 20000, 0, None, at, external_id="977"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"discount_type": "percent"},
        {"discount_type": "fixed_product"},
        {"discount_type": None},
        {"email_restrictions": ["asha.mehta@example.com"]},
        {"product_ids": [301]},
    ],
)
def test_it_offers_no_coupon_that_is_not_or_no_longer_flat_and_for_everybody(changes: dict[str, Any]) -> None:
    coupon = _coupon(**changes)
    assert isinstance(coupon, CouponNews)
    assert (coupon.gone, coupon.external_id) == (True, "977")


@pytest.mark.parametrize("changes", [{"status": "trash"}, {"usage_limit": 3}])
def test_it_takes_back_a_coupon_that_is_over(changes: dict[str, Any]) -> None:
    coupon = _coupon(**changes)
    assert isinstance(coupon, CouponNews)
    assert coupon.gone


def test_it_takes_back_a_deleted_coupon_by_its_id() -> None:
    gone = CouponNews("", 0, 0, None, KNOWN.received_at, gone=True, external_id="977")
    assert read("coupon.deleted", {"id": 977}) == (gone,)


@pytest.mark.parametrize(("changes", "field"), [({"amount": "-5"}, "amount"), ({"code": ""}, "code")])
def test_it_names_what_is_wrong_with_a_coupon(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Unreadable) as error:
        _coupon(**changes)
    assert error.value.field == field
