"""WooCommerce's webhooks: whether one is right, which it is, and what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from bot.domain.news import Delivery, News, Nothing, Unreadable
from bot.domain.news.oddities import read_past_oddities
from bot.domain.signing import is_signed
from bot.ports import Known
from bot.shops.woocommerce.catalogue import read_coupon, read_gone_coupon, read_gone_product, read_product
from bot.shops.woocommerce.fields import Fields, identity, text, whole
from bot.shops.woocommerce.orders import read_gone_order, read_order
from bot.shops.woocommerce.people import read_customer, read_gone_customer

_DIGITS = 32  # of a body's digest
SIGNATURE, TOPIC = "x-wc-webhook-signature", "x-wc-webhook-topic"
_READERS: dict[str, Callable[[Fields, Known], tuple[News, ...]]] = {
    "order.created": read_order,
    "order.updated": read_order,
    "order.restored": read_order,
    "order.deleted": read_gone_order,
    "customer.created": read_customer,
    "customer.updated": read_customer,
    "customer.restored": read_customer,
    "customer.deleted": read_gone_customer,
    "product.created": read_product,
    "product.updated": read_product,
    "product.restored": read_product,
    "product.published": read_product,
    "product.deleted": read_gone_product,
    "coupon.created": read_coupon,
    "coupon.updated": read_coupon,
    "coupon.restored": read_coupon,
    "coupon.deleted": read_gone_coupon,
}


class WooCommerceSource:
    """Implements bot.ports.Source for WooCommerce."""

    def is_right(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Whether the raw body was signed with one of the secrets; an empty secret signs nothing."""
        return is_signed(delivery.body, delivery.headers.get(SIGNATURE, ""), secrets)

    def topic_of(self, headers: Mapping[str, str], body: bytes) -> str:
        """order.updated, action.woocommerce_add_to_cart, …; "" when the header is missing."""
        return headers.get(TOPIC, "").strip()

    def dedupe_key(self, delivery: Delivery) -> str:
        """Topic, id, second of the change, and what is told: WooCommerce's delivery id is shared by all of a second
        (FACTS, trap 5), and plugins write tracking numbers without touching the date.

        A body that comes by webhook and is then asked for is one, however its JSON is written; what is none is known by
        its bytes.
        """
        topic = delivery.topic[:100]
        try:
            resource = whole(delivery.body)
            record, changed = identity(resource), text(resource, "date_modified_gmt")[:30]
        except Unreadable:
            return f"{topic} {hashlib.sha256(delivery.body).hexdigest()}"
        if topic.endswith(".deleted"):
            return f"{topic} {record}"
        told = {name: value for name, value in resource.items() if name != "_links"}
        digest = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
        return f"{topic} {record} {changed} {digest[:_DIGITS]}"

    def read(self, delivery: Delivery, known: Known) -> tuple[News, ...]:
        """What the delivery says; a topic we have no use for is Nothing, whatever its body.

        Raises:
            Unreadable: names the field that is not as it should be.
        """
        reader = _READERS.get(delivery.topic)
        if reader is None:
            return (Nothing(f"topic {delivery.topic[:100] or '(none)'} is not one we use"),)
        return read_past_oddities(whole(delivery.body), lambda values: reader(values, known))
