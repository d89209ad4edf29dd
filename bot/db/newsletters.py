"""News that people ask for by its name, and each one's word on it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values


class Newsletter(Base, OfMerchant):
    """Something a shop tells of again and again. `names`: locale -> its name there, where it differs."""

    __tablename__ = "newsletter"
    __table_args__ = (UniqueConstraint("merchant_id", "name"),)
    name: Mapped[str]
    names: Mapped[Values] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)  # one more with each change of its names
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # nobody is offered it any more


class NewsletterWord(Base, OfMerchant):
    """A customer's yes or no to a newsletter; the newest one counts.

    `asked`: the question as it was put to them, in `locale`; `words`: what they said to it.
    """

    __tablename__ = "newsletter_word"
    __table_args__ = (Index("ix_newsletter_word_of", "newsletter_id", "customer_id", "id"),)
    newsletter_id: Mapped[int] = mapped_column(ForeignKey("newsletter.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    channel: Mapped[str]
    granted: Mapped[bool]
    source: Mapped[str]  # bot.domain.consent.ConsentSource
    asked: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    locale: Mapped[str]
    at: Mapped[datetime]
