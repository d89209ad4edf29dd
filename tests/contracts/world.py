"""A shop whose senders call over real HTTP, and everything that became of it, in a few words."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import requests
from sqlalchemy import select
from werkzeug.serving import make_server

from bot.bootstrap import Bot
from bot.db.connections import Connection, DataExport
from bot.db.notices import Moment, Notice
from bot.db.orders import Cart, Order, OrderItem, Parcel, Refund
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity
from bot.db.shop import Merchant
from bot.services.events import waiting
from bot.shops.shopify.source import ShopifySource
from tests.apps import app_of
from tests.cast import Cast
from tests.driver import post as post_from_twilio
from tests.driver import rows, whatsapp_form, work
from tests.fakes import Watch
from tests.senders import DOORS, connect, raw_events, signed
from tests.services.events.script import apply_all

KINDS = ("shopify", "woocommerce", "shiprocket", "aftership")


@dataclasses.dataclass(frozen=True)
class World:
    """The shop with all its connections; Asha has just written, so that it may write to her freely."""

    bot: Bot
    cast: Cast
    url: str
    connections: dict[str, Connection]

    def send(self, kind: str, body: bytes, topic: str = "") -> None:
        """POST a rightly signed body as its sender does, and do what workers would."""
        headers = {"Content-Type": "application/json"} | signed(kind, body, topic)
        assert self.post(kind, body, headers) == 200
        apply_all(self.bot)

    def post(self, kind: str, body: bytes, headers: dict[str, str]) -> int:
        """POST to the kind's address; the HTTP status."""
        address = f"{self.url}/hooks/{DOORS[kind]}/{self.connections[kind].token}"
        return requests.post(address, data=body, headers=headers, timeout=20).status_code

    def look_again(self) -> None:
        """What the sweep does for events that wait for an order, and workers after it."""
        with self.bot.database.writing.begin() as db:
            waiting.look_again(db, self.bot.now(), 500)
        apply_all(self.bot)

    def knows(self, kind: str, external_id: str) -> None:
        """Asha has this id at the shop."""
        shop = self.connections[kind]
        with self.bot.database.writing.begin() as db:
            mine = {"merchant_id": self.cast.shop, "customer_id": self.cast.asha}
            db.add(Identity(**mine, kind=shop.source, value=external_id))

    def agrees_to_marketing(self) -> None:
        """Asha agreed to marketing on WhatsApp."""
        with self.bot.database.writing.begin() as db:
            said = {"purpose": "marketing", "granted": True, "source": "chat", "at": self.bot.now()}
            db.add(Consent(merchant_id=self.cast.shop, customer_id=self.cast.asha, channel="whatsapp", **said))

    def owns(self, host: str) -> None:
        """The shop may be linked to at this host."""
        with self.bot.database.writing.begin() as db:
            db.get_one(Merchant, self.cast.shop).link_hosts = [host]

    def has_order(self, number: str, placed_at: datetime, tracking_number: str = "") -> None:
        """Asha has an order of the shop's own, perhaps in a parcel."""
        mine = {"merchant_id": self.cast.shop, "customer_id": self.cast.asha}
        order = Order(**mine, number=number, payment="paid", total=100_00, placed_at=placed_at)
        with self.bot.database.writing.begin() as db:
            db.add(order)
            db.flush()
            if tracking_number:
                parcel = {"tracking_number": tracking_number, "stage": "shipped", "stage_at": placed_at, "courier": ""}
                db.add(Parcel(merchant_id=self.cast.shop, order_id=order.id, **parcel))

    def state(self) -> dict[str, Any]:
        """Everything that may have changed, and what was said to whom."""
        return {
            "events": [
                f"{event.state}: {event.reason}" if event.reason else event.state for event in raw_events(self.bot)
            ],
            "orders": [(one.number, one.status, one.payment, one.total) for one in rows(self.bot, Order)],
            "lines": sum(one.quantity for one in rows(self.bot, OrderItem)),
            "parcels": [(one.tracking_number, one.milestone or one.stage) for one in rows(self.bot, Parcel)],
            "refunds": [(one.amount, one.done_at is not None) for one in rows(self.bot, Refund)],
            "carts": [(one.token, one.completed_at is not None) for one in rows(self.bot, Cart)],
            "moments": [one.kind for one in rows(self.bot, Moment)],
            "planned": sorted(one.rule for one in rows(self.bot, Notice) if one.state == "planned"),
            "told": self._told(),
            "people": [one.name for one in rows(self.bot, Customer) if one.merchant_id == self.cast.shop],
            "exports": len(rows(self.bot, DataExport)),
            "shop": next(one.state for one in rows(self.bot, Connection) if one.kind == "shopify"),
        }

    def _told(self) -> list[str]:
        """The notices that left, all of them to Asha and in her language."""
        query = select(OutgoingMessage).where(OutgoingMessage.notice_id.is_not(None), OutgoingMessage.sid.is_not(None))
        with self.bot.database.reading.begin() as db:
            left = list(db.scalars(query.order_by(OutgoingMessage.id)))
            assert {row.conversation.customer_id for row in left} <= {self.cast.asha}
        assert {row.locale for row in left} <= {"gu"}
        written = [row.text for row in left if row.text]  # "" where it was erased since
        assert all(any("\u0a80" <= letter <= "\u0aff" for letter in text) for text in written)
        return [(row.key or "").removeprefix("notice.") for row in left]


@contextmanager
def opened(bot: Bot, cast: Cast, watch: Watch, now: datetime, *, takes_tests: bool = True) -> Iterator[World]:
    """The world at a time, with a web server of its own.

    Orders marked as tests count, unless said otherwise: all of the official samples are.
    """
    watch.time = now
    sources = {**bot.sources, "shopify": ShopifySource(takes_tests)}
    bot = dataclasses.replace(bot, sources=sources)
    post_from_twilio(bot, whatsapp_form("મારો ઓર્ડર ક્યાં છે?"))
    work(bot)
    server = make_server("127.0.0.1", 0, app_of(bot), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        shops = {kind: connect(bot, cast.shop, kind) for kind in KINDS}
        yield World(bot, cast, f"http://127.0.0.1:{server.server_port}", shops)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
