"""What the people of a shop are told outside the console: their browsers that asked for it, and what is to be told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, OfMerchant, Values
from bot.db.staff import StaffMember
from bot.domain.staff_notices import StaffNoticeState

_TO_TELL = text("state = 'queued'")


class PushSubscription(Base, OfMerchant):
    """A browser that shows what it is told while the console is shut; it goes with the session that asked for it."""

    __tablename__ = "push_subscription"
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("staff_session.id", ondelete="CASCADE"), index=True)
    endpoint: Mapped[str] = mapped_column(unique=True)  # at the push service of the browser's maker
    p256dh: Mapped[str]  # the browser's key, base64url
    auth: Mapped[str]
    created_at: Mapped[datetime]


class StaffNotice(Base, OfMerchant):
    """Something that somebody of the shop is told once a way. way: a NoticeWay; kind: a NoticeKind."""

    __tablename__ = "staff_notice"
    __table_args__ = (Index("ix_staff_notice_to_tell", "not_before", sqlite_where=_TO_TELL, postgresql_where=_TO_TELL),)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    way: Mapped[str]
    kind: Mapped[str]
    values: Mapped[Values] = mapped_column(default=dict)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(default=StaffNoticeState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    created_at: Mapped[datetime]
    staff: Mapped[StaffMember] = relationship()
