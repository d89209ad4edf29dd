"""The picture above a shop's own text for many."""

from __future__ import annotations

from flask import Response, current_app

from bot.api.access import caller, needs
from bot.api.answers import sent
from bot.api.asked import Numbered
from bot.api.attaching import read_file
from bot.api.campaign_shapes import CampaignTextTold
from bot.api.campaign_texts import ONE_TEXT, find_campaign_text
from bot.api.campaign_told import tell_text
from bot.api.declared import TAKES_FILE, answers
from bot.api.group import Group
from bot.api.problems import Problem
from bot.bootstrap import Bot
from bot.db.campaign_texts import CampaignText
from bot.db.engine import Session
from bot.db.shop import Merchant
from bot.domain.access import Permission
from bot.domain.pictures import BadPicture, rewrite_picture
from bot.services.broadcasts import own_pictures
from bot.services.broadcasts.own_pictures import NewPicture
from bot.services.staff import audit

campaign_pictures = Group("campaign_pictures", __name__, "broadcasts")
_PICTURE = f"{ONE_TEXT}/picture"


@campaign_pictures.put(
    _PICTURE,
    responses=answers(CampaignTextTold, 401, 403, 404, 409, 413, 415, 429, 503),
    openapi_extensions=TAKES_FILE,
)
@needs(Permission.BROADCASTS_WRITE)
def set_campaign_picture(path: Numbered) -> Response:
    """Put a JPEG or PNG above a text: the body is the file, or a form with it as `file`"""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        _find_newest(db, path.id)
    try:
        picture = rewrite_picture(read_file(), bot.now().date())
    except BadPicture as error:
        raise Problem(415, "Not a picture that WhatsApp shows", str(error)) from error
    kept = bot.media.keep(picture.content, picture.kind.ending)
    new = NewPicture(kept, picture.kind.content_type, picture.kind.ending, len(picture.content))
    return _change(path.id, new)


@campaign_pictures.delete(_PICTURE, responses=answers(CampaignTextTold, 401, 403, 404, 409, 429, 503))
@needs(Permission.BROADCASTS_WRITE)
def drop_campaign_picture(path: Numbered) -> Response:
    """Let a text have no picture"""
    return _change(path.id, None)


def _change(text_id: int, new: NewPicture | None) -> Response:
    """Change the picture of a text; of one that was shown to WhatsApp that makes a new text, which is the answer."""
    bot: Bot = current_app.extensions["bot"]
    me, now = caller(), bot.now()
    with bot.database.writing.begin() as db:
        row = _find_newest(db, text_id)
        changed, unused = own_pictures.change_picture(db, row, new, now)
        audit.record(db, me.actor, "campaign_text.picture", f"campaign_text:{text_id}", now, str(changed.id))
        told = tell_text(db, bot, db.get_one(Merchant, me.merchant_id), changed, now)
    if unused is not None:
        bot.media.forget(unused)
    return sent(told)


def _find_newest(db: Session, text_id: int) -> CampaignText:
    row = find_campaign_text(db, text_id)
    if row.newer_id is not None:
        raise Problem(409, "Changed meanwhile", f"It became another text: {row.newer_id}. Change that one.")
    return row
