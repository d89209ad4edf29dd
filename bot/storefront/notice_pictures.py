"""The pictures of notices, at the address their templates name; see bot.services.templates.pictures."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, redirect, send_from_directory
from flask.typing import ResponseReturnValue

from bot.bootstrap import Bot
from bot.services.templates import pictures

notice_pictures = Blueprint("notice_pictures", __name__)
FOLDER, SAMPLE = Path(__file__).parent, "sample.png"


@notice_pictures.get(f"{pictures.PICTURES}<name>")
def picture(name: str) -> ResponseReturnValue:
    """On to where the picture is. What has none gets our sample: so does a reviewer, who is shown a name of nothing."""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        url = pictures.find_address(db, name)
    if url is None:
        return send_from_directory(FOLDER, SAMPLE, max_age=86400)
    return redirect(url, 302, Response)
