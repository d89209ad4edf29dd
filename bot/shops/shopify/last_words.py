"""What takes something away needs a body of its own: Shopify signs the body alone, and anybody may name a topic."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from bot.domain.news import Delivery

# Topics that erase, or end the connection, and what their bodies hold. Shopify's own samples name no shop.
_OLD = timedelta(days=7)
_SAMPLE_SHOP = "{shop}.myshopify.com"
_REDACTION = frozenset({"shop_id", "shop_domain", "customer", "orders_to_redact", "orders_requested", "data_request"})
_SHOP_OBJECT = frozenset({"iana_timezone", "plan_name", "myshopify_domain"})
_NO_SHOP = frozenset({"line_items", "order_id", "checkout_token", "fulfillment_status"})
_COMPLIANCE = frozenset({"customers/data_request", "customers/redact", "shop/redact"})
_DELETED, _MOST_OF_DELETED = frozenset({"orders/delete", "customers/delete"}), 4
PROTECTED = _COMPLIANCE | _DELETED | {"app/uninstalled"}


def find_misfit(delivery: Delivery, account: str, now: datetime) -> str:
    """Return why a delivery is not what a topic that takes something away says, "" where it is.

    `account` is our shop's domain. Shopify tries for two days at most (FACTS 7.2).
    """
    topic = delivery.topic
    if topic not in PROTECTED:
        return ""
    if _is_old(delivery.headers.get("x-shopify-triggered-at", ""), now):
        return "it was triggered more than a week ago"
    try:
        values = json.loads(delivery.body)
    except (ValueError, RecursionError):
        return "the body is not JSON"
    if not isinstance(values, dict):
        return "the body is not an object"
    if topic in _DELETED:
        return "" if len(values) <= _MOST_OF_DELETED else "the body is not that of something deleted"
    if topic == "app/uninstalled":
        return _of_shop(values, account)
    return _of_redaction(topic, values, account)


def _is_old(triggered_at: str, now: datetime) -> bool:
    try:
        at = datetime.fromisoformat(triggered_at)
    except ValueError:
        return False
    return at.tzinfo is not None and at < now - _OLD


def _of_redaction(topic: str, values: dict[str, Any], account: str) -> str:
    if not values.keys() <= _REDACTION or not isinstance(values.get("shop_domain"), str):
        return "the body is not a redaction"
    if topic != "shop/redact" and not isinstance(values.get("customer"), dict):
        return "the body names no customer"
    if topic == "shop/redact" and "customer" in values:
        return "the body names a customer, not a shop"
    named = values["shop_domain"].strip().lower()
    return "" if named in (account.lower(), _SAMPLE_SHOP) else "the body names another shop"


def _of_shop(values: dict[str, Any], account: str) -> str:
    if not values.keys() >= _SHOP_OBJECT or not values.keys().isdisjoint(_NO_SHOP):
        return "the body is not a shop"
    named = values["myshopify_domain"]
    return "" if named is None or str(named).strip().lower() == account.lower() else "the body is another shop"
