"""From what the assistant wants said to rows ready to leave: words, buttons, parts of the right length."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.db import bulk
from bot.db.conversations import Choice, Conversation
from bot.db.outgoing import OutgoingMessage
from bot.domain.channels import Channel
from bot.domain.consent import Purpose
from bot.domain.sending import ROW_DESCRIPTION, Author, Lane
from bot.domain.shortening import shortened_parts
from bot.domain.words import split_text
from bot.ports import Answered, Offered, Said
from bot.services.messages.wording import Wording

# WhatsApp's limits (FACTS 3.2 and 4.2); Twilio's body limit holds on every channel.
MAX_BODY, MAX_WITH_BUTTONS = 1600, 1024
MAX_BUTTONS, MAX_ROWS = 3, 10
# Old messages stay on the phone for weeks; an old button must not act on a new situation.
CHOICE_LIFE = timedelta(days=7)
SILENCE = Answered((), None, None)


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a message travels: see the columns of the same names in bot.db.outgoing."""

    in_reply_to: int | None = None
    lane: Lane = Lane.REPLY
    purpose: Purpose = Purpose.UTILITY
    author: Author = Author.ASSISTANT
    notice_id: int | None = None
    urgent: bool = True
    expires_at: datetime | None = None
    picture_url: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """A choice in the customer's words: its whole title, and what a list says below it."""

    title: str
    description: str = ""


def answer_with(key: str, values: Mapping[str, Any] | None = None) -> Answered:
    """An answer of one sentence that no model had to find."""
    return Answered((Said(key, values or {}),), None, None)


def utter(
    db: Session, conversation: Conversation, said: Sequence[Said], locale: str, now: datetime, envelope: Envelope
) -> list[OutgoingMessage]:
    """Outgoing rows, queued, for what is to be said to a conversation, in order: words in a locale, buttons, parts."""
    rows = compose_rows(db, conversation, said, locale, now, envelope)
    db.add_all(rows)
    db.flush()
    return rows


def add_rows(db: Session, rows: Sequence[OutgoingMessage]) -> None:
    """Write rows of `compose_rows` with what they offer to choose from; they have their ids then."""
    bulk.add_rows(db, rows)
    offered = [choice for row in rows for choice in row.choices]
    for row in rows:
        for choice in row.choices:
            choice.outgoing_id = row.id
    bulk.add_rows(db, offered)


def compose_rows(
    db: Session, conversation: Conversation, said: Sequence[Said], locale: str, now: datetime, envelope: Envelope
) -> list[OutgoingMessage]:
    """The rows of `utter`, not yet in the database: who adds many flushes once."""
    wording = Wording(db, conversation.merchant, locale)
    rows: list[OutgoingMessage] = []
    for one in said:
        shown_as = _shown_as(one, conversation.channel)
        text = wording.say(one.key, one.values) if one.key else one.text
        worded = [_worded(offer, wording) for offer in one.offers]
        if shown_as == "numbered":
            text = number_choices(text, worded, wording)
        parts = split_text(text.strip(), MAX_WITH_BUTTONS if shown_as in ("buttons", "list") else MAX_BODY)
        whole = _Parts(one, locale, shown_as)
        kept = [
            _row(conversation, part, whole, envelope, now, is_last=place == len(parts))
            for place, part in enumerate(parts, 1)
        ]
        rows += kept
        if kept and one.offers:
            _offer(kept[-1], one.offers, worded, now)
    return rows


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the parts of one thing said have in common."""

    said: Said
    locale: str
    shown_as: str


def _row(
    conversation: Conversation, text: str, whole: _Parts, envelope: Envelope, now: datetime, *, is_last: bool
) -> OutgoingMessage:
    return OutgoingMessage(
        merchant_id=conversation.merchant_id,
        token=secrets.token_urlsafe(18),
        conversation_id=conversation.id,
        conversation=conversation,
        choices=[],
        in_reply_to=envelope.in_reply_to,
        lane=envelope.lane,
        purpose=envelope.purpose,
        author=envelope.author,
        notice_id=envelope.notice_id,
        urgent=envelope.urgent,
        expires_at=envelope.expires_at,
        picture_url=whole.said.picture or envelope.picture_url,
        epoch=conversation.epoch,
        key=whole.said.key,
        values=dict(whole.said.values),
        locale=whole.locale,
        text=text,
        shown_as=whole.shown_as if is_last else "text",  # the buttons stand below the last part
        queued_at=now,
    )


def _shown_as(one: Said, channel: str) -> str:
    if not one.offers:
        return "text"
    if channel != Channel.WHATSAPP or len(one.offers) > MAX_ROWS:
        return "numbered"
    return "list" if one.as_list or len(one.offers) > MAX_BUTTONS else "buttons"


def _worded(offer: Offered, wording: Wording) -> Worded:
    description = wording.say(*offer.description) if offer.description else ""
    return Worded(wording.say(offer.key, offer.values), description)


def number_choices(text: str, choices: Sequence[Worded], wording: Wording) -> str:
    """Return the text with its choices as numbered lines, in the shop's words, for where there are no buttons.

    Descriptions stand in the lines, as long as WhatsApp's rows show them, unless one message does not hold them all.
    """
    hint = wording.say("choice.hint", {})
    whole = "\n".join([text, *_lines(choices, wording), hint])
    if len(whole) <= MAX_BODY:
        return whole
    return "\n".join([text, *_lines([Worded(choice.title) for choice in choices], wording), hint])


def _lines(choices: Sequence[Worded], wording: Wording) -> Iterator[str]:
    for position, choice in enumerate(choices, 1):
        values = {"position": str(position), "title": choice.title}
        if not choice.description:
            yield wording.say("choice.line", values)
            continue
        values["description"] = shortened_parts(choice.description, ROW_DESCRIPTION)
        yield wording.say("choice.line_described", values)


def _offer(row: OutgoingMessage, offers: Sequence[Offered], worded: Sequence[Worded], now: datetime) -> None:
    for position, (offer, words) in enumerate(zip(offers, worded, strict=True), start=1):
        row.choices.append(
            Choice(
                merchant_id=row.merchant_id,
                token=secrets.token_urlsafe(12),
                conversation_id=row.conversation_id,
                position=position,
                title=words.title,
                description=words.description,
                intent=offer.intent,
                entities=dict(offer.entities),
                expires_at=now + CHOICE_LIFE,
            )
        )
