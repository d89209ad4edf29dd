"""WooCommerce, for everybody outside this folder."""

from __future__ import annotations

import re

from bot.ports.platforms import AccountOption, Connecting, Platform, Pulled, Role, Secret

_PING = re.compile(rb"webhook_id=[0-9]{1,20}")


def is_ping(content_type: str, body: bytes) -> bool:
    """Whether this is WooCommerce trying an address out: a form, unsigned, that wants exactly 200 (FACTS, trap 6)."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind == "application/x-www-form-urlencoded" and _PING.fullmatch(body.strip()) is not None


def _site_url(typed: str) -> str:
    """A shop's address with scheme and without the last slash."""
    bare = typed.strip().rstrip("/")
    return bare if "://" in bare else f"https://{bare}"


WOOCOMMERCE = Platform(
    kind="woocommerce",
    name="WooCommerce",
    role=Role.SHOP,
    source="bot.shops.woocommerce.source:WooCommerceSource",
    api="bot.shops.woocommerce.api:connected",
    pulled=(Pulled.ORDERS, Pulled.PRODUCTS),
    door="woocommerce",
    headers=("x-wc-webhook-",),
    keys=frozenset({"x-wc-webhook-signature"}),
    ping=is_ping,
    search="/?s={}&post_type=product",
    connecting=Connecting(
        summary="WooCommerce, by a REST key with the right to read and write.",
        account=AccountOption("--url", "URL", "https://shop.example.in"),
        normalised=_site_url,
        credentials=(
            Secret("key", "Consumer key", "The REST API's consumer key (ck_…)"),
            Secret("secret", "Consumer secret", "The REST API's consumer secret (cs_…)"),
        ),
        on_rotation=(
            "Left to do by hand, at WooCommerce > Settings > Advanced > Webhooks: in each of ours, the secret\n"
            "  {secret}"
        ),
    ),
)
