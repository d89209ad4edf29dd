"""What somebody can write in a conversation now, and what they would have to do first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.db.conversations import Conversation
from bot.domain.access import Viewer
from bot.domain.channels import Channel
from bot.domain.conversations import Owner, Status
from bot.domain.sending import WINDOW, WINDOW_MARGIN, window_open
from bot.services.desk.inbox_settings import read_settings

# Where customers cannot answer an SMS of ours: it leaves by a sender without a number.
ONE_WAY = ("+91",)


class ComposerState(StrEnum):
    """What stands in the way of an answer in free words, if anything does."""

    OPEN = "open"
    ASSISTANT = "assistant"  # it answers: whoever writes takes over first
    OTHER = "other"  # somebody else of the shop has it
    SHUT = "shut"  # WhatsApp's 24 hours are over: a template alone leaves
    ONE_WAY = "one_way"  # by SMS to where no answer comes from
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Composer:
    """`by` is who else has it, `window_closes_at` when free words end on WhatsApp, None where no such time is."""

    state: ComposerState
    by: int | None
    window_closes_at: datetime | None
    undo_seconds: int
    is_binding: bool


def describe_composer(db: Session, conversation: Conversation, viewer: Viewer, now: datetime) -> Composer:
    """Describe what the viewer can write in a conversation."""
    decided = read_settings(db, conversation.merchant_id)
    others = conversation.assignee_id if conversation.assignee_id != viewer.staff_id else None
    return Composer(
        state=_state(conversation, others, now),
        by=others,
        window_closes_at=find_window_end(conversation),
        undo_seconds=decided.undo_seconds,
        is_binding=decided.binding_assignee,
    )


def find_window_end(conversation: Conversation) -> datetime | None:
    """Return until when free words leave on WhatsApp; None on other channels and where none was opened."""
    if conversation.channel != Channel.WHATSAPP or conversation.last_inbound_at is None:
        return None
    return conversation.last_inbound_at + WINDOW - WINDOW_MARGIN


def is_one_way(conversation: Conversation) -> bool:
    """Whether the customer cannot answer on this channel."""
    return conversation.channel == Channel.SMS and conversation.address.startswith(ONE_WAY)


def is_shut(conversation: Conversation, at: datetime) -> bool:
    """Whether free words cannot leave at that time."""
    return conversation.channel == Channel.WHATSAPP and not window_open(conversation.last_inbound_at, at)


def read_undo(db: Session, merchant_id: int) -> timedelta:
    """Return for how long a message of the shop's people can be taken back."""
    return timedelta(seconds=read_settings(db, merchant_id).undo_seconds)


def _state(conversation: Conversation, others: int | None, now: datetime) -> ComposerState:
    if is_one_way(conversation):
        return ComposerState.ONE_WAY
    if is_shut(conversation, now):
        return ComposerState.SHUT
    if conversation.status == Status.RESOLVED:
        return ComposerState.RESOLVED
    if conversation.owner == Owner.ASSISTANT:
        return ComposerState.ASSISTANT
    return ComposerState.OTHER if others else ComposerState.OPEN
