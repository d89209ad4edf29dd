"""The events a merchant's own system sends, each a shape with its rules; the API's description is made of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from bot.domain.locale import CODES
from bot.shops.own import kinds

Payment = Literal["pending", "cod", "paid", "partly_refunded", "refunded", "voided"]
# As bot.domain.milestones and bot.domain.parcels have them (a test compares): literals, so that they are described.
Milestone = Literal[
    "label",
    "shipped",
    "in_transit",
    "near",
    "delayed",
    "pickup_point",
    "out_for_delivery",
    "attempt_failed",
    "lost",
    "damaged",
    "returning",
    "partly_delivered",
    "delivered",
    "returned",
]
LateWhy = Literal["", "weather", "hub", "address", "unknown"]
FailedWhy = Literal["", "not_home", "address", "phone", "cash", "unknown"]


class Shape(BaseModel):
    """What all shapes share: nothing is guessed, and nothing unknown is taken."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


# As bot.domain.orders.Handover has them.
Shipping = Literal["courier", "pickup", "counter", "nothing"]


class Buyer(Shape):
    """A customer. `phone` as typed; `country` (ISO 3166, two letters) tells how to read one without +."""

    id: kinds.Short = ""
    name: kinds.Words = ""
    phone: kinds.Phone = ""
    country: kinds.Country = ""
    email: kinds.Words = ""
    locale: kinds.Short = Field(default="", description=f"Language they read: {', '.join(CODES)}")
    birthday: kinds.Birthday = Field(default="", description="MM-DD")


class Item(Shape):
    """A line of an order, a cart or a parcel; `price` of one, in minor units (paise)."""

    title: kinds.Needed
    quantity: kinds.Quantity = 1
    price: kinds.Amount = 0
    sku: kinds.Short = ""
    id: kinds.Short = ""
    picture_url: kinds.Link = ""
    shipped: bool = Field(default=True, description="false: a gift card, a download, a service.")


class ShipTo(Shape):
    """Where an order goes."""

    name: kinds.Words = ""
    street: kinds.Words = ""
    city: kinds.Words = ""
    pin: kinds.Short = ""
    country: kinds.Country = ""


class WhichOrder(Shape):
    """An order that was told before: by the number customers know, or by your own id of it."""

    number: kinds.Short = ""
    id: kinds.Short = ""

    @model_validator(mode="after")
    def _names_one(self) -> WhichOrder:
        if not (self.number or self.id):
            raise PydanticCustomError("names_no_order", "names no order")
        return self


def _some(items: tuple[Item, ...]) -> tuple[Item, ...]:
    # Not Field(min_length=1): a list whose only item is wrong would count as empty besides.
    if not items:
        raise PydanticCustomError("no_items", "holds nothing")
    return items


Items = Annotated[tuple[Item, ...], Field(max_length=200)]
SomeItems = Annotated[Items, AfterValidator(_some), Field(json_schema_extra={"minItems": 1})]


class OrderEvent(Shape):
    """The whole order as it is now: send it again whenever it changes. The version with the newest `updated_at` counts.

    `id` is yours (default: the number), `total` and `refunded` are minor units (paise).
    """

    type: Literal["order"]
    number: kinds.Code
    id: kinds.Short = ""
    placed_at: kinds.Moment
    updated_at: kinds.Moment | None = Field(default=None, description="Default: when the event came in.")
    customer: Buyer
    items: SomeItems
    total: kinds.Amount
    to_pay: kinds.Amount | None = Field(
        default=None, description="Left to pay; default: the total, where payment is cod."
    )
    currency: kinds.Currency | None = Field(default=None, description="ISO 4217; default: the shop's.")
    # What comes in other words ("COD", "Cash on Delivery", "prepaid") is read as one of these.
    payment: Annotated[Payment, kinds.PAYMENT_NAMED]
    ship_to: ShipTo = ShipTo()
    cancelled_at: kinds.Moment | None = None
    packed_at: kinds.Moment | None = None
    shipping: Annotated[Shipping, kinds.SHIPPING_NAMED] = Field(
        default="courier",
        description="pickup: collected at the shop; counter: sold there; nothing: there is nothing to bring.",
    )
    collected_at: kinds.Moment | None = Field(default=None, description="When it was collected at the shop.")
    promised_on: kinds.Day | None = Field(default=None, description="The day it was promised for, YYYY-MM-DD.")
    cart_tokens: Annotated[tuple[kinds.Code, ...], Field(max_length=10)] = ()
    accepts_marketing: bool | None = Field(default=None, description="By SMS; e-mail consent is none.")
    refunded: kinds.Amount = 0


