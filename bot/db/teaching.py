"""What the assistant made of messages, and what the shop's people teach it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values


class MessageReading(Base, OfMerchant):
    """How the dialogue model read a message, and the order it spoke of as that stood then ({} of none).

    `told` has ranking, entities, actions and the model's name, as rasa_addons/reading.py writes them.
    """

    __tablename__ = "message_reading"
    inbound_id: Mapped[int] = mapped_column(ForeignKey("inbound_message.id", ondelete="CASCADE"), unique=True)
    told: Mapped[Values]
    order_then: Mapped[Values]
    at: Mapped[datetime]
