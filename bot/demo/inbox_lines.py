"""Writes the lines of a conversation that has been going on: what each said, noted and did, and when."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.db.conversations import Conversation, InboundMessage, Media
from bot.db.desk import Note
from bot.db.inbox import NoteMention
from bot.db.outgoing import OutgoingMessage
from bot.demo.staff import WHO
from bot.domain.consent import Purpose
from bot.domain.conversations import InboundState, MediaState, Owner
from bot.domain.delivery import RANK, DeliveryState
from bot.domain.sending import Author, Lane
from bot.domain.timeline import TimelineKind
from bot.services.desk.timeline import note_event
from bot.services.messages import states

CUSTOMER, VOICE, WITHHELD = ("customer", "voice", "withheld")
_ANSWERED_IN = timedelta(seconds=4)
# What the text of an event's line is called among its values; the others have none.
_VALUES: Mapping[str, str] = {
    TimelineKind.NEEDS_PERSON: "why",
    TimelineKind.SNOOZED: "for",
    TimelineKind.RATED: "stars",
    TimelineKind.WITHHELD: "message",
}


@dataclass
class Talk:
    """A conversation that is being written: whose, in which locale, by whom of the shop (ids by their names in WHO)."""

    db: Session
    conversation: Conversation
    locale: str
    staff: Mapping[str, int]
    holder: int | None
    voice: tuple[str, int]  # the voice note's file: its path below the media folder, its size in bytes
    withheld: str = ""  # the last message that was: out-7

    @property
    def of(self) -> dict[str, int]:
        """What each row has of the conversation."""
        return {"merchant_id": self.conversation.merchant_id, "conversation_id": self.conversation.id}


def write_line(talk: Talk, at: datetime, who: str, text: str, more: str) -> None:
    """Write a line; `more` is the order an answer names, or whom of the shop a note does."""
    kind, _, what = who.partition(" ")
    if kind in (CUSTOMER, VOICE):
        _write_in(talk, at, text, is_voice=kind == VOICE)
    elif kind == "note":
        _write_note(talk, at, talk.staff[what], text, more)
    elif kind == "event":
        _write_event(talk, at, TimelineKind(what), text)
    else:
        _write_out(talk, at, who, text, more)


def _write_in(talk: Talk, at: datetime, text: str, *, is_voice: bool) -> None:
    row = InboundMessage(
        **talk.of,
        provider="twilio",
        provider_sid=f"SMdemo{secrets.token_hex(13)}",
        receiver=talk.conversation.our_address,
        kind="media" if is_voice else "text",
        text=text,
        raw={},
        received_at=at,
        state=InboundState.SET_ASIDE if talk.conversation.owner == Owner.AGENT else InboundState.ANSWERED,
        answered_at=at + _ANSWERED_IN,
        locale=talk.locale,
    )
    talk.db.add(row)
    talk.db.flush()
    if is_voice:
        path, size = talk.voice
        kept = {"state": MediaState.KEPT, "path": path, "size": size, "content_type": "audio/ogg"}
        talk.db.add(Media(merchant_id=row.merchant_id, inbound_id=row.id, position=0, url="", **kept))


def _write_out(talk: Talk, at: datetime, who: str, text: str, order: str) -> None:
    left_at = at + _ANSWERED_IN
    row = OutgoingMessage(
        **talk.of,
        token=secrets.token_urlsafe(16),
        lane=Lane.REPLY,
        purpose=Purpose.UTILITY,
        author=Author.AGENT if who in WHO else Author.ASSISTANT,
        staff_id=talk.staff.get(who),
        values={"number": order} if order else {},
        locale=talk.locale,
        text=text,
        queued_at=left_at,
        reacted_at=left_at,
    )
    talk.db.add(row)
    talk.db.flush()
    # Nothing of it is ever sent: it has arrived, or was withheld.
    if who == WITHHELD:
        states.end(row, DeliveryState.CANCELED, "withheld", left_at)
        talk.withheld = f"out-{row.id}"
    else:
        row.accepted_at = left_at
        states.follow(row, DeliveryState.READ, RANK[DeliveryState.READ], left_at + _ANSWERED_IN)


def _write_note(talk: Talk, at: datetime, staff_id: int, text: str, mentioned: str) -> None:
    named = [talk.staff[mentioned]] if mentioned else []
    note = Note(**talk.of, staff_id=staff_id, text=text, mentions=named, at=at)
    talk.db.add(note)
    talk.db.flush()
    talk.db.add_all(NoteMention(**talk.of, note_id=note.id, staff_id=one, at=at) for one in named)


def _write_event(talk: Talk, at: datetime, kind: TimelineKind, text: str) -> None:
    name = _VALUES.get(kind)
    told: dict[str, Any] = {name: text or talk.withheld} if name else {}
    if kind == TimelineKind.RATED:
        told = {"stars": int(text)}
    by_shop = kind in (TimelineKind.TAKEN, TimelineKind.SNOOZED, TimelineKind.RESOLVED)
    note_event(talk.db, talk.conversation, kind, at, talk.holder if by_shop else None, **told)
