"""The columns of a sheet of orders: our own, and those of Shopify's export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Columns = Mapping[str, tuple[str, ...]]
# Ours, and what else people call them. Case, blanks, hyphens and underscores make no difference.
OWN: Columns = {
    "order_number": ("order", "order no", "number"),
    "placed_at": ("date", "order date", "created at"),
    "updated_at": ("changed at",),
    "name": ("customer", "customer name"),
    "phone": ("mobile", "phone number", "whatsapp", "alternate phone", "alternate mobile"),
    "shipping_phone": (),
    "billing_phone": (),
    "email": ("e-mail",),
    "language": ("locale",),
    "accepts_marketing": (),
    "shipping": ("shipping method", "delivery method"),
    "collected_at": (),
    "items": ("products",),
    "item": ("product", "title"),
    "quantity": ("qty",),
    "price": ("unit price",),
    "sku": (),
    "shipped": ("requires shipping",),
    "total": ("amount", "order total"),
    "to_pay": ("amount due", "cod amount", "balance", "cash to collect"),
    "currency": (),
    "payment": ("payment status",),
    "payment_method": (),
    "refunded": ("refund",),
    "street": ("address",),
    "city": ("town",),
    "pin": ("pincode", "pin code", "zip", "postal code"),
    "country": ("shipping country",),
    "billing_country": (),
    "promised_on": ("delivery date",),
    "packed_at": (),
    "cancelled_at": ("canceled at",),
    "courier": ("carrier",),
    "tracking_number": ("awb", "tracking"),
    "tracking_url": ("tracking link",),
    "milestone": ("parcel status", "delivery status"),
    "milestone_at": (),
    "expected_on": (),
}
# As Shopify writes them; of several for one value the first that is filled in counts. Its "Accepts Marketing" is about
# e-mail and no consent to messages, so it is left out.
SHOPIFY: Columns = {
    "order_number": ("Name",),
    "placed_at": ("Created at",),
    "name": ("Shipping Name", "Billing Name"),
    "phone": ("Phone",),
    "shipping_phone": ("Shipping Phone",),
    "billing_phone": ("Billing Phone",),
    "email": ("Email",),
    "item": ("Lineitem name",),
    "quantity": ("Lineitem quantity",),
    "price": ("Lineitem price",),
    "sku": ("Lineitem sku",),
    "shipped": ("Lineitem requires shipping",),
    "item_status": ("Lineitem fulfillment status",),
    "shipping": ("Shipping Method", "Source"),
    "total": ("Total",),
    "to_pay": ("Outstanding Balance",),
    "currency": ("Currency",),
    "payment": ("Financial Status",),
    "payment_method": ("Payment Method",),
    "refunded": ("Refunded Amount",),
    "street": ("Shipping Street", "Shipping Address1"),
    "city": ("Shipping City",),
    "pin": ("Shipping Zip",),
    "country": ("Shipping Country", "Billing Country"),
    "billing_country": ("Billing Country",),
    "cancelled_at": ("Cancelled at",),
    "milestone": ("Fulfillment Status",),
    "milestone_at": ("Fulfilled at",),
}
SHOPIFY_MARK = "Lineitem name"
NEEDED = ("order_number", "placed_at", "total", "payment")
OF_ITEM = ("item", "quantity", "price", "sku", "shipped", "item_status")
OF_PARCEL = ("courier", "tracking_number", "tracking_url", "milestone", "milestone_at", "expected_on")
# Several of these in one row are several numbers of one person, not two words for one thing.
JOINED = ("phone",)


def places_of(header: Sequence[str]) -> dict[str, list[int]]:
    """Which cells of a row hold which value, the first choice first."""
    if SHOPIFY_MARK in header:
        return {
            name: [place for title in titles for place, there in enumerate(header) if there == title]
            for name, titles in SHOPIFY.items()
            if any(title in header for title in titles)
        }
    folded = [_folded(title) for title in header]
    wanted = {_folded(title): name for name, others in OWN.items() for title in (name, *others)}
    places: dict[str, list[int]] = {}
    for place, title in enumerate(folded):
        if title in wanted:
            places.setdefault(wanted[title], []).append(place)
    return places


def is_choice(header: Sequence[str], name: str) -> bool:
    """Whether several columns of one name are a choice, of which the first that is filled in counts."""
    return SHOPIFY_MARK in header or name in JOINED


def _folded(title: str) -> str:
    return "".join(letter for letter in title.casefold() if letter not in " _-")
