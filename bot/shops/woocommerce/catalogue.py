"""What the shop sells and what it takes off: products and coupons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.domain.news import CouponNews, News, ProductNews, Unreadable
from bot.domain.product_facts import ProductFacts
from bot.domain.product_naming import read_facts
from bot.ports import Known
from bot.shops.woocommerce.fields import (
    Fields,
    day_of,
    identity,
    link,
    listed,
    minor,
    moment,
    money,
    number,
    parts,
    text,
)

_MOST = 10**9  # pieces in stock: a number beyond is somebody's "unlimited"
# Pieces of what is sold without being counted, as WooCommerce does unless told otherwise.
_PLENTY = 1_000_000
_SOLD = frozenset({"instock", "onbackorder"})
# A coupon with one of these is for some people or some products: not for an assistant to offer to everybody.
_RESTRICTIONS = ("email_restrictions", "product_ids", "product_categories", "allowed_product_ids", "allowed_emails")


def sku_of(source: Fields, id_name: str = "id") -> str:
    """The SKU of a product or of an order's line; many shops have none, so the product's id stands for it."""
    given, product = text(source, "sku"), text(source, id_name)
    return given or (f"woo-{product}" if product not in {"", "0"} else "")


def read_product(product: Fields, known: Known) -> tuple[News, ...]:
    """A product; one that is not published is not for sale."""
    price = number(product, "price")
    pictures, categories = parts(product, "images"), parts(product, "categories")
    return (
        ProductNews(
            sku=sku_of(product),
            title=text(product, "name"),
            at=moment(product, "date_modified", known.zone) or known.received_at,
            price=None if price is None or price < 0 else minor(price, known.currency, "price"),
            stock=_stock(product),
            category=text(categories[0], "name") if categories else "",
            url=link(product, "permalink"),
            picture_url=link(pictures[0], "src") if pictures else "",
            gone=text(product, "status") not in {"publish", ""},
            external_id=identity(product),
            facts=_facts(product),
        ),
    )


def _facts(product: Fields) -> ProductFacts:
    """What attributes, and fields that shops add by plugins, tell; `cross_sell_ids` is what goes with it."""
    named = [(text(one, "name"), _words(one.get("options"))) for one in listed(product.get("attributes"))]
    named += [(text(one, "key").lstrip("_"), [text(one, "value")]) for one in listed(product.get("meta_data"))]
    return read_facts(named, _words(product.get("cross_sell_ids")))


def _words(told: Any) -> list[str]:
    values = list(told.values()) if isinstance(told, dict) else told if isinstance(told, list) else []
    return list(filter(None, (text({"one": value}, "one") for value in values)))


def read_gone_product(product: Fields, known: Known) -> tuple[News, ...]:
    """A product the shop deleted: all it tells is the id."""
    return (ProductNews("", "", known.received_at, gone=True, external_id=identity(product)),)


def read_coupon(coupon: Fields, known: Known) -> tuple[News, ...]:
    """A coupon that takes a flat amount off the whole cart, for everybody; any other, even if it was one, is gone."""
    external_id = identity(coupon)
    if text(coupon, "discount_type") != "fixed_cart" or any(coupon.get(name) for name in _RESTRICTIONS):
        return read_gone_coupon(coupon, known)
    code = text(coupon, "code")
    if not code:
        raise Unreadable("code", "is missing")
    ends = moment(coupon, "date_expires", known.zone)
    minimum = number(coupon, "minimum_amount")
    return (
        CouponNews(
            code=code,
            amount=money(coupon, "amount", known.currency),
            minimum=minor(minimum, known.currency, "minimum_amount") if minimum and minimum > 0 else 0,
            # A coupon ends at the first moment of its day: the day before is the last it can be used on.
            ends_on=day_of(ends - timedelta(seconds=1), known.zone) if ends else None,
            at=moment(coupon, "date_modified", known.zone) or known.received_at,
            gone=text(coupon, "status") not in {"publish", ""} or _is_used_up(coupon),
            external_id=external_id,
        ),
    )


def read_gone_coupon(coupon: Fields, known: Known) -> tuple[News, ...]:
    """A coupon the shop deleted: all it tells is the id."""
    at = moment(coupon, "date_modified", known.zone) or known.received_at
    return (CouponNews("", 0, 0, None, at, gone=True, external_id=identity(coupon)),)


def _stock(product: Fields) -> int | None:
    status, pieces = text(product, "stock_status"), number(product, "stock_quantity")
    if status == "outofstock":
        return 0
    # Whether a thing can be bought is the status' word: on backorder, the quantity counts what is owed already.
    if status in _SOLD and (pieces is None or pieces < 1):
        return _PLENTY
    return None if pieces is None else min(max(int(pieces), 0), _MOST)


def _is_used_up(coupon: Fields) -> bool:
    limit, used = number(coupon, "usage_limit"), number(coupon, "usage_count")
    return bool(limit and used and used >= limit)
