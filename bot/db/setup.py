"""How far a shop is set up, where no other row says it."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values


class SetupNote(Base, OfMerchant):
    """Something noted while a shop is set up: a step that is left for later, an account that was tried."""

    __tablename__ = "setup_note"
    __table_args__ = (UniqueConstraint("merchant_id", "name"),)
    name: Mapped[str]  # skipped:carrier, twilio
    values: Mapped[Values] = mapped_column(default=dict)
    at: Mapped[datetime]
