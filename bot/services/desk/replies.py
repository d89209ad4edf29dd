"""What somebody of the shop writes to a customer: checked against what they saw, queued, taken back in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.domain.conversations import Owner, Status
from bot.domain.delivery import DeliveryState
from bot.domain.sending import Author, Lane
from bot.domain.timeline import TimelineKind
from bot.ports import Said
from bot.services.desk import enclosing, stretches, taking
from bot.services.desk.composer import is_shut, read_undo
from bot.services.desk.revising import lock_conversation
from bot.services.desk.thread import IN, OUT
from bot.services.desk.timeline import note_event
from bot.services.messages import states
from bot.services.messages.writing import Envelope, utter
from bot.services.people.conversations import is_erased

UNDONE = "undone"
FARTHEST = timedelta(days=30)  # ahead
_PART = " "  # stands in the key of a text's second message and further ones; no key that is sent to us has a blank
# Words of the assistant's that answer nothing: that a person will, or that it takes a moment.
_ANNOUNCING = ("person.asked", "person.waiting", "holding.line", "holding.moment", "helped.sorry")
_NO_WORDS = "-"  # stands for a file's while its message is made, which has to say something


class AnsweredSince(Exception):
    """Raised where somebody has answered what the writer had not seen answered; `row` is that answer."""

    def __init__(self, present: Conversation, row: OutgoingMessage) -> None:
        super().__init__(row.id)
        self.present, self.row = present, row


class WindowShut(Exception):
    """Raised for free words that could not leave then: WhatsApp's 24 hours are over."""


class NobodyThere(Exception):
    """Raised for a conversation whose customer was forgotten: its address is nobody's."""


class KeyUsed(Exception):
    """Raised for an idempotency key with which something else was written."""


class NotInTime(LookupError):
    """There is no such message of the shop's people, or it has left."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be sent. `said` is a template's sentence where it is one, else `text` counts.

    `seen` is the newest message that its writer saw (in-12, out-7), "" for none; `key` is the same for a repeat.
    """

    text: str
    seen: str
    key: str
    anyway: bool = False
    send_at: datetime | None = None
    attachment_id: int | None = None
    said: Said | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenReply:
    """A message as it was queued, of several the first; `is_new` is False where the same key wrote it before."""

    row: OutgoingMessage
    is_new: bool


def write_reply(
    db: Session, viewer: Viewer, conversation_id: int, reply: Reply, media_base: str, now: datetime
) -> WrittenReply:
    """Queue a message of somebody of the shop; the assistant's conversation is taken over by it.

    Args:
        media_base: what the address of a file begins with.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees no conversation by this id.
        bot.services.desk.taking.Bound: its assignee alone may answer.
        bot.services.desk.enclosing.NoSuchFile, NoWords: the file cannot go with it.
        AnsweredSince, WindowShut, KeyUsed, NobodyThere.
    """
    conversation = lock_conversation(db, viewer, conversation_id)
    before = _find_repeat(db, conversation, reply)
    if before is not None:
        return WrittenReply(before, is_new=False)
    if is_erased(conversation):
        raise NobodyThere(conversation.id)
    taking.check_bound(db, viewer, conversation)
    if not reply.anyway:
        _check_seen(db, conversation, viewer, reply.seen)
    leaves_at = reply.send_at or now + read_undo(db, conversation.merchant_id)
    if reply.said is None and is_shut(conversation, leaves_at):
        raise WindowShut(conversation.id)
    _have(db, viewer, conversation, now)
    row, *others = _queue(db, conversation, reply, now)
    key = _dedupe_key(conversation, reply)
    for place, part in enumerate((row, *others)):
        part.staff_id, part.send_at = viewer.staff_id, reply.send_at
        part.dedupe_key = f"{key}{_PART}{place}" if place else key
        part.not_before = leaves_at if leaves_at > now else None
    if reply.attachment_id is not None:
        row.picture_url = media_base + enclosing.add_file(db, reply.attachment_id, row)
    taking.note_tended(conversation, now)
    conversation.active_at = now
    db.flush()
    return WrittenReply(row, is_new=True)


def cancel_reply(db: Session, viewer: Viewer, conversation_id: int, outgoing_id: int, now: datetime) -> str:
    """Take a message of the shop's people back before it leaves, with all that one text became; returns the words.

    Raises:
        bot.services.desk.revising.Gone: the viewer sees no conversation by this id.
        NotInTime: there is none by this id, or it has left.
    """
    conversation = lock_conversation(db, viewer, conversation_id)
    row = find_reply(db, conversation, outgoing_id)
    parts = _list_parts(db, row) if row else []
    if not parts or not all([states.take_back(db, part.id, UNDONE, now) for part in parts]):
        raise NotInTime(outgoing_id)
    note_event(db, conversation, TimelineKind.UNDONE, now, viewer.staff_id, message=f"{OUT}-{outgoing_id}")
    return "\n".join(part.text for part in parts)


