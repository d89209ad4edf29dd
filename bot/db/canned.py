"""Answers that a shop's people keep ready, the macros that do more with them, and work on many conversations."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant, Values
from bot.domain.bulk import ItemState, JobState

_GOING = text("state IN ('queued', 'undoing')")
_SHOPS = text("staff_id IS NULL")


def _one_of_a_name(table: str) -> tuple[Index, Index]:
    """The shop has one of a name, and so has each of its people."""
    shops = f"uq_{table}_of_shop"
    return (
        Index(shops, "merchant_id", "name", unique=True, sqlite_where=_SHOPS, postgresql_where=_SHOPS),
        Index(f"uq_{table}_of_person", "staff_id", "name", unique=True),
    )


class CannedReply(Base, OfMerchant):
    """An answer kept ready, a text a locale; `staff_id` of whose own it is, None for all of the shop."""

    __tablename__ = "canned_reply"
    __table_args__ = _one_of_a_name("canned_reply")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    name: Mapped[str]
    shortcut: Mapped[str]  # typed after "/", "" for none
    texts: Mapped[Values]  # locale -> text
    uses: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class Macro(Base, OfMerchant):
    """An answer kept ready, or none, and what is done with the conversation."""

    __tablename__ = "macro"
    __table_args__ = _one_of_a_name("macro")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    name: Mapped[str]
    canned_id: Mapped[int | None] = mapped_column(ForeignKey("canned_reply.id", ondelete="SET NULL"))
    actions: Mapped[list[Values]]  # {"action": a BulkAction, "values": its own}
    uses: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class KeptVersion(Base, OfMerchant):
    """How an answer kept ready, or a macro, was left by a change; gone with it."""

    __tablename__ = "kept_version"
    __table_args__ = (UniqueConstraint("kind", "kept_id", "number"),)
    kind: Mapped[str]  # the table of what it is a version of
    kept_id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))
    number: Mapped[int]  # its `version` then
    whole: Mapped[Values]  # what its owner writes of it, by column
    how: Mapped[str]  # a bot.domain.faq.FaqChange
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    at: Mapped[datetime]


class BulkJob(Base, OfMerchant):
    """One action done to many conversations, step by step. `lease_until`: a worker is at it until then."""

    __tablename__ = "bulk_job"
    __table_args__ = (Index("ix_bulk_job_going", "lease_until", sqlite_where=_GOING, postgresql_where=_GOING),)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    action: Mapped[str]  # a bot.domain.bulk.BulkAction
    values: Mapped[Values]
    state: Mapped[str] = mapped_column(default=JobState.QUEUED)
    total: Mapped[int]
    lease_until: Mapped[datetime]
    dedupe_key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class BulkItem(Base, OfMerchant):
    """A conversation of a job: what it was before, and at which version the job left it, so that it can be undone."""

    __tablename__ = "bulk_item"
    __table_args__ = (UniqueConstraint("job_id", "conversation_id"), Index("ix_bulk_item_of", "job_id", "state", "id"))
    job_id: Mapped[int] = mapped_column(ForeignKey("bulk_job.id", ondelete="CASCADE"))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    state: Mapped[str] = mapped_column(default=ItemState.WAITING)
    why: Mapped[str | None]  # it was skipped
    before: Mapped[Values] = mapped_column(default=dict)
    version_after: Mapped[int | None]
