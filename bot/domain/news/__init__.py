"""What shops and carriers tell us, in our own words: every adapter makes these values, one service applies them.

Times are aware UTC, money is minor units with its currency, phone numbers are as the sender wrote them together with
the country that tells how to read them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.news.basics import Address, Line, OrderRef, Person
from bot.domain.news.orders import CartNews, OrderEdited, OrderGone, OrderNews, ParcelNews, RefundNews
from bot.domain.news.people import ConsentNews, CustomerNews, DataRequest, ErasePerson
from bot.domain.news.shop import CouponNews, Disconnected, EraseShop, Nothing, Odd, ProductNews

__all__ = [
    "Address",
    "CartNews",
    "ConsentNews",
    "CouponNews",
    "CustomerNews",
    "DataRequest",
    "Delivery",
    "Disconnected",
    "ErasePerson",
    "EraseShop",
    "Line",
    "News",
    "Nothing",
    "Odd",
    "OrderEdited",
    "OrderGone",
    "OrderNews",
    "OrderRef",
    "ParcelNews",
    "Person",
    "ProductNews",
    "RefundNews",
    "Unreadable",
]

News = (
    OrderNews
    | OrderGone
    | OrderEdited
    | ParcelNews
    | RefundNews
    | CartNews
    | CustomerNews
    | ConsentNews
    | ProductNews
    | CouponNews
    | DataRequest
    | ErasePerson
    | EraseShop
    | Disconnected
    | Nothing
    | Odd
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook as it arrived: the topic, the raw body, and the headers an adapter may need (lower-case names)."""

    topic: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Unreadable(ValueError):
    """A body that is not what its topic promises: names the field and what is wrong with it."""

    def __init__(self, field_name: str, problem: str) -> None:
        super().__init__(f"{field_name}: {problem}")
        self.field, self.problem = field_name, problem
