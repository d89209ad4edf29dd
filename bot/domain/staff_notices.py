"""What the people of a shop are told outside the console: of what, by which way, and what became of it."""

from __future__ import annotations

from enum import StrEnum


class NoticeWay(StrEnum):
    """How somebody is told."""

    PUSH = "push"  # by each browser that asked for it
    MAIL = "mail"


class NoticeKind(StrEnum):
    """What somebody is told of."""

    LATE = "late"  # clock: a ClockKind that ran out


class StaffNoticeState(StrEnum):
    """What became of a notice."""

    QUEUED = "queued"
    TOLD = "told"
    DROPPED = "dropped"  # nobody could be told that way
