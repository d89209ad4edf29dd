"""Shopify, for everybody outside this folder."""

from __future__ import annotations

from bot.ports.platforms import AccountOption, Connecting, Platform, Pulled, Role, Secret
from bot.shops.shopify.last_words import PROTECTED, find_misfit


def _domain(typed: str) -> str:
    """rangoli, rangoli.myshopify.com or its address as the domain Shopify signs with."""
    bare = typed.strip().lower().removeprefix("https://").partition("/")[0]
    return bare if "." in bare else f"{bare}.myshopify.com"


SHOPIFY = Platform(
    kind="shopify",
    name="Shopify",
    role=Role.SHOP,
    source="bot.shops.shopify.source:ShopifySource",
    api="bot.shops.shopify.api:connected",
    pulled=(Pulled.ORDERS, Pulled.PRODUCTS),
    door="shopify",
    headers=("x-shopify-",),
    keys=frozenset({"x-shopify-hmac-sha256"}),
    last_words=frozenset({"app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"}),  # FACTS 7.3
    protected=PROTECTED,
    misfit=find_misfit,
    # One secret signs for every shop that has the app: a shop must not speak for another.
    speaks_for="x-shopify-shop-domain",
    search="/search?q={}",
    connecting=Connecting(
        summary="Shopify, by an app's access token.",
        account=AccountOption("--shop", "DOMAIN", "my-shop.myshopify.com"),
        normalised=_domain,
        credentials=(Secret("token", "Access token", "The Admin API's access token (shpat_…)"),),
        signing=Secret("secret", "Client secret", "The app's client secret"),
        left_to_do=(
            "Left to do by hand, in the Partner dashboard (API access > Compliance webhooks), this address for\n"
            "  customers/data_request, customers/redact and shop/redact:\n  {address}"
        ),
        shop_option="--shop-slug",
    ),
)
