"""Rows of a conversation as they are told: its messages, notes and events, and the conversation whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.api.inbox_told import tell_conversations
from bot.api.pins import tell_place
from bot.api.problems import PREFIX
from bot.api.thread_shapes import (
    BriefTold,
    ComposerTold,
    ConsentTold,
    ConversationWhole,
    DraftsTold,
    EventItem,
    FailureTold,
    FileTold,
    HandoffTold,
    Item,
    MessageItem,
    MessageTold,
    NoteItem,
    StretchTold,
)
from bot.channels.twilio.explained import explain
from bot.db.conversations import Conversation
from bot.db.desk import Note, TimelineEvent
from bot.db.engine import Session
from bot.db.outgoing import OutgoingMessage
from bot.domain.access import Viewer
from bot.domain.conversations import MediaState
from bot.domain.delivery import FAILURES
from bot.domain.hosts import showable
from bot.domain.masking import mask_numbers
from bot.domain.sending import Author
from bot.domain.timeline import BEFORE, TimelineKind
from bot.services.desk.drafts import read_drafts
from bot.services.desk.order_events import ThreadEvent
from bot.services.desk.thread import OUT, Row, Spot, ThreadFile, ThreadMessage, describe_messages
from bot.services.desk.whole import describe_surroundings
from bot.services.messages.wording import Wording

_FAMILIES = ("image", "audio", "video")


def tell_message(one: ThreadMessage) -> MessageTold:
    """Return a message as it is told."""
    same = ("author", "staff_id", "kind", "text", "locale", "state", "choices", "because", "due_at")
    return MessageTold(
        id=one.spot.name,
        at=one.spot.at,
        media=(*map(_file, one.files), *_picture(one)),
        failure=_failure(one),
        withheld=one.is_withheld,
        template=one.is_template,
        place=tell_place(one.place),
        **{name: getattr(one, name) for name in same},
    )


def tell_row(db: Session, row: OutgoingMessage) -> MessageTold:
    """Return a message of ours as it is told."""
    spot = Spot(row.queued_at, OUT, row.id)
    return tell_message(describe_messages(db, [(spot, row)])[spot])


def tell_items(db: Session, rows: Sequence[tuple[Spot, Row]]) -> tuple[Item, ...]:
    """Return what a thread shows, in the order of the rows."""
    messages = describe_messages(db, rows)
    return tuple(_item(spot, row, messages) for spot, row in rows)


def tell_whole(db: Session, row: Conversation, viewer: Viewer, now: datetime) -> ConversationWhole:
    """Return a conversation with all that stands around its thread, as the viewer may see it."""
    around = describe_surroundings(db, row, viewer, now)
    [told] = tell_conversations(db, [row], viewer, now)
    composer = {name: getattr(around.composer, name) for name in ("state", "by", "window_closes_at", "undo_seconds")}
    brief = BriefTold.model_validate(around.customer)
    return ConversationWhole(
        composer=ComposerTold(binding=around.composer.is_binding, **composer),
        handoff=None if around.handoff is None else HandoffTold.model_validate(around.handoff),
        stretch=None if around.stretch is None else StretchTold.model_validate(around.stretch),
        consent=ConsentTold.model_validate(around.consent),
        customer=brief if viewer.sees_numbers else brief.model_copy(update={"name": mask_numbers(brief.name)}),
        drafts=DraftsTold.model_validate(read_drafts(db, row.id, viewer.staff_id)),
        instruction=row.instruction,
        returns_at=row.returns_at,
        order_question=None if told.has_phone else _ask_for_order(db, row),
        **told.model_dump(),
    )


def _ask_for_order(db: Session, row: Conversation) -> str:
    return Wording(db, row.merchant, row.customer.locale or row.merchant.locale).say("order.ask_number", {})


def _item(spot: Spot, row: Row, messages: dict[Spot, ThreadMessage]) -> Item:
    if isinstance(row, Note):
        mentions = tuple(row.mentions)
        return NoteItem(what="note", id=spot.name, at=spot.at, text=row.text, staff_id=row.staff_id, mentions=mentions)
    if isinstance(row, TimelineEvent):
        kind, values = TimelineKind(row.kind), {name: one for name, one in row.values.items() if name != BEFORE}
        return EventItem(what="event", id=spot.name, at=spot.at, kind=kind, staff_id=row.staff_id, values=values)
    if isinstance(row, ThreadEvent):
        return EventItem(what="event", id=spot.name, at=spot.at, kind=row.kind, staff_id=None, values=row.values)
    told = tell_message(messages[spot])
    return MessageItem(what="message", **{name: getattr(told, name) for name in MessageTold.model_fields})


def _file(one: ThreadFile) -> FileTold:
    family = one.content_type.split("/", 1)[0]
    return FileTold(
        id=one.id,
        kind=family if family in _FAMILIES else "document",
        type=one.content_type,
        size=one.size,
        url=f"{PREFIX}/{one.place}/{one.id}" if one.state == MediaState.KEPT else None,
        state=one.state,
    )


def _picture(one: ThreadMessage) -> tuple[FileTold, ...]:
    """The picture above a notice, which stands at an address of the shop's."""
    url = showable(one.picture_url)
    if not url:
        return ()
    return (FileTold(id=None, kind="image", type="image/jpeg", size=None, url=url, state=MediaState.KEPT),)


def _failure(one: ThreadMessage) -> FailureTold | None:
    if one.state not in FAILURES:
        return None
    why = explain(one.error_code)
    return FailureTold(
        code=one.error_code,
        kind=why.kind,
        sentence=why.sentence,
        remedy=why.remedy,
        may_retry=why.may_retry and one.author == Author.AGENT,
    )
