"""Files of conversations that are on our disk, for whoever may see the conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from bot.db.attachments import Attachment
from bot.db.campaign_texts import CampaignText
from bot.db.conversations import Conversation, InboundMessage, Media
from bot.domain.access import Viewer
from bot.domain.conversations import MediaState
from bot.services.desk.folders import limit_to

PUBLIC = "/a/"  # below PUBLIC_URL: where whoever has a file's token fetches it


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file below VAR_DIR/media."""

    path: str
    content_type: str


FindFile = Callable[[Session, Viewer, int], KeptFile | None]


def find_received(db: Session, viewer: Viewer, media_id: int) -> KeptFile | None:
    """Return a file that a customer sent; None when it is not there or the viewer may not see it."""
    query = (
        select(Media.path, Media.content_type)
        .join(InboundMessage, InboundMessage.id == Media.inbound_id)
        .join(Conversation, Conversation.id == InboundMessage.conversation_id)
        .where(*limit_to(viewer), Media.id == media_id, Media.state == MediaState.KEPT, Media.path.is_not(None))
    )
    found = db.execute(query).first()
    return KeptFile(str(found.path), found.content_type) if found else None


def find_attached(db: Session, viewer: Viewer, attachment_id: int) -> KeptFile | None:
    """Return a file that the shop sends; None when it is not there or the viewer may not see it."""
    query = (
        select(Attachment.path, Attachment.content_type)
        .join(Conversation, Conversation.id == Attachment.conversation_id)
        .where(*limit_to(viewer), Attachment.id == attachment_id, *_on_disk())
    )
    found = db.execute(query).first()
    return KeptFile(str(found.path), found.content_type) if found else None


def find_by_token(db: Session, token: str) -> KeptFile | None:
    """Return a file that went with a message, by the address that only its receiver's network was told."""
    sent = (Attachment.token == token, Attachment.outgoing_id.is_not(None), *_on_disk())
    found = db.execute(select(Attachment.path, Attachment.content_type).where(*sent)).first()
    if found is None:  # the picture of a text for many
        whose = (CampaignText.picture_token == token, CampaignText.picture_path.is_not(None))
        found = db.execute(select(CampaignText.picture_path, CampaignText.picture_type).where(*whose)).first()
    return KeptFile(str(found[0]), found[1]) if found else None


def _on_disk() -> tuple[ColumnElement[bool], ...]:
    return Attachment.path.is_not(None), Attachment.erased_at.is_(None)
