"""Files that the people of a shop send to customers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant

# On the disk, and of no message (yet), or to be taken off.
_LEFT = text("path IS NOT NULL AND (erased_at IS NOT NULL OR outgoing_id IS NULL)")


class Attachment(Base, OfMerchant):
    """A file for one conversation; `token` is the address under which Twilio fetches it, and nobody can guess.

    `outgoing_id` is the message it went with, None while it waits for one.
    """

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_left", "id", sqlite_where=_LEFT, postgresql_where=_LEFT),)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_message.id", ondelete="SET NULL"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    token: Mapped[str] = mapped_column(unique=True)
    content_type: Mapped[str]
    path: Mapped[str | None]  # below VAR_DIR/media; None once it is off the disk
    size: Mapped[int]  # bytes
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]  # to be taken off the disk