class OrderCancelled(OrderEvent):
    """An order that was called off: the whole order once more, and when it was."""

    type: Literal["order.cancelled"]  # type: ignore[assignment]  # narrower on purpose
    cancelled_at: kinds.Moment


class ParcelEvent(Shape):
    """A milestone of a parcel. The parcel is found by `id`, by `tracking_number`, or as its order's only one.

    Without `milestone` the event brings details alone: a tracking number, a new day.
    """

    type: Literal["parcel"]
    order: WhichOrder
    milestone: Annotated[Milestone | None, kinds.MILESTONE_NAMED] = None
    at: kinds.Moment
    id: kinds.Short = ""
    tracking_number: kinds.Short = ""
    courier: kinds.Short = ""
    tracking_url: kinds.Link = ""
    courier_phone: kinds.Dialled = Field(default="", description="Of who brings it; told to the customer who asks.")
    place: kinds.Words = ""
    expected_on: kinds.Day | None = None
    late_why: LateWhy = ""
    failed_why: FailedWhy = ""
    items: Items = Field(default=(), description="What is in it; leave out when it holds the whole order.")
    cancelled: bool = Field(default=False, description="Called off before it left.")


class RefundEvent(Shape):
    """Money that goes back (minor units). `done`: it is in the account."""

    type: Literal["refund"]
    order: WhichOrder
    id: kinds.Code
    amount: kinds.Paid
    currency: kinds.Currency | None = None
    at: kinds.Moment
    done: bool = False


class CartEvent(Shape):
    """A cart as it is now. `completed_at` once it was bought, `gone` once it was emptied or deleted."""

    type: Literal["cart"]
    token: kinds.Code
    customer: Buyer = Buyer()
    items: Items = ()
    currency: kinds.Currency | None = None
    updated_at: kinds.Moment
    recovery_url: kinds.Link = ""
    completed_at: kinds.Moment | None = None
    accepts_marketing: bool | None = None
    gone: bool = False


class CustomerEvent(Shape):
    """What you know of a customer."""

    type: Literal["customer"]
    customer: Buyer
    updated_at: kinds.Moment
    gone: bool = False


class ConsentEvent(Shape):
    """A customer agreed to marketing on a channel, or withdrew it; `words` they were asked with."""

    type: Literal["consent"]
    customer: Buyer
    channel: Literal["sms", "whatsapp"]
    granted: bool
    at: kinds.Moment
    words: kinds.Words = ""

    @model_validator(mode="after")
    def _names_one(self) -> ConsentEvent:
        if not (self.customer.phone or self.customer.id):
            raise PydanticCustomError("names_nobody", "names no customer by phone or id")
        return self


class ProductEvent(Shape):
    """A product as it is now; what is left out stays as it was. `gone`: no longer sold."""

    type: Literal["product"]
    sku: kinds.Code
    title: kinds.Needed
    at: kinds.Moment
    price: kinds.Amount | None = None
    stock: kinds.Stock | None = None
    category: kinds.Short = ""
    url: kinds.Link = ""
    picture_url: kinds.Link = ""
    gone: bool = False


Event = (
    OrderEvent | OrderCancelled | ParcelEvent | RefundEvent | CartEvent | CustomerEvent | ConsentEvent | ProductEvent
)
SHAPES: Mapping[str, type[Event]] = {
    "order": OrderEvent,
    "order.cancelled": OrderCancelled,
    "parcel": ParcelEvent,
    "refund": RefundEvent,
    "cart": CartEvent,
    "customer": CustomerEvent,
    "consent": ConsentEvent,
    "product": ProductEvent,
}
