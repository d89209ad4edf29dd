"""Clocks of stretches: since when somebody waits, until when they should have what they wait for, and breaches."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, OfMerchant

_RUNS = "ended_at IS NULL"
_DUE, _WARN = text(f"{_RUNS} AND breached_at IS NULL"), text(f"{_RUNS} AND warned_at IS NULL")
_BREACHED = text(f"{_RUNS} AND breached_at IS NOT NULL")


class AnswerClock(Base, OfMerchant):
    """A clock of a stretch, from `begun_at` on. It runs since `running_since` (None: paused) and had `spent_seconds`
    before; of business time, but for a window's. `breached_at`: when it ran out, kept for good.
    """

    __tablename__ = "answer_clock"
    __table_args__ = (
        UniqueConstraint("stretch_id", "kind", "begun_at"),
        Index("ix_answer_clock_running", "conversation_id", sqlite_where=text(_RUNS), postgresql_where=text(_RUNS)),
        Index("ix_answer_clock_going", "stretch_id", sqlite_where=text(_RUNS), postgresql_where=text(_RUNS)),
        Index("ix_answer_clock_due", "due_at", sqlite_where=_DUE, postgresql_where=_DUE),
        Index("ix_answer_clock_warn", "warn_at", sqlite_where=_WARN, postgresql_where=_WARN),
        Index(
            "ix_answer_clock_breached",
            "merchant_id",
            "conversation_id",
            sqlite_where=_BREACHED,
            postgresql_where=_BREACHED,
        ),
    )
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id"))
    stretch_id: Mapped[int] = mapped_column(ForeignKey("stretch.id"))
    kind: Mapped[str]  # a bot.domain.answer_clocks.ClockKind
    begun_at: Mapped[datetime]
    spent_seconds: Mapped[int] = mapped_column(default=0)
    running_since: Mapped[datetime | None]
    due_at: Mapped[datetime | None]  # None: paused, or the shop never opens
    warn_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # what was waited for came, or is waited for no more
