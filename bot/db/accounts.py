"""Accounts at Twilio that are shops' own."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import SEALED, Base, OfMerchant


class OwnAccount(Base, OfMerchant):
    """An account with one token, as a shop used it from `since` `until` another came; Merchant.twilio_account_id names
    the one it uses now.

    A row is never changed but to end it, or to seal the same token anew: who has its id has the right one, everywhere.
    """

    __tablename__ = "twilio_account"
    __table_args__ = (Index("ix_twilio_account_of_sid", "sid", "until"),)
    sid: Mapped[str]
    token: Mapped[str] = mapped_column(info=SEALED)  # "" once nothing it signs is taken any more
    name: Mapped[str] = mapped_column(default="")  # as it is called at Twilio
    kind: Mapped[str] = mapped_column(default="")  # Twilio's word: Trial, Full
    since: Mapped[datetime]
    until: Mapped[datetime | None]
