"""A shop of which every kind of row has one: what goes after a while, and what stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.bootstrap import Bot
from bot.db.connections import Connection, DataExport, RawEvent
from bot.db.conversations import Choice, KeptRequest, Media
from bot.db.desk import OrderActionTaken
from bot.db.notices import Moment, Notice
from bot.db.orders import Parcel, Sighting
from bot.db.outgoing import OutgoingMessage
from bot.db.people import Consent
from bot.db.requests import ProofGuess, Rating, Request
from bot.domain.moments import MomentKind
from tests.cast import MEERA, OTHER_WHATSAPP, Cast
from tests.driver import callback, post, rows, whatsapp_form, work
from tests.fakes import ACCOUNT
from tests.services import shelf


def fill(bot: Bot, cast: Cast) -> None:
    """Make one of each, now; of messages both shops have some."""
    shop = shelf.stock(bot, cast)
    post(bot, whatsapp_form("where is it?"))
    picture = {"MediaUrl0": f"https://api.twilio.com/Accounts/{ACCOUNT}/x", "MediaContentType0": "image/jpeg"}
    post(bot, whatsapp_form("look", NumMedia="1", **picture))
    post(bot, whatsapp_form("hello", sender=MEERA, To=f"whatsapp:{OTHER_WHATSAPP}"))
    work(bot)
    for row in rows(bot, OutgoingMessage):
        callback(bot, row, "delivered")
    bot.settings.media_dir.mkdir(parents=True)
    (bot.settings.media_dir / "a.jpg").write_bytes(b"picture")
    with bot.database.writing.begin() as db:
        _messages(db, bot, cast, shop)
        _news(db, bot, cast, shop.parcel)
        _of_the_person(db, bot, cast, shop.conversation)


def _messages(db: Session, bot: Bot, cast: Cast, shop: shelf.Shelf) -> None:
    [file] = db.query(Media)
    file.state, file.path = "kept", "a.jpg"
    [sent, *_] = db.query(OutgoingMessage).order_by(OutgoingMessage.id)
    place = {"merchant_id": cast.shop, "conversation_id": shop.conversation, "outgoing_id": sent.id, "position": 1}
    db.add(Choice(**place, token="c", title="Yes", intent="affirm", expires_at=bot.now()))
    done = {"merchant_id": cast.shop, "order_id": shop.order, "outgoing_id": sent.id}
    db.add(OrderActionTaken(**done, key="k", action="cancel", at=bot.now()))
    db.add(KeptRequest(path="/", body="b", reason="r", fingerprint="f", received_at=bot.now()))


def _news(db: Session, bot: Bot, cast: Cast, parcel_id: int) -> None:
    parcel = db.get_one(Parcel, parcel_id)
    parcel.stage, parcel.stage_at = "delivered", bot.now()
    for hours, milestone in enumerate(("shipped", "in_transit", "delivered", "")):
        at = bot.now() + timedelta(hours=hours)
        db.add(Sighting(parcel_id=parcel_id, milestone=milestone, at=at, heard_at=bot.now()))
    hers = {"merchant_id": cast.shop, "customer_id": cast.asha}
    happened = {**hers, "subject": "parcel:1", "at": bot.now(), "parcel_id": parcel_id}
    delivered = Moment(**happened, kind=MomentKind.PARCEL_DELIVERED)
    shopify = Connection(merchant_id=cast.shop, kind="shopify", account="x", token="t", created_at=bot.now())
    db.add_all([delivered, shopify, Moment(**happened, kind=MomentKind.PARCEL_LATE)])
    db.flush()
    db.add(Notice(**hers, moment_id=delivered.id, rule="r", state="dropped", due_at=bot.now(), expires_at=bot.now()))
    event: dict[str, Any] = {"merchant_id": cast.shop, "connection_id": shopify.id, "topic": "t", "body": ""}
    for state in ("applied", "ignored", "parked"):
        db.add(RawEvent(**event, received_at=bot.now(), dedupe_key=state, state=state))


def _of_the_person(db: Session, bot: Bot, cast: Cast, conversation: int) -> None:
    hers = {"merchant_id": cast.shop, "customer_id": cast.asha}
    guess = {"merchant_id": cast.shop, "conversation_id": conversation, "order_number": "1042", "right": False}
    db.add_all(
        [
            Consent(**hers, channel="sms", purpose="marketing", granted=True, source="checkout", at=bot.now()),
            DataExport(**hers, request_id="1", made_at=bot.now(), document="{}"),
            ProofGuess(**guess, dedupe_key="g", at=bot.now()),
            Request(**hers, kind="cancel", reference="R1", dedupe_key="r", created_at=bot.now()),
            Rating(**hers, stars=5, dedupe_key="s", at=bot.now()),
        ]
    )
