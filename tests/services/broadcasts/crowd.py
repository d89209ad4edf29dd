"""A shop with people who agreed to offers, an approved template, and a broadcast to all of them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import tasks
from bot.bootstrap import Bot
from bot.db.broadcasts import Broadcast, BroadcastRecipient
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent, Customer, Identity
from bot.db.shop import Merchant
from bot.services.broadcasts import draft, feeding, freezing, launch
from bot.services.broadcasts.draft import BroadcastDraft
from tests.cast import Cast
from tests.driver import rows
from tests.fakes import ACCOUNT
from tests.services.templates.rows import add_template

KEY = "notice.thanks"
VALUES = {
    "name": {"field": "first_name", "default": "friend"},
    "amount": {"text": "₹100"},
    "minimum": {"text": "₹1000"},
    "code": {"text": "SAVE100"},
}


def phone_of(number: int) -> str:
    """The phone of one of the crowd."""
    return f"+9197{number:08d}"


def add_crowd(bot: Bot, cast: Cast, size: int, *, agreed: bool = True) -> list[int]:
    """Add people to the shop; gives their ids."""
    with bot.database.writing.begin() as db:
        people = [Customer(merchant_id=cast.shop, name="", locale="en", created_at=bot.now()) for _ in range(size)]
        db.add_all(people)
        db.flush()
        ids = [person.id for person in people]
        for number, customer_id in enumerate(ids):
            hers = {"merchant_id": cast.shop, "customer_id": customer_id}
            db.add(Identity(**hers, kind="phone", value=phone_of(customer_id * 1000 + number)))
            if agreed:
                word = {"channel": "whatsapp", "purpose": "marketing", "granted": True, "source": "checkout"}
                db.add(Consent(**hers, **word, words="yes", at=bot.now()))
    return ids


def approve(db: Session, shop: int) -> None:
    """A template of the sentence, approved by WhatsApp."""
    add_template(db, db.get_one(Merchant, shop), KEY, "en", category="MARKETING", asked_category="MARKETING")


def draft_for(bot: Bot, cast: Cast, audience: dict[str, Any] | None = None, **changes: Any) -> int:
    """Write a draft to an audience, everybody who agreed unless another is given, with its template; gives its id."""
    with bot.database.writing.begin() as db:
        approve(db, cast.shop)
        whole = BroadcastDraft("Thanks", KEY, VALUES, audience or {"agreed": True}, **changes)
        return draft.add_draft(db, cast.shop, whole, bot.now()).id


def start(bot: Bot, broadcast_id: int, expected: int) -> None:
    """Start a broadcast and let it begin now."""
    with bot.database.writing.begin() as db:
        launch.start(db, db.get_one(Broadcast, broadcast_id), expected, ACCOUNT, None, bot.now())
    with bot.database.writing.begin() as db:
        launch.begin(db, broadcast_id, bot.now() + launch.UNDO_FOR)


def freeze(bot: Bot, broadcast_id: int, batch: int = 1000) -> None:
    """Write the whole list."""
    more = True
    while more:
        with bot.database.writing.begin() as db:
            more = freezing.freeze_batch(db, broadcast_id, bot.now(), batch)


def read(bot: Bot, broadcast_id: int) -> Broadcast:
    """The broadcast as it is."""
    with bot.database.reading.begin() as db:
        return db.get_one(Broadcast, broadcast_id)


def recipients(bot: Bot, broadcast_id: int) -> list[BroadcastRecipient]:
    """Its people, in the order of the list."""
    mine = select(BroadcastRecipient).where(BroadcastRecipient.broadcast_id == broadcast_id)
    with bot.database.reading.begin() as db:
        return list(db.scalars(mine.order_by(BroadcastRecipient.id)))


class Died(Exception):
    """The worker is killed."""


def running(bot: Bot, cast: Cast, size: int, **changes: Any) -> tuple[int, list[int]]:
    """A running broadcast to a crowd of this size; gives its id and theirs."""
    ids = add_crowd(bot, cast, size)
    broadcast_id = draft_for(bot, cast, **changes)
    start(bot, broadcast_id, size)
    freeze(bot, broadcast_id)
    return broadcast_id, ids


def feed(bot: Bot, broadcast_id: int, batch: int = 50, *, dies: bool = False) -> tuple[int, ...]:
    """Feed a batch; with `dies` the worker is killed before it commits."""
    with bot.database.writing.begin() as db:
        fed = feeding.feed_batch(db, broadcast_id, ACCOUNT, bot.now(), batch, bot.settings.public_url)
        if dies:
            raise Died
    return fed.outgoing_ids


def leave_all(bot: Bot) -> None:
    """Let every queued message leave."""
    for row in rows(bot, OutgoingMessage):
        tasks.send_broadcast(bot, row.id)


def states(bot: Bot, broadcast_id: int) -> Counter[tuple[str, str]]:
    """How many people have which state and reason."""
    return Counter((row.state, row.reason) for row in recipients(bot, broadcast_id))
