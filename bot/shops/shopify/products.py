"""Products: one for all its variants, whose sizes and colours are its options."""

from __future__ import annotations

from bot.domain.money import MOST
from bot.domain.news import News, ProductNews
from bot.domain.product_naming import read_facts
from bot.shops.shopify.box import Box
from bot.shops.shopify.metafields import read_goes_with, read_metafields

_PLENTY = 1_000_000  # pieces of what is sold without being counted
# Shopify's words for options that nobody has named, and for a product with one variant.
_NO_NAME = "Title"


def read_product(product: Box) -> News:
    """products/create, products/update: what is sold and what it costs at least; a draft is not for sale."""
    variants = product.boxes("variants")
    prices = [one.money("price", product.known.currency) for one in variants if one.tells("price")]
    pictures = product.boxes("images")
    status = product.text("status")
    return ProductNews(
        sku=_sku(product, variants),
        title=product.text("title"),
        at=product.time("updated_at"),
        price=min(prices, default=None),
        stock=min(sum(map(_stock, variants)), MOST) if variants else None,
        category=product.text("product_type"),
        picture_url=pictures[0].url("src") if pictures else product.box("image").url("src"),
        gone=status not in ("active", "") or ("published_at" in product.names and not product.tells("published_at")),
        external_id=product.key(),
        facts=read_facts([*_options(product), *read_metafields(product), *_tags(product)], read_goes_with(product)),
    )


def read_product_gone(product: Box) -> News:
    """products/delete: the id alone."""
    return ProductNews("", "", product.told_at, gone=True, external_id=product.key())


def _sku(product: Box, variants: list[Box]) -> str:
    """The first SKU of its variants; many shops have none, so the product's id stands for it."""
    return next((one.text("sku") for one in variants if one.text("sku")), f"shopify-{product.key()}")


def _stock(variant: Box) -> int:
    if not variant.text("inventory_management") or variant.text("inventory_policy") == "continue":
        return _PLENTY
    try:
        return max(0, int(variant.text("inventory_quantity") or 0))
    except ValueError:
        return 0


def _options(product: Box) -> list[tuple[str, list[str]]]:
    named = ((option.text("name"), option.texts("values")) for option in product.boxes("options"))
    return [(name, values) for name, values in named if name != _NO_NAME]


def _tags(product: Box) -> list[tuple[str, list[str]]]:
    """Tags that name a property: "material:cotton"."""
    tags = (tag.partition(":") for tag in product.text("tags").split(","))
    return [(name.strip(), [value.strip()]) for name, _, value in tags if value.strip()]
