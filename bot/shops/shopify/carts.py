"""Checkouts that were begun. What becomes of them, Shopify does not tell: they are left when nothing more comes."""

from __future__ import annotations

from bot.domain.news import CartNews, Line, News
from bot.shops.shopify.box import Box
from bot.shops.shopify.money import amount, currency_of
from bot.shops.shopify.people import buyer, consent_for, sms_consent


def read_cart(checkout: Box) -> News:
    """checkouts/create and update; the latter comes after the order too, with `completed_at`."""
    token, currency = checkout.key("token"), currency_of(checkout)
    agrees = True if checkout.flag("buyer_accepts_sms_marketing") else sms_consent(checkout.box("customer"))
    # Who agreed to SMS, agreed for this number.
    agreed_phone = checkout.text("sms_marketing_phone") if agrees else ""
    person = buyer(checkout, agreed_phone)
    return CartNews(
        token=token,
        lines=tuple(_line(line, currency) for line in checkout.boxes("line_items")),
        currency=currency,
        updated_at=checkout.time("updated_at", "created_at"),
        person=person,
        recovery_url=checkout.url("abandoned_checkout_url"),
        completed_at=checkout.since("completed_at"),
        other_tokens=_others(checkout, token),
        accepts_marketing=consent_for(person, agrees, agreed_phone or checkout.box("customer").text("phone")),
    )


def read_cart_gone(checkout: Box) -> News:
    """checkouts/delete: an old number and the cart's token, no token of its own."""
    names = ("token", "id", "cart_token")
    token = next((key for name in names if (key := checkout.maybe_key(name))), "") or checkout.key("token")
    return CartNews(
        token, (), currency_of(checkout), checkout.told_at, other_tokens=_others(checkout, token), gone=True
    )


def _others(checkout: Box, token: str) -> tuple[str, ...]:
    """Further names an order may know it by."""
    keys = (checkout.maybe_key("cart_token"), checkout.maybe_key("id"))
    return tuple(key for key in keys if key and key != token)


def _line(line: Box, currency: str) -> Line:
    price = next((name for name in ("price", "variant_price") if line.tells(name)), None)
    return Line(
        title=line.text("presentment_title") or line.text("title"),
        quantity=line.whole("quantity", 1),
        price=amount(line, price, currency) if price else 0,
        sku=line.text("sku"),
        external_id=line.text("key"),
        picture_url=line.url("image_url"),
        product_id=line.maybe_key("product_id"),
    )
