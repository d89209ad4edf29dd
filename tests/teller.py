"""The cast with a shop and a carrier connected, and a teller: news of them is applied as a worker would."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.connections import Connection
from bot.db.notices import Moment
from bot.db.orders import Order
from bot.domain.news import Line, News, OrderNews, OrderRef, ParcelNews, Person
from bot.services.incoming import applying
from bot.services.incoming.applying import Outcome
from tests.cast import ASHA, Cast, add_cast
from tests.fakes import START

SAREE = Line("Bandhani saree", 1, 249900, sku="SAR-1", external_id="line-1")
LAMP = Line("Brass lamp", 2, 89900, sku="LMP-1", external_id="line-2")


@dataclass(slots=True)
class Teller:
    """Tells the shop's and the carrier's news to the service; `now` moves when a test moves it."""

    db: Session
    cast: Cast
    shop: Connection
    carrier: Connection
    now: datetime = START

    def tell(self, *news: News, by: Connection | None = None) -> Outcome:
        """Apply news one after the other; the last one's outcome."""
        for one in news:
            outcome = applying.apply(self.db, by or self.shop, one, self.now)
        return outcome

    def told(self, prefix: str = "") -> list[str]:
        """The kinds of moments so far, as they became known."""
        kinds = self.db.scalars(select(Moment.kind).order_by(Moment.id))
        return [kind for kind in kinds if kind.startswith(prefix)]

    def moment(self, kind: str) -> Moment:
        """The only moment of a kind."""
        return self.db.scalars(select(Moment).where(Moment.kind == kind)).one()

    def order(self, external_id: str = "501") -> Order:
        """An order of the shop as it is in the database."""
        self.db.flush()
        self.db.expire_all()
        return self.db.scalars(select(Order).where(Order.external_id == external_id)).one()


def order_news(**changes: Any) -> OrderNews:
    """Asha's paid order #1042 at the shop, as placed."""
    news = OrderNews(
        external_id="501",
        number="#1042",
        person=Person(external_id="9001", name="Asha Patel", phones=(ASHA,), country="IN"),
        lines=(SAREE, LAMP),
        total=429700,
        currency="INR",
        placed_at=START,
        version_at=START,
        payment="paid",
    )
    return replace(news, **changes)


def version(minutes: float, **changes: Any) -> OrderNews:
    """The same order as it is so many minutes later."""
    return order_news(version_at=START + timedelta(minutes=minutes), **changes)


def parcel_news(milestone: str, hours: float = 0, **changes: Any) -> ParcelNews:
    """News of that order's parcel, so many hours after the order was placed."""
    return replace(
        ParcelNews(OrderRef("501"), milestone, START + timedelta(hours=hours), external_id="f1", tracking_number="T1"),
        **changes,
    )


@pytest.fixture
def teller(db: Session) -> Teller:
    """Rangoli with a connected shop and a carrier, on a fresh database."""
    return new_teller(db)


def new_teller(db: Session) -> Teller:
    """Rangoli with a connected shop and a carrier."""
    cast = add_cast(db, START)
    shop = add_connection(db, cast.shop, "shopify", "rangoli.myshopify.com")
    return Teller(db, cast, shop, add_connection(db, cast.shop, "shiprocket", "rangoli@example.com"))


def add_connection(db: Session, merchant_id: int, kind: str, account: str) -> Connection:
    """A connection, stored."""
    token = f"{kind}{account}".encode().hex()
    values = {"merchant_id": merchant_id, "kind": kind, "account": account, "token": token, "created_at": START}
    connection = Connection(**values, signing_secrets="sealed", credentials="sealed")
    db.add(connection)
    db.flush()
    return connection
