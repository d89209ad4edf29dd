"""A shop with something to tell: an order, its parcel, a cart; and a clock at noon in India."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import tasks
from bot.bootstrap import Bot
from bot.db.base import Base
from bot.db.notices import Notice
from bot.db.orders import Cart, CartItem, Order, OrderItem, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.db.shop import Merchant, Offer, Product
from bot.domain.channels import WayToCustomer
from bot.domain.moments import MomentKind, from_json
from bot.domain.rules import Happening
from bot.services.moments import record
from bot.services.people import conversations
from bot.tasks import by_clock
from tests.cast import ASHA, SHOP_WHATSAPP, Cast

NIGHT = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)  # 22:30 in India


@dataclass(frozen=True, slots=True)
class Shelf:
    """Ids of what is there."""

    order: int
    parcel: int
    cart: int
    conversation: int


def stock(bot: Bot, cast: Cast, *, window: bool = True) -> Shelf:
    """Asha's order 1042 on its way and a cart of hers; `window`: she wrote a moment ago."""
    now = bot.now()
    with bot.database.writing.begin() as db:
        shop = db.get_one(Merchant, cast.shop)
        shop.site_url, shop.socials = "https://rangoli.example", {"instagram": "https://rangoli.example/insta"}
        saree = Product(
            merchant_id=cast.shop, sku="SAR", title="Bandhani saree", titles={"gu": "બાંધણી સાડી"}, category="saree",
            price=349900, stock=3, url="https://rangoli.example/p/sar", goes_with=["DUP"], care={"en": "Dry clean"},
        )  # fmt: skip
        stole = Product(
            merchant_id=cast.shop, sku="DUP", title="Dupatta", category="dupatta", price=89900, stock=2,
            url="https://rangoli.example/p/dup",
        )  # fmt: skip
        db.add_all([saree, stole])
        db.add(Offer(merchant_id=cast.shop, code="RANG100", amount=10000, minimum=100000))
        item = OrderItem(product=saree, title="Bandhani saree", price=349900)
        parcel = Parcel(
            merchant_id=cast.shop, courier="Delhivery", tracking_number="149022", stage="shipped", milestone="shipped",
            stage_at=now, expected_on=(now + timedelta(days=3)).date(), place="Surat",
        )  # fmt: skip
        order = Order(
            merchant_id=cast.shop, customer_id=cast.asha, number="1042", payment="paid", total=349900,
            placed_at=now - timedelta(hours=1), promised_on=(now + timedelta(days=3)).date(), ship_city="Ahmedabad",
            items=[item], parcels=[parcel],
        )  # fmt: skip
        cart = Cart(
            merchant_id=cast.shop, customer_id=cast.asha, token="c1", recovery_url="https://rangoli.example/cart/c1",
            updated_at=now, items=[CartItem(product=saree, title="Bandhani saree", price=349900)],
        )  # fmt: skip
        db.add_all([order, cart])
        talk = conversations.open_new(db, cast.shop, cast.asha, WayToCustomer("whatsapp", ASHA, SHOP_WHATSAPP), now)
        talk.last_inbound_at = now if window else None
        db.flush()
        return Shelf(order.id, parcel.id, cart.id, talk.id)


def agree(db: Session, cast: Cast, customer_id: int, at: datetime, *channels: str) -> None:
    """The customer agreed to marketing."""
    for channel in channels or ("whatsapp",):
        db.add(
            Consent(
                merchant_id=cast.shop, customer_id=customer_id, channel=channel, purpose="marketing", granted=True,
                source="checkout", words="yes", at=at,
            )
        )  # fmt: skip


def tell(bot: Bot, cast: Cast, shelf: Shelf, kind: str, subject: str = "", **values: Any) -> list[int]:
    """Let something happen to Asha's order (or cart) now; gives the notices due at once."""
    of_cart = kind.startswith("cart.")
    happening = Happening(
        MomentKind(kind),
        subject or kind,
        cast.asha,
        bot.now(),
        order_id=None if of_cart else shelf.order,
        parcel_id=shelf.parcel if kind.startswith("parcel.") else None,
        cart_id=shelf.cart if of_cart else None,
        details=from_json(kind, values),
    )
    with bot.database.writing.begin() as db:
        return record.record_moment(db, cast.shop, happening, bot.now())


def run(bot: Bot) -> None:
    """What the scheduler and a worker would do now."""
    for _ in range(3):
        by_clock.release_held(bot)
        with bot.database.reading.begin() as db:
            due = record.list_due(db, bot.now())
        for notice_id in due:
            tasks.notify(bot, notice_id)
        with bot.database.reading.begin() as db:
            queued = list(db.scalars(select(OutgoingMessage.id).where(OutgoingMessage.state == "queued")))
        for row_id in queued:
            tasks.send(bot, row_id)


def messages(bot: Bot) -> list[OutgoingMessage]:
    """Every row of the lane out, oldest first."""
    with bot.database.reading.begin() as db:
        return list(db.scalars(select(OutgoingMessage).order_by(OutgoingMessage.id)))


def held(bot: Bot) -> list[tuple[str, str | None]]:
    """(state, reason) of every row."""
    return [(row.state, row.ended_because or row.held_because) for row in messages(bot)]


def notices(bot: Bot) -> dict[str, tuple[str, str | None]]:
    """Rule -> (state, reason) of every notice."""
    with bot.database.reading.begin() as db:
        found = db.scalars(select(Notice).order_by(Notice.id))
        return {notice.rule: (notice.state, notice.reason) for notice in found}


def change(bot: Bot, table: type[Base], row_id: int, **values: object) -> None:
    """Change a row."""
    with bot.database.writing.begin() as db:
        row = db.get_one(table, row_id)
        for name, value in values.items():
            setattr(row, name, value)
