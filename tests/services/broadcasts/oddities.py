"""People in every state that an offer may meet, drawn by lot."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.conversations import Conversation
from bot.db.orders import Order, Parcel
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity
from bot.db.requests import Rating, Request
from tests.cast import SHOP_WHATSAPP, Cast


class Lots:
    """Draws what there is of one person after the other."""

    def __init__(self, bot: Bot, cast: Cast, seed: int) -> None:
        self.dice, self.bot, self.shop, self.count = random.Random(seed), bot, cast.shop, 0

    def add_people(self, size: int) -> list[int]:
        """Add so many people; gives their ids."""
        with self.bot.database.writing.begin() as db:
            return [self._person(db) for _ in range(size)]

    def _is(self, chance: float) -> bool:
        return self.dice.random() < chance

    def _hours(self, most: float) -> Any:
        return self.bot.now() - timedelta(hours=self.dice.uniform(0.1, most))

    def _person(self, db: Session) -> int:
        self.count += 1
        person = Customer(merchant_id=self.shop, name="", locale="en", created_at=self.bot.now())
        db.add(person)
        db.flush()
        hers = {"merchant_id": self.shop, "customer_id": person.id}
        phone = f"+9196{person.id:08d}"
        flags = {"unreachable": self._is(0.15), "not_on_whatsapp": self._is(0.25)}
        db.add(Identity(**hers, kind="phone", value=phone, **flags))
        if self._is(0.1):
            db.add(Identity(**hers, kind="whatsapp_user", value=f"IN.{person.id}"))
        for _ in range(self.dice.randint(0, 4)):
            self._word(db, hers)
        self._talk(db, hers, phone)
        self._order(db, hers)
        if self._is(0.1):
            state = self.dice.choice(["open", "done"])
            kept = {"kind": "call", "reference": f"R{person.id}", "dedupe_key": f"r{person.id}"}
            db.add(Request(**hers, **kept, state=state, created_at=self.bot.now()))
        for number in range(self.dice.choice([0, 0, 0, 0, 2])):
            kept = {"dedupe_key": f"s{person.id}-{number}", "at": self._hours(40 * 24)}
            db.add(Rating(**hers, stars=self.dice.randint(1, 5), **kept))
        return person.id

    def _word(self, db: Session, hers: dict[str, Any]) -> None:
        channel = self.dice.choice(["whatsapp", "whatsapp", "sms"])
        purpose = self.dice.choice(["marketing", "marketing", "marketing", "any", "utility"])
        word = {"channel": channel, "purpose": purpose, "granted": self._is(0.75), "source": "checkout"}
        db.add(Consent(**hers, **word, words="", at=self.bot.now()))
        db.flush()

    def _talk(self, db: Session, hers: dict[str, Any], phone: str) -> None:
        if self._is(0.5):
            return
        talk = Conversation(
            **hers,
            public_id=f"c{hers['customer_id']}",
            channel="whatsapp",
            address=phone,
            our_address=SHOP_WHATSAPP,
            owner="agent" if self._is(0.1) else "assistant",
            needs_person_since=self.bot.now() if self._is(0.1) else None,
            epoch=0,
            created_at=self.bot.now(),
        )
        db.add(talk)
        db.flush()
        for number in range(self.dice.choice([0, 0, 1, 2, 4])):
            state = self.dice.choice(["delivered", "read", "sending", "unknown", "canceled", "undelivered"])
            accepted = None if state in ("sending", "unknown", "canceled") else self._hours(200)
            row = {"claimed_at": self._hours(200), "accepted_at": accepted, "finished_at": self._hours(40)}
            code = self.dice.choice([63049, 63024]) if state == "undelivered" else None
            purpose = self.dice.choice(["marketing", "marketing", "utility"])
            db.add(
                OutgoingMessage(
                    merchant_id=self.shop, token=f"t{talk.id}-{number}", conversation_id=talk.id, lane="notice",
                    purpose=purpose, author="system", key="x", locale="en", text="x", state=state, error_code=code,
                    queued_at=self._hours(300), **row,
                )
            )  # fmt: skip

    def _order(self, db: Session, hers: dict[str, Any]) -> None:
        if self._is(0.6):
            return
        today = self.bot.now().date()
        promised = today + timedelta(days=self.dice.choice([-3, 3]))
        parcel = Parcel(
            merchant_id=self.shop, courier="x", tracking_number=f"p{hers['customer_id']}", stage_at=self.bot.now(),
            stage=self.dice.choice(["shipped", "delivered", "lost"]), milestone="shipped",
            promised_on=promised if self._is(0.5) else None, expected_on=today + timedelta(days=1),
        )  # fmt: skip
        order = Order(
            **hers, number=str(hers["customer_id"]), payment="paid", total=1, placed_at=self._hours(60 * 24),
            promised_on=promised if self._is(0.5) else None, parcels=[parcel] if self._is(0.7) else [],
            status=self.dice.choice(["open", "open", "cancelled"]), handover=self.dice.choice(["courier", "pickup"]),
        )  # fmt: skip
        db.add(order)
