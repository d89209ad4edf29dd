"""Messages that were read, and whoever teaches by them."""

from __future__ import annotations

from typing import Any

from bot.bootstrap import Bot
from bot.db.conversations import InboundMessage
from bot.db.people import Customer
from tests.cast import Cast

FALL = "શું સાડી સાથે ફૉલ બીડિંગ કરી આપો છો?"


def read(bot: Bot, cast: Cast, text: str, intent: str = "order_status", sure: float = 0.95, **more: Any) -> int:
    """A message of Asha's that was read so and answered."""
    with bot.database.writing.begin() as db:
        talk = more.pop("conversation_id", None)
        db.get_one(Customer, cast.asha).name = "Asha Patel"
        values = {"kind": "text", "text": text, "raw": {}, "state": "answered", "locale": "gu", "receiver": ""} | more
        row = InboundMessage(
            merchant_id=cast.shop, conversation_id=talk, provider="twilio", provider_sid=f"SM{text}{sure}",
            received_at=bot.now(), answered_at=bot.now(), intent=intent, confidence=sure, **values,
        )  # fmt: skip
        db.add(row)
        db.flush()
        return row.id
