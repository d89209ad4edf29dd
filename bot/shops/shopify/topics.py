"""Every topic of Shopify's that we know, and who reads it (FACTS 7.3)."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.news import News
from bot.shops.shopify.box import Box
from bot.shops.shopify.carts import read_cart, read_cart_gone
from bot.shops.shopify.money import read_refund
from bot.shops.shopify.orders import read_order, read_order_edited, read_order_gone
from bot.shops.shopify.parcels import read_event, read_parcel
from bot.shops.shopify.people import read_consent, read_customer, read_customer_gone
from bot.shops.shopify.privacy import read_data_request, read_erase_person, read_erase_shop, read_uninstalled
from bot.shops.shopify.products import read_product, read_product_gone

READERS: dict[str, Callable[[Box], News | tuple[News, ...]]] = {
    "orders/create": read_order,
    "orders/paid": read_order,
    "orders/updated": read_order,
    "orders/fulfilled": read_order,
    "orders/partially_fulfilled": read_order,
    "orders/cancelled": read_order,
    "orders/edited": read_order_edited,
    "orders/delete": read_order_gone,
    "fulfillments/create": read_parcel,
    "fulfillments/update": read_parcel,
    "fulfillment_events/create": read_event,
    "checkouts/create": read_cart,
    "checkouts/update": read_cart,
    "checkouts/delete": read_cart_gone,
    "refunds/create": read_refund,
    "customers/create": read_customer,
    "customers/update": read_customer,
    "customers/delete": read_customer_gone,
    "customers_marketing_consent/update": read_consent,
    "products/create": read_product,
    "products/update": read_product,
    "products/delete": read_product_gone,
    "app/uninstalled": read_uninstalled,
    "customers/data_request": read_data_request,
    "customers/redact": read_erase_person,
    "shop/redact": read_erase_shop,
}
IGNORED = {
    "fulfillment_events/delete": "what the carrier did stays done",
    "customers/merge": "the customer that stays comes as customers/update",
    "carts/create": "a cart without a person",
    "carts/update": "a cart without a person",
}
# Set in Shopify's partner dashboard, refused by its API.
COMPLIANCE = frozenset({"customers/data_request", "customers/redact", "shop/redact"})
# What we ask for: nothing that would only be ignored.
WANTED = tuple(topic for topic in READERS if topic not in COMPLIANCE)
