"""WhatsApp templates at Twilio: one row for each wording that was pushed."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values


class Template(Base, OfMerchant):
    """A sentence in one locale as Twilio Content. `fields` are the sentence's fields in the order of its variables.

    status: FACTS 4.4 (unsubmitted, received, pending, approved, rejected, paused, disabled). `category` is the one
    that came back; `asked_category` the one we asked for. `moved_at`: when WhatsApp moved it to the dearer one;
    nothing leaves as it before `agreed_at`.
    """

    __tablename__ = "template"
    __table_args__ = (
        UniqueConstraint("merchant_id", "account", "fingerprint"),
        Index("ix_template_of", "merchant_id", "key", "locale", "status"),
    )
    account: Mapped[str]
    key: Mapped[str]
    locale: Mapped[str]
    fingerprint: Mapped[str]  # of body, buttons and picture: a new wording is a new template
    body: Mapped[str]
    buttons: Mapped[list[str]] = mapped_column(default=list)  # titles
    fields: Mapped[list[str]] = mapped_column(default=list)
    with_picture: Mapped[bool] = mapped_column(default=False)
    footer: Mapped[str] = mapped_column(default="")
    samples: Mapped[Values] = mapped_column(default=dict)
    name: Mapped[str]
    sid: Mapped[str | None] = mapped_column(index=True)
    asked_category: Mapped[str]
    category: Mapped[str]
    status: Mapped[str] = mapped_column(default="unsubmitted")
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    checked_at: Mapped[datetime | None]
    moved_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))  # None: at the terminal, or by a key
