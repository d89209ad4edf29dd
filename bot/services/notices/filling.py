"""What a notice's fields are filled from: what happened, to whom, in which shop and language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.db.notices import Moment, Notice
from bot.db.orders import OrderItem, Parcel
from bot.db.shop import Merchant, Product
from bot.domain.field_values import Value, sentence
from bot.domain.moments import AtAnOrder
from bot.services.notices import conditions, products
from bot.services.rewards.offers import OfferView, list_current_offers


@dataclass(frozen=True)
class Filling:
    """What the values of one notice are made from; several fields share an offer or a product, looked up once."""

    db: Session
    notice: Notice
    merchant: Merchant
    locale: str
    public_url: str
    now: datetime

    @property
    def moment(self) -> Moment:
        """What happened."""
        return self.notice.moment

    @property
    def today(self) -> date:
        """The day in the shop's zone."""
        return self.now.astimezone(ZoneInfo(self.merchant.zone)).date()

    @cached_property
    def offer(self) -> OfferView | None:
        """The shop's smallest flat-amount offer that runs today."""
        return next(iter(list_current_offers(self.db, self.merchant.id, self.today)), None)

    @cached_property
    def product(self) -> Product | None:
        """The product the moment is about (product.low, product.back)."""
        return products.find_product(self.db, self.moment)

    @cached_property
    def match(self) -> tuple[OrderItem | None, Product | None]:
        """What was bought, and what goes with it."""
        return conditions.find_match(self.db, self.moment) or (None, None)

    @property
    def strangers_did(self) -> Value:
        """What was done at the order from other numbers, as a sentence."""
        told = self.moment.details
        return sentence(f"stranger.{told.done if isinstance(told, AtAnOrder) else 'read'}")

    @property
    def parcels(self) -> Sequence[Parcel]:
        """All parcels of the moment's order."""
        return self.moment.order.parcels if self.moment.order else ()

    @cached_property
    def parcel(self) -> Parcel | None:
        """The parcel the moment is about, else the order's newest."""
        return self.moment.parcel or (self.parcels[-1] if self.parcels else None)
