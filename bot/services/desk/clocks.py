"""The clocks of stretches: set by how their conversations stand, warned of, and run out, each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.claims import provided, won
from bot.db.clocks import AnswerClock
from bot.db.conversations import Conversation
from bot.db.desk import Stretch
from bot.db.inbox import ConversationLabel, Label
from bot.db.inbox_settings import InboxSettings
from bot.domain.answer_clocks import ClockFacts, ClockKind, list_clocks, warn_after
from bot.domain.business_hours import BusinessHours, add_open_time, count_open_time
from bot.domain.conversations import Owner, Status
from bot.domain.sending import WINDOW
from bot.domain.timeline import TimelineKind
from bot.services.desk.inbox_settings import find_hours, read_settings
from bot.services.desk.timeline import note_event

_WITH_ASSISTANT = and_(Conversation.owner == Owner.ASSISTANT, Conversation.needs_person_since.is_(None))
_PAUSED = or_(Conversation.status != Status.OPEN, _WITH_ASSISTANT)
_UNANSWERED = Stretch.first_answer_at.is_(None)
_STANDS_AS = case(
    (and_(_PAUSED, _UNANSWERED), "first_paused"),
    (_PAUSED, "next_paused"),
    (_UNANSWERED, "first"),
    else_="next",
)
_RUNS = AnswerClock.ended_at.is_(None)


def list_stale(db: Session, limit: int) -> list[int]:
    """List stretches whose clocks are not set as their conversations stand: whatever changed those, it is seen here."""
    differs = or_(
        Stretch.clocked_as.is_distinct_from(_STANDS_AS),
        Stretch.clocked_waiting.is_distinct_from(Conversation.waiting_since),
        Stretch.clocked_inbound.is_distinct_from(Conversation.last_inbound_at),
    )
    going = select(Stretch.id).join(Conversation, Conversation.id == Stretch.conversation_id)
    found = list(db.scalars(going.where(Stretch.resolved_at.is_(None), differs).limit(limit)))
    over = select(AnswerClock.stretch_id).join(Stretch, Stretch.id == AnswerClock.stretch_id)
    return found + list(db.scalars(over.where(_RUNS, Stretch.resolved_at.is_not(None)).distinct().limit(limit)))


def set_clocks(db: Session, stretch_id: int, now: datetime) -> None:
    """Set the clocks of a stretch as its conversation stands now."""
    stretch = db.get_one(Stretch, stretch_id, with_for_update=True)
    # Read before the rest: what changes meanwhile is then seen as different by the next sweep.
    talk = select(_STANDS_AS).join_from(Stretch, Conversation, Conversation.id == Stretch.conversation_id)
    stands_as = db.scalar(talk.where(Stretch.id == stretch.id))
    conversation = db.get_one(Conversation, stretch.conversation_id)
    decided, hours = read_settings(db, stretch.merchant_id), find_hours(db, conversation.merchant)
    facts = _read_facts(stretch, conversation)
    goals = _find_goals(db, conversation.id, decided) if stretch.resolved_at is None else {}
    wanted = {kind: since for kind, since in list_clocks(facts).items() if kind in goals}
    kept = {(row.kind, row.begun_at): row for row in db.scalars(select(AnswerClock).filter_by(stretch_id=stretch_id))}
    for (kind, since), row in kept.items():
        if row.ended_at is None and wanted.get(ClockKind(kind)) != since:
            _stop(row, hours, now)
            row.ended_at = now
    for kind, since in wanted.items():
        row = kept.get((kind, since)) or _add(db, stretch, kind, since)
        _set(row, facts, hours, goals[kind], now)
    clocks = (one for one in (*db.new, *db.dirty) if isinstance(one, AnswerClock) and db.is_modified(one))
    if any(one.kind != ClockKind.WINDOW for one in clocks):  # what a list shows
        note_change(db, stretch.merchant_id, ChangeKind.CONVERSATION, conversation.id, now)
    stretch.clocked_as = stands_as
    stretch.clocked_waiting, stretch.clocked_inbound = facts.waiting_since, facts.last_inbound_at


def list_running_out(db: Session, now: datetime, limit: int) -> list[int]:
    """List clocks that have come to their warning or their end and are not marked so."""
    due = select(AnswerClock.id).where(_RUNS, AnswerClock.breached_at.is_(None), AnswerClock.due_at <= now)
    warn = select(AnswerClock.id).where(_RUNS, AnswerClock.warned_at.is_(None), AnswerClock.warn_at <= now)
    return list(dict.fromkeys([*db.scalars(due.limit(limit)), *db.scalars(warn.limit(limit))]))


def mark_run_out(db: Session, clock_id: int, now: datetime) -> bool:
    """Mark a clock as warned of, or as run out where it is; True when it has run out just now, which is once."""
    mine = update(AnswerClock).where(AnswerClock.id == clock_id)
    warns = provided(_RUNS, AnswerClock.warned_at.is_(None), AnswerClock.warn_at <= now)
    db.execute(mine.where(warns).values(warned_at=now))
    over = mine.where(provided(_RUNS, AnswerClock.breached_at.is_(None), AnswerClock.due_at <= now))
    breached = won(db, over.values(breached_at=AnswerClock.due_at))
    clock = db.get_one(AnswerClock, clock_id, populate_existing=True)
    conversation = db.get_one(Conversation, clock.conversation_id)
    note_change(db, clock.merchant_id, ChangeKind.CONVERSATION, conversation.id, now)
    if breached:
        note_event(db, conversation, TimelineKind.BREACHED, now, clock=clock.kind)
    return breached


def _read_facts(stretch: Stretch, conversation: Conversation) -> ClockFacts:
    of_talk = ("waiting_since", "last_inbound_at", "needs_person_since", "channel", "owner", "status")
    values = {name: getattr(conversation, name) for name in of_talk}
    return ClockFacts(opened_at=stretch.opened_at, first_answer_at=stretch.first_answer_at, **values)


def _find_goals(db: Session, conversation_id: int, decided: InboxSettings) -> Mapping[ClockKind, timedelta]:
    """A label may have a goal of its own for a first answer; of several the shortest counts."""
    labels = select(func.min(Label.goal_minutes)).join(ConversationLabel, ConversationLabel.label_id == Label.id)
    of_label = db.scalar(labels.where(ConversationLabel.conversation_id == conversation_id))
    minutes = {
        ClockKind.FIRST: of_label or decided.first_minutes,
        ClockKind.NEXT: decided.next_minutes,
        ClockKind.RESOLUTION: decided.resolution_minutes,
    }
    goals = {kind: timedelta(minutes=goal) for kind, goal in minutes.items() if goal}
    return goals | {ClockKind.WINDOW: WINDOW}


def _add(db: Session, stretch: Stretch, kind: ClockKind, since: datetime) -> AnswerClock:
    row = AnswerClock(
        merchant_id=stretch.merchant_id,
        conversation_id=stretch.conversation_id,
        stretch_id=stretch.id,
        kind=kind,
        begun_at=since,
        spent_seconds=0,
        running_since=since,
    )
    db.add(row)
    return row


def _set(row: AnswerClock, facts: ClockFacts, hours: BusinessHours, goal: timedelta, now: datetime) -> None:
    row.ended_at = None
    if row.kind == ClockKind.WINDOW:
        _set_window(row, facts, goal)
        return
    if facts.is_paused:
        _stop(row, hours, now)
        return
    row.running_since = row.running_since or now
    spent = timedelta(seconds=row.spent_seconds)
    row.due_at = add_open_time(hours, row.running_since, max(goal - spent, timedelta()))
    row.warn_at = add_open_time(hours, row.running_since, max(warn_after(goal) - spent, timedelta()))


def _set_window(row: AnswerClock, facts: ClockFacts, length: timedelta) -> None:
    """A window goes on with each message of the customer, and then runs out anew."""
    opened = facts.last_inbound_at
    assert opened is not None  # or there would be no such clock
    if row.due_at != opened + length:
        row.running_since, row.due_at, row.warn_at = opened, opened + length, opened + warn_after(length)
        row.warned_at = row.breached_at = None


def _stop(row: AnswerClock, hours: BusinessHours, now: datetime) -> None:
    if row.running_since is not None:
        row.spent_seconds += int(count_open_time(hours, row.running_since, now).total_seconds())
    row.running_since = row.due_at = row.warn_at = None
