"""The picture above a shop's own text: changed where the text may change, else on a new version of the text."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.db.campaign_texts import CampaignText
from bot.services.broadcasts import own_texts


@dataclass(frozen=True, slots=True)
class NewPicture:
    """A picture on our disk below VAR_DIR/media; `ending` (".jpg") says what it is to who fetches it."""

    path: str
    content_type: str
    ending: str
    size: int


def change_picture(
    db: Session, row: CampaignText, new: NewPicture | None, now: datetime
) -> tuple[CampaignText, str | None]:
    """Give a text another picture, or none; returns the text that has it, and the file that nothing shows any more."""
    before = row.picture_path
    if own_texts.is_fixed(db, row) and (before is not None or new is not None):
        row = own_texts.copy_text(db, row, now)
    else:
        row.version += 1
    row.picture_token = secrets.token_urlsafe(24) + new.ending if new else None
    row.picture_path = new.path if new else None
    row.picture_type, row.picture_size = (new.content_type, new.size) if new else ("", 0)
    db.flush()
    shown = select(func.count()).where(CampaignText.picture_path == before)
    unused = before is not None and not db.scalar(shown)
    return row, before if unused else None
