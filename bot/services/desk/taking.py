"""A conversation changes hands: a person takes it, hands it back, or lets it go back by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, not_, select
from sqlalchemy.orm import Session

from bot.db.changes import ChangeKind, note_change
from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.domain.conversations import Owner, PersonWhy, Status
from bot.domain.timeline import TimelineKind
from bot.services.desk import stretches
from bot.services.desk.handoff import ask_for_person
from bot.services.desk.inbox_settings import read_settings
from bot.services.desk.revising import MovedOn, lock_conversation
from bot.services.desk.timeline import note_event
from bot.services.desk.unanswered import leave_unanswered
from bot.services.desk.withholding import take_question_back, withhold
from bot.services.messages import held

# From when somebody is asked whether they still have it until it goes back.
ASKED_FOR = timedelta(minutes=5)
# In which a hand-back can be undone before the assistant says anything.
SECOND_THOUGHTS = timedelta(seconds=10)


class Bound(Exception):
    """Raised where another person has the conversation and the shop lets its assignee alone answer."""

    def __init__(self, present: Conversation) -> None:
        super().__init__(present.id)
        self.present = present


def take_over(db: Session, viewer: Viewer, conversation_id: int, epoch: int | None, now: datetime) -> Conversation:
    """Take a conversation over: from here on the assistant says nothing in it, and what it had begun is withheld.

    Args:
        epoch: of the conversation as the viewer saw it; None: whatever it is.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it has changed hands since.
        Bound: its assignee alone may answer.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.owner == Owner.AGENT and row.assignee_id == viewer.staff_id and row.status == Status.OPEN:
        note_tended(row, now)
        return row
    if epoch is not None and row.epoch != epoch:
        raise MovedOn(row)
    check_bound(db, viewer, row)
    take_for(db, row, viewer.staff_id, now)
    return row


def take_for(db: Session, row: Conversation, staff_id: int | None, now: datetime) -> None:
    """Make a conversation somebody's of the shop (None: nobody's by name); what the assistant had begun is withheld."""
    before = row.assignee_id if row.owner == Owner.AGENT else None
    _give(db, row, Owner.AGENT, now)
    row.assignee_id, row.tended_at = staff_id, now
    if row.status == Status.RESOLVED:
        take_question_back(db, row, now)
    row.status, row.snoozed_until, row.snoozed_for = Status.OPEN, None, None
    stretches.open_stretch(db, row, row.needs_person_why or PersonWhy.TAKEN, now)
    stretches.note_taken(db, row.id, now)
    row.needs_person_since = row.needs_person_why = None
    note_event(db, row, TimelineKind.TAKEN, now, staff_id, **({"from": before} if before else {}))
    withhold(db, row, now)


def hand_back(
    db: Session, viewer: Viewer, conversation_id: int, epoch: int, instruction: str, now: datetime
) -> Conversation:
    """Hand a conversation back to the assistant, which answers what nobody has answered, once it cannot be undone.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees none by this id.
        bot.services.desk.revising.MovedOn: it has changed hands since.
        Bound: its assignee alone may do so.
    """
    row = lock_conversation(db, viewer, conversation_id)
    if row.owner == Owner.ASSISTANT:
        return row
    if row.epoch != epoch:
        raise MovedOn(row)
    check_bound(db, viewer, row)
    give_back(db, row, viewer.staff_id, now)
    row.instruction = instruction
    note_event(db, row, TimelineKind.HANDED_BACK, now, viewer.staff_id, instruction=instruction)
    leave_unanswered(db, row, now + SECOND_THOUGHTS)
    return row


def give_back(db: Session, row: Conversation, staff_id: int | None, now: datetime) -> None:
    """Make a locked conversation the assistant's again: its stretch ends, nobody is asked for any more."""
    _give(db, row, Owner.ASSISTANT, now)
    row.assignee_id, row.instruction = None, ""
    row.needs_person_since = row.needs_person_why = None
    stretches.end_stretch(db, row.id, staff_id, now)
    held.look_again_at_shop(db, row.merchant_id, ("with_person",), now)


def note_tended(row: Conversation, now: datetime) -> None:
    """Note that the person who has a conversation does something in it: it does not go back by itself."""
    row.tended_at, row.returns_at = now, None


def ask_idle(db: Session, now: datetime, limit: int) -> int:
    """Ask the people who left conversations alone whether they still have them; returns how many."""
    asked = 0
    for row in _list_idle(db, now, limit):
        minutes = read_settings(db, row.merchant_id).idle_return_minutes
        if not minutes or row.tended_at is None or now < row.tended_at + timedelta(minutes=minutes):
            continue
        row.returns_at = now + ASKED_FOR
        note_event(db, row, TimelineKind.RETURNING, now, row.assignee_id, at=row.returns_at.isoformat())
        asked += 1
    return asked


def give_idle_back(db: Session, now: datetime, limit: int) -> int:
    """Give conversations back to the assistant whose people did not say that they stay; returns how many.

    What the customer wrote meanwhile the assistant does not answer: somebody else of the shop is called for that.
    """
    over = _theirs().where(Conversation.returns_at <= now)
    rows = db.scalars(over.order_by(Conversation.returns_at).limit(limit).with_for_update(skip_locked=True)).all()
    for row in rows:
        before = row.assignee_id
        give_back(db, row, None, now)
        note_event(db, row, TimelineKind.RETURNED, now, **({"from": before} if before else {}))
        if row.waiting_since is not None:
            db.flush()
            ask_for_person(db, row.id, PersonWhy.LEFT, now)
    return len(rows)


def check_bound(db: Session, viewer: Viewer, row: Conversation) -> None:
    """Make sure that the viewer may answer where the shop lets assignees alone do so.

    Raises:
        Bound: somebody else has it.
    """
    others = row.owner == Owner.AGENT and row.assignee_id not in (None, viewer.staff_id)
    if others and read_settings(db, row.merchant_id).binding_assignee:
        raise Bound(row)


def _give(db: Session, row: Conversation, owner: Owner, now: datetime) -> None:
    """Answers that were begun before are stale from here on."""
    row.owner, row.returns_at, row.tended_at = owner, None, None
    row.epoch += 1
    row.version += 1
    note_change(db, row.merchant_id, ChangeKind.CONVERSATION, row.id, now)
    db.flush()


def _theirs() -> Select[Conversation]:
    """Conversations of people; but for those that wait for one in the queue, which nobody has left alone."""
    queued = and_(Conversation.assignee_id.is_(None), Conversation.waiting_since.is_not(None))
    return select(Conversation).where(
        Conversation.owner == Owner.AGENT, Conversation.status == Status.OPEN, not_(queued)
    )


def _list_idle(db: Session, now: datetime, limit: int) -> list[Conversation]:
    """Conversations that nobody has tended for a minute at least, the longest first; none that was asked about."""
    idle = _theirs().where(Conversation.returns_at.is_(None), Conversation.tended_at < now - timedelta(minutes=1))
    longest = idle.order_by(Conversation.tended_at).limit(limit).with_for_update(skip_locked=True)
    return list(db.scalars(longest))
