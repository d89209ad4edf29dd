"""What Twilio tells of the numbers on WhatsApp that shops send from."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant


class WhatsAppSender(Base, OfMerchant):
    """A number as Twilio's list of senders had it when it was last asked."""

    __tablename__ = "whatsapp_sender"
    __table_args__ = (UniqueConstraint("merchant_id"),)
    number: Mapped[str]  # E.164; another one than the shop's own by now says nothing
    status: Mapped[str] = mapped_column(default="")  # ONLINE, OFFLINE, …
    quality: Mapped[str] = mapped_column(default="")  # bot.domain.portfolio.Quality
    allowance: Mapped[int | None]  # new people in a moving day, 0: as many as it wants; None: it did not say
    checked_at: Mapped[datetime]
    changed_at: Mapped[datetime]  # since when it has been so
