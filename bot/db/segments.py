"""Segments that a shop keeps: whom it means by a name."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values


class Segment(Base, OfMerchant):
    """A rule over the shop's customers, by its name; `key` is the name as it is compared.

    `rule` as bot.domain.segments.reading reads it; `version` goes up with each change of rule or name.
    """

    __tablename__ = "segment"
    __table_args__ = (UniqueConstraint("merchant_id", "key"),)
    name: Mapped[str]
    key: Mapped[str]
    rule: Mapped[Values]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # None: a program, or the terminal
