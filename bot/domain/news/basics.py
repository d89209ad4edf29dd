"""What all news are made of: people, lines, addresses, and how an order is named."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Person:
    """A buyer as a shop knows them. `phones` in order of preference, as typed; `country` is ISO-2 of the address.

    `own_phones` are those that the account of `external_id` has for itself: the others may be of whoever gets the gift.
    """

    external_id: str = ""
    name: str = ""
    phones: tuple[str, ...] = ()
    country: str = ""
    email: str = ""
    locale: str = ""
    birthday: str = ""  # MM-DD
    own_phones: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order, a cart or a parcel."""

    title: str
    quantity: int
    price: int  # minor units, each
    sku: str = ""
    external_id: str = ""  # of the line, where the shop names one
    picture_url: str = ""
    is_sent: bool = True  # False: a gift card, a download, a service
    product_id: str = field(default="", compare=False)  # the shop's id of it: a size may have a SKU of its own


@dataclass(frozen=True, slots=True)
class Address:
    """Where an order goes."""

    name: str = ""
    street: str = ""
    city: str = ""
    pin: str = ""
    country: str = ""


NOBODY, NOWHERE = Person(), Address()


@dataclass(frozen=True, slots=True)
class OrderRef:
    """How a piece of news names its order: the shop's own id, the number customers know, or both.

    `as_told` is the number with what a carrier may have put behind it, or the shop itself: looked for first.
    """

    external_id: str = ""
    number: str = ""
    as_told: str = field(default="", compare=False)
