"""How fast senders may send, where the platforms have told them to go slower."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class SenderPace(Base):
    """A number, or an account, that was told to go slower: `slowed_to` messages a second from `slowed_at` on."""

    __tablename__ = "sender_pace"
    sender: Mapped[str] = mapped_column(unique=True)  # as conversations name it; "account:…" for Twilio's account
    slowed_to: Mapped[float]
    slowed_at: Mapped[datetime]
