"""Files that a shop's people send, under the address that their receiver's network fetches them by."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, send_from_directory

from bot.bootstrap import Bot
from bot.services.desk import files

attachments = Blueprint("attachments", __name__)


@attachments.get(f"{files.PUBLIC}<name>")
def attachment(name: str) -> Response:
    """A file by its token, which nobody can guess; none that has not gone with a message."""
    bot: Bot = current_app.extensions["bot"]
    with bot.database.reading.begin() as db:
        kept = files.find_by_token(db, name)
    if kept is None:
        abort(404)
    answer: Response = send_from_directory(bot.settings.media_dir, kept.path, mimetype=kept.content_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