def note_left(db: Session, conversation: Conversation, row: OutgoingMessage, now: datetime) -> None:
    """Note that a person's answer leaves: it answers what the customer wrote before it, and nothing that came since."""
    if (conversation.last_inbound_at or row.queued_at) <= row.queued_at:
        conversation.waiting_since = conversation.needs_person_since = conversation.needs_person_why = None
    elif conversation.waiting_since is not None and conversation.waiting_since <= row.queued_at:
        conversation.waiting_since = _find_next_written(db, conversation, row.queued_at)
    stretches.note_answered(db, conversation.id, row.queued_at, now)
    conversation.active_at = now


def find_reply(db: Session, conversation: Conversation, outgoing_id: int) -> OutgoingMessage | None:
    """Return a message of the shop's people in a conversation."""
    return db.scalars(select(OutgoingMessage).where(*_theirs(conversation, outgoing_id))).first()


def _theirs(conversation: Conversation, outgoing_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        OutgoingMessage.conversation_id == conversation.id,
        OutgoingMessage.id == outgoing_id,
        OutgoingMessage.author == Author.AGENT,
    )


def _find_next_written(db: Session, conversation: Conversation, after: datetime) -> datetime | None:
    theirs = (InboundMessage.conversation_id == conversation.id, InboundMessage.received_at > after)
    return db.scalar(select(func.min(InboundMessage.received_at)).where(*theirs))


def _have(db: Session, viewer: Viewer, conversation: Conversation, now: datetime) -> None:
    """Whoever answers has the conversation, unless somebody has it already."""
    if conversation.owner != Owner.AGENT or conversation.status == Status.RESOLVED:
        taking.take_over(db, viewer, conversation.id, None, now)
    elif conversation.assignee_id is None and viewer.staff_id is not None:
        conversation.assignee_id = viewer.staff_id
        conversation.version += 1


def _queue(db: Session, conversation: Conversation, reply: Reply, now: datetime) -> list[OutgoingMessage]:
    locale = reply.locale or conversation.customer.locale or conversation.merchant.locale
    envelope = Envelope(lane=Lane.NOTICE if reply.said else Lane.REPLY, author=Author.AGENT)
    words = reply.text.strip()
    said = reply.said or Said(None, {}, text=words or _NO_WORDS)
    rows = utter(db, conversation, [said], locale, now, envelope)
    if reply.said is None and not words:
        rows[0].text = ""
    return rows


def _find_repeat(db: Session, conversation: Conversation, reply: Reply) -> OutgoingMessage | None:
    same = select(OutgoingMessage).where(OutgoingMessage.dedupe_key == _dedupe_key(conversation, reply))
    row = db.scalars(same).first()
    if row is not None and not _says(db, row, reply):
        raise KeyUsed(reply.key)
    return row


def _says(db: Session, row: OutgoingMessage, reply: Reply) -> bool:
    """Whether that is what a row and the other messages of its text say."""
    if reply.said is not None:
        return row.key == reply.said.key
    return " ".join(part.text for part in _list_parts(db, row)).split() == reply.text.split()


def _list_parts(db: Session, row: OutgoingMessage) -> list[OutgoingMessage]:
    """The messages that one text became, of which a row is one."""
    if row.dedupe_key is None:
        return [row]
    first = row.dedupe_key.partition(_PART)[0]
    key = OutgoingMessage.dedupe_key
    same = or_(key == first, key.startswith(first + _PART, autoescape=True))
    of = select(OutgoingMessage).where(OutgoingMessage.conversation_id == row.conversation_id, same)
    return list(db.scalars(of.order_by(OutgoingMessage.id)))


def _dedupe_key(conversation: Conversation, reply: Reply) -> str:
    return f"reply:{conversation.id}:{reply.key}"


def _check_seen(db: Session, conversation: Conversation, viewer: Viewer, seen: str) -> None:
    """Make sure that nobody else has answered what the writer saw; words that announce a person are no answer."""
    others = select(OutgoingMessage).where(
        OutgoingMessage.conversation_id == conversation.id,
        OutgoingMessage.author.in_((Author.AGENT, Author.ASSISTANT)),
        OutgoingMessage.state.not_in((DeliveryState.CANCELED, DeliveryState.EXPIRED)),
        or_(OutgoingMessage.staff_id.is_(None), OutgoingMessage.staff_id != (viewer.staff_id or 0)),
        or_(OutgoingMessage.key.is_(None), OutgoingMessage.key.not_in(_ANNOUNCING)),
    )
    side, _, number = seen.partition("-")
    if side == OUT:
        others = others.where(OutgoingMessage.id > int(number))
    elif side == IN:
        came = select(InboundMessage.received_at).where(
            InboundMessage.conversation_id == conversation.id, InboundMessage.id == int(number)
        )
        at = db.scalars(came).first()
        if at is not None:
            others = others.where(OutgoingMessage.queued_at > at)
    newest = db.scalars(others.order_by(OutgoingMessage.id.desc()).limit(1)).first()
    if newest is not None:
        raise AnsweredSince(conversation, newest)
