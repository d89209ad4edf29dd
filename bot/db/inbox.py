"""What a shop's people keep of conversations: labels, what each has seen, who was named in a note, drafts, views."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant

_UNREAD = text("read_at IS NULL")


class Label(Base, OfMerchant):
    """A word that conversations are sorted by. `key` is its name as it is compared; `colour` as #8a1f4b."""

    __tablename__ = "label"
    __table_args__ = (UniqueConstraint("merchant_id", "key"),)
    name: Mapped[str]
    key: Mapped[str]
    colour: Mapped[str]
    goal_minutes: Mapped[int | None]  # within which a first answer is meant to be there, where it is the label's own
    version: Mapped[int] = mapped_column(default=1)


class ConversationLabel(Base, OfMerchant):
    """A conversation has a label."""

    __tablename__ = "conversation_label"
    __table_args__ = (
        UniqueConstraint("conversation_id", "label_id"),
        Index("ix_conversation_label_of", "label_id", "conversation_id"),
    )
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    label_id: Mapped[int] = mapped_column(ForeignKey("label.id", ondelete="CASCADE"))


class ConversationSeen(Base, OfMerchant):
    """Up to when somebody of the shop has seen a conversation; no row: nothing of it, or they want to see it anew."""

    __tablename__ = "conversation_seen"
    __table_args__ = (UniqueConstraint("conversation_id", "staff_id"),)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    up_to: Mapped[datetime]


class NoteMention(Base, OfMerchant):
    """A note names somebody of the shop."""

    __tablename__ = "note_mention"
    __table_args__ = (
        UniqueConstraint("note_id", "staff_id"),
        Index("ix_note_mention_unread", "staff_id", "conversation_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )
    note_id: Mapped[int] = mapped_column(ForeignKey("note.id"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class SavedDraft(Base, OfMerchant):
    """What somebody has begun to write in a conversation. kind: a bot.domain.conversations.DraftKind."""

    __tablename__ = "saved_draft"
    __table_args__ = (UniqueConstraint("conversation_id", "staff_id", "kind"),)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    kind: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]


class SavedView(Base, OfMerchant):
    """A search that somebody keeps by a name, for themselves or for all of the shop; `query` as it is typed."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("staff_id", "name"),)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    name: Mapped[str]
    query: Mapped[str]
    sort: Mapped[str]  # a bot.services.desk.inbox.Sort
    shared: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


class ViewPin(Base):
    """The digit, 1 to 9, by which somebody opens a view."""

    __tablename__ = "view_pin"
    __table_args__ = (UniqueConstraint("view_id", "staff_id"), UniqueConstraint("staff_id", "digit"))
    view_id: Mapped[int] = mapped_column(ForeignKey("saved_view.id", ondelete="CASCADE"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    digit: Mapped[int]
