"""Logos of shops that are kept here, for tracking pages and the console."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, send_from_directory

from bot.bootstrap import Bot
from bot.services.shop import logo

logos = Blueprint("logos", __name__)


@logos.get(f"{logo.LOGOS}<name>")
def show_logo(name: str) -> Response:
    """A logo by the name of its file; none that no shop shows."""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        if not logo.is_shown(db, logo.write_address(bot.settings.public_url, name)):
            abort(404)
    answer: Response = send_from_directory(bot.settings.media_dir, name, max_age=86400)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
