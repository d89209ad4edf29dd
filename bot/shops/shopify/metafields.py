"""Metafields: what a shop's people wrote about a product in fields of their own, each with a type (FACTS 7).

The value is always a text: a list is JSON in it, rich text a tree of JSON, and a reference the id of something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.shops.shopify.box import Box

_PRODUCT = re.compile(r"gid://shopify/Product/([0-9]{1,30})")
# As they are called by Shopify's own app for it ("complementary products"), and by shops.
_GOES_WITH = frozenset({"complementary_products", "goes_with", "pairs_with", "cross_sells"})


def read_metafields(product: Box) -> list[tuple[str, list[str]]]:
    """Return their keys with what they say in words; references to other things say nothing."""
    return [(one.text("key"), _words(one)) for one in product.boxes("metafields")]


def read_goes_with(product: Box) -> list[str]:
    """Return the ids of the products that are said to go with it."""
    named = (one for one in product.boxes("metafields") if one.text("key") in _GOES_WITH)
    return [found for one in named for found in _PRODUCT.findall(one.written("value"))]


def _words(field: Box) -> list[str]:
    kind = field.text("type")
    if kind.endswith("_reference"):
        return []
    if kind == "rich_text_field":
        return [" ".join(_leaves(_read(field)))]
    if kind.startswith("list."):
        values = _read(field)
        return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []
    return [field.written("value")]


def _read(field: Box) -> Any:
    try:
        return json.loads(field.written("value") or "null")
    except (ValueError, RecursionError):
        return None


def _leaves(node: Any, depth: int = 20) -> Iterator[str]:
    """The texts of a tree, in their order."""
    if not isinstance(node, dict) or not depth:
        return
    if isinstance(node.get("value"), str):
        yield node["value"].strip()
    children = node.get("children")
    for child in children if isinstance(children, list) else []:
        yield from _leaves(child, depth - 1)
