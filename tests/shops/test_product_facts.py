"""Sizes, colours, care and what goes with what, as Shopify and WooCommerce tell of them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.news import OrderNews, ProductNews
from bot.domain.product_facts import ProductFacts
from bot.domain.product_naming import read_facts
from tests.shops import shopify
from tests.shops.woocommerce_cases import fixture
from tests.shops.woocommerce_cases import read as read_woocommerce


def _of_shopify(**changes: Any) -> ProductNews:
    news = shopify.read("products/update", shopify.shape("product", **changes))
    assert isinstance(news, ProductNews)
    return news


def test_shopify_tells_by_options_tags_and_metafields() -> None:
    news = _of_shopify()
    assert (news.sku, news.title, news.category, news.price, news.stock) == (
        "KUR-S",
        "Block-print kurta",
        "Kurta",
        89900,
        3,
    )
    assert news.facts == ProductFacts(("S", "M"), ("Indigo", "Rust"), "Cotton", 6, None, "Cold hand wash")
    assert (news.gone, news.external_id) == (False, "788032119674292922")


@pytest.mark.parametrize(
    ("changes", "gone"),
    [({"status": "draft"}, True), ({"status": "archived"}, True), ({"published_at": None}, True), ({}, False)],
)
def test_shopify_sells_what_is_published(changes: dict[str, Any], gone: bool) -> None:
    assert _of_shopify(**changes).gone is gone


def test_shopify_names_what_has_no_sku_and_counts_what_is_not_counted() -> None:
    variant = {"id": 1, "price": "10", "sku": None, "inventory_management": None}
    news = _of_shopify(variants=[variant], options=[{"name": "Title", "values": ["Default Title"]}], tags=None)
    assert (news.sku, news.stock, news.facts.sizes) == ("shopify-788032119674292922", 1_000_000, ())
    gone = shopify.read("products/delete", shopify.shape("deleted"))
    assert isinstance(gone, ProductNews)
    assert (gone.gone, gone.sku) == (True, "")


def test_an_order_names_its_products_by_the_shops_id() -> None:
    order, *_ = shopify.read_all("orders/create", shopify.shape("order"))
    assert isinstance(order, OrderNews)
    assert all(line.product_id for line in order.lines)


def test_woocommerce_tells_by_attributes_fields_and_cross_sells() -> None:
    attributes = [
        {"id": 1, "name": "Size", "options": ["S", "M"]},
        {"id": 2, "name": "Colour", "options": ["Maroon"]},
        {"id": 0, "name": "Fabric", "options": ["Silk", "Zari"]},
    ]
    meta = [{"key": "_care_instructions", "value": "<b>Dry clean</b>"}, {"key": "warranty", "value": "1 year"}]
    changes = {"attributes": attributes, "meta_data": meta, "cross_sell_ids": [31, "32"]}
    [news] = read_woocommerce("product.updated", fixture("product_updated", **changes))
    assert isinstance(news, ProductNews)
    told = ProductFacts(("S", "M"), ("Maroon",), "Silk, Zari", 12, None, "Dry clean", ("31", "32"))
    assert news.facts == told


@pytest.mark.parametrize("odd", [None, [], {}, "x", 5, [None], [{"name": None, "options": None}], [{"options": [[]]}]])
def test_what_nobody_can_read_is_no_fact(odd: Any) -> None:
    changes = {"attributes": odd if isinstance(odd, list | dict) else [], "cross_sell_ids": odd, "meta_data": odd}
    [news, *_] = read_woocommerce("product.updated", fixture("product_updated", **changes))
    assert isinstance(news, ProductNews)
    assert news.facts == ProductFacts()


@pytest.mark.parametrize(
    ("words", "months"),
    [("12 months", 12), ("2 years", 24), ("6", 6), ("lifetime", None), ("30 days", None), ("1 yr", 12)],
)
def test_a_warranty_is_read_as_months(words: str, months: int | None) -> None:
    assert read_facts([("Warranty", [words])]).warranty_months == months


def test_what_runs_out_is_read_as_days() -> None:
    assert read_facts([("lasts_days", ["45"])]).lasts_days == 45
    assert read_facts([("Reorder after days", ["2 months"])]).lasts_days == 60
