"""Random customers of a shop with all that segments ask of them, close to where a day, a number or a word turns."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.db.awaited import AwaitedProduct
from bot.db.conversations import Conversation, InboundMessage
from bot.db.inbox import ConversationLabel, Label
from bot.db.links import Link
from bot.db.orders import Cart, CartItem, Order, OrderItem, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity, PointsEntry
from bot.db.requests import Rating
from bot.db.shop import Product
from tests.services.segments.shelf import CATEGORIES, CITIES, INTENTS, KEYS, LOCALES, PAYMENTS, PINS, STAGES

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


class Population:
    """Adds customers, one after the other; `people` are their ids, `products` and `labels` those they have."""

    def __init__(self, db: Session, shop: int, now: datetime, seed: int) -> None:
        self.db, self.shop, self.now, self.dice = db, shop, now, random.Random(seed)
        self.number = 0
        self.goods = [
            Product(merchant_id=shop, sku=f"{shop}-{n}", title=f"Goods {n}", category=category, price=100)
            for n, category in enumerate(CATEGORIES)
        ]
        self.words = [Label(merchant_id=shop, name=f"L{n}", key=f"l{n}", colour="#aa3300") for n in range(2)]
        db.add_all([*self.goods, *self.words])
        db.flush()
        self.people = [self._add() for _ in range(20)]

    def _add(self) -> int:
        dice = self.dice
        person = Customer(
            merchant_id=self.shop, name=dice.choice(["", "Asha", "মিতালী"]), locale=dice.choice(LOCALES),
            birthday=dice.choice([None, "02-29", "11-21", "12-01"]), created_at=self._when(),
        )  # fmt: skip
        self.db.add(person)
        self.db.flush()
        mine = {"merchant_id": self.shop, "customer_id": person.id}
        kinds = dice.sample(["phone", "whatsapp_user", "shopify:3"], dice.randint(0, 3))
        self.db.add_all(
            Identity(**mine, kind=kind, value=self._next(), unreachable=dice.random() < 0.2) for kind in kinds
        )
        for add in (self._order, self._cart, self._talk, self._rate, self._agree, self._earn, self._link, self._wait):
            for _ in range(dice.choice([0, 1, 1, 2])):
                add(mine)
        self.db.flush()
        return person.id

    def _next(self) -> str:
        self.number += 1
        return f"{self.shop}-{self.number}"

    def _when(self) -> datetime:
        """Some days ago; half of them within minutes of the shop's midnight."""
        back = timedelta(days=self.dice.randint(0, 4), minutes=self.dice.choice([0, -1, 1, 300]))
        return self.now.replace(hour=18, minute=30) - back - timedelta(days=1)

    def _order(self, mine: dict[str, Any]) -> None:
        dice = self.dice
        product = dice.choice([None, *self.goods])
        parcel = Parcel(
            merchant_id=self.shop, courier="x", tracking_number="x", stage=dice.choice(STAGES), stage_at=self._when()
        )
        self.db.add(
            Order(
                **mine, number=self._next(), status=dice.choice(["open", "open", "cancelled"]),
                payment=dice.choice(PAYMENTS), total=dice.choice([0, 100, 300]), placed_at=self._when(),
                currency=dice.choice(["INR", "INR", "USD"]), ship_city=dice.choice(CITIES), ship_pin=dice.choice(PINS),
                items=[OrderItem(product=product, title="x", price=100)] if dice.random() < 0.8 else [],
                parcels=[parcel] if dice.random() < 0.5 else [],
            )
        )  # fmt: skip

    def _cart(self, mine: dict[str, Any]) -> None:
        gone = self.now if self.dice.random() < 0.3 else None
        items = [CartItem(title="x", quantity=2, price=price) for price in self.dice.choice([[], [50], [50, 100]])]
        currency = self.dice.choice(["INR", "USD"])
        self.db.add(
            Cart(**mine, token=self._next(), updated_at=self._when(), completed_at=gone, items=items, currency=currency)
        )

    def _talk(self, mine: dict[str, Any]) -> None:
        dice = self.dice
        talk = Conversation(
            **mine, public_id=self._next(), channel="whatsapp", address=self._next(), our_address="x",
            last_inbound_at=dice.choice([None, self._when()]), created_at=self.now,
        )  # fmt: skip
        self.db.add(talk)
        self.db.flush()
        here = {"merchant_id": self.shop, "conversation_id": talk.id}
        self.db.add(
            InboundMessage(
                **here, provider="x", provider_sid=self._next(), receiver="x", kind="text", text="x", raw={},
                received_at=self._when(), intent=dice.choice(INTENTS),
            )
        )  # fmt: skip
        self.db.add(
            OutgoingMessage(
                **here, token=self._next(), lane="reply", purpose="utility", author="assistant", locale="en", text="x",
                key=dice.choice(KEYS), queued_at=self._when(), finished_at=dice.choice([None, self._when()]),
                state=dice.choice(["read", "read", "delivered"]),
            )
        )  # fmt: skip
        self.db.add_all(
            ConversationLabel(**here, label_id=one.id) for one in dice.sample(self.words, dice.randint(0, 2))
        )

    def _rate(self, mine: dict[str, Any]) -> None:
        stars = self.dice.randint(1, 5)
        self.db.add(Rating(**mine, stars=stars, dedupe_key=self._next(), at=self._when()))
        self.db.flush()

    def _agree(self, mine: dict[str, Any]) -> None:
        for _ in range(self.dice.randint(1, 3)):
            said = {"channel": self.dice.choice(["whatsapp", "sms"]), "granted": self.dice.random() < 0.6}
            purpose = self.dice.choice(["marketing", "marketing", "any", "utility"])
            self.db.add(Consent(**mine, **said, purpose=purpose, source="chat", at=self._when()))
            self.db.flush()

    def _earn(self, mine: dict[str, Any]) -> None:
        self.db.add(PointsEntry(**mine, points=self.dice.choice([-2, 0, 1, 2]), reason="x", at=self.now))

    def _link(self, mine: dict[str, Any]) -> None:
        clicked = self.dice.choice([None, self._when()])
        when = {"created_at": self.now, "expires_at": self.now, "last_clicked_at": clicked}
        self.db.add(Link(**mine, token=self._next(), url="x", **when))

    def _wait(self, mine: dict[str, Any]) -> None:
        product = self.dice.choice(self.goods)
        known = select(AwaitedProduct).filter_by(**mine, product_id=product.id)
        if self.db.scalar(known) is None:
            ended = self.dice.choice([None, self.now])
            self.db.add(AwaitedProduct(**mine, product_id=product.id, asked_at=self.now, ended_at=ended))
